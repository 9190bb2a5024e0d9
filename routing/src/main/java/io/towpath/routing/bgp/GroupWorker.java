package io.towpath.routing.bgp;

import io.towpath.routing.bgp.PrefixClasses.PrefixClass;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Solves the classes of one group, one after another. For one thread at a time; reads results of
 * other groups only for classes of earlier strata.
 */
final class GroupWorker {
  private static final int DECISIONS_BEFORE_WATCH = 16;
  private static final List<Look> OTHER_LOOKS =
      List.of(Look.REVERSED, Look.DEEP, Look.DEEP_REVERSED);

  private final int group;
  private final BgpTopology topology;
  private final boolean[] up;
  private final InputChanges changes;
  private final Interner origins;
  private final AggregateRoutes aggregates;
  private final TranslatedRoutes translated;
  private final NextHopCosts costs;
  private final SolveOptions options;
  private final boolean limitsChanged;

  private GroupMemory memory;
  private boolean forked;
  private @Nullable ClassSolver solver;
  private final AttributeDraft draft = new AttributeDraft();

  /**
   * A worker.
   *
   * @param memory what the group knows
   * @param isNew nobody else has the memory; otherwise it is forked before it is added to
   */
  GroupWorker(
      int group,
      GroupMemory memory,
      boolean isNew,
      BgpTopology topology,
      boolean[] up,
      InputChanges changes,
      Interner origins,
      AggregateRoutes aggregates,
      TranslatedRoutes translated,
      NextHopCosts costs,
      SolveOptions options) {
    this.group = group;
    this.memory = memory;
    forked = isNew;
    this.topology = topology;
    this.up = up;
    this.changes = changes;
    this.origins = origins;
    this.aggregates = aggregates;
    this.translated = translated;
    this.costs = costs;
    this.options = options;
    boolean limited = false;
    for (int end : changes.up()) {
      limited |= topology.prefixLimit[end] > 0;
    }
    limitsChanged = limited;
  }

  /** What the group knows now. */
  GroupMemory memory() {
    return memory;
  }

  /** Costs that were asked for. */
  NextHopCosts costs() {
    return costs;
  }

  /**
   * Solves a class.
   *
   * @param old its result in the solve before, or null
   */
  ClassResult solve(PrefixClass prefixClass, @Nullable ClassResult old) {
    if (old == null) {
      LocalRoutes locals = locals(prefixClass, null);
      return cold(prefixClass, locals, null);
    }
    LocalRoutes locals =
        prefixClass.isDependent() ? locals(prefixClass, old.locals()) : old.locals();
    boolean sameLocals = locals.equals(old.locals());
    if (sameLocals && changes.isEmpty()) {
      return old;
    }
    Verdict verdict = sameLocals ? old.verdict() : verdict(prefixClass, locals);
    if (old.touched() == null && verdict.unique()) {
      return warm(prefixClass, locals, verdict, old);
    }
    BitSet touched = old.touched();
    // A default that is sent whatever a table holds reaches speakers that had nothing to do yet.
    if (sameLocals
        && touched != null
        && !signature(prefixClass).isDefault
        && !changes.reaches(topology, touched)) {
      return old;
    }
    return cold(prefixClass, locals, old);
  }

  /** The one stable state, found from that of before. */
  @SuppressWarnings("ReferenceEquality") // what did not change is shared with the state of before
  private ClassResult warm(
      PrefixClass prefixClass, LocalRoutes locals, Verdict verdict, ClassResult old) {
    ClassSolver solver = solver(prefixClass);
    solver.begin(signature(prefixClass), old.routes(), locals, true, Look.USUAL);
    for (int end : changes.down()) {
      solver.sessionDown(end);
    }
    for (int end : changes.up()) {
      solver.sessionUp(end);
    }
    for (int speaker : changes.recosted()) {
      solver.push(speaker);
    }
    for (int i = 0; i < locals.count(); i++) {
      if (locals.attributes(i) != old.locals().attributes(i)
          || locals.path(i) != old.locals().path(i)) {
        solver.push(locals.speaker(i));
      }
    }
    if (!solver.run(budget(), null)) {
      return cold(prefixClass, locals, old);
    }
    ClassRoutes routes = solver.finish();
    BitSet accepted = routes == old.routes() && !limitsChanged ? old.accepted() : solver.accepted();
    return routes == old.routes() && locals == old.locals()
        ? old.withAccepted(accepted)
        : new ClassResult(group, routes, locals, verdict, null, null, false, null, accepted);
  }

  /** A stable state from nothing; without a proof that it is the only one, other looks too. */
  private ClassResult cold(PrefixClass prefixClass, LocalRoutes locals, @Nullable ClassResult old) {
    ClassSolver solver = solver(prefixClass);
    Verdict verdict = verdict(prefixClass, locals);
    ClassSignature signature = signature(prefixClass);
    CycleWatch watch = verdict.unique() ? null : watch();
    solver.begin(signature, ClassRoutes.EMPTY, locals, verdict.totalOrder(), Look.USUAL);
    solver.startCold();
    boolean stable = solver.run(budget(), watch);
    ClassRoutes routes = solver.finish();
    if (old != null && routes.sameAs(old.routes())) {
      routes = old.routes();
    }
    BitSet accepted = solver.accepted();
    if (verdict.unique() && stable) {
      return new ClassResult(group, routes, locals, verdict, null, null, false, null, accepted);
    }
    BitSet touched = solver.touchedSpeakers();
    if (!stable) {
      int[] members = watch == null ? touched.stream().toArray() : watch.members();
      return new ClassResult(
          group,
          routes,
          locals,
          Verdict.UNKNOWN,
          touched,
          members,
          watch != null && watch.found(),
          null,
          accepted);
    }
    int[] differing = null;
    for (Look look : OTHER_LOOKS) {
      if (differing == null) {
        solver.begin(signature, ClassRoutes.EMPTY, locals, verdict.totalOrder(), look);
        solver.startCold();
        boolean stableToo = solver.run(budget(), watch());
        int[] others = solver.finish().speakersThatDiffer(routes, topology.speakerCount());
        touched.or(solver.touchedSpeakers());
        // A deep look may explore more paths than there is time for, and then says nothing.
        boolean says = stableToo ? others.length > 0 : !look.lastFirst();
        differing = says ? others : null;
      }
    }
    return new ClassResult(
        group, routes, locals, verdict, touched, null, false, differing, accepted);
  }

  private CycleWatch watch() {
    return new CycleWatch((long) DECISIONS_BEFORE_WATCH * topology.speakerCount());
  }

  private long budget() {
    return (long) options.decisionsPerSpeaker() * topology.speakerCount();
  }

  private Verdict verdict(PrefixClass prefixClass, LocalRoutes locals) {
    if (prefixClass.translations().length > 0) {
      // What comes of another prefix is no origination of a speaker, which a proof begins with.
      return Verdict.UNKNOWN;
    }
    ClassSignature signature = signature(prefixClass);
    return memory.verdict(topology, prefixClass.signature(), signature, locals);
  }

  private ClassSignature signature(PrefixClass prefixClass) {
    fork();
    return memory.signature(topology, prefixClass.signature(), origins);
  }

  /** What the ends of the topology make of the prefixes of a class, over this group's interner. */
  RouteTransfer transferOf(PrefixClass prefixClass) {
    ClassSignature signature = signature(prefixClass);
    return new RouteTransfer(topology, memory.interner, signature);
  }

  private ClassSolver solver(PrefixClass prefixClass) {
    fork();
    ClassSolver known = solver;
    if (known == null) {
      known = new ClassSolver(topology, up, memory.interner, costs, signature(prefixClass));
      solver = known;
    }
    return known;
  }

  private void fork() {
    if (!forked) {
      memory = memory.fork();
      forked = true;
    }
  }

  /** What speakers originate: given routes, and aggregates as the classes of earlier strata say. */
  private LocalRoutes locals(PrefixClass prefixClass, @Nullable LocalRoutes old) {
    int[] rules = prefixClass.rules();
    int given = prefixClass.speakers().length;
    int count = given + rules.length;
    fork();
    int[] translations = prefixClass.translations();
    LocalRoutes.Builder builder = new LocalRoutes.Builder(count, translations.length);
    int rule = 0;
    int[] ordered = aggregates.bySpeaker(rules);
    for (int i = 0; i < given; i++) {
      int speaker = prefixClass.speakers()[i];
      while (rule < ordered.length && topology.aggregates.get(ordered[rule]).speaker() < speaker) {
        addAggregate(builder, ordered[rule++]);
      }
      int from = 3 * i;
      int[] routes = prefixClass.routes();
      builder.add(
          speaker,
          memory.interner.paths.copy(origins.paths, routes[from]),
          routes[from + 1],
          memory.interner.copyAttributes(origins, routes[from + 2], draft));
    }
    while (rule < ordered.length) {
      addAggregate(builder, ordered[rule++]);
    }
    for (int translation : translations) {
      translated.addTo(builder, translation, memory.interner);
    }
    LocalRoutes locals = builder.build();
    return old != null && locals.equals(old) ? old : locals;
  }

  private void addAggregate(LocalRoutes.Builder builder, int rule) {
    aggregates.addTo(builder, rule, memory.interner);
  }
}
