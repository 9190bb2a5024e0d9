package io.towpath.net.trie;

import java.util.Arrays;

/**
 * The IPv4 address space cut where the longest match changes: interval i runs from {@code
 * starts[i]} to before {@code starts[i + 1]} and has one value throughout, −1 where nothing
 * matches. The first starts at 0.0.0.0; neighbours differ in value.
 *
 * @param starts lowest addresses, ascending as unsigned numbers
 * @param values one for each interval
 */
record Ipv4Intervals(int[] starts, int[] values) {
  private static final long END = 1L << 32;

  /**
   * Cuts by prefixes in the order of {@link io.towpath.net.Prefix}.
   *
   * @throws IllegalArgumentException if they are out of order, double or no prefixes
   */
  static Ipv4Intervals of(int[] networks, int[] lengths, int[] values, int count) {
    Cutter cutter = new Cutter(2 * count + 1);
    // Prefixes that contain the present address, the longest on top.
    long[] openEnds = new long[33];
    int[] openValues = new int[33];
    int open = 0;
    for (int i = 0; i < count; i++) {
      check(networks, lengths, values, i);
      long start = networks[i] & 0xFFFF_FFFFL;
      while (open > 0 && openEnds[open - 1] <= start) {
        open--;
        cutter.cut(openEnds[open], open == 0 ? LongestMatchTable.MISS : openValues[open - 1]);
      }
      cutter.cut(start, values[i]);
      openEnds[open] = start + (1L << (32 - lengths[i]));
      openValues[open] = values[i];
      open++;
    }
    while (open > 0) {
      open--;
      cutter.cut(openEnds[open], open == 0 ? LongestMatchTable.MISS : openValues[open - 1]);
    }
    return cutter.intervals();
  }

  private static void check(int[] networks, int[] lengths, int[] values, int i) {
    int length = lengths[i];
    if (length < 0 || length > 32 || (length < 32 && networks[i] << length != 0)) {
      throw new IllegalArgumentException("entry " + i + " is no prefix");
    }
    if (values[i] < 0 || values[i] > LongestMatchTable.MAX_VALUE) {
      throw new IllegalArgumentException("entry " + i + " has the value " + values[i]);
    }
    if (i > 0) {
      int order = Integer.compareUnsigned(networks[i - 1], networks[i]);
      if (order > 0 || order == 0 && lengths[i - 1] >= length) {
        throw new IllegalArgumentException("entry " + i + " is out of order");
      }
    }
  }

  int count() {
    return starts.length;
  }

  /** First address after interval i, up to 2^32. */
  long end(int i) {
    return i + 1 < starts.length ? starts[i + 1] & 0xFFFF_FFFFL : END;
  }

  private static final class Cutter {
    private final int[] starts;
    private final int[] values;
    private int count = 1;

    Cutter(int capacity) {
      starts = new int[capacity];
      values = new int[capacity];
      values[0] = LongestMatchTable.MISS;
    }

    /** From {@code start} on the value holds; cuts come in ascending order, the last one counts. */
    void cut(long start, int value) {
      if (start == END) {
        return;
      }
      if (starts[count - 1] == (int) start) {
        count--;
      }
      if (count > 0 && values[count - 1] == value) {
        return;
      }
      starts[count] = (int) start;
      values[count] = value;
      count++;
    }

    Ipv4Intervals intervals() {
      return new Ipv4Intervals(Arrays.copyOf(starts, count), Arrays.copyOf(values, count));
    }
  }
}
