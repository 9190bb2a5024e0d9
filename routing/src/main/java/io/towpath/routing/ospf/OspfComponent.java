package io.towpath.routing.ospf;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.routing.Topology;
import io.towpath.routing.live.RouterIds;
import io.towpath.routing.ospf.OspfRoute.Hop;
import io.towpath.routing.ospf.OspfRoute.Kind;
import io.towpath.routing.ospf.OspfTopology.Link;
import io.towpath.routing.ospf.OspfTopology.Port;
import io.towpath.routing.ospf.ShortestPaths.Edge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Routes of the processes that can hear each other, for one state of their interfaces: shortest
 * paths per area, summaries over border routers, then external routes (RFC 2328 §16).
 */
final class OspfComponent {
  private static final long BACKBONE = 0;

  /** What a path leads to: a prefix, or the router that originates external routes. */
  private record Destination(@Nullable Prefix prefix, int router) {
    static Destination of(Prefix prefix) {
      return new Destination(prefix, -1);
    }

    static Destination router(int router) {
      return new Destination(null, router);
    }
  }

  /**
   * The best way found so far.
   *
   * @param direct own interfaces on the subnet itself
   */
  private record Path(Kind kind, long cost, TreeSet<Hop> hops, TreeSet<Integer> direct) {
    Path(Kind kind, long cost, Collection<Hop> hops) {
      this(kind, cost, new TreeSet<>(hops), new TreeSet<>());
    }

    /** Next hops to an address of the destination. */
    TreeSet<Hop> hopsTo(IpAddress address) {
      TreeSet<Hop> all = new TreeSet<>(hops);
      direct.forEach(iface -> all.add(new Hop(iface, address)));
      return all;
    }
  }

  private final OspfTopology ospf;
  private final int[] members;
  private final Map<Integer, Integer> place = new HashMap<>();
  private final List<Port> ports;
  private final List<Link> links;
  private final List<List<OspfExternal>> externals;
  private final TreeMap<Long, ShortestPaths[]> areas = new TreeMap<>();
  private final List<TreeSet<Long>> areasOf = new ArrayList<>();
  private final List<Map<Destination, Path>> tables = new ArrayList<>();
  private final Map<Integer, List<Prefix>> subnets = new HashMap<>();

  /**
   * Prepares a computation.
   *
   * @param members ids of the processes
   * @param ports their ports that are up
   * @param links adjacencies that are full
   * @param externals external routes, by place in {@code members}
   */
  OspfComponent(
      OspfTopology ospf,
      int[] members,
      List<Port> ports,
      List<Link> links,
      List<List<OspfExternal>> externals) {
    this.ospf = ospf;
    this.members = members;
    this.ports = ports;
    this.links = links;
    this.externals = externals;
    for (int i = 0; i < members.length; i++) {
      place.put(members[i], i);
      areasOf.add(new TreeSet<>());
      tables.add(new HashMap<>());
    }
    ports.forEach(port -> subnets.put(port.id(), subnetsOf(port)));
  }

  /** Routes by place in the members, each list by prefix. */
  List<List<OspfRoute>> routes() {
    ports.forEach(port -> areasOf.get(placeOf(port)).add(port.config().area()));
    TreeSet<Long> known = new TreeSet<>();
    areasOf.forEach(known::addAll);
    known.forEach(area -> areas.put(area, shortestPaths(area)));
    known.forEach(this::intraArea);
    if (known.size() > 1) {
      summariesIntoBackbone();
      known.stream().filter(area -> area != BACKBONE).forEach(this::summariesInto);
    }
    List<List<OspfRoute>> routes = new ArrayList<>();
    for (int i = 0; i < members.length; i++) {
      routes.add(table(i));
    }
    return routes;
  }

  private int placeOf(Port port) {
    return place.getOrDefault(port.process(), -1);
  }

  private ShortestPaths[] shortestPaths(long area) {
    List<List<Edge>> edges = new ArrayList<>();
    for (int i = 0; i < members.length; i++) {
      edges.add(new ArrayList<>());
    }
    for (Link link : links) {
      Port a = ospf.ports().get(link.a());
      Port b = ospf.ports().get(link.b());
      if (a.config().area() == area) {
        addEdge(edges, a, b);
        addEdge(edges, b, a);
      }
    }
    ShortestPaths[] paths = new ShortestPaths[members.length];
    Arrays.setAll(paths, root -> new ShortestPaths(edges, root));
    return paths;
  }

  private void addEdge(List<List<Edge>> edges, Port from, Port to) {
    IpAddress address = to.address();
    if (address != null) {
      edges
          .get(placeOf(from))
          .add(new Edge(placeOf(to), from.cost(), new Hop(from.iface(), address)));
    }
  }

  /** RFC 2328 §16.1: subnets of every router that is reached within the area. */
  private void intraArea(long area) {
    ShortestPaths[] paths = paths(area);
    for (int root = 0; root < members.length; root++) {
      for (Port port : ports) {
        int owner = placeOf(port);
        if (port.config().area() == area && paths[root].reaches(owner)) {
          long cost = paths[root].distance(owner) + port.cost();
          Path path = new Path(Kind.INTRA_AREA, cost, paths[root].hops(owner));
          if (owner == root) {
            path.direct().add(port.iface());
          }
          for (Prefix subnet : subnets(port)) {
            offer(root, Destination.of(subnet), path);
          }
        }
      }
      for (int router = 0; router < members.length; router++) {
        if (router != root && areasOf.get(router).contains(area) && paths[root].reaches(router)) {
          offer(
              root,
              Destination.router(router),
              new Path(Kind.INTRA_AREA, paths[root].distance(router), paths[root].hops(router)));
        }
      }
    }
  }

  private ShortestPaths[] paths(long area) {
    ShortestPaths[] paths = areas.get(area);
    return paths == null ? new ShortestPaths[0] : paths;
  }

  /** A loopback is a host route unless its network type says otherwise (RFC 2328 §9.1). */
  private List<Prefix> subnetsOf(Port port) {
    Topology topology = ospf.topology();
    Interface iface = topology.iface(port.iface());
    boolean host = RouterIds.isLoopback(iface) && !port.config().pointToPoint();
    return iface.addresses().stream()
        .map(address -> host ? Prefix.host(address.address()) : address.subnet())
        .distinct()
        .toList();
  }

  private List<Prefix> subnets(Port port) {
    return subnets.getOrDefault(port.id(), List.of());
  }

  /** Keeps the better of two paths; equal ones share their next hops. */
  private void offer(int root, Destination to, Path path) {
    Map<Destination, Path> table = tables.get(root);
    Path known = table.get(to);
    int order =
        known == null
            ? -1
            : path.kind() != known.kind()
                ? path.kind().compareTo(known.kind())
                : Long.compare(path.cost(), known.cost());
    if (order < 0) {
      table.put(
          to,
          new Path(
              path.kind(), path.cost(), new TreeSet<>(path.hops()), new TreeSet<>(path.direct())));
    } else if (order == 0 && known != null) {
      known.hops().addAll(path.hops());
      known.direct().addAll(path.direct());
    }
  }

  private boolean isBorder(int router) {
    return areasOf.get(router).contains(BACKBONE) && areasOf.get(router).size() > 1;
  }

  /** RFC 2328 §12.4.3: border routers tell the backbone what their other areas hold. */
  private void summariesIntoBackbone() {
    Map<Integer, Map<Destination, Path>> offered = new TreeMap<>();
    for (int border = 0; border < members.length; border++) {
      if (isBorder(border)) {
        Map<Destination, Path> inside = new HashMap<>();
        int b = border;
        tables
            .get(border)
            .forEach(
                (to, path) -> {
                  if (path.kind() == Kind.INTRA_AREA && !isInArea(b, to, BACKBONE)) {
                    inside.put(to, path);
                  }
                });
        offered.put(border, inside);
      }
    }
    spread(BACKBONE, offered);
  }

  /** And the other areas what lies behind the backbone. */
  private void summariesInto(long area) {
    Map<Integer, Map<Destination, Path>> offered = new TreeMap<>();
    for (int border = 0; border < members.length; border++) {
      if (isBorder(border) && areasOf.get(border).contains(area)) {
        Map<Destination, Path> outside = new HashMap<>();
        int b = border;
        tables
            .get(border)
            .forEach(
                (to, path) -> {
                  if (path.kind() == Kind.INTER_AREA || !isInArea(b, to, area)) {
                    outside.put(to, path);
                  }
                });
        outside.put(Destination.router(border), new Path(Kind.INTRA_AREA, 0, List.of()));
        offered.put(border, outside);
      }
    }
    spread(area, offered);
  }

  /** True if the router reaches the destination within this area. */
  private boolean isInArea(int root, Destination to, long area) {
    ShortestPaths paths = paths(area).length == 0 ? null : paths(area)[root];
    if (paths == null) {
      return false;
    }
    if (to.prefix() == null) {
      return paths.reaches(to.router()) && areasOf.get(to.router()).contains(area);
    }
    return ports.stream()
        .anyMatch(
            port ->
                port.config().area() == area
                    && paths.reaches(placeOf(port))
                    && subnets(port).contains(to.prefix()));
  }

  /** RFC 2328 §16.2: inter-area paths; border routers look at the backbone only (RFC 3509). */
  private void spread(long area, Map<Integer, Map<Destination, Path>> offered) {
    ShortestPaths[] paths = paths(area);
    for (int root = 0; root < paths.length; root++) {
      if (!areasOf.get(root).contains(area) || area != BACKBONE && isBorder(root)) {
        continue;
      }
      for (Map.Entry<Integer, Map<Destination, Path>> border : offered.entrySet()) {
        int at = border.getKey();
        if (at == root || !paths[root].reaches(at)) {
          continue;
        }
        for (Map.Entry<Destination, Path> summary : border.getValue().entrySet()) {
          if (summary.getKey().router() != root) {
            offer(
                root,
                summary.getKey(),
                new Path(
                    Kind.INTER_AREA,
                    paths[root].distance(at) + summary.getValue().cost(),
                    paths[root].hops(at)));
          }
        }
      }
    }
  }

  /** The table of one process: internal routes and, for other prefixes, external ones. */
  private List<OspfRoute> table(int root) {
    TreeMap<Prefix, OspfRoute> table = new TreeMap<>();
    externalRoutes(root, table);
    tables
        .get(root)
        .forEach(
            (to, path) -> {
              if (to.prefix() != null) {
                table.remove(to.prefix());
                // Of its own subnet a router has nothing to install.
                if (path.direct().isEmpty()) {
                  table.put(
                      to.prefix(),
                      new OspfRoute(
                          to.prefix(), path.kind(), path.cost(), 0, 0, limited(root, path.hops())));
                }
              }
            });
    return List.copyOf(table.values());
  }

  private List<Hop> limited(int root, TreeSet<Hop> hops) {
    int limit = Math.max(1, ospf.process(members[root]).config().maximumPaths());
    return hops.stream().limit(limit).toList();
  }

  /**
   * RFC 2328 §16.4: type 1 before type 2; type 2 by metric, then by the way to its originator or
   * forwarding address.
   */
  private void externalRoutes(int root, TreeMap<Prefix, OspfRoute> table) {
    DefaultOriginate own = ospf.process(members[root]).config().defaultOriginate();
    boolean keepsOwnDefault = own != null && own.always();
    Map<Prefix, TreeSet<Hop>> hops = new HashMap<>();
    for (int router = 0; router < members.length; router++) {
      Path toOriginator = tables.get(root).get(Destination.router(router));
      if (router == root || toOriginator == null) {
        continue;
      }
      for (OspfExternal external : externals.get(router)) {
        if (external.prefix().length() == 0 && keepsOwnDefault) {
          continue;
        }
        Path way = way(root, external.forwardingAddress(), toOriginator);
        if (way == null) {
          continue;
        }
        OspfRoute route = external(external, way);
        OspfRoute known = table.get(route.prefix());
        int order = known == null ? -1 : compare(route, known);
        if (order < 0) {
          table.put(route.prefix(), route);
          hops.put(route.prefix(), new TreeSet<>(way.hops()));
        } else if (order == 0) {
          hops.computeIfAbsent(route.prefix(), k -> new TreeSet<>()).addAll(way.hops());
        }
      }
    }
    hops.forEach(
        (prefix, all) ->
            table.computeIfPresent(
                prefix,
                (k, r) ->
                    new OspfRoute(
                        k, r.kind(), r.metric(), r.forwardCost(), r.tag(), limited(root, all))));
  }

  /**
   * RFC 2328 §16.4 (3): an external route with a forwarding address leads there, by the internal
   * route that matches it; without such a route, or at its owner, it leads nowhere.
   */
  private @Nullable Path way(int root, @Nullable IpAddress forwarding, Path toOriginator) {
    if (forwarding == null) {
      return toOriginator;
    }
    Path best = null;
    int longest = -1;
    for (Map.Entry<Destination, Path> each : tables.get(root).entrySet()) {
      Prefix prefix = each.getKey().prefix();
      if (prefix != null && prefix.length() > longest && prefix.contains(forwarding)) {
        longest = prefix.length();
        best = each.getValue();
      }
    }
    return best == null || owns(root, forwarding)
        ? null
        : new Path(best.kind(), best.cost(), best.hopsTo(forwarding));
  }

  private boolean owns(int root, IpAddress address) {
    return ports.stream()
        .filter(port -> placeOf(port) == root)
        .flatMap(port -> ospf.topology().iface(port.iface()).addresses().stream())
        .anyMatch(own -> own.address().equals(address));
  }

  private static OspfRoute external(OspfExternal external, Path way) {
    List<Hop> hops = List.copyOf(way.hops());
    return external.type() == 1
        ? new OspfRoute(
            external.prefix(),
            Kind.EXTERNAL_1,
            way.cost() + external.metric(),
            0,
            external.tag(),
            hops)
        : new OspfRoute(
            external.prefix(),
            Kind.EXTERNAL_2,
            external.metric(),
            way.cost(),
            external.tag(),
            hops);
  }

  private static int compare(OspfRoute a, OspfRoute b) {
    if (a.kind() != b.kind()) {
      return a.kind().compareTo(b.kind());
    }
    int byMetric = Long.compare(a.metric(), b.metric());
    return byMetric != 0 ? byMetric : Long.compare(a.forwardCost(), b.forwardCost());
  }
}
