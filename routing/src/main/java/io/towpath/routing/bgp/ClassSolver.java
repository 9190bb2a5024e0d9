package io.towpath.routing.bgp;

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
   * comes or goes, and its receiver is left alone. With MED it could: it may eliminate others.
   *
   * Arrays are as long as the network has speakers and ends and are used again for every class;
   * stamps tell which entries belong to the present one, so a class costs what it touches.
   */

  /** Orders of looking at speakers. Where there are several stable states, they may find others. */
  enum Look {
    /** The queue is first in, first out: news travel at one speed. */
    USUAL(false, false),
    /** The same, with neighbours in reverse order. */
    REVERSED(true, false),
    /**
     * Last in, first out: news travel by one neighbour as far as they get before the next hears.
     */
    DEEP(false, true),
    /** The same, with neighbours in reverse order. */
    DEEP_REVERSED(true, true);

    private final boolean reversed;
    private final boolean lastFirst;

    Look(boolean reversed, boolean lastFirst) {
      this.reversed = reversed;
      this.lastFirst = lastFirst;
    }

    boolean reversed() {
      return reversed;
    }

    boolean lastFirst() {
      return lastFirst;
    }
  }

  private final BgpTopology topology;
  private final boolean[] up;
  private final Interner interner;
  private final NextHopCosts costs;
  private final RouteTransfer transfer;
  private final BestPathSelection selection;
  private final Candidates candidates;

  // The best route of each speaker that is stamped with the present epoch.
  private final int[] bestEnd;
  private final int[] bestPath;
  private final int[] bestNextHop;
  private final int[] bestAttributes;
  private final long[] bestKey;
  private final int[] members;

  private int epoch;
  private int loadedCount;
  private final int[] stamp;
  private final int[] loaded;
  private final int[] queued;
  private final int[] stale;
  private final int[] touched;
  private int touchedCount;

  private final int[] queue;
  private int queueHead;
  private int queueSize;

  private ClassRoutes old = ClassRoutes.EMPTY;
  private LocalRoutes locals = LocalRoutes.NONE;
  private boolean totalOrder;
  private boolean reversed;
  private boolean lastFirst;
  private long decisions;

  // What the last transfer gave.
  private int newPath;
  private int newNextHop;
  private int newAttributes;
  private long newKey;

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
    this.costs = costs;
    transfer = new RouteTransfer(topology, interner, signature);
    candidates = new Candidates(topology.endCount());
    selection = new BestPathSelection(topology, candidates, interner, costs);
    int speakers = topology.speakerCount();
    bestEnd = new int[speakers];
    bestPath = new int[speakers];
    bestNextHop = new int[speakers];
    bestAttributes = new int[speakers];
    bestKey = new long[speakers];
    members = new int[speakers];
    stamp = new int[speakers];
    loaded = new int[speakers];
    queued = new int[speakers];
    stale = new int[speakers];
    touched = new int[speakers];
    queue = new int[Math.max(1, speakers)];
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
    old = from;
    locals = newLocals;
    totalOrder = ordered;
    reversed = look.reversed();
    lastFirst = look.lastFirst();
    epoch++;
    touchedCount = 0;
    loadedCount = 0;
    queueHead = 0;
    queueSize = 0;
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
    int row = old.row(speaker);
    if (row < 0) {
      return;
    }
    if (old.end(row) == end) {
      push(speaker);
    } else if (old.members(row) != ArrayTable.EMPTY) {
      touch(speaker);
      stale[speaker] = epoch;
    }
  }

  /** Puts on the list the owner of an end whose session came up, if that could move it. */
  void sessionUp(int end) {
    offer(end);
  }

  /** Puts a speaker on the list. */
  void push(int speaker) {
    if (queued[speaker] == epoch) {
      return;
    }
    touch(speaker);
    queued[speaker] = epoch;
    int tail = queueHead + queueSize++;
    queue[tail >= queue.length ? tail - queue.length : tail] = speaker;
  }

  /** Copies the speaker's route from the state that the run began with. */
  private void touch(int speaker) {
    if (stamp[speaker] == epoch) {
      return;
    }
    stamp[speaker] = epoch;
    touched[touchedCount++] = speaker;
    int row = old.row(speaker);
    if (row < 0) {
      setBest(speaker, RouteTransfer.NO_ROUTE, 0, 0, 0, DecisionKey.NONE);
      members[speaker] = ArrayTable.EMPTY;
    } else {
      int path = old.path(row);
      int attributes = old.attributes(row);
      long key = DecisionKey.of(interner.attributes.key(attributes), interner.paths.length(path));
      setBest(speaker, old.end(row), path, old.nextHop(row), attributes, key);
      members[speaker] = old.members(row);
    }
  }

  private void setBest(int speaker, int end, int path, int nextHop, int attributes, long key) {
    bestEnd[speaker] = end;
    bestPath[speaker] = path;
    bestNextHop[speaker] = nextHop;
    bestAttributes[speaker] = attributes;
    bestKey[speaker] = key;
  }

  /**
   * Runs until the list is empty.
   *
   * @param budget decisions after which it gives up
   * @param watch looks for a state that repeats, or null
   * @return true if the state is stable
   */
  boolean run(long budget, @Nullable CycleWatch watch) {
    while (queueSize > 0) {
      int speaker = lastFirst ? takeLast() : takeFirst();
      queued[speaker] = 0;
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

  private int takeFirst() {
    int speaker = queue[queueHead];
    queueHead = queueHead + 1 == queue.length ? 0 : queueHead + 1;
    queueSize--;
    return speaker;
  }

  private int takeLast() {
    int tail = queueHead + --queueSize;
    return queue[tail >= queue.length ? tail - queue.length : tail];
  }

  /** Works out the Adj-RIB-In of a speaker that is looked at for the first time. */
  void load(int speaker) {
    if (loaded[speaker] == epoch) {
      return;
    }
    loaded[speaker] = epoch;
    loadedCount++;
    touch(speaker);
    for (int end : topology.endsOf(speaker)) {
      if (up[end]) {
        touch(topology.owner[end ^ 1]);
        receive(end);
        candidates.set(end, newPath, newNextHop, newAttributes, newKey);
      } else {
        candidates.clear(end);
      }
    }
  }

  /** The route that an end gets from the present best route of its peer. */
  private void receive(int end) {
    if (arrives(end)) {
      if (transfer.receive(end)) {
        newPath = transfer.path;
        newNextHop = transfer.nextHop;
        newAttributes = transfer.attributes;
        newKey = key(end);
        return;
      }
      newAttributes = transfer.attributes;
    } else {
      newAttributes = RouteTransfer.NOT_SENT;
    }
    newPath = PathTable.EMPTY;
    newNextHop = 0;
    newKey = DecisionKey.NONE;
  }

  private boolean arrives(int end) {
    if (transfer.isTranslated(end)) {
      return transfer.takeTranslated(end, locals);
    }
    int peer = topology.owner[end ^ 1];
    return transfer.send(
        end ^ 1, bestEnd[peer], bestPath[peer], bestNextHop[peer], bestAttributes[peer]);
  }

  /**
   * True if a route that an end received may be chosen. RFC 4271 §9.1.2: one whose next hop cannot
   * be reached is not eligible; §5.1.3: nor is one that names the speaker itself.
   */
  static boolean isReachable(BgpTopology topology, NextHopCosts costs, int end, int nextHop) {
    return topology.connected[end] && nextHop == topology.peerAddress[end]
        || nextHop != topology.localAddress[end] && costs.of(topology.owner[end], nextHop) >= 0;
  }

  private long key(int end) {
    return isReachable(topology, costs, end, newNextHop)
        ? DecisionKey.of(interner.attributes.key(newAttributes), interner.paths.length(newPath))
        : DecisionKey.NONE;
  }

  private boolean decide(int speaker) {
    int first = candidates.ends + locals.firstOf(speaker);
    int last = candidates.ends + locals.lastOf(speaker);
    int best = selection.best(speaker, first, last);
    if (best == BestPathSelection.NONE) {
      if (bestEnd[speaker] == RouteTransfer.NO_ROUTE) {
        return false;
      }
      setBest(speaker, RouteTransfer.NO_ROUTE, 0, 0, 0, DecisionKey.NONE);
      return true;
    }
    int end = best < candidates.ends ? best : originatedAsEnd(best - candidates.ends);
    int path = candidates.path[best];
    int nextHop = candidates.nextHop[best];
    int attributes = candidates.attributes[best];
    if (end == bestEnd[speaker]
        && path == bestPath[speaker]
        && nextHop == bestNextHop[speaker]
        && attributes == bestAttributes[speaker]) {
      return false;
    }
    setBest(speaker, end, path, nextHop, attributes, candidates.key[best]);
    return true;
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
    touch(speaker);
    int end = bestEnd[speaker];
    return end < RouteTransfer.NO_ROUTE ? candidates.ends + originatedAsEnd(end) : end;
  }

  /** Ends of the paths that a speaker uses, the best first; empty if there is only one. */
  List<Integer> membersOf(int speaker) {
    touch(speaker);
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < interner.arrays.size(members[speaker]); i += 2) {
      ends.add(interner.arrays.get(members[speaker], i));
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
    if (queued[speaker] == epoch && loaded[speaker] != epoch) {
      return;
    }
    touch(speaker);
    touch(topology.owner[end ^ 1]);
    receive(end);
    if (loaded[speaker] == epoch) {
      if (candidates.attributes[end] == newAttributes
          && candidates.path[end] == newPath
          && candidates.nextHop[end] == newNextHop
          && candidates.key[end] == newKey) {
        return;
      }
      candidates.set(end, newPath, newNextHop, newAttributes, newKey);
      if (!totalOrder || bestEnd[speaker] == end) {
        push(speaker);
        return;
      }
    } else if (bestEnd[speaker] == end) {
      if (bestAttributes[speaker] != newAttributes
          || bestPath[speaker] != newPath
          || bestNextHop[speaker] != newNextHop
          || bestKey[speaker] != newKey) {
        push(speaker);
      }
      return;
    }
    if (newKey != DecisionKey.NONE && (!totalOrder || newKey >= bestKey[speaker])) {
      push(speaker);
    } else {
      // It may have been beside the best one.
      stale[speaker] = epoch;
    }
  }

  /** All that the rest of the run depends on: the worklist, then the best routes. */
  int[] state() {
    int[] state = new int[3 + queueSize + 4 * touchedCount];
    int next = 0;
    state[next++] = queueSize;
    for (int i = 0; i < queueSize; i++) {
      state[next++] = queue[(queueHead + i) % queue.length];
    }
    state[next++] = touchedCount;
    state[next++] = loadedCount;
    for (int i = 0; i < touchedCount; i++) {
      int speaker = touched[i];
      state[next++] = bestEnd[speaker];
      state[next++] = bestPath[speaker];
      state[next++] = bestNextHop[speaker];
      state[next++] = bestAttributes[speaker];
    }
    return state;
  }

  /** True if {@link #state} would return this. */
  boolean stateEquals(int[] saved) {
    // Most states differ in the worklist already.
    if (saved[0] != queueSize
        || saved.length != 3 + queueSize + 4 * touchedCount
        || queueSize > 0 && saved[1] != queue[queueHead]) {
      return false;
    }
    return Arrays.equals(saved, state());
  }

  /** The routes after a run; the ones that it began with if nothing changed. */
  ClassRoutes finish() {
    // Working out multipaths loads speakers and so touches more of them, which do not change.
    int reached = touchedCount;
    int changed = 0;
    for (int i = 0; i < reached; i++) {
      int speaker = touched[i];
      updateMembers(speaker);
      if (differsFromOld(speaker)) {
        touched[i] = touched[changed];
        touched[changed++] = speaker;
      }
    }
    if (changed == 0) {
      return old;
    }
    Arrays.sort(touched, 0, changed);
    ClassRoutes.Change change = new ClassRoutes.Change(old, topology.speakerCount(), changed);
    for (int i = 0; i < changed; i++) {
      int speaker = touched[i];
      change.put(
          speaker,
          bestEnd[speaker],
          bestPath[speaker],
          bestNextHop[speaker],
          bestAttributes[speaker],
          members[speaker]);
    }
    return change.apply();
  }

  /** Speakers that were looked at. */
  BitSet touchedSpeakers() {
    BitSet set = new BitSet();
    for (int i = 0; i < touchedCount; i++) {
      set.set(touched[i]);
    }
    return set;
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
        touch(topology.owner[end ^ 1]);
        receive(end);
        set.set(i, newAttributes >= 0);
      }
    }
    return set;
  }

  private boolean differsFromOld(int speaker) {
    int row = old.row(speaker);
    if (row < 0) {
      return bestEnd[speaker] != RouteTransfer.NO_ROUTE;
    }
    return old.end(row) != bestEnd[speaker]
        || old.path(row) != bestPath[speaker]
        || old.nextHop(row) != bestNextHop[speaker]
        || old.attributes(row) != bestAttributes[speaker]
        || old.members(row) != members[speaker];
  }

  private void updateMembers(int speaker) {
    int end = bestEnd[speaker];
    if (end < 0) {
      members[speaker] = ArrayTable.EMPTY;
      return;
    }
    int limit =
        topology.external[end]
            ? topology.options[speaker].maximumPathsExternal()
            : topology.options[speaker].maximumPathsInternal();
    if (limit <= 1) {
      members[speaker] = ArrayTable.EMPTY;
      return;
    }
    if (loaded[speaker] != epoch && stale[speaker] != epoch) {
      return;
    }
    load(speaker);
    int first = candidates.ends + locals.firstOf(speaker);
    int last = candidates.ends + locals.lastOf(speaker);
    if (chosen.length < 2 * limit) {
      chosen = new int[2 * limit];
    }
    int count = selection.multipath(speaker, first, last, limit, chosen);
    if (count <= 1) {
      members[speaker] = ArrayTable.EMPTY;
      return;
    }
    for (int i = count - 1; i >= 0; i--) {
      int member = chosen[i];
      chosen[2 * i] = member;
      chosen[2 * i + 1] = candidates.nextHop[member];
    }
    members[speaker] = interner.arrays.intern(chosen, 2 * count);
  }
}
