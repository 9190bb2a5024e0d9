package io.towpath.testkit.networks;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Precedence;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A router of a {@link TopologyBuilder}. Not thread-safe. */
public final class RouterBuilder {
  private record VrfParts(List<Route> routes, List<String> layers, List<Precedence> precedence) {}

  private final String name;
  private final Map<String, VrfParts> vrfs = new LinkedHashMap<>();
  private final Map<String, Interface> interfaces = new LinkedHashMap<>();
  private final Map<String, BgpBuilder> bgp = new LinkedHashMap<>();
  private final Map<String, OspfBuilder> ospf = new LinkedHashMap<>();
  private final List<TunnelEnd> tunnels = new ArrayList<>();
  private final List<NatRule> nat = new ArrayList<>();
  private UnaryOperator<Node.Builder> rest = UnaryOperator.identity();

  RouterBuilder(String name) {
    this.name = name;
    vrf(Vrf.DEFAULT);
  }

  /** A VRF of ordinary precedence, unless it exists. */
  public RouterBuilder vrf(String vrf) {
    parts(vrf);
    return this;
  }

  /** Gives a VRF layers and rows. */
  public RouterBuilder vrf(String vrf, Precedence precedence, String... layers) {
    parts(vrf).precedence().add(precedence);
    parts(vrf).layers().addAll(List.of(layers));
    return this;
  }

  private VrfParts parts(String vrf) {
    return vrfs.computeIfAbsent(
        vrf, k -> new VrfParts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
  }

  /** An interface of the global table, with addresses such as {@code 10.0.0.1/24}. */
  public RouterBuilder iface(String iface, String... addresses) {
    return ifaceIn(Vrf.DEFAULT, iface, addresses);
  }

  /** An interface of a VRF. */
  public RouterBuilder ifaceIn(String vrf, String iface, String... addresses) {
    List<InterfaceAddress> parsed = Arrays.stream(addresses).map(RouterBuilder::address).toList();
    return iface(Interface.named(iface, vrf, Origin.NONE).addresses(parsed).build());
  }

  /** An interface as it is. */
  public RouterBuilder iface(Interface iface) {
    vrf(iface.vrf());
    interfaces.put(iface.name(), iface);
    return this;
  }

  /** Changes an interface that is there. */
  public RouterBuilder change(String iface, UnaryOperator<Interface.Builder> change) {
    Interface known = interfaces.get(iface);
    if (known == null) {
      throw new IllegalArgumentException(name + " has no interface " + iface);
    }
    return iface(change.apply(known.toBuilder()).build());
  }

  private static InterfaceAddress address(String text) {
    int slash = text.indexOf('/');
    return InterfaceAddress.of(
        IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** A static route by an address that is looked up. */
  public RouterBuilder route(String prefix, String via) {
    return route(prefix, new NextHop.Via(IpAddress.parse(via), null, null));
  }

  /** A static route. */
  public RouterBuilder route(String prefix, NextHop nextHop) {
    return route(prefix, nextHop, 1);
  }

  /** A static route of a distance. */
  public RouterBuilder route(String prefix, NextHop nextHop, int distance) {
    return route(
        Vrf.DEFAULT,
        new Route(
            Prefix.parse(prefix),
            RouteClass.STATIC,
            nextHop,
            distance,
            0,
            0,
            null,
            null,
            Origin.NONE));
  }

  /** A static route to nowhere. */
  public RouterBuilder discard(String prefix) {
    return route(prefix, new NextHop.Discard(false, null));
  }

  /** A route as it is. */
  public RouterBuilder route(String vrf, Route route) {
    parts(vrf).routes().add(route);
    return this;
  }

  /** The BGP speaker of the global table. */
  public BgpBuilder bgp(long asn) {
    return bgp(Vrf.DEFAULT, asn);
  }

  /** The BGP speaker of a VRF. */
  public BgpBuilder bgp(String vrf, long asn) {
    vrf(vrf);
    return bgp.computeIfAbsent(vrf, k -> new BgpBuilder(k, asn));
  }

  /** An OSPF process of the global table. */
  public OspfBuilder ospf(String id) {
    return ospf(Vrf.DEFAULT, id);
  }

  /** An OSPF process of a VRF. */
  public OspfBuilder ospf(String vrf, String id) {
    vrf(vrf);
    return ospf.computeIfAbsent(vrf + "/" + id, k -> new OspfBuilder(id, vrf));
  }

  /** A tunnel end. */
  public RouterBuilder tunnel(TunnelEnd end) {
    tunnels.add(end);
    return this;
  }

  /** A translation. */
  public RouterBuilder nat(NatRule rule) {
    nat.add(rule);
    return this;
  }

  /** Anything else about the node. */
  public RouterBuilder node(UnaryOperator<Node.Builder> change) {
    UnaryOperator<Node.Builder> before = rest;
    rest = builder -> change.apply(before.apply(builder));
    return this;
  }

  Node build() {
    List<Vrf> tables = new ArrayList<>();
    vrfs.forEach(
        (vrf, parts) ->
            tables.add(
                new Vrf(
                    vrf,
                    parts.routes(),
                    parts.layers(),
                    parts.precedence().isEmpty() ? Precedence.ROUTER : parts.precedence().getLast(),
                    Origin.NONE)));
    return rest.apply(
            Node.named(name, NodeKind.ROUTER, Origin.NONE)
                .vrfs(tables)
                .interfaces(List.copyOf(interfaces.values()))
                .bgp(bgp.values().stream().map(BgpBuilder::build).toList())
                .ospf(ospf.values().stream().map(OspfBuilder::build).toList())
                .tunnels(tunnels)
                .nat(nat))
        .build();
  }
}
