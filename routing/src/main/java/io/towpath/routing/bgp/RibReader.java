package io.towpath.routing.bgp;

import io.towpath.net.AddressFamily;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.LocRibEntry.Path;
import io.towpath.routing.bgp.LocRibEntry.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows and reasons from a state, with the same transfer and the same decision that made the
 * state. For one thread and one question.
 */
final class RibReader {
  private final BgpState state;
  private final BgpTopology topology;
  private final Map<Integer, GroupReader> readers = new HashMap<>();
  private final AttributeDraft draft = new AttributeDraft();

  RibReader(BgpState state) {
    this.state = state;
    topology = state.topology();
  }

  /**
   * Solver and transfer over a fork of a group's memory. The solver has an array for all speakers
   * and ends, so there is none until somebody's decision is asked for: what an end hears is asked
   * of each of many thousands.
   */
  private final class GroupReader {
    final GroupMemory memory;
    final Interner interner;
    final RouteTransfer transfer;
    final NextHopCosts costs;
    private @Nullable ClassSolver solver;

    GroupReader(int group, int signatureId) {
      memory = state.memories()[group].fork();
      interner = memory.interner;
      costs = new NextHopCosts(state.inputs().metrics(), state.costs());
      transfer =
          new RouteTransfer(
              topology, interner, memory.signature(topology, signatureId, state.origins()));
    }

    void turnTo(int prefixClass) {
      transfer.turnTo(signature(prefixClass));
    }

    private ClassSignature signature(int prefixClass) {
      return memory.signature(
          topology, state.classes().get(prefixClass).signature(), state.origins());
    }

    /** The solver, turned to a class. */
    ClassSolver solver(int prefixClass) {
      ClassResult result = state.result(prefixClass);
      ClassSignature signature = signature(prefixClass);
      ClassSolver known = solver;
      if (known == null) {
        known = new ClassSolver(topology, state.up(), interner, costs, signature);
        solver = known;
      }
      known.begin(signature, result.routes(), result.locals(), true, Look.USUAL);
      return known;
    }
  }

  private GroupReader reader(int prefixClass) {
    GroupReader reader =
        readers.computeIfAbsent(
            state.result(prefixClass).group(),
            group -> new GroupReader(group, state.classes().get(prefixClass).signature()));
    reader.turnTo(prefixClass);
    return reader;
  }

  /** What an end received, by prefix. */
  List<ReceivedRoute> adjRibIn(int end) {
    List<ReceivedRoute> rows = new ArrayList<>();
    for (int c = 0; c < state.classCount() && state.up()[end]; c++) {
      GroupReader reader = reader(c);
      if (!arrives(reader, c, end)) {
        continue;
      }
      ReceivedRoute template = received(reader, end);
      for (Prefix prefix : state.prefixesOf(c)) {
        rows.add(withPrefix(template, prefix));
      }
    }
    rows.sort(Comparator.comparing(row -> row.received().prefix()));
    return List.copyOf(rows);
  }

  /** True if an end hears of the prefixes of a class, which is then in the reader's transfer. */
  private boolean arrives(GroupReader reader, int prefixClass, int end) {
    return reader.transfer.isTranslated(end)
        ? reader.transfer.takeTranslated(end, state.result(prefixClass).locals())
        : reader.transfer.send(end ^ 1, state.result(prefixClass).routes());
  }

  private ReceivedRoute received(GroupReader reader, int end) {
    RouteTransfer transfer = reader.transfer;
    BgpRoute before =
        route(reader, transfer.path, transfer.nextHop, transfer.attributes, end, true);
    if (!transfer.receive(end)) {
      DecisionStep step = rejection(transfer.attributes);
      return new ReceivedRoute(before, null, step, detail(reader, step, end));
    }
    BgpRoute after =
        route(reader, transfer.path, transfer.nextHop, transfer.attributes, end, false);
    DecisionStep keptOut = null;
    String detail = "";
    reader.interner.attributes.read(transfer.attributes, draft);
    if (draft.keptOut != 0) {
      keptOut = DecisionStep.NOT_ELIGIBLE;
      detail = topology.policies.reason(draft.keptOut);
    } else if (!Reception.isReachable(topology, reader.costs, end, transfer.nextHop)) {
      keptOut = DecisionStep.NEXT_HOP_UNREACHABLE;
      detail = after.nextHop().toString();
    }
    return new ReceivedRoute(before, after, keptOut, detail);
  }

  private static DecisionStep rejection(int code) {
    return switch (code) {
      case RouteTransfer.AS_LOOP -> DecisionStep.AS_LOOP;
      case RouteTransfer.ORIGINATOR_LOOP -> DecisionStep.ORIGINATOR_LOOP;
      case RouteTransfer.CLUSTER_LOOP -> DecisionStep.CLUSTER_LOOP;
      case RouteTransfer.POLICY_DENIED -> DecisionStep.POLICY_DENIED;
      default -> throw new IllegalStateException("no rejection: " + code);
    };
  }

  private String detail(GroupReader reader, DecisionStep step, int end) {
    return switch (step) {
      case AS_LOOP ->
          "AS " + Integer.toUnsignedString(topology.asn[topology.owner[end]]) + " is in the path";
      case POLICY_DENIED -> denial(reader, end);
      default -> "";
    };
  }

  /** Names the policy and the term that denied. */
  private String denial(GroupReader reader, int end) {
    BgpPeer.Family family = topology.peer(end).family(AddressFamily.IPV4);
    int[] denied = reader.transfer.whoDenied(end);
    if (family == null || denied[0] >= family.imports().size()) {
      return "";
    }
    String name = family.imports().get(denied[0]).name();
    return denied[1] < 0 ? name + ", no term matches" : name + " term " + denied[1];
  }

  /** What an end sends, by prefix. */
  List<BgpRoute> adjRibOut(int end) {
    List<BgpRoute> rows = new ArrayList<>();
    for (int c = 0; c < state.classCount() && state.up()[end]; c++) {
      GroupReader reader = reader(c);
      if (reader.transfer.send(end, state.result(c).routes())) {
        RouteTransfer transfer = reader.transfer;
        BgpRoute sent =
            route(reader, transfer.path, transfer.nextHop, transfer.attributes, end, false);
        for (Prefix prefix : state.prefixesOf(c)) {
          rows.add(withPrefix(sent, prefix));
        }
      }
    }
    rows.sort(Comparator.comparing(BgpRoute::prefix));
    return List.copyOf(rows);
  }

  /** All that a speaker knows, by prefix. */
  List<LocRibEntry> locRib(int speaker) {
    List<LocRibEntry> entries = new ArrayList<>();
    for (int c = 0; c < state.classCount(); c++) {
      LocRibEntry template = entry(speaker, c, state.prefixesOf(c).getFirst());
      if (template != null) {
        for (Prefix prefix : state.prefixesOf(c)) {
          entries.add(withPrefix(template, prefix));
        }
      }
    }
    entries.sort(Comparator.comparing(LocRibEntry::prefix));
    return List.copyOf(entries);
  }

  /** What a speaker knows of one prefix, or null if nothing. */
  @Nullable LocRibEntry locRib(int speaker, int prefixClass, Prefix prefix) {
    return entry(speaker, prefixClass, prefix);
  }

  /**
   * The routes behind the paths that a speaker selected for a prefix of a class, in their order. A
   * learned one is what its end received, so that nobody has to decide again.
   */
  List<BgpRoute> routesOf(int speaker, int prefixClass, Prefix prefix, SelectedPaths paths) {
    List<BgpRoute> routes = new ArrayList<>(paths.size());
    for (int path = 0; path < paths.size(); path++) {
      int end = paths.end(path);
      BgpRoute route =
          end < 0 || state.result(prefixClass).oscillating() != null
              ? listed(speaker, prefixClass, prefix, end)
              : eligible(prefixClass, end);
      if (route == null) {
        throw new IllegalStateException("no route of end " + end + " to " + prefix);
      }
      routes.add(withPrefix(route, prefix));
    }
    return routes;
  }

  private @Nullable BgpRoute eligible(int prefixClass, int end) {
    GroupReader reader = reader(prefixClass);
    if (!state.up()[end] || !arrives(reader, prefixClass, end)) {
      return null;
    }
    ReceivedRoute received = received(reader, end);
    return received.keptOut() == null ? received.accepted() : null;
  }

  private @Nullable BgpRoute listed(int speaker, int prefixClass, Prefix prefix, int end) {
    LocRibEntry entry = entry(speaker, prefixClass, prefix);
    return entry == null
        ? null
        : entry.paths().stream()
            .filter(path -> path.end() == end && !path.step().keepsOut())
            .map(Path::route)
            .findFirst()
            .orElse(null);
  }

  private @Nullable LocRibEntry entry(int speaker, int prefixClass, Prefix prefix) {
    GroupReader reader = reader(prefixClass);
    Map<Integer, DecisionStep> lostAt = new HashMap<>();
    ClassSolver solver = reader.solver(prefixClass);
    int best = solver.explain(speaker, lostAt::put);
    if (state.result(prefixClass).oscillating() != null) {
      // The moment that the tables hold need not agree with itself.
      best = solver.present(speaker);
    }
    List<Integer> members = solver.membersOf(speaker);
    List<Path> paths = new ArrayList<>();
    DecisionStep decided = DecisionStep.ONLY_PATH;
    for (DecisionStep step : lostAt.values()) {
      decided = step.compareTo(decided) > 0 ? step : decided;
    }
    for (int end : topology.endsOf(speaker)) {
      if (state.up()[end] && arrives(reader, prefixClass, end)) {
        ReceivedRoute received = received(reader, end);
        BgpRoute route = received.accepted() == null ? received.received() : received.accepted();
        paths.add(path(route, end, end == best, members, received, lostAt.get(end), decided));
      }
    }
    LocalRoutes locals = state.result(prefixClass).locals();
    for (int i = locals.firstOf(speaker); i < locals.lastOf(speaker); i++) {
      if (locals.attributes(i) < 0) {
        continue;
      }
      int candidate = topology.endCount() + i;
      BgpRoute route = originated(reader, locals, i);
      boolean isBest = candidate == best;
      paths.add(
          new Path(
              route,
              -1,
              isBest ? Standing.BEST : Standing.LOST,
              isBest ? decided : lostAt.getOrDefault(candidate, DecisionStep.LOCALLY_ORIGINATED),
              ""));
    }
    if (state.result(prefixClass).oscillating() != null) {
      addInUse(reader, state.result(prefixClass).routes(), speaker, decided, paths);
    }
    if (paths.isEmpty()) {
      return null;
    }
    paths.sort(
        Comparator.comparing(Path::standing)
            .thenComparing(Path::step, Comparator.reverseOrder())
            .thenComparing(
                p -> p.route().peer(), Comparator.nullsFirst(Comparator.naturalOrder())));
    BgpRoute bestRoute =
        paths.getFirst().standing() == Standing.BEST ? paths.getFirst().route() : null;
    DecisionStep step = bestRoute == null ? paths.getFirst().step() : decided;
    return withPrefix(new LocRibEntry(prefix, bestRoute, step, paths), prefix);
  }

  /**
   * Where a class oscillates, a speaker may use a path that its neighbour sends no longer, or in
   * another form: what is used is listed as it is used.
   */
  private void addInUse(
      GroupReader reader, ClassRoutes routes, int speaker, DecisionStep decided, List<Path> paths) {
    int row = routes.row(speaker);
    if (row < 0 || routes.end(row) < 0) {
      return;
    }
    int[] inUse = inUse(reader, routes, row);
    for (int i = 0; i < inUse.length; i += 2) {
      int end = inUse[i];
      Standing standing = i == 0 ? Standing.BEST : Standing.MULTIPATH;
      if (paths.stream().noneMatch(path -> path.end() == end && path.standing() == standing)) {
        paths.removeIf(path -> path.end() == end);
        BgpRoute route =
            route(reader, routes.path(row), inUse[i + 1], routes.attributes(row), end, false);
        DecisionStep step = i == 0 ? decided : DecisionStep.MULTIPATH;
        paths.add(new Path(route, end, standing, step, ""));
      }
    }
  }

  /** Ends and next hops of what a row uses, in turn, the best first. */
  private static int[] inUse(GroupReader reader, ClassRoutes routes, int row) {
    int members = routes.members(row);
    if (members == ArrayTable.EMPTY) {
      return new int[] {routes.end(row), routes.nextHop(row)};
    }
    int[] inUse = new int[reader.interner.arrays.size(members)];
    for (int i = 0; i < inUse.length; i++) {
      inUse[i] = reader.interner.arrays.get(members, i);
    }
    return inUse;
  }

  private static Path path(
      BgpRoute route,
      int end,
      boolean isBest,
      List<Integer> members,
      ReceivedRoute received,
      @Nullable DecisionStep lostAt,
      DecisionStep decided) {
    DecisionStep keptOut = received.keptOut();
    if (keptOut != null) {
      return new Path(route, end, Standing.NOT_ELIGIBLE, keptOut, received.detail());
    }
    if (isBest) {
      return new Path(route, end, Standing.BEST, decided, "");
    }
    if (members.contains(end)) {
      return new Path(route, end, Standing.MULTIPATH, DecisionStep.MULTIPATH, "");
    }
    DecisionStep step = lostAt == null ? DecisionStep.PEER_ADDRESS : lostAt;
    return new Path(route, end, Standing.LOST, step, "");
  }

  private BgpRoute originated(GroupReader reader, LocalRoutes locals, int i) {
    reader.interner.attributes.read(locals.attributes(i), draft);
    return build(reader, locals.path(i), locals.nextHop(i), -1, RoutePolicy.Source.ORIGINATED);
  }

  private BgpRoute route(
      GroupReader reader, int path, int nextHop, int attributes, int end, boolean onTheWire) {
    reader.interner.attributes.read(attributes, draft);
    if (onTheWire && topology.external[end]) {
      draft.localPreference = (int) topology.options[topology.owner[end]].defaultLocalPreference();
    }
    RoutePolicy.Source source =
        topology.external[end] ? RoutePolicy.Source.EBGP : RoutePolicy.Source.IBGP;
    return build(reader, path, nextHop, end, source);
  }

  /** A row from the draft; its prefix is filled in later. */
  private BgpRoute build(
      GroupReader reader, int path, int nextHop, int end, RoutePolicy.Source source) {
    return new BgpRoute(
        Prefix.DEFAULT_IPV4,
        new Ipv4Address(nextHop),
        reader.interner.paths.toAsPath(path),
        Integer.toUnsignedLong(draft.localPreference),
        Integer.toUnsignedLong(draft.med),
        draft.hasMed,
        draft.weight,
        draft.origin,
        reader.interner.communities(draft.communities),
        draft.hasOriginator ? new Ipv4Address(draft.originator) : null,
        reader.interner.addresses(draft.clusters),
        Integer.toUnsignedLong(draft.tag),
        draft.rank == AttributeDraft.AGGREGATE,
        end < 0 ? null : new Ipv4Address(topology.peerAddress[end]),
        source);
  }

  private static ReceivedRoute withPrefix(ReceivedRoute row, Prefix prefix) {
    BgpRoute accepted = row.accepted();
    return new ReceivedRoute(
        withPrefix(row.received(), prefix),
        accepted == null ? null : withPrefix(accepted, prefix),
        row.keptOut(),
        row.detail());
  }

  private static LocRibEntry withPrefix(LocRibEntry entry, Prefix prefix) {
    BgpRoute best = entry.best();
    return new LocRibEntry(
        prefix,
        best == null ? null : withPrefix(best, prefix),
        entry.step(),
        entry.paths().stream()
            .map(
                p ->
                    new Path(
                        withPrefix(p.route(), prefix), p.end(), p.standing(), p.step(), p.detail()))
            .toList());
  }

  private static BgpRoute withPrefix(BgpRoute r, Prefix prefix) {
    return new BgpRoute(
        prefix,
        r.nextHop(),
        r.asPath(),
        r.localPreference(),
        r.med(),
        r.hasMed(),
        r.weight(),
        r.origin(),
        r.communities(),
        r.originatorId(),
        r.clusterList(),
        r.tag(),
        r.aggregate(),
        r.peer(),
        r.source());
  }
}
