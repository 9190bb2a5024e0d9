package io.towpath.routing.bgp;

/** Speakers to look at, in the order in which they came, each at most once. For one thread. */
final class Worklist {
  private final int[] queue;
  private int head;
  private int size;

  // A speaker is on the list if its entry is the present epoch.
  private final int[] listed;
  private int epoch;

  /** An empty list for speakers numbered from 0. */
  Worklist(int speakers) {
    queue = new int[Math.max(1, speakers)];
    listed = new int[speakers];
  }

  /** Forgets all. */
  void begin() {
    epoch++;
    head = 0;
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The i-th speaker that would be taken first to last. */
  int get(int i) {
    return queue[wrapped(head + i)];
  }

  boolean contains(int speaker) {
    return listed[speaker] == epoch;
  }

  /** Adds a speaker at the end; false if it is on the list already. */
  boolean add(int speaker) {
    if (listed[speaker] == epoch) {
      return false;
    }
    listed[speaker] = epoch;
    queue[wrapped(head + size++)] = speaker;
    return true;
  }

  /** Takes the speaker that came first. The list must not be empty. */
  int takeFirst() {
    int speaker = queue[head];
    head = wrapped(head + 1);
    size--;
    listed[speaker] = 0;
    return speaker;
  }

  /** Takes the speaker that came last. The list must not be empty. */
  int takeLast() {
    int speaker = queue[wrapped(head + --size)];
    listed[speaker] = 0;
    return speaker;
  }

  private int wrapped(int at) {
    return at >= queue.length ? at - queue.length : at;
  }
}
