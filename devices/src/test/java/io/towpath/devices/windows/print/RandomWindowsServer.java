package io.towpath.devices.windows.print;

import io.towpath.devices.windows.StandardRules;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Filter.PortRange;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Services;
import io.towpath.network.Vrf;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Generator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Servers with all that a script can say: adapters by DHCP and by hand, renamed, exchanged and
 * bound to switches, internal switches, forwarding of some and of all, NAT of both kinds, static
 * routes, DHCP scopes and firewall rules; on machines that are known, and on others.
 */
final class RandomWindowsServer implements Generator<RandomWindowsServer.Server> {

  /**
   * A server.
   *
   * @param leases what DHCP gives the adapters of its machine; empty if that is not known
   */
  record Server(
      Node node,
      List<Filter> filters,
      Machine machine,
      Map<String, List<InterfaceAddress>> leases) {}

  private static final String NAME = "srv";
  private static final List<String> LABELS =
      List.of("LAN", "Büro “2”", "it's", "$cost `1", "a \"b\"", "Ethernet 9");

  /** An interface that may still change. */
  private static final class Draft {
    final String name;
    final int number;
    final boolean dhcp;
    final List<InterfaceAddress> addresses;
    final int metric;
    boolean forwards;
    NatSide side = NatSide.NONE;

    Draft(String name, int number, boolean dhcp, List<InterfaceAddress> addresses, int metric) {
      this.name = name;
      this.number = number;
      this.dhcp = dhcp;
      this.addresses = addresses;
      this.metric = metric;
    }

    Prefix subnet() {
      return Prefix.parse("10." + number + ".0.0/24");
    }
  }

  @Override
  public Server from(Choices choices) {
    boolean known = choices.nextInt(3) != 0;
    Map<String, List<InterfaceAddress>> leases = new LinkedHashMap<>();
    List<Draft> drafts = new ArrayList<>();
    adapters(choices, known, leases, drafts);
    List<String> adapters = drafts.stream().map(draft -> draft.name).toList();
    switches(choices, known, drafts);
    forwarding(choices, drafts);
    List<NatRule> nat = nat(choices, drafts);
    List<Services.DhcpScope> scopes = scopes(choices, drafts);
    List<Filter> filters = new ArrayList<>();
    if (choices.nextInt(4) != 0) {
      filters.add(firewall(choices, !scopes.isEmpty()));
    }
    Node node =
        Node.named(NAME, NodeKind.SERVER, Origin.NONE)
            .forwards(drafts.stream().anyMatch(draft -> draft.forwards))
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, routes(choices, drafts), Origin.NONE)))
            .interfaces(drafts.stream().map(RandomWindowsServer::iface).toList())
            .nat(nat)
            .services(Services.ASSUMED.withDhcpScopes(scopes))
            .firewall(filters.stream().map(Filter::name).toList())
            .windows(true)
            .sites(List.of(NAME))
            .build();
    return new Server(node, filters, known ? new Machine(adapters, null) : Machine.UNKNOWN, leases);
  }

  private static Interface iface(Draft draft) {
    return Interface.named(draft.name, Vrf.DEFAULT, Origin.NONE)
        .addresses(draft.addresses)
        .dhcp(draft.dhcp)
        .forwards(draft.forwards)
        .natSide(draft.side)
        .build();
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  private static InterfaceAddress own(int number, int host, boolean secondary) {
    return new InterfaceAddress(ip("10." + number + ".0." + host), 24, secondary);
  }

  private static void adapters(
      Choices choices,
      boolean known,
      Map<String, List<InterfaceAddress>> leases,
      List<Draft> drafts) {
    int count = choices.between(1, 3);
    // Names move round by one place, or stay.
    int shift = known && choices.nextInt(4) == 0 ? 1 : 0;
    for (int i = 0; i < count; i++) {
      List<InterfaceAddress> lease = List.of(own(i, 4, false));
      boolean dhcp = choices.nextBoolean();
      if (known) {
        leases.put(system(i), lease);
      }
      String name =
          switch (choices.nextInt(shift > 0 ? 1 : 3)) {
            case 0 -> system((i + shift) % count);
            case 1 -> LABELS.get((i + choices.nextInt(2) * 3) % LABELS.size());
            // The host's interface takes over the adapter. Without the machine, DHCP shows it.
            default -> known || dhcp ? "vEthernet (External " + i + ")" : "LAN " + i;
          };
      List<InterfaceAddress> written = new ArrayList<>();
      for (int n = choices.nextInt(3); n > 0; n--) {
        written.add(own(i, 3 + n + written.size() * 4, !written.isEmpty()));
      }
      List<InterfaceAddress> addresses = dhcp ? known ? lease : List.of() : written;
      drafts.add(new Draft(name, i, dhcp, addresses, metric(choices)));
    }
  }

  private static String system(int index) {
    return index == 0 ? "Ethernet" : "Ethernet " + (index + 1);
  }

  private static int metric(Choices choices) {
    return choices.oneOf(List.of(15, 15, 5, 40));
  }

  private static void switches(Choices choices, boolean known, List<Draft> drafts) {
    for (int i = choices.nextInt(3); i > 0; i--) {
      String name =
          known && choices.nextInt(4) == 0 ? "Guests " + i : "vEthernet (Switch's " + i + ")";
      List<InterfaceAddress> addresses =
          choices.nextInt(4) == 0 ? List.of() : List.of(own(10 + i, 1, false));
      drafts.add(new Draft(name, 10 + i, false, addresses, metric(choices)));
    }
  }

  private static void forwarding(Choices choices, List<Draft> drafts) {
    int kind = choices.nextInt(3);
    for (Draft draft : drafts) {
      draft.forwards = kind == 2 || kind == 1 && choices.nextBoolean();
    }
  }

  private static List<NatRule> nat(Choices choices, List<Draft> drafts) {
    List<NatRule> mappings = new ArrayList<>();
    List<NatRule> shared = new ArrayList<>();
    switch (choices.nextInt(3)) {
      case 0 -> {
        return List.of();
      }
      case 1 -> {
        Draft outside = drafts.get(choices.nextInt(drafts.size()));
        drafts.forEach(draft -> draft.forwards = true);
        translate(choices, null, List.of(), outside, drafts, mappings, shared);
      }
      default -> {
        Draft outside = drafts.getFirst();
        for (Draft inside : drafts) {
          // A NAT finds its outside by an address.
          if (inside.number > 10 && !outside.addresses.isEmpty() && choices.nextInt(3) != 0) {
            List<IpAddress> pool =
                choices.nextInt(3) == 0 ? List.of(ip("10.0.0.60"), ip("10.0.0.61")) : List.of();
            translate(choices, inside.subnet(), pool, outside, drafts, mappings, shared);
          }
        }
      }
    }
    mappings.addAll(shared);
    return mappings;
  }

  private static void translate(
      Choices choices,
      @Nullable Prefix internal,
      List<IpAddress> pool,
      Draft outside,
      List<Draft> drafts,
      List<NatRule> mappings,
      List<NatRule> shared) {
    outside.side = NatSide.OUTSIDE;
    for (Draft draft : drafts) {
      boolean inside =
          internal == null
              || draft.addresses.stream().anyMatch(own -> internal.contains(own.address()));
      if (draft != outside && draft.side == NatSide.NONE && inside) {
        draft.side = NatSide.INSIDE;
        draft.forwards = true;
        outside.forwards = true;
      }
    }
    AddressSet sources =
        internal == null ? new AddressSet.Any() : new AddressSet.Prefixes(List.of(internal));
    shared.add(
        new NatRule.Dynamic(
            Vrf.DEFAULT, List.of(sources), null, pool, outside.name, List.of(), Origin.NONE));
    List<IpAddress> addresses = new ArrayList<>(pool);
    outside.addresses.forEach(own -> addresses.add(own.address()));
    IpAddress target = internal == null ? ip("10.11.0.9") : internal.network().plus(9);
    for (int port = choices.nextInt(3); port > 0 && !addresses.isEmpty(); port--) {
      mappings.add(
          new NatRule.Static(
              Vrf.DEFAULT,
              target,
              choices.oneOf(addresses),
              32,
              choices.nextBoolean() ? PacketHeader.TCP : PacketHeader.UDP,
              80 + port,
              8000 + 100 * mappings.size() + port,
              1,
              Origin.NONE));
    }
  }

  private static List<Route> routes(Choices choices, List<Draft> drafts) {
    List<Route> routes = new ArrayList<>();
    for (int i = choices.nextInt(5); i > 0; i--) {
      Draft over = choices.oneOf(drafts);
      IpAddress gateway = over.subnet().network().plus(choices.between(1, 2));
      routes.add(
          new Route(
              i == 1 ? Prefix.DEFAULT_IPV4 : Prefix.parse("172." + (16 + i) + ".0.0/16"),
              RouteClass.STATIC,
              choices.nextInt(5) == 0
                  ? new NextHop.Attached(over.name, null)
                  : new NextHop.Via(gateway, over.name, null),
              1,
              over.metric + choices.oneOf(List.of(256, 0, 1, 300, 65535)),
              0,
              null,
              null,
              Origin.NONE));
    }
    return routes;
  }

  private static List<Services.DhcpScope> scopes(Choices choices, List<Draft> drafts) {
    List<Services.DhcpScope> scopes = new ArrayList<>();
    for (Draft draft : drafts) {
      if (draft.number > 10 && choices.nextBoolean()) {
        IpAddress network = draft.subnet().network();
        scopes.add(
            new Services.DhcpScope(
                choices.oneOf(List.of("", "Guests", "it's “all”")),
                draft.subnet(),
                network.plus(2),
                network.plus(254),
                choices.nextBoolean() ? network.plus(1) : null,
                choices.nextBoolean() ? List.of(ip("168.63.129.16"), ip("10.0.3.9")) : List.of(),
                choices.list(
                    0, 2, c -> new Services.Range(network.plus(9), network.plus(c.between(9, 20)))),
                choices.nextBoolean()
                    ? List.of(
                        new Services.Reservation(network.plus(30), "web"),
                        new Services.Reservation(network.plus(31), ""))
                    : List.of(),
                List.of(),
                Origin.NONE));
      }
    }
    return scopes;
  }

  private static Filter firewall(Choices choices, boolean dhcpServer) {
    List<Filter.Rule> rules = new ArrayList<>(choices.<Filter.Rule>list(0, 2, c -> rule(c, false)));
    rules.addAll(choices.<Filter.Rule>list(0, 3, c -> rule(c, true)));
    rules.addAll(StandardRules.of(dhcpServer));
    return new Filter(
        NAME + " (Windows Firewall)", Filter.Kind.GUEST_FIREWALL, true, rules, true, Origin.NONE);
  }

  private static Filter.Rule rule(Choices choices, boolean permit) {
    int protocol =
        choices.oneOf(
            List.of(0, PacketHeader.ICMP, PacketHeader.TCP, PacketHeader.UDP, PacketHeader.GRE));
    boolean ports = protocol == PacketHeader.TCP || protocol == PacketHeader.UDP;
    return new Filter.Rule(
        "\"" + choices.oneOf(List.of("Web", "Allow ICMPv4-In", "it's “mine”")) + "\"",
        permit,
        protocol == 0 ? List.of() : List.of(protocol),
        addresses(choices),
        addresses(choices),
        ports ? ports(choices) : List.of(),
        ports ? ports(choices) : List.of(),
        protocol == PacketHeader.ICMP && choices.nextBoolean() ? PacketHeader.ECHO_REQUEST : null,
        null,
        false,
        Origin.NONE);
  }

  private static List<PortRange> ports(Choices choices) {
    return choices.list(
        0,
        2,
        c -> {
          int first = c.between(1, 60000);
          return new PortRange(first, first + c.nextInt(3));
        });
  }

  private static List<AddressSet> addresses(Choices choices) {
    return choices.nextBoolean()
        ? List.of(new AddressSet.Any())
        : List.of(
            new AddressSet.Prefixes(
                List.of(
                    Prefix.parse("192.0.2." + choices.nextInt(256) + "/32"),
                    Prefix.parse("10." + choices.nextInt(256) + ".0.0/16"))));
  }
}
