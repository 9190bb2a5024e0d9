package io.towpath.routing.bgp;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tables of all speakers. Prefixes that every speaker treats alike form a class and share their
 * state. Immutable and thread-safe; rows and reasons are made when they are read.
 */
public final class BgpState {
  private final BgpTopology topology;
  private final BgpInputs inputs;
  private final Interner origins;
  private final OriginatedRoutes[] originated;
  private final PrefixClasses classes;
  private final ClassResult[] results;
  private final GroupMemory[] memories;
  private final boolean[] up;
  private final LongMap costs;

  BgpState(
      BgpTopology topology,
      BgpInputs inputs,
      Interner origins,
      OriginatedRoutes[] originated,
      PrefixClasses classes,
      ClassResult[] results,
      GroupMemory[] memories,
      boolean[] up,
      LongMap costs) {
    this.topology = topology;
    this.inputs = inputs;
    this.origins = origins;
    this.originated = originated;
    this.classes = classes;
    this.results = results;
    this.memories = memories;
    this.up = up;
    this.costs = costs;
  }

  public BgpTopology topology() {
    return topology;
  }

  public BgpInputs inputs() {
    return inputs;
  }

  Interner origins() {
    return origins;
  }

  OriginatedRoutes originated(int speaker) {
    return originated[speaker];
  }

  PrefixClasses classes() {
    return classes;
  }

  ClassResult result(int prefixClass) {
    return results[prefixClass];
  }

  GroupMemory[] memories() {
    return memories;
  }

  boolean[] up() {
    return up;
  }

  LongMap costs() {
    return costs;
  }

  private Interner interner(int prefixClass) {
    return memories[results[prefixClass].group()].interner;
  }

  /** Number of prefix classes. */
  public int classCount() {
    return classes.count();
  }

  /** Prefixes of a class, sorted. Classes are sorted by their first prefix. */
  public List<Prefix> prefixesOf(int prefixClass) {
    return classes.prefixesOf(prefixClass);
  }

  /** Class of a prefix, or −1 if no speaker originates it. */
  public int classOf(Prefix prefix) {
    return prefix.network() instanceof Ipv4Address ? classes.classOf(PrefixKey.of(prefix)) : -1;
  }

  /** What a speaker selected for the prefixes of a class, or null if it has no path. */
  public @Nullable SelectedPaths bestOf(int prefixClass, int speaker) {
    int row = results[prefixClass].routes().row(speaker);
    return row < 0 ? null : selectedPaths(prefixClass, speaker, row);
  }

  private SelectedPaths selectedPaths(int prefixClass, int speaker, int row) {
    ClassRoutes routes = results[prefixClass].routes();
    Interner interner = interner(prefixClass);
    AttributeDraft draft = new AttributeDraft();
    interner.attributes.read(routes.attributes(row), draft);
    int members = routes.members(row);
    int count = members == ArrayTable.EMPTY ? 1 : interner.arrays.size(members) / 2;
    int[] ends = new int[count];
    int[] nextHops = new int[count];
    ends[0] = Math.max(-1, routes.end(row));
    nextHops[0] = routes.nextHop(row);
    for (int i = 1; i < count; i++) {
      ends[i] = interner.arrays.get(members, 2 * i);
      nextHops[i] = interner.arrays.get(members, 2 * i + 1);
    }
    BgpSpeaker.Options options = topology.options[speaker];
    RoutePolicy.Source source = sourceOf(routes.end(row));
    return new SelectedPaths(
        source,
        draft.rank == AttributeDraft.AGGREGATE,
        switch (source) {
          case ORIGINATED -> options.localDistance();
          case EBGP -> options.externalDistance();
          case IBGP -> options.internalDistance();
        },
        Integer.toUnsignedLong(draft.med),
        Integer.toUnsignedLong(draft.tag),
        nextHops,
        ends);
  }

  private RoutePolicy.Source sourceOf(int end) {
    if (end < 0) {
      return RoutePolicy.Source.ORIGINATED;
    }
    return topology.external[end] ? RoutePolicy.Source.EBGP : RoutePolicy.Source.IBGP;
  }

  /** Receives what a speaker selected. */
  @FunctionalInterface
  public interface SelectionVisitor {
    void selected(int prefixClass, List<Prefix> prefixes, SelectedPaths paths);
  }

  /** Visits what a speaker selected, class by class. */
  public void selected(int speaker, SelectionVisitor visitor) {
    for (int c = 0; c < results.length; c++) {
      int row = results[c].routes().row(speaker);
      if (row >= 0) {
        visitor.selected(c, classes.prefixesOf(c), selectedPaths(c, speaker, row));
      }
    }
  }

  /** Number of prefixes that a speaker has a path to. */
  public long selectedCount(int speaker) {
    long count = 0;
    for (int c = 0; c < results.length; c++) {
      count += results[c].routes().row(speaker) >= 0 ? classes.size(c) : 0;
    }
    return count;
  }

  /** The paths that a speaker selected for a prefix, the best first; empty if none. */
  public List<BgpRoute> pathsOf(int speaker, Prefix prefix) {
    LocRibEntry entry = locRib(speaker, prefix);
    if (entry == null) {
      return List.of();
    }
    return entry.paths().stream()
        .filter(
            path ->
                path.standing() == LocRibEntry.Standing.BEST
                    || path.standing() == LocRibEntry.Standing.MULTIPATH)
        .map(LocRibEntry.Path::route)
        .toList();
  }

  /** Receives differences between two states. */
  @FunctionalInterface
  public interface ChangeVisitor {
    /** The speaker selects other paths for these prefixes than before; null = none. */
    void changed(
        int speaker,
        List<Prefix> prefixes,
        @Nullable SelectedPaths before,
        @Nullable SelectedPaths after);
  }

  /** Visits what differs from another state of the same topology; cheap where arrays are shared. */
  public void changesSince(BgpState previous, ChangeVisitor visitor) {
    if (previous.classes == classes) {
      for (int c = 0; c < results.length; c++) {
        compare(previous, c, c, classes.prefixesOf(c), visitor);
      }
      return;
    }
    new RegroupedChanges(previous, this)
        .visit((before, after, prefixes) -> compare(previous, before, after, prefixes, visitor));
  }

  /** Compares a class of each state, −1 standing for no class, for prefixes that both hold. */
  private void compare(
      BgpState previous, int before, int after, List<Prefix> prefixes, ChangeVisitor visitor) {
    if (before >= 0 && after >= 0 && previous.results[before].routes() == results[after].routes()) {
      return;
    }
    for (int speaker = 0; speaker < topology.speakerCount(); speaker++) {
      SelectedPaths old = before < 0 ? null : previous.bestOf(before, speaker);
      SelectedPaths now = after < 0 ? null : bestOf(after, speaker);
      if (!Objects.equals(old, now)) {
        visitor.changed(speaker, prefixes, old, now);
      }
    }
  }

  /** What an end received, by prefix. */
  public List<ReceivedRoute> adjRibIn(int end) {
    return new RibReader(this).adjRibIn(end);
  }

  /** What an end sends, by prefix. */
  public List<BgpRoute> adjRibOut(int end) {
    return new RibReader(this).adjRibOut(end);
  }

  /** All that a speaker knows, by prefix. */
  public List<LocRibEntry> locRib(int speaker) {
    return new RibReader(this).locRib(speaker);
  }

  /** What a speaker knows of one prefix, or null if nothing. */
  public @Nullable LocRibEntry locRib(int speaker, Prefix prefix) {
    int prefixClass = classOf(prefix);
    return prefixClass < 0 ? null : new RibReader(this).locRib(speaker, prefixClass, prefix);
  }

  /**
   * The routes behind the paths that a speaker selected for a prefix, in their order. The cost does
   * not depend on how large the network is.
   *
   * @param paths what the speaker selected for it
   * @throws IllegalStateException if they are not what it selected
   */
  public List<BgpRoute> routesOf(int speaker, Prefix prefix, SelectedPaths paths) {
    int prefixClass = classOf(prefix);
    if (prefixClass < 0) {
      throw new IllegalStateException("nobody originates " + prefix);
    }
    return new RibReader(this).routesOf(speaker, prefixClass, prefix, paths);
  }

  /** True if a {@code summary-only} aggregate of a speaker keeps a prefix from being sent. */
  public boolean isSuppressed(int speaker, Prefix prefix) {
    for (BgpTopology.AggregateRule rule : topology.aggregates) {
      Prefix aggregate = rule.config().prefix();
      if (rule.speaker() == speaker
          && rule.config().summaryOnly()
          && aggregate.covers(prefix)
          && !aggregate.equals(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Ends that accept more prefixes than their limit, by end. */
  public List<ExceededLimit> exceededLimits() {
    List<ExceededLimit> exceeded = new ArrayList<>();
    int[] counts = new int[topology.limited.length];
    for (int c = 0; c < results.length; c++) {
      BitSet accepted = results[c].accepted();
      for (int i = accepted.nextSetBit(0); i >= 0; i = accepted.nextSetBit(i + 1)) {
        counts[i] += classes.size(c);
      }
    }
    for (int i = 0; i < counts.length; i++) {
      int end = topology.limited[i];
      if (up[end] && counts[i] > topology.prefixLimit[end]) {
        exceeded.add(
            new ExceededLimit(
                end, topology.prefixLimit[end], counts[i], topology.limitWarnsOnly[end]));
      }
    }
    return exceeded;
  }

  /** Prefixes without a stable state, by prefix. */
  public List<Oscillation> oscillations() {
    List<Oscillation> found = new ArrayList<>();
    for (int c = 0; c < results.length; c++) {
      int[] members = results[c].oscillating();
      if (members != null) {
        found.add(new Oscillation(prefixesOf(c), boxed(members), results[c].proven()));
      }
    }
    return found;
  }

  /** Prefixes with several stable states, by prefix. */
  public List<OrderDependence> orderDependent() {
    List<OrderDependence> found = new ArrayList<>();
    for (int c = 0; c < results.length; c++) {
      int[] members = results[c].orderDependent();
      if (members != null) {
        found.add(new OrderDependence(prefixesOf(c), boxed(members)));
      }
    }
    return found;
  }

  private static List<Integer> boxed(int[] values) {
    List<Integer> list = new ArrayList<>();
    for (int value : values) {
      list.add(value);
    }
    return list;
  }
}
