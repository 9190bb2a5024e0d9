package io.towpath.routing.bgp;

import io.towpath.network.BgpSpeaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the stable state of all speakers for one prefix class at a time. For one thread. */
final class ClassSolver {

  /*
   * A worklist of speakers whose candidates may have changed. A speaker taken from it decides; if
   * its best route is another one than before, what it sends over each end is worked out again, and
   * every neighbour that this could move is put on the list. The queue is first in, first out and
   * neighbours are visited in canonical order, so the run is the same for any order of the input.
   *
   * Nothing but the best route of each speaker (and the members of its multipath) is state: an
   * Adj-RIB-In is a function of the neighbours' best routes and is worked out when a speaker is
   * looked at for the first time ("loaded"). A cold start begins with no routes at all; a warm one
   * with those of an earlier state, and with the speakers on the list that a change could move.
   *
   * Where candidates are in a total order (no MED between routes of one AS, see ConvergenceProof), a
   * candidate that is worse than the best one in the first steps cannot move the decision whether it
   * comes or goes, and its receiver is left alone. With MED it could: it may eliminate others. So
   * it could where the number of equal paths decides on the next hop that internal peers get.
   *
   * Arrays are as long as the network has speakers and ends and are used again for every class;
   * stamps tell which entries belong to the present one, so a class costs what it touches.
   */

  private final BgpTopology topology;
  private final boolean[] up;
  private final Interner interner;
  private final RouteTransfer transfer;
  private final BestPathSelection selection;
  private final Candidates candidates;

  private final BestRoutes best;
  private final Reception reception;
  private final Worklist worklist;

  // Stamped with the present epoch: whose Adj-RIB-In is worked out; whose multipath may have
  // changed.
  private int epoch;
  private int loadedCount;
  private final int[] loaded;
  private final int[] stale;

  private LocalRoutes locals = LocalRoutes.NONE;
  private boolean totalOrder;
  private boolean reversed;
  private boolean lastFirst;
  private long decisions;

  private int[] chosen = new int[8];

  /**
   * A solver.
   *
   * @param up ends whose session carries routes
   */
  ClassSolver(
      BgpTopology topology,
      boolean[] up,
      Interner interner,
      NextHopCosts costs,
      ClassSignature signature) {
    this.topology = topology;
    this.up = up;
    this.interner = interner;
    transfer = new RouteTransfer(topology, interner, signature);
    candidates = new Candidates(topology.endCount());
    selection = new BestPathSelection(topology, candidates, interner, costs);
    int speakers = topology.speakerCount();
    best = new BestRoutes(topology, interner);
    reception = new Reception(topology, interner, costs, transfer, best);
    worklist = new Worklist(speakers);
    loaded = new int[speakers];
    stale = new int[speakers];
  }

  /**
   * Turns to a class.
   *
   * @param from routes to begin with
   * @param newLocals what speakers originate
   * @param ordered candidates are in a total order
   * @param look order in which speakers are looked at
   */
  void begin(
      ClassSignature signature,
      ClassRoutes from,
      LocalRoutes newLocals,
      boolean ordered,
      Look look) {
    transfer.turnTo(signature);
    best.begin(from);
    worklist.begin();
    locals = newLocals;
    reception.begin(newLocals);
    totalOrder = ordered;
    reversed = look.reversed();
    lastFirst = look.lastFirst();
    epoch++;
    loadedCount = 0;
    decisions = 0;
    candidates.roomForOriginated(locals.count());
    for (int i = 0; i < locals.count(); i++) {
      setOriginated(i);
    }
  }

  private void setOriginated(int i) {
    int attributes = locals.attributes(i);
    int candidate = candidates.ends + i;
    if (attributes < 0) {
      candidates.clear(candidate);
    } else {
      int path = locals.path(i);
      candidates.set(
          candidate,
          path,
          locals.nextHop(i),
          attributes,
          DecisionKey.of(interner.attributes.key(attributes), interner.paths.length(path)));
    }
  }

  /** Puts on the list whoever has a route of its own or is sent one whatever its peer holds. */
  void startCold() {
    int[] order = locals.speakersInOrder(topology);
    for (int i = 0; i < order.length; i++) {
      push(order[reversed ? order.length - 1 - i : i]);
    }
    for (int end : locals.translatedEnds()) {
      push(topology.owner[end]);
    }
    if (transfer.sendsDefault()) {
      for (int i = 0; i < topology.canonical.length; i++) {
        int speaker = topology.canonical[reversed ? topology.canonical.length - 1 - i : i];
        for (int end : topology.endsOf(speaker)) {
          if (up[end] && topology.defaultKind[end ^ 1] >= 0) {
            push(speaker);
          }
        }
      }
    }
  }

  /** Puts on the list the owner of an end whose session went down, if that could move it. */
  void sessionDown(int end) {
    int speaker = topology.owner[end];
    ClassRoutes old = best.old();
    int row = old.row(speaker);
    if (row < 0) {
      return;
    }
    if (old.end(row) == end) {
      push(speaker);
    } else if (topology.multipathSelf[speaker]) {
      push(speaker);
    } else if (old.members(row) != ArrayTable.EMPTY) {
      best.touch(speaker);
      stale[speaker] = epoch;
    }
  }

  /** Puts on the list the owner of an end whose session came up, if that could move it. */
  void sessionUp(int end) {
    offer(end);
  }

  /** Puts a speaker on the list. */
  void push(int speaker) {
    if (worklist.add(speaker)) {
      best.touch(speaker);
    }
  }

  /**
   * Runs until the list is empty.
   *
   * @param budget decisions after which it gives up
   * @param watch looks for a state that repeats, or null
   * @return true if the state is stable
   */
  boolean run(long budget, @Nullable CycleWatch watch) {
    while (!worklist.isEmpty()) {
      int speaker = lastFirst ? worklist.takeLast() : worklist.takeFirst();
      load(speaker);
      if (decide(speaker)) {
        announce(speaker);
        if (watch != null) {
          watch.changed(speaker);
        }
      }
      if (++decisions >= budget || watch != null && watch.repeats(this, decisions)) {
        return false;
      }
    }
    return true;
  }

  /** Works out the Adj-RIB-In of a speaker that is looked at for the first time. */
  void load(int speaker) {
    if (loaded[speaker] == epoch) {
      return;
    }
    loaded[speaker] = epoch;
    loadedCount++;
    best.touch(speaker);
    for (int end : topology.endsOf(speaker)) {
      if (up[end]) {
        best.touch(topology.owner[end ^ 1]);
        reception.receive(end);
        takeReceived(end);
      } else {
        candidates.clear(end);
      }
    }
  }

  private void takeReceived(int end) {
    candidates.set(end, reception.path, reception.nextHop, reception.attributes, reception.key);
  }

  private boolean decide(int speaker) {
    int first = candidates.ends + locals.firstOf(speaker);
    int last = candidates.ends + locals.lastOf(speaker);
    int winner = selection.best(speaker, first, last);
    if (winner == BestPathSelection.NONE) {
      return best.clear(speaker);
    }
    boolean changed =
        best.set(
            speaker,
            winner < candidates.ends ? winner : originatedAsEnd(winner - candidates.ends),
            candidates.path[winner],
            candidates.nextHop[winner],
            candidates.attributes[winner],
            candidates.key[winner]);
    if (topology.multipathSelf[speaker]) {
      boolean external = winner < candidates.ends && topology.external[winner];
      changed |= best.setSelf(speaker, external && multipath(speaker) > 1);
    }
    return changed;
  }

  /** How many learned paths a speaker uses together; {@link #chosen} holds them, the best first. */
  private int multipath(int speaker) {
    BgpSpeaker.Options options = topology.options[speaker];
    int most =
        topology.external[best.end[speaker]]
            ? options.maximumPathsExternal()
            : options.maximumPathsInternal();
    if (most <= 1) {
      return 1;
    }
    if (chosen.length < 2 * most) {
      chosen = new int[2 * most];
    }
    return selection.multipath(
        speaker,
        candidates.ends + locals.firstOf(speaker),
        candidates.ends + locals.lastOf(speaker),
        most,
        chosen);
  }

  /** How {@link ClassRoutes#end} names an originated route. */
  static int originatedAsEnd(int local) {
    return -2 - local;
  }

  /** Decides again and tells who loses where; an originated path is numbered after the ends. */
  int explain(int speaker, BestPathSelection.Elimination receiver) {
    load(speaker);
    return selection.explain(
        speaker,
        candidates.ends + locals.firstOf(speaker),
        candidates.ends + locals.lastOf(speaker),
        receiver);
  }

  /** The candidate that a speaker has chosen so far, numbered as by {@link #explain}. */
  int present(int speaker) {
    best.touch(speaker);
    int end = best.end[speaker];
    return end < RouteTransfer.NO_ROUTE ? candidates.ends + originatedAsEnd(end) : end;
  }

  /** Ends of the paths that a speaker uses, the best first; empty if there is only one. */
  List<Integer> membersOf(int speaker) {
    best.touch(speaker);
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < interner.arrays.size(best.members[speaker]); i += 2) {
      ends.add(interner.arrays.get(best.members[speaker], i));
    }
    return ends;
  }

  /** Sends the new best route of a speaker over all its ends. */
  private void announce(int speaker) {
    int[] ends = topology.endsOf(speaker);
    for (int i = 0; i < ends.length; i++) {
      int end = ends[reversed ? ends.length - 1 - i : i];
      if (up[end]) {
        offer(end ^ 1);
      }
    }
  }

  /** Works out what an end gets from its peer and puts its owner on the list if it could move. */
  private void offer(int end) {
    int speaker = topology.owner[end];
    if (worklist.contains(speaker) && loaded[speaker] != epoch) {
      return;
    }
    best.touch(speaker);
    best.touch(topology.owner[end ^ 1]);
    reception.receive(end);
    if (loaded[speaker] == epoch) {
      if (reception.isAlready(candidates, end)) {
        return;
      }
      takeReceived(end);
      if (!totalOrder || best.end[speaker] == end || topology.multipathSelf[speaker]) {
        push(speaker);
        return;
      }
    } else if (best.end[speaker] == end) {
      if (!reception.isStillBest(speaker)) {
        push(speaker);
      }
      return;
    }
    if (topology.multipathSelf[speaker]
        || reception.key != DecisionKey.NONE
            && (!totalOrder || reception.key >= best.key[speaker])) {
      push(speaker);
    } else {
      // It may have been beside the best one.
      stale[speaker] = epoch;
    }
  }

  /** All that the rest of the run depends on: the worklist, then the best routes. */
  int[] state() {
    int[] state = new int[stateSize()];
    int next = 0;
    state[next++] = worklist.size();
    for (int i = 0; i < worklist.size(); i++) {
      state[next++] = worklist.get(i);
    }
    state[next++] = best.touchedCount();
    state[next++] = loadedCount;
    for (int i = 0; i < best.touchedCount(); i++) {
      int speaker = best.touched(i);
      state[next++] = best.end[speaker];
      state[next++] = best.path[speaker];
      state[next++] = best.nextHop[speaker];
      state[next++] = best.attributes[speaker];
      state[next++] = best.self[speaker] ? 1 : 0;
    }
    return state;
  }

  private int stateSize() {
    return 3 + worklist.size() + 5 * best.touchedCount();
  }

  /** True if {@link #state} would return this. */
  boolean stateEquals(int[] saved) {
    // Most states differ in the worklist already.
    if (saved[0] != worklist.size()
        || saved.length != stateSize()
        || !worklist.isEmpty() && saved[1] != worklist.get(0)) {
      return false;
    }
    return Arrays.equals(saved, state());
  }

  /** The routes after a run; the ones that it began with if nothing changed. */
  ClassRoutes finish() {
    // Working out multipaths loads speakers and so touches more of them, which do not change.
    int reached = best.touchedCount();
    for (int i = 0; i < reached; i++) {
      updateMembers(best.touched(i));
    }
    return best.finish();
  }

  /** Speakers that were looked at. */
  BitSet touchedSpeakers() {
    return best.touchedSpeakers();
  }

  /**
   * Ends with a prefix limit, by place in the topology's list, that accept the class's prefixes.
   */
  BitSet accepted() {
    if (topology.limited.length == 0) {
      return ClassResult.NONE_ACCEPTED;
    }
    BitSet set = new BitSet();
    for (int i = 0; i < topology.limited.length; i++) {
      int end = topology.limited[i];
      if (up[end]) {
        best.touch(topology.owner[end ^ 1]);
        reception.receive(end);
        set.set(i, reception.attributes >= 0);
      }
    }
    return set;
  }

  private void updateMembers(int speaker) {
    if (best.end[speaker] < 0) {
      best.members[speaker] = ArrayTable.EMPTY;
      return;
    }
    if (loaded[speaker] != epoch && stale[speaker] != epoch) {
      return;
    }
    load(speaker);
    int count = multipath(speaker);
    if (count <= 1) {
      best.members[speaker] = ArrayTable.EMPTY;
      return;
    }
    for (int i = count - 1; i >= 0; i--) {
      int member = chosen[i];
      chosen[2 * i] = member;
      chosen[2 * i + 1] = candidates.nextHop[member];
    }
    best.members[speaker] = interner.arrays.intern(chosen, 2 * count);
  }
}
