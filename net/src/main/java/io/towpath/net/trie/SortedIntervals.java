package io.towpath.net.trie;

/** Longest prefix match by binary search among the intervals: the form of small tables. */
final class SortedIntervals extends LongestMatchTable {
  // The sign is flipped, so that unsigned order is the order of int.
  private final int[] starts;
  private final int[] values;

  SortedIntervals(Ipv4Intervals intervals) {
    starts = new int[intervals.count()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = intervals.starts()[i] ^ Integer.MIN_VALUE;
    }
    values = intervals.values();
  }

  @Override
  public int lookup(int address) {
    int key = address ^ Integer.MIN_VALUE;
    // The interval wanted is among the `left` ones from `low` on.
    int low = 0;
    int left = starts.length;
    while (left > 1) {
      int half = left >>> 1;
      low = starts[low + half] <= key ? low + half : low;
      left -= half;
    }
    return values[low];
  }

  @Override
  public long bytes() {
    return 4L * (starts.length + values.length);
  }
}
