package io.towpath.bench;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Domain;
import io.towpath.network.Filter;
import io.towpath.network.Fragment;
import io.towpath.network.HopProfile;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Precedence;
import io.towpath.network.Precedence.Condition;
import io.towpath.network.Precedence.Outcome;
import io.towpath.network.Precedence.Relation;
import io.towpath.network.Route;
import io.towpath.network.RouteLayer;
import io.towpath.network.Segment;
import io.towpath.network.Services;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 1,000 virtual networks of 20 interfaces each on one fabric: ten hubs, every one with a firewall
 * and 99 spokes. A route table on the spokes sends all that is private to the firewall of their
 * hub, so a packet from spoke to spoke takes three hops: machine, firewall, machine. Every subnet
 * has a security group of four rules and the three that Azure adds, in each direction.
 */
final class VnetNetwork {
  static final int HUBS = 10;
  static final int SPOKES_PER_HUB = 99;
  static final int MACHINES = 20;

  private static final String FABRIC = "fabric";
  private static final String SYSTEM = "system-vnet";
  private static final String NONE = "system-none";
  private static final String INTERNET = "system-internet";
  private static final String PEERING = "peering";
  private static final String USER = "user-appliance";

  /** What a user writes beats what the system has, for equal prefixes. */
  private static final Precedence TABLE =
      new Precedence(
          false,
          List.of(
              new Precedence.Row(
                  List.of(USER),
                  Condition.ALWAYS,
                  Relation.SAME,
                  List.of(SYSTEM, NONE, INTERNET, PEERING),
                  Outcome.INVALID,
                  "R34")));

  private final Fragment.Builder parts = new Fragment.Builder();
  private final List<Vrf> vrfs = new ArrayList<>();
  private final List<Interface> ports = new ArrayList<>();
  private final HostTemplate template =
      new HostTemplate(false, List.of(), List.of(), Services.ASSUMED, List.of("region:east"));

  private VnetNetwork() {}

  /** The network. */
  static Network build() {
    VnetNetwork network = new VnetNetwork();
    for (int hub = 0; hub < HUBS; hub++) {
      network.hub(hub);
    }
    network.parts.nodes.add(
        Node.named(FABRIC, NodeKind.FABRIC, Origin.NONE)
            .vrfs(network.vrfs)
            .interfaces(network.ports)
            .hops(HopProfile.INVISIBLE)
            .build());
    return Network.of(network.parts.build());
  }

  /** Name of the machine of a number, from 0, in a VNet; spoke −1 is the hub. */
  static String machine(int hub, int spoke, int number) {
    return vnet(hub, spoke) + "-vm" + number;
  }

  private static String vnet(int hub, int spoke) {
    return spoke < 0 ? "hub" + hub : "spoke" + hub + "-" + spoke;
  }

  /** 10.HUB.SPOKE.0/24; the hub itself is 10.HUB.255.0/24. */
  private static Prefix range(int hub, int spoke) {
    return new Prefix(new Ipv4Address(10 << 24 | hub << 16 | (spoke < 0 ? 255 : spoke) << 8), 24);
  }

  /** Address of a machine. */
  static int address(int hub, int spoke, int number) {
    return ((Ipv4Address) range(hub, spoke).network().plus(4 + number)).bits();
  }

  private static IpAddress firewall(int hub) {
    return range(hub, -1).network().plus(100);
  }

  private void hub(int hub) {
    List<Route> toSpokes = new ArrayList<>();
    for (int spoke = 0; spoke < SPOKES_PER_HUB; spoke++) {
      toSpokes.add(Route.of(range(hub, spoke), PEERING, deliver(vnet(hub, spoke)), Origin.NONE));
    }
    String hubName = vnet(hub, -1);
    Route toHub = Route.of(range(hub, -1), PEERING, deliver(hubName), Origin.NONE);
    Route toFirewall =
        Route.of(
            Prefix.parse("10.0.0.0/8"),
            USER,
            new NextHop.Port(hubName, firewall(hub), null),
            Origin.NONE);
    parts.layers.add(new RouteLayer(hubName + " peers", toSpokes));
    parts.layers.add(new RouteLayer(hubName + " spokes", List.of(toHub, toFirewall)));
    Map<IpAddress, String> owners = vnet(hub, -1, List.of(hubName + " peers"), hubName);
    String firewall = hubName + "-firewall";
    owners.put(firewall(hub), firewall);
    parts.domains.add(new Domain(hubName, FABRIC, owners));
    ports.add(
        port(firewall, hubName, firewall(hub), hubName)
            .checkSourceIn(false)
            .checkDestinationOut(false)
            .build());
    parts.segments.add(
        new Segment(
            firewall,
            List.of(new InterfaceRef(FABRIC, firewall), new InterfaceRef(firewall, "eth0")),
            null,
            Origin.NONE));
    parts.nodes.add(
        Node.named(firewall, NodeKind.SERVER, Origin.NONE)
            .vrfs(
                List.of(
                    Vrf.router(
                        Vrf.DEFAULT,
                        List.of(
                            Route.of(
                                Prefix.DEFAULT_IPV4,
                                "static",
                                new NextHop.Via(range(hub, -1).network().plus(1), "eth0", null),
                                Origin.NONE)),
                        Origin.NONE)))
            .interfaces(
                List.of(
                    Interface.named("eth0", Vrf.DEFAULT, Origin.NONE)
                        .address(firewall(hub), 24)
                        .build()))
            .build());
    for (int spoke = 0; spoke < SPOKES_PER_HUB; spoke++) {
      String name = vnet(hub, spoke);
      parts.domains.add(
          new Domain(name, FABRIC, vnet(hub, spoke, List.of(hubName + " spokes"), name)));
    }
  }

  private static NextHop deliver(String domain) {
    return new NextHop.Deliver(domain, null, null);
  }

  /** A VNet with one subnet; returns who owns which address. */
  private Map<IpAddress, String> vnet(int hub, int spoke, List<String> layers, String name) {
    List<Route> system = new ArrayList<>();
    system.add(Route.of(range(hub, spoke), SYSTEM, deliver(name), Origin.NONE));
    for (String reserved :
        List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")) {
      system.add(
          Route.of(Prefix.parse(reserved), NONE, new NextHop.Discard(true, null), Origin.NONE));
    }
    system.add(
        Route.of(Prefix.DEFAULT_IPV4, INTERNET, new NextHop.Discard(true, null), Origin.NONE));
    parts.layers.add(new RouteLayer(name, system));
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(layers);
    vrfs.add(new Vrf(name, List.of(), all, TABLE, Origin.NONE));
    securityGroup(name);
    Map<IpAddress, String> owners = new LinkedHashMap<>();
    for (int i = 0; i < MACHINES; i++) {
      String machine = machine(hub, spoke, i);
      IpAddress address = new Ipv4Address(address(hub, spoke, i));
      owners.put(address, machine);
      ports.add(port(machine, name, address, name).build());
      parts.hosts.add(
          new Host(
              machine,
              List.of(address),
              24,
              range(hub, spoke).network().plus(1),
              new InterfaceRef(FABRIC, machine),
              template,
              Origin.NONE));
    }
    return owners;
  }

  private static Interface.Builder port(
      String name, String vnet, IpAddress address, String domain) {
    return Interface.named(name, vnet, Origin.NONE)
        .link(LinkKind.FABRIC_PORT)
        .owned(List.of(address))
        .checkSourceIn(true)
        .checkDestinationOut(true)
        .answersAllArp(true)
        .domain(domain)
        .filtersIn(List.of(vnet + " outbound"))
        .filtersOut(List.of(vnet + " inbound"))
        .icmpErrorClasses(List.of(SYSTEM, PEERING))
        .sites(List.of(name, "region:east"));
  }

  private void securityGroup(String vnet) {
    AddressSet known =
        new AddressSet.Derived(
            new VrfRef(FABRIC, vnet),
            List.of(SYSTEM, PEERING, USER),
            List.of(Prefix.parse("168.63.129.16/32")));
    AddressSet anywhere = new AddressSet.Any();
    AddressSet management = new AddressSet.Prefixes(List.of(Prefix.parse("10.0.255.0/24")));
    AddressSet banned =
        new AddressSet.Prefixes(
            List.of(Prefix.parse("10.250.0.0/16"), Prefix.parse("192.0.2.0/24")));
    AddressSet probes = new AddressSet.Prefixes(List.of(Prefix.parse("168.63.129.16/32")));
    List<Filter.Rule> inbound =
        List.of(
            rule("deny-banned", false, 0, banned, anywhere, 0),
            rule("allow-ssh", true, PacketHeader.TCP, management, anywhere, 22),
            rule("deny-ssh", false, PacketHeader.TCP, anywhere, anywhere, 22),
            rule("allow-web", true, PacketHeader.TCP, known, known, 443),
            rule("AllowVnetInBound", true, 0, known, known, 0),
            rule("AllowAzureLoadBalancerInBound", true, 0, probes, anywhere, 0),
            rule("DenyAllInBound", false, 0, anywhere, anywhere, 0));
    List<Filter.Rule> outbound =
        List.of(
            rule("deny-banned", false, 0, anywhere, banned, 0),
            rule("deny-mail", false, PacketHeader.TCP, anywhere, anywhere, 25),
            rule("deny-telnet", false, PacketHeader.TCP, anywhere, anywhere, 23),
            rule("allow-web", true, PacketHeader.TCP, known, known, 443),
            rule("AllowVnetOutBound", true, 0, known, known, 0),
            rule("AllowInternetOutBound", true, 0, anywhere, new AddressSet.Except(known), 0),
            rule("DenyAllOutBound", false, 0, anywhere, anywhere, 0));
    parts.filters.add(group(vnet + " inbound", inbound));
    parts.filters.add(group(vnet + " outbound", outbound));
  }

  private static Filter group(String name, List<Filter.Rule> rules) {
    return new Filter(name, Filter.Kind.NETWORK_SECURITY_GROUP, true, rules, false, Origin.NONE);
  }

  private static Filter.Rule rule(
      String name,
      boolean permit,
      int protocol,
      AddressSet sources,
      AddressSet destinations,
      int port) {
    return new Filter.Rule(
        name,
        permit,
        protocol == 0 ? List.of() : List.of(protocol),
        List.of(sources),
        List.of(destinations),
        List.of(),
        port == 0 ? List.of() : List.of(new Filter.PortRange(port, port)),
        null,
        null,
        false,
        Origin.NONE);
  }
}
