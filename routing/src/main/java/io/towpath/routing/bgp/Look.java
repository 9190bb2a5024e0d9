package io.towpath.routing.bgp;

/** Orders of looking at speakers. Where there are several stable states, they may find others. */
enum Look {
  /** First come, first looked at: news travel at one speed. */
  USUAL(false, false),
  /** The same, with neighbours in reverse order. */
  REVERSED(true, false),
  /**
   * Last come, first looked at: news travel by one neighbour as far as they get before the next
   * hears.
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

  /** True if neighbours are visited in reverse canonical order. */
  boolean reversed() {
    return reversed;
  }

  /** True if the speaker that came last on the list is looked at first. */
  boolean lastFirst() {
    return lastFirst;
  }
}
