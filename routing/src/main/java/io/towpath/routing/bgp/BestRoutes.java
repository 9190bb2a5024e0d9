package io.towpath.routing.bgp;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The best route of each speaker while one class is solved: as in the state that the run began
 * with, until it is set. For one thread.
 */
final class BestRoutes {

  /*
   * Arrays are as long as the network has speakers and are used again for every class. An entry
   * counts once its speaker is touched, which copies the route from the earlier state: so a class
   * costs what it touches.
   */

  private final BgpTopology topology;
  private final Interner interner;

  // The best route of each speaker that is touched; see ClassRoutes for what the columns hold.
  final int[] end;
  final int[] path;
  final int[] nextHop;
  final int[] attributes;

  /** See {@link DecisionKey}. */
  final long[] key;

  final int[] members;

  /** Whether the own address is to be its next hop, see {@link BgpTopology#multipathSelf}. */
  final boolean[] self;

  private ClassRoutes old = ClassRoutes.EMPTY;
  private final int[] stamp;
  private int epoch;
  private final int[] touched;
  private int touchedCount;

  BestRoutes(BgpTopology topology, Interner interner) {
    this.topology = topology;
    int speakers = topology.speakerCount();
    this.interner = interner;
    end = new int[speakers];
    path = new int[speakers];
    nextHop = new int[speakers];
    attributes = new int[speakers];
    key = new long[speakers];
    members = new int[speakers];
    self = new boolean[speakers];
    stamp = new int[speakers];
    touched = new int[speakers];
  }

  /** Begins with the routes of an earlier state. */
  void begin(ClassRoutes from) {
    old = from;
    epoch++;
    touchedCount = 0;
  }

  /** The routes that the run began with. */
  ClassRoutes old() {
    return old;
  }

  /** Copies a speaker's route from the earlier state, unless that was done in this run. */
  void touch(int speaker) {
    if (stamp[speaker] == epoch) {
      return;
    }
    stamp[speaker] = epoch;
    touched[touchedCount++] = speaker;
    int row = old.row(speaker);
    if (row < 0) {
      put(speaker, RouteTransfer.NO_ROUTE, 0, 0, 0, DecisionKey.NONE);
      members[speaker] = ArrayTable.EMPTY;
      self[speaker] = false;
    } else {
      int oldPath = old.path(row);
      int oldAttributes = old.attributes(row);
      long oldKey =
          DecisionKey.of(interner.attributes.key(oldAttributes), interner.paths.length(oldPath));
      put(speaker, old.end(row), oldPath, old.nextHop(row), oldAttributes, oldKey);
      members[speaker] = old.members(row);
      self[speaker] = old.isNextHopSelf(topology, speaker, row);
    }
  }

  /** True if a speaker that is touched has a route. */
  boolean hasRoute(int speaker) {
    return end[speaker] != RouteTransfer.NO_ROUTE;
  }

  /** Takes the route from a speaker that is touched; false if it has none. */
  boolean clear(int speaker) {
    if (!hasRoute(speaker)) {
      return false;
    }
    put(speaker, RouteTransfer.NO_ROUTE, 0, 0, 0, DecisionKey.NONE);
    self[speaker] = false;
    return true;
  }

  /** Gives a speaker that is touched a route; false if it has this very route. */
  boolean set(
      int speaker, int newEnd, int newPath, int newNextHop, int newAttributes, long newKey) {
    if (newEnd == end[speaker]
        && newPath == path[speaker]
        && newNextHop == nextHop[speaker]
        && newAttributes == attributes[speaker]) {
      return false;
    }
    put(speaker, newEnd, newPath, newNextHop, newAttributes, newKey);
    return true;
  }

  /** Says whether the own address is to be the next hop; false if it is as before. */
  boolean setSelf(int speaker, boolean nextHopSelf) {
    boolean changed = self[speaker] != nextHopSelf;
    self[speaker] = nextHopSelf;
    return changed;
  }

  private void put(
      int speaker, int newEnd, int newPath, int newNextHop, int newAttributes, long newKey) {
    end[speaker] = newEnd;
    path[speaker] = newPath;
    nextHop[speaker] = newNextHop;
    attributes[speaker] = newAttributes;
    key[speaker] = newKey;
  }

  /** Number of speakers that were touched. */
  int touchedCount() {
    return touchedCount;
  }

  /** The i-th speaker that was touched, in the order of touching. */
  int touched(int i) {
    return touched[i];
  }

  /** Speakers that were touched. */
  BitSet touchedSpeakers() {
    BitSet set = new BitSet();
    for (int i = 0; i < touchedCount; i++) {
      set.set(touched[i]);
    }
    return set;
  }

  /**
   * The routes with all that changed; the ones of the beginning if nothing did. Disturbs the order
   * of {@link #touched}.
   */
  ClassRoutes finish() {
    int changed = 0;
    for (int i = 0; i < touchedCount; i++) {
      int speaker = touched[i];
      if (differsFromOld(speaker)) {
        touched[i] = touched[changed];
        touched[changed++] = speaker;
      }
    }
    if (changed == 0) {
      return old;
    }
    Arrays.sort(touched, 0, changed);
    ClassRoutes.Change change = new ClassRoutes.Change(old, stamp.length, changed);
    for (int i = 0; i < changed; i++) {
      int speaker = touched[i];
      change.put(
          speaker,
          end[speaker],
          path[speaker],
          nextHop[speaker],
          attributes[speaker],
          members[speaker]);
    }
    return change.apply();
  }

  private boolean differsFromOld(int speaker) {
    int row = old.row(speaker);
    if (row < 0) {
      return hasRoute(speaker);
    }
    return old.end(row) != end[speaker]
        || old.path(row) != path[speaker]
        || old.nextHop(row) != nextHop[speaker]
        || old.attributes(row) != attributes[speaker]
        || old.members(row) != members[speaker];
  }
}
