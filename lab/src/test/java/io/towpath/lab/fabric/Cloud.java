package io.towpath.lab.fabric;

import io.towpath.net.IpAddress;
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
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Precedence;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteLayer;
import io.towpath.network.Segment;
import io.towpath.network.Services;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two peered VNets of one fabric, and the Internet. VNet a has vm1 (10.1.0.4) and vm2 (10.1.0.5,
 * behind a network security group); VNet b has vm3 (10.2.0.4). From a, only vm1 may pass the
 * peering. An edge translates VNet a to 198.18.0.1, vm1 alone to 203.0.113.80, and port 8022 of
 * 203.0.113.81 to port 22 of vm2. On the Internet is server, 203.0.113.9.
 */
final class Cloud {
  private static final Precedence BY_ROWS = new Precedence(false, List.of());
  private static final int TCP = PacketHeader.TCP;

  private final Fragment.Builder parts = new Fragment.Builder();
  private final List<Interface> ports = new ArrayList<>();
  private final Map<String, Map<IpAddress, String>> owners = new LinkedHashMap<>();

  private Cloud() {}

  static Network network() {
    Cloud cloud = new Cloud();
    cloud.filters();
    cloud.vm("vm1", "a", "10.1.0.4", List.of(), List.of());
    cloud.vm("vm2", "a", "10.1.0.5", List.of("from vm2"), List.of("to vm2"));
    cloud.vm("vm3", "b", "10.2.0.4", List.of(), List.of());
    cloud.internet();
    cloud.fabric();
    return Network.of(cloud.parts.build());
  }

  private static Filter.Rule rule(
      String name,
      boolean permit,
      List<Integer> protocols,
      List<AddressSet> sources,
      List<AddressSet> destinations,
      int port) {
    return new Filter.Rule(
        name,
        permit,
        protocols,
        sources,
        destinations,
        List.of(),
        port == 0 ? List.of() : List.of(new Filter.PortRange(port, port)),
        null,
        null,
        false,
        Origin.NONE);
  }

  private static AddressSet only(String prefix) {
    return new AddressSet.Prefixes(List.of(Prefix.parse(prefix)));
  }

  private void filters() {
    AddressSet vnet =
        new AddressSet.Derived(new VrfRef("cloud", "a"), List.of("system"), List.of());
    filter(
        "to vm2",
        Filter.Kind.NETWORK_SECURITY_GROUP,
        true,
        rule("ssh", true, List.of(TCP), List.of(), List.of(), 22),
        rule("inside", true, List.of(PacketHeader.ICMP), List.of(vnet), List.of(), 0));
    filter(
        "from vm2",
        Filter.Kind.NETWORK_SECURITY_GROUP,
        true,
        rule("to b", true, List.of(), List.of(), List.of(only("10.2.0.0/24")), 0));
    filter(
        "a to b",
        Filter.Kind.PEERING,
        false,
        rule("vm1 alone", true, List.of(), List.of(only("10.1.0.4/32")), List.of(), 0));
  }

  private void filter(String name, Filter.Kind kind, boolean stateful, Filter.Rule... rules) {
    parts.filters.add(new Filter(name, kind, stateful, List.of(rules), false, Origin.NONE));
  }

  private void vm(String name, String vnet, String address, List<String> in, List<String> out) {
    IpAddress own = IpAddress.parse(address);
    ports.add(
        Interface.named(name + "-nic", vnet, Origin.NONE)
            .link(LinkKind.FABRIC_PORT)
            .owned(List.of(own))
            .checkSourceIn(true)
            .checkDestinationOut(true)
            .answersAllArp(true)
            .domain(vnet)
            .filtersIn(in)
            .filtersOut(out)
            .build());
    owners.computeIfAbsent(vnet, _ -> new LinkedHashMap<>()).put(own, name + "-nic");
    host(name, own, "cloud", name + "-nic");
  }

  private void host(String name, IpAddress address, String node, String port) {
    parts.hosts.add(
        new Host(
            name,
            List.of(address),
            24,
            new Prefix(address, 24).network().plus(1),
            new InterfaceRef(node, port),
            new HostTemplate(false, List.of(), List.of(), Services.ASSUMED, List.of()),
            Origin.NONE));
  }

  private static Route route(String prefix, String routeClass, NextHop nextHop) {
    return Route.of(Prefix.parse(prefix), routeClass, nextHop, Origin.NONE);
  }

  private static NextHop deliver(String domain, @Nullable String filter) {
    return new NextHop.Deliver(domain, filter, null);
  }

  private void fabric() {
    ports.add(
        Interface.named("out", "back", Origin.NONE)
            .link(LinkKind.FABRIC_PORT)
            .answersAllArp(true)
            .build());
    parts.layers.add(
        new RouteLayer(
            "a",
            List.of(
                route("10.1.0.0/24", "system", deliver("a", null)),
                route("10.2.0.0/24", "peering", deliver("b", "a to b")),
                route("10.0.0.0/8", "none", new NextHop.Discard(true, null)),
                route("0.0.0.0/0", "internet", new NextHop.Internet("out", null)))));
    parts.layers.add(
        new RouteLayer(
            "b",
            List.of(
                route("10.2.0.0/24", "system", deliver("b", null)),
                route("10.1.0.0/24", "peering", deliver("a", null)))));
    parts.nodes.add(
        Node.named("cloud", NodeKind.FABRIC, Origin.NONE)
            .vrfs(
                List.of(
                    new Vrf("a", List.of(), List.of("a"), BY_ROWS, Origin.NONE),
                    new Vrf("b", List.of(), List.of("b"), BY_ROWS, Origin.NONE),
                    new Vrf(
                        "back",
                        List.of(route("10.1.0.0/24", "system", deliver("a", null))),
                        List.of(),
                        BY_ROWS,
                        Origin.NONE)))
            .interfaces(ports)
            .hops(HopProfile.INVISIBLE)
            .build());
    owners.forEach(
        (name, map) ->
            parts.domains.add(
                new Domain(name, name.equals("internet") ? "internet" : "cloud", map)));
  }

  private void internet() {
    Interface inside =
        Interface.named("inside", Vrf.DEFAULT, Origin.NONE)
            .link(LinkKind.FABRIC_PORT)
            .natSide(NatSide.INSIDE)
            .build();
    Interface outside =
        Interface.named("outside", Vrf.DEFAULT, Origin.NONE)
            .address(IpAddress.parse("198.18.0.2"), 32)
            .natSide(NatSide.OUTSIDE)
            .build();
    parts.nodes.add(
        Node.named("edge", NodeKind.INTERNET_EDGE, Origin.NONE)
            .vrfs(
                List.of(
                    Vrf.router(
                        Vrf.DEFAULT,
                        List.of(
                            route(
                                "10.1.0.0/24",
                                RouteClass.STATIC,
                                new NextHop.Attached("inside", null)),
                            route(
                                "0.0.0.0/0",
                                RouteClass.STATIC,
                                new NextHop.Internet("outside", null))),
                        Origin.NONE)))
            .interfaces(List.of(inside, outside))
            .hops(HopProfile.INVISIBLE)
            .nat(
                List.of(
                    fixed("10.1.0.4", "203.0.113.80", 0, 0, 0),
                    fixed("10.1.0.5", "203.0.113.81", TCP, 22, 8022),
                    new NatRule.Dynamic(
                        Vrf.DEFAULT,
                        List.of(new AddressSet.Any()),
                        null,
                        List.of(IpAddress.parse("198.18.0.1")),
                        "outside",
                        List.of(),
                        Origin.NONE)))
            .build());
    segment("out", new InterfaceRef("cloud", "out"), new InterfaceRef("edge", "inside"));
    Map<IpAddress, String> addresses = new LinkedHashMap<>();
    for (String own : List.of("198.18.0.1", "198.18.0.2", "203.0.113.80", "203.0.113.81")) {
      addresses.put(IpAddress.parse(own), "edge port");
    }
    addresses.put(IpAddress.parse("203.0.113.9"), "server port");
    owners.put("internet", addresses);
    parts.nodes.add(
        Node.named("internet", NodeKind.INTERNET, Origin.NONE)
            .vrfs(
                List.of(
                    Vrf.router(
                        Vrf.DEFAULT,
                        List.of(route("0.0.0.0/0", RouteClass.STATIC, deliver("internet", null))),
                        Origin.NONE)))
            .interfaces(List.of(port("edge port"), port("server port")))
            .hops(HopProfile.INVISIBLE)
            .build());
    segment("edge", new InterfaceRef("internet", "edge port"), new InterfaceRef("edge", "outside"));
    host("server", IpAddress.parse("203.0.113.9"), "internet", "server port");
  }

  private static Interface port(String name) {
    return Interface.named(name, Vrf.DEFAULT, Origin.NONE)
        .link(LinkKind.FABRIC_PORT)
        .answersAllArp(true)
        .domain("internet")
        .build();
  }

  private void segment(String name, InterfaceRef a, InterfaceRef b) {
    parts.segments.add(new Segment(name, List.of(a, b), null, Origin.NONE));
  }

  private static NatRule fixed(String in, String out, int protocol, int inPort, int outPort) {
    return new NatRule.Static(
        Vrf.DEFAULT,
        IpAddress.parse(in),
        IpAddress.parse(out),
        32,
        protocol,
        inPort,
        outPort,
        protocol == 0 ? 0 : 1,
        Origin.NONE);
  }
}
