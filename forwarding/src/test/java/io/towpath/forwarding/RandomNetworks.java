package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.rule;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Group;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.testkit.Choices;
import java.util.ArrayList;
import java.util.List;

/**
 * Small networks in which anything may happen to a packet: equal paths, loops, discards, filters
 * with and without state, NAT, a fabric with appliances and a shared address.
 */
final class RandomNetworks {
  private final Choices choices;
  private final Lab lab = new Lab();
  private final int routers;

  private RandomNetworks(Choices choices) {
    this.choices = choices;
    this.routers = choices.between(1, 6);
  }

  /** A network and packets through it. */
  record Story(Lab.Bench bench, List<Probe> probes) {
    @Override
    public String toString() {
      return bench.topology().network().nodes().values() + " " + probes;
    }
  }

  /** A packet of a host. */
  record Probe(String from, PacketHeader header) {}

  static Story story(Choices choices) {
    return new RandomNetworks(choices).build();
  }

  private Story build() {
    lab.filter("acl", Filter.Kind.ACL, false, true, rule(false, PacketHeader.TCP, null, null, 443));
    lab.filter(
        "nsg",
        Filter.Kind.NETWORK_SECURITY_GROUP,
        true,
        choices.nextBoolean(),
        rule(true, PacketHeader.ICMP, "10.0.0.0/8", null, 0));
    for (int r = 0; r < routers; r++) {
      lab.router("r" + r).iface("lan", "10.1." + r + ".1/24");
      lab.host("h" + r, "10.1." + r + ".10/24", "10.1." + r + ".1", "r" + r + ":lan");
    }
    cables();
    fabric();
    for (int r = 0; r < routers; r++) {
      policies(r);
    }
    Lab.Bench bench = lab.solve();
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      probes.add(probe());
    }
    return new Story(bench, probes);
  }

  private void cables() {
    int subnet = 0;
    for (int a = 0; a < routers; a++) {
      for (int b = a + 1; b < routers; b++) {
        if (choices.nextInt(2) == 0) {
          String net = "192.168." + subnet++ + ".0/30";
          lab.net.connect("r" + a, "r" + b, net);
          towards(a, net, 2);
          towards(b, net, 1);
        }
      }
    }
  }

  /** Routes over a cable, right or wrong: to one LAN, to all, to the fabric, or to nowhere. */
  private void towards(int router, String net, int offset) {
    IpAddress via = Prefix.parse(net).network().plus(offset);
    for (String prefix : choices.list(0, 4, this::prefix)) {
      lab.router("r" + router).route(prefix, via.toString());
    }
    if (choices.nextInt(3) != 0) {
      lab.router("r" + router).route("0.0.0.0/0", via.toString());
    }
  }

  private String prefix(Choices c) {
    return c.oneOf(
        List.of("10.1.0.0/16", "10.1.0.0/24", "10.1.1.0/24", "10.1.2.0/23", "10.7.0.0/16"));
  }

  private void policies(int r) {
    var router = lab.router("r" + r);
    if (choices.nextInt(4) == 3) {
      router.change("lan", i -> i.filtersIn(List.of("acl")));
    }
    if (choices.nextInt(4) == 3) {
      router.change("lan", i -> i.filtersOut(List.of("nsg")));
    }
    if (choices.nextInt(5) == 4) {
      router.discard("10.1.2.0/24");
    }
    if (choices.nextInt(6) == 5) {
      router.node(n -> n.forwards(false));
    }
    if (choices.nextInt(5) == 4) {
      router
          .change("lan", i -> i.natSide(NatSide.INSIDE))
          .nat(
              new NatRule.Dynamic(
                  "default",
                  List.of(new AddressSet.Any()),
                  null,
                  List.of(IpAddress.parse("10.1." + r + ".200")),
                  null,
                  List.of(),
                  Origin.NONE));
      for (int b = 0; b < routers; b++) {
        outside(r, "to-r" + b);
      }
    }
  }

  private void outside(int r, String iface) {
    try {
      lab.router("r" + r).change(iface, i -> i.natSide(NatSide.OUTSIDE));
    } catch (IllegalArgumentException absent) {
      // No cable there.
    }
  }

  /** Two machines, two appliances with a shared address, and the first router. */
  private void fabric() {
    lab.fabric("cloud")
        .deliver("a", "10.7.0.0/16", "vnet")
        .vm("vm1", "a", "vnet", "10.7.0.4", p -> p.filtersOut(List.of("nsg")))
        .vm("vm2", "b", "vnet", "10.7.0.5")
        .port("n1", "a", "vnet", "10.7.0.11")
        .port("n2", "a", "vnet", "10.7.0.12")
        .port("r0", "a", "vnet", "10.7.0.100")
        .deliver("b", "10.7.0.0/16", "vnet");
    for (String n : List.of("n1", "n2")) {
      lab.router(n)
          .iface("eth0", "10.7.0.1" + n.charAt(1) + "/24")
          .route("0.0.0.0/0", new NextHop.Via(IpAddress.parse("10.7.0.1"), "eth0", null));
      lab.net.link("cloud:" + n, n + ":eth0");
    }
    lab.router("r0")
        .iface("cloud", "10.7.0.100/24")
        .route("10.7.0.0/16", new NextHop.Attached("cloud", null));
    lab.net.link("cloud:r0", "r0:cloud");
    lab.group(
        "lb",
        "10.7.0.50",
        "vnet",
        choices.oneOf(List.of(Group.Choice.values())),
        choices.nextBoolean(),
        new Group.Health.InterfaceUp(),
        "n1:eth0",
        "n2:eth0");
    for (String vrf : List.of("a", "b")) {
      IpAddress next =
          IpAddress.parse(choices.oneOf(List.of("10.7.0.100", "10.7.0.50", "10.7.0.11")));
      lab.fabric("cloud").route(vrf, "10.0.0.0/8", new NextHop.Port("vnet", next, null));
      if (choices.nextBoolean()) {
        lab.fabric("cloud").route(vrf, "10.1.0.0/16", new NextHop.ToGroup("lb", null));
      }
    }
  }

  private Probe probe() {
    List<String> hosts = new ArrayList<>(List.of("vm1", "vm2"));
    List<String> targets =
        new ArrayList<>(List.of("10.7.0.4", "10.7.0.5", "10.7.0.50", "10.7.0.100", "10.7.9.9"));
    for (int r = 0; r < routers; r++) {
      hosts.add("h" + r);
      targets.add("10.1." + r + ".10");
      targets.add("10.1." + r + ".1");
      targets.add("10.1." + r + ".99");
    }
    String from = choices.oneOf(hosts);
    String own =
        from.startsWith("vm")
            ? "10.7.0." + (from.equals("vm1") ? 4 : 5)
            : "10.1." + from.substring(1) + ".10";
    int protocol = choices.oneOf(List.of(PacketHeader.ICMP, PacketHeader.TCP));
    String to = choices.oneOf(targets);
    return new Probe(
        from,
        protocol == PacketHeader.ICMP
            ? Lab.header(own, to, protocol, PacketHeader.ECHO_REQUEST, 0)
            : Lab.header(own, to, protocol, choices.between(40000, 40100), 443));
  }
}
