package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the Internet: a fabric with one port for each interface that is attached to it, and one
 * domain that maps public addresses to ports. It carries no private address and spends no TTL.
 *
 * <p>An attached interface's VRF gets a default route over it unless it has one: written down as
 * class {@link #ESTATE}, with a distance that any learned default beats.
 */
final class InternetAttachment {

  /** Name of the Internet's node and of its domain; also the name of the open end. */
  static final String INTERNET = "internet";

  /** Class of the default route that an attachment brings. */
  static final String ESTATE = "estate";

  /** Filter that lets no private source onto the Internet. */
  static final String PUBLIC_SOURCES = "internet: public sources only";

  private static final int LAST_RESORT_DISTANCE = 254;

  /** Address blocks that no Internet router carries: RFC 1918, RFC 6598, RFC 3927, loopback. */
  private static final List<Prefix> NOT_PUBLIC =
      List.of(
          Prefix.parse("10.0.0.0/8"),
          Prefix.parse("100.64.0.0/10"),
          Prefix.parse("127.0.0.0/8"),
          Prefix.parse("169.254.0.0/16"),
          Prefix.parse("172.16.0.0/12"),
          Prefix.parse("192.168.0.0/16"));

  private final Map<String, Node> nodes;
  private final List<Interface> ports = new ArrayList<>();
  private final TreeMap<IpAddress, String> owners = new TreeMap<>();
  private final List<Segment> segments = new ArrayList<>();

  InternetAttachment(Map<String, Node> nodes) {
    this.nodes = nodes;
  }

  static boolean isPublic(IpAddress address) {
    return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
  }

  /** Attaches an interface and gives its VRF a default route if it has none. */
  void attach(InterfaceRef at, Origin origin) {
    Node node = nodes.get(at.node());
    Interface iface = node == null ? null : node.findInterface(at.name());
    if (node == null || iface == null) {
      return;
    }
    String port = at.toString();
    ports.add(
        Interface.named(port, Vrf.DEFAULT, origin)
            .link(LinkKind.FABRIC_PORT)
            .answersAllArp(true)
            .filtersIn(List.of(PUBLIC_SOURCES))
            .domain(INTERNET)
            .sites(iface.sites().isEmpty() ? node.sites() : iface.sites())
            .build());
    segments.add(
        new Segment(
            INTERNET + " – " + port, List.of(at, new InterfaceRef(INTERNET, port)), null, origin));
    for (InterfaceAddress address : iface.addresses()) {
      own(address.address(), port);
    }
    for (NatRule rule : node.nat()) {
      switch (rule) {
        case NatRule.Static fixed -> {
          long count = 1L << (32 - Math.min(32, fixed.length()));
          for (long i = 0; i < Math.min(count, 256); i++) {
            own(fixed.outside().plus(i), port);
          }
        }
        case NatRule.Dynamic dynamic -> dynamic.pool().forEach(address -> own(address, port));
        case NatRule.Redirect redirect -> own(redirect.called(), port);
        case NatRule.AtInterface _ -> {
          // between the node and its neighbours
        }
      }
    }
    nodes.put(node.name(), withDefaultRoute(node, iface, origin));
  }

  private void own(IpAddress address, String port) {
    if (address instanceof Ipv4Address && isPublic(address)) {
      owners.putIfAbsent(address, port);
    }
  }

  private static Node withDefaultRoute(Node node, Interface iface, Origin origin) {
    List<Vrf> vrfs = new ArrayList<>();
    for (Vrf vrf : node.vrfs()) {
      boolean lacksDefault =
          vrf.name().equals(iface.vrf())
              && vrf.routes().stream().noneMatch(r -> r.prefix().equals(Prefix.DEFAULT_IPV4));
      if (lacksDefault) {
        List<Route> routes = new ArrayList<>(vrf.routes());
        routes.add(
            new Route(
                Prefix.DEFAULT_IPV4,
                ESTATE,
                new NextHop.Attached(iface.name(), null),
                LAST_RESORT_DISTANCE,
                0,
                0,
                null,
                null,
                origin));
        vrfs.add(vrf.withRoutes(routes));
      } else {
        vrfs.add(vrf);
      }
    }
    return node.toBuilder().vrfs(vrfs).build();
  }

  /** Adds the Internet to the parts of a network; nothing if no interface is attached. */
  void build(List<Segment> allSegments, Map<String, Domain> domains, Map<String, Filter> filters) {
    if (ports.isEmpty()) {
      return;
    }
    List<Route> routes = new ArrayList<>();
    for (Prefix block : NOT_PUBLIC) {
      routes.add(Route.of(block, RouteClass.STATIC, new NextHop.Discard(true, null), Origin.NONE));
    }
    routes.add(
        Route.of(
            Prefix.DEFAULT_IPV4,
            RouteClass.STATIC,
            new NextHop.Deliver(INTERNET, null, null),
            Origin.NONE));
    nodes.put(
        INTERNET,
        Node.named(INTERNET, NodeKind.INTERNET, Origin.NONE)
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, routes, Origin.NONE)))
            .interfaces(ports)
            .hops(HopProfile.INVISIBLE)
            .build());
    allSegments.addAll(segments);
    filters.put(PUBLIC_SOURCES, publicSources());
    domains.put(INTERNET, new Domain(INTERNET, INTERNET, new LinkedHashMap<>(owners)));
  }

  private static Filter publicSources() {
    Filter.Rule privateSources =
        new Filter.Rule(
            "no private source",
            false,
            List.of(),
            List.of(new AddressSet.Prefixes(NOT_PUBLIC)),
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            false,
            Origin.NONE);
    return new Filter(
        PUBLIC_SOURCES, Filter.Kind.ACL, false, List.of(privateSources), true, Origin.NONE);
  }
}
