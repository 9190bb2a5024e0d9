package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.net.IpAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.RouteClass;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.DecisionStep;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.ospf.OspfRoute;
import io.towpath.routing.ospf.OspfState;
import io.towpath.routing.ospf.OspfTopology;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the daemons and kernels of a lab should say, from a solution alone. Tables of spaces that
 * the lab does not have, or that have stopped, are left out. Pure.
 */
final class PredictedTables {
  private final Solution solution;
  private final Topology topology;
  private final RoutingState routing;
  private final LabPlan plan;
  private final KernelHops kernelHops;
  private final List<TableRows> tables = new ArrayList<>();

  private PredictedTables(Solution solution, LabPlan plan) {
    this.solution = solution;
    this.topology = solution.topology();
    this.routing = solution.routing();
    this.plan = plan;
    this.kernelHops = new KernelHops(topology, plan);
  }

  /** All tables but those of packets. */
  static List<TableRows> of(Solution solution, LabPlan plan) {
    PredictedTables predicted = new PredictedTables(solution, plan);
    for (Space space : plan.spaces()) {
      predicted.add(space);
    }
    return List.copyOf(predicted.tables);
  }

  private void add(Space space) {
    int node = topology.nodeId(space.node());
    int vrf = node < 0 || space.vrf() == null ? -1 : topology.vrfId(node, space.vrf());
    if (vrf < 0 || solution.live().nodesDown().get(node)) {
      return;
    }
    int speaker = routing.sessions().speakerOf(vrf);
    boolean bird = has(space, Daemon.Kind.BIRD);
    if (speaker >= 0 && (bird || has(space, Daemon.Kind.BGPD))) {
      sessions(space, speaker);
      received(space, speaker);
      locRib(space, speaker);
    }
    if (has(space, Daemon.Kind.OSPFD) || bird && speaksOspf(space)) {
      ospf(space, vrf);
    }
    if (bird || has(space, Daemon.Kind.ZEBRA)) {
      routes(space, vrf);
    }
    if (!isInternet(topology.node(node))) {
      fib(space, vrf);
    }
  }

  private boolean speaksOspf(Space space) {
    return topology.node(topology.nodeId(space.node())).ospf().stream()
        .anyMatch(process -> process.vrf().equals(space.vrf()));
  }

  private static boolean isInternet(Node node) {
    return node.kind() == NodeKind.INTERNET || node.kind() == NodeKind.OUTSIDE;
  }

  private boolean has(Space space, Daemon.Kind kind) {
    return plan.runs(space.name(), kind);
  }

  private void table(TableKind kind, Space space, List<Row> rows) {
    tables.add(TableRows.of(kind, space.label(), rows));
  }

  private void sessions(Space space, int speaker) {
    List<Row> rows = new ArrayList<>();
    SessionTable sessions = routing.sessions();
    for (int end = sessions.firstEndOf(speaker); end < sessions.firstEndOf(speaker + 1); end++) {
      boolean up = solution.livePairOfSession(end) >= 0;
      Row.Builder row =
          Row.of(sessions.end(end).peer().address().toString())
              .with("state", up ? "established" : "down");
      solution.whySessionDown(end).stream()
          .findFirst()
          .ifPresent(cause -> row.fact("cause", cause.text()));
      rows.add(row.build());
    }
    table(TableKind.SESSIONS, space, rows);
  }

  private void received(Space space, int speaker) {
    List<Row> rows = new ArrayList<>();
    SessionTable sessions = routing.sessions();
    long asn = sessions.speaker(speaker).config().asn();
    for (int end = sessions.firstEndOf(speaker); end < sessions.firstEndOf(speaker + 1); end++) {
      int pair = solution.livePairOfSession(end);
      if (pair >= 0) {
        for (ReceivedRoute route : routing.bgp().adjRibIn(routing.bgpEnd(pair, end))) {
          rows.add(RouteFields.sent(route.received(), asn));
        }
      }
    }
    table(TableKind.RECEIVED, space, rows);
  }

  private void locRib(Space space, int speaker) {
    List<Row> rows = new ArrayList<>();
    for (LocRibEntry entry : routing.bgp().locRib(speaker)) {
      for (LocRibEntry.Path path : entry.paths()) {
        boolean fromPeer = path.route().peer() != null;
        if (isKept(path) && !(fromPeer && isOwn(path.route().nextHop(), speaker))) {
          rows.add(RouteFields.path(path.route(), standing(path.standing())));
        }
      }
    }
    table(TableKind.LOC_RIB, space, rows);
  }

  /** Daemons drop at once what a policy denies or what has been here; the rest they keep. */
  private static boolean isKept(LocRibEntry.Path path) {
    return path.standing() != LocRibEntry.Standing.NOT_ELIGIBLE
        || path.step() == DecisionStep.NEXT_HOP_UNREACHABLE;
  }

  /** RFC 4271 §5.1.3: a route that names the speaker itself is dropped at once. */
  private boolean isOwn(@Nullable IpAddress nextHop, int speaker) {
    int node = topology.nodeOfVrf(routing.sessions().speaker(speaker).vrf());
    return topology.node(node).interfaces().stream()
        .flatMap(iface -> iface.addresses().stream())
        .anyMatch(own -> own.address().equals(nextHop));
  }

  static String standing(LocRibEntry.Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void ospf(Space space, int vrf) {
    OspfState ospf = routing.ospf();
    List<Row> neighbours = new ArrayList<>();
    for (OspfState.Neighbour neighbour : ospf.neighbours(vrf)) {
      if (neighbour.full() && !topology.iface(neighbour.neighbour()).addresses().isEmpty()) {
        neighbours.add(
            Row.of(
                    linux(neighbour.iface())
                        + " "
                        + topology.iface(neighbour.neighbour()).addresses().getFirst().address())
                .with("state", "up")
                .build());
      }
    }
    table(TableKind.OSPF_NEIGHBOURS, space, neighbours);
    List<Row> rows = new ArrayList<>();
    OspfTopology processes = ospf.topology();
    for (int process = 0; process < processes.processCount(); process++) {
      if (processes.process(process).vrf() == vrf) {
        ospf.routes(process).forEach(route -> rows.add(row(route)));
      }
    }
    table(TableKind.OSPF_ROUTES, space, rows);
  }

  private Row row(OspfRoute route) {
    String hops =
        route.hops().stream()
            .map(hop -> "via " + hop.address() + " dev " + linux(hop.iface()))
            .sorted()
            .collect(Collectors.joining(", "));
    return Row.of(route.prefix().toString())
        .with("kind", route.kind().text())
        .with("metric", route.metric())
        .with("hops", hops)
        .fact(Row.PREFIX, route.prefix())
        .build();
  }

  private void routes(Space space, int vrf) {
    List<Row> rows = new ArrayList<>();
    for (RibRoute route : routing.rib(vrf).routes()) {
      // FRR 8.4 has no route for an own address; the kernel has it in another table.
      if (route.isActive() && !route.routeClass().equals(RouteClass.LOCAL)) {
        rows.add(
            Row.of(route.prefix().toString())
                .with("protocol", protocol(route.routeClass()))
                .with("distance", distance(route))
                .with("hops", hops(route, vrf))
                .fact(Row.PREFIX, route.prefix())
                .build());
      }
    }
    table(TableKind.ROUTES, space, rows);
  }

  private static String protocol(String routeClass) {
    return switch (routeClass) {
      case RouteClass.CONNECTED, RouteClass.BGP, RouteClass.OSPF -> routeClass;
      default -> RouteClass.STATIC;
    };
  }

  /** A static route without a distance of its own is printed with 1. */
  private static int distance(RibRoute route) {
    boolean written = protocol(route.routeClass()).equals(RouteClass.STATIC);
    return written && route.distance() == 0 ? 1 : route.distance();
  }

  /** Hops as the protocol gave them; how they are reached is compared in the kernel's table. */
  private String hops(RibRoute route, int vrf) {
    Set<String> hops = new TreeSet<>();
    for (NextHop hop : route.nextHops()) {
      hops.add(
          switch (hop) {
            case NextHop.Via(IpAddress address, String iface, _) ->
                iface != null && isDirect(route, address, vrf, iface) ? "direct" : "via " + address;
            case NextHop.Discard _ -> "drop";
            case NextHop.Attached _,
                NextHop.IntoTunnel _,
                NextHop.Internet _,
                NextHop.OtherVrf _,
                NextHop.Port _,
                NextHop.Deliver _,
                NextHop.ToGroup _ ->
                "direct";
          });
    }
    return String.join(", ", hops);
  }

  /**
   * True where the neighbour's address says nothing: at a fabric that it is not on the link of, and
   * in its own host route.
   */
  private boolean isDirect(RibRoute route, IpAddress address, int vrf, String iface) {
    int id = topology.interfaceId(topology.nodeOfVrf(vrf), iface);
    return id >= 0
        && (kernelHops.hides(id, address)
            || route.prefix().isHost() && route.prefix().contains(address));
  }

  private void fib(Space space, int vrf) {
    List<Row> rows = new ArrayList<>();
    Fib fib = routing.fib(vrf);
    boolean daemons = has(space, Daemon.Kind.ZEBRA) || has(space, Daemon.Kind.BIRD);
    Basis basis = daemons ? Basis.KERNEL : Basis.OWN;
    Set<String> withoutChoice = kernelHops.withoutChoice(space);
    for (int i = 0; i < fib.size(); i++) {
      Row row = row(fib.entry(i), basis, withoutChoice);
      if (row != null) {
        rows.add(row);
      }
    }
    table(TableKind.FIB, space, rows);
  }

  /** A kernel route; null for own addresses, which are in a table of their own. */
  private @Nullable Row row(FibEntry entry, Basis basis, Set<String> withoutChoice) {
    Set<String> hops = new TreeSet<>();
    for (Forward forward : entry.forwards()) {
      String hop = kernelHops.text(entry.prefix(), forward, withoutChoice);
      if (hop == null) {
        return null;
      }
      hops.add(hop);
    }
    return Row.of(entry.prefix().toString())
        .with("hops", String.join(", ", hops))
        .fact(Row.PREFIX, entry.prefix())
        .fact(Row.BASIS, basis)
        .build();
  }

  private String linux(int iface) {
    InterfaceRef ref = topology.interfaceRef(iface);
    return plan.names().iface(ref);
  }
}
