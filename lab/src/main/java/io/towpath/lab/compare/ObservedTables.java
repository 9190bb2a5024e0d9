package io.towpath.lab.compare;

import io.towpath.lab.compare.read.BirdProtocols;
import io.towpath.lab.compare.read.BirdReader;
import io.towpath.lab.compare.read.FrrBgp;
import io.towpath.lab.compare.read.FrrOspf;
import io.towpath.lab.compare.read.KernelRoutes;
import io.towpath.lab.compare.read.ZebraRoutes;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.Space;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the daemons and kernels of a running lab say, in the form of {@link PredictedTables}. */
final class ObservedTables {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LabAccess lab;
  private final WireRecords wire;
  private final KernelHops kernelHops;
  private final List<TableRows> tables = new ArrayList<>();

  private ObservedTables(LabAccess lab, WireRecords wire, KernelHops kernelHops) {
    this.lab = lab;
    this.wire = wire;
    this.kernelHops = kernelHops;
  }

  /**
   * Reads the tables that were predicted, of each place the same kinds.
   *
   * @throws IOException if a daemon that should run does not answer
   */
  static List<TableRows> of(
      LabAccess lab, WireRecords wire, KernelHops kernelHops, List<TableRows> predicted)
      throws IOException {
    ObservedTables observed = new ObservedTables(lab, wire, kernelHops);
    for (Space space : lab.plan().spaces()) {
      Set<TableKind> kinds =
          predicted.stream()
              .filter(table -> table.place().equals(space.label()))
              .map(TableRows::kind)
              .collect(Collectors.toCollection(TreeSet::new));
      observed.read(space, kinds);
    }
    return List.copyOf(observed.tables);
  }

  private void read(Space space, Set<TableKind> kinds) throws IOException {
    if (kinds.contains(TableKind.FIB)) {
      table(TableKind.FIB, space, fib(kernel(space), kernelHops.withoutChoice(space)));
    }
    if (lab.plan().runs(space.name(), Daemon.Kind.BIRD)) {
      bird(space, kinds);
    } else {
      frr(space, kinds);
    }
  }

  private void frr(Space space, Set<TableKind> kinds) throws IOException {
    if (kinds.contains(TableKind.SESSIONS)) {
      try (VtySocket bgpd = lab.vty(space.name(), Daemon.Kind.BGPD)) {
        bgp(space, bgpd);
      }
    }
    if (kinds.contains(TableKind.OSPF_ROUTES)) {
      try (VtySocket ospfd = lab.vty(space.name(), Daemon.Kind.OSPFD)) {
        ospf(
            space,
            FrrOspf.neighbours(ospfd.json(FrrOspf.NEIGHBOURS)),
            FrrOspf.routes(ospfd.json(FrrOspf.ROUTES)));
      }
    }
    if (kinds.contains(TableKind.ROUTES)) {
      try (VtySocket zebra = lab.vty(space.name(), Daemon.Kind.ZEBRA)) {
        table(TableKind.ROUTES, space, routes(ZebraRoutes.of(zebra.json(ZebraRoutes.COMMAND))));
      }
    }
  }

  private void bird(Space space, Set<TableKind> kinds) throws IOException {
    boolean asked =
        kinds.contains(TableKind.SESSIONS)
            || kinds.contains(TableKind.OSPF_ROUTES)
            || kinds.contains(TableKind.ROUTES);
    if (!asked) {
      return;
    }
    try (BirdSocket socket = lab.bird(space.name())) {
      BirdReader bird = new BirdReader(socket);
      List<BirdProtocols.Protocol> protocols = bird.protocols();
      Map<Prefix, IpAddress> recursive = bird.recursive();
      List<FrrBgp.Path> locRib = bird.locRib(protocols, recursive);
      if (kinds.contains(TableKind.SESSIONS)) {
        birdBgp(space, protocols, locRib);
      }
      if (kinds.contains(TableKind.OSPF_ROUTES)) {
        ospf(space, bird.neighbours(protocols), bird.ospfRoutes(protocols));
      }
      if (kinds.contains(TableKind.ROUTES)) {
        table(TableKind.ROUTES, space, routes(bird.table(locRib, recursive)));
      }
    }
  }

  private void birdBgp(
      Space space, List<BirdProtocols.Protocol> protocols, List<FrrBgp.Path> locRib)
      throws IOException {
    List<Row> sessions = new ArrayList<>();
    List<Row> received = new ArrayList<>();
    for (BirdProtocols.Protocol protocol : protocols) {
      BirdProtocols.Peer peer = protocol.peer();
      if (peer != null) {
        sessions.add(session(peer.address(), protocol.isEstablished(), protocol.info()));
        if (protocol.isEstablished()) {
          for (BgpRoute route : wire.received(space.name(), peer.address())) {
            received.add(RouteFields.sent(route, peer.localAsn()));
          }
        }
      }
    }
    table(TableKind.SESSIONS, space, sessions);
    table(TableKind.RECEIVED, space, received);
    table(
        TableKind.LOC_RIB,
        space,
        locRib.stream()
            .map(
                path -> {
                  Row row =
                      RouteFields.path(path.route(), PredictedTables.standing(path.standing()));
                  // A route of the router itself gets its LOCAL_PREF when it is sent.
                  return path.route().peer() == null ? row.without("localPreference") : row;
                })
            .toList());
  }

  private static Row session(IpAddress peer, boolean up, String word) {
    return Row.of(peer.toString())
        .with("state", up ? "established" : "down")
        .fact("word", word)
        .build();
  }

  private void table(TableKind kind, Space space, List<Row> rows) {
    tables.add(TableRows.of(kind, space.label(), rows));
  }

  private void bgp(Space space, VtySocket bgpd) throws IOException {
    FrrBgp.Summary summary = FrrBgp.sessions(bgpd.json(FrrBgp.SUMMARY));
    JsonNode table = bgpd.json(FrrBgp.LOC_RIB);
    long asn = table.path("localAS").asLong(0);
    List<Row> sessions = new ArrayList<>();
    List<Row> received = new ArrayList<>();
    for (Map.Entry<IpAddress, FrrBgp.Session> session : summary.sessions().entrySet()) {
      boolean up = session.getValue().isEstablished();
      sessions.add(session(session.getKey(), up, session.getValue().state()));
      if (up) {
        for (BgpRoute route : wire.received(space.name(), session.getKey())) {
          received.add(RouteFields.sent(route, asn));
        }
      }
    }
    table(TableKind.SESSIONS, space, sessions);
    table(TableKind.RECEIVED, space, received);
    table(
        TableKind.LOC_RIB,
        space,
        FrrBgp.locRib(table).stream()
            .filter(p -> !isIdleStatement(p))
            .map(p -> RouteFields.path(p.route(), PredictedTables.standing(p.standing())))
            .toList());
  }

  /** FRR lists a network statement that finds no route; it is no route yet. */
  private static boolean isIdleStatement(FrrBgp.Path path) {
    return path.route().peer() == null && path.standing() == LocRibEntry.Standing.NOT_ELIGIBLE;
  }

  private void ospf(Space space, List<FrrOspf.Neighbour> seen, List<FrrOspf.Route> found) {
    List<Row> neighbours = new ArrayList<>();
    for (FrrOspf.Neighbour neighbour : seen) {
      if (neighbour.isSettled()) {
        neighbours.add(
            Row.of(neighbour.iface() + " " + neighbour.address()).with("state", "up").build());
      }
    }
    table(TableKind.OSPF_NEIGHBOURS, space, neighbours);
    List<Row> routes = new ArrayList<>();
    for (FrrOspf.Route route : found) {
      // Networks of the own interfaces are connected routes of the prediction.
      if (route.hops().stream().allMatch(hop -> hop.address() != null)) {
        routes.add(row(route));
      }
    }
    table(TableKind.OSPF_ROUTES, space, routes);
  }

  private static Row row(FrrOspf.Route route) {
    String hops =
        route.hops().stream()
            .map(hop -> "via " + hop.address() + " dev " + hop.iface())
            .sorted()
            .collect(Collectors.joining(", "));
    return Row.of(route.prefix().toString())
        .with("kind", route.kind().text())
        .with("metric", route.metric())
        .with("hops", hops)
        .fact(Row.PREFIX, route.prefix())
        .build();
  }

  private static List<Row> routes(List<ZebraRoutes.Route> table) {
    List<Row> rows = new ArrayList<>();
    for (ZebraRoutes.Route route : table) {
      Set<String> hops = new TreeSet<>();
      for (ZebraRoutes.Hop hop : route.hops()) {
        hops.add(
            hop.discard() ? "drop" : hop.address() == null ? "direct" : "via " + hop.address());
      }
      rows.add(
          Row.of(route.prefix().toString())
              .with("protocol", route.protocol())
              .with("distance", route.distance())
              .with("hops", String.join(", ", hops))
              .fact(Row.PREFIX, route.prefix())
              .build());
    }
    return rows;
  }

  private JsonNode kernel(Space space) throws IOException {
    Command.Result result =
        lab.run(space.name(), List.of("ip", "-j", "-4", "route", "show"), LIMIT);
    if (!result.ok()) {
      throw new IOException("the routes of " + space.label() + ": " + result.complaint());
    }
    return JSON.readTree(result.out().isBlank() ? "[]" : result.out());
  }

  private static List<Row> fib(JsonNode table, Set<String> withoutChoice) {
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<Prefix, KernelRoutes.Action> route : KernelRoutes.of(table).entrySet()) {
      String hops =
          switch (route.getValue()) {
            case KernelRoutes.Drop _ -> "drop";
            case KernelRoutes.Send(List<KernelRoutes.Hop> all) ->
                all.stream()
                    .map(
                        hop ->
                            KernelHops.text(
                                route.getKey(), hop.address(), hop.iface(), withoutChoice))
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
          };
      rows.add(
          Row.of(route.getKey().toString())
              .with("hops", hops)
              .fact(Row.PREFIX, route.getKey())
              .build());
    }
    return rows;
  }
}
