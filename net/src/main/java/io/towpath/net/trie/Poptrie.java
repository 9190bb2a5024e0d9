package io.towpath.net.trie;

import java.util.Arrays;

/** Longest prefix match by a poptrie: the form of large tables. */
final class Poptrie extends LongestMatchTable {
  /*
   * Asai and Ohara, "Poptrie: A Compressed Trie with Population Count for Fast and Scalable
   * Software IP Routing Table Lookup", SIGCOMM 2015.
   *
   * The first bits of an address index `direct`, which holds a value or a node. A node decides the
   * next six bits: bit i of its first word says that slot i leads to another node; those stand side
   * by side, so their place is the base plus the number of ones before i. Bit i of its second word
   * says that slot i begins a run of equal values (slots that lead on do not end a run); the values
   * of the runs stand side by side likewise. Third word: base of values in the upper half, base of
   * nodes in the lower.
   *
   * Addresses are taken as 36 bits with four zeros appended, so that 12 or 18 direct bits and
   * whole steps of six come out even. Costs: 24 bytes a node, 4 a value, and 16 KiB or 1 MiB for
   * `direct`; at most 3 or 4 steps. Not updatable: recompile.
   */
  private static final int STEP = 6;
  private static final int NODE_WORDS = 3;
  private static final int ADDRESS_BITS = 36;
  private static final int PADDING = 4;

  /** From so many intervals on, 1 MiB of direct entries is worth its memory. */
  private static final int LARGE = 1 << 16;

  private final int directShift;
  private final int[] direct;
  private final long[] nodes;
  private final int[] values;

  Poptrie(Ipv4Intervals intervals) {
    directShift = ADDRESS_BITS - (intervals.count() < LARGE ? 12 : 18);
    Builder builder = new Builder(intervals, directShift);
    direct = builder.direct();
    nodes = Arrays.copyOf(builder.nodes, builder.nodeCount * NODE_WORDS);
    values = Arrays.copyOf(builder.values, builder.valueCount);
  }

  @Override
  public int lookup(int address) {
    long bits = (address & 0xFFFF_FFFFL) << PADDING;
    int shift = directShift;
    int entry = direct[(int) (bits >>> shift)];
    if (entry < 0) {
      return value(entry);
    }
    int node = entry;
    while (true) {
      shift -= STEP;
      // Shifts count modulo 64: the slot needs no mask.
      long slot = bits >>> shift;
      long upToSlot = (2L << slot) - 1;
      long children = nodes[node];
      long bases = nodes[node + 2];
      if ((children >>> slot & 1) == 0) {
        return values[(int) (bases >>> 32) + Long.bitCount(nodes[node + 1] & upToSlot) - 1];
      }
      node = (int) bases + NODE_WORDS * (Long.bitCount(children & upToSlot) - 1);
    }
  }

  @Override
  public long bytes() {
    return 4L * direct.length + 8L * nodes.length + 4L * values.length;
  }

  /** A value in `direct`: sign bit set, one added so that a miss fits too. */
  private static int encoded(int value) {
    return value + 1 | Integer.MIN_VALUE;
  }

  private static int value(int entry) {
    return (entry & Integer.MAX_VALUE) - 1;
  }

  private static final class Builder {
    private final Ipv4Intervals intervals;
    private final int directShift;
    private long[] nodes = new long[NODE_WORDS * 1024];
    private int nodeCount;
    private int[] values = new int[4096];
    private int valueCount;

    Builder(Ipv4Intervals intervals, int directShift) {
      this.intervals = intervals;
      this.directShift = directShift;
    }

    int[] direct() {
      int[] direct = new int[1 << (ADDRESS_BITS - directShift)];
      int interval = 0;
      for (int i = 0; i < direct.length; i++) {
        long end = (long) (i + 1) << directShift;
        if (end(interval) >= end) {
          direct[i] = encoded(intervals.values()[interval]);
        } else {
          int node = reserve(1);
          direct[i] = node * NODE_WORDS;
          fill(node, (long) i << directShift, directShift - STEP, interval);
        }
        interval = following(interval, end);
      }
      return direct;
    }

    /**
     * Makes a node of the 64 slots of {@code 2^shift} addresses each from {@code start} on.
     *
     * @param first the interval that contains {@code start}
     */
    private void fill(int node, long start, int shift, int first) {
      long children = 0;
      long runs = 0;
      int valueBase = valueCount;
      // Children stand side by side, so all are counted before the first is filled.
      int interval = first;
      for (int slot = 0; slot < 64; slot++) {
        long end = start + ((slot + 1L) << shift);
        if (end(interval) < end) {
          children |= 1L << slot;
        } else if (runs == 0 || values[valueCount - 1] != intervals.values()[interval]) {
          runs |= 1L << slot;
          append(intervals.values()[interval]);
        }
        interval = following(interval, end);
      }
      int childBase = reserve(Long.bitCount(children));
      nodes[node * NODE_WORDS] = children;
      nodes[node * NODE_WORDS + 1] = runs;
      nodes[node * NODE_WORDS + 2] = (long) valueBase << 32 | (long) childBase * NODE_WORDS;
      int child = childBase;
      interval = first;
      for (long left = children; left != 0; left &= left - 1) {
        long childStart = start + ((long) Long.numberOfTrailingZeros(left) << shift);
        interval = following(interval, childStart);
        fill(child++, childStart, shift - STEP, interval);
      }
    }

    private long end(int interval) {
      return intervals.end(interval) << PADDING;
    }

    /** The interval that contains an address not before that of {@code interval}. */
    private int following(int interval, long address) {
      int next = interval;
      while (next < intervals.count() - 1 && end(next) <= address) {
        next++;
      }
      return next;
    }

    private int reserve(int count) {
      int first = nodeCount;
      nodeCount += count;
      if (nodeCount * NODE_WORDS > nodes.length) {
        nodes = Arrays.copyOf(nodes, Math.max(nodeCount * NODE_WORDS, nodes.length * 2));
      }
      return first;
    }

    private void append(int value) {
      if (valueCount == values.length) {
        values = Arrays.copyOf(values, valueCount * 2);
      }
      values[valueCount++] = value;
    }
  }
}
