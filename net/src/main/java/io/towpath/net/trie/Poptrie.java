package io.towpath.net.trie;

import java.util.Arrays;

/** Longest prefix match by a poptrie: the form of large tables. */
final class Poptrie extends LongestMatchTable {
  /*
   * After Asai and Ohara, "Poptrie: A Compressed Trie with Population Count for Fast and Scalable
   * Software IP Routing Table Lookup", SIGCOMM 2015.
   *
   * The first bits of an address index `direct`, which holds a value (sign bit set) or the place of
   * a node in `words`. A node decides the next six bits, as one of 64 slots:
   *
   *   word 0   bit i: slot i leads to another node
   *   word 1   bit i: slot i begins a run of equal values; slots that lead on do not end a run
   *   then     the values of the runs, packed in 8, 16 or 32 bits as the largest one needs
   *   then     the places of the other nodes, packed in 32 bits
   *
   * so the number of ones up to a slot's bit finds its value or its node. The paper keeps the
   * values of all nodes in an array of their own; beside their node they are mostly in a cache line
   * that is there already.
   *
   * Addresses are taken as 36 bits with four zeros appended, so that 12 or 18 direct bits and
   * whole steps of six come out even: at most 4 or 3 steps. Values are kept plus one, a miss being
   * 0. Not updatable: recompile.
   */
  private static final int STEP = 6;
  private static final int SLOTS = 1 << STEP;
  private static final int ADDRESS_BITS = 36;
  private static final int PADDING = 4;

  /** From so many intervals on, 1 MiB of direct entries is worth its memory. */
  private static final int LARGE = 1 << 16;

  private final int directShift;
  private final int[] direct;
  private final long[] words;

  /** Values in a word: 2 to this power. */
  private final int packing;

  private final long valueMask;

  Poptrie(Ipv4Intervals intervals) {
    Builder builder = new Builder(intervals);
    directShift = builder.directShift;
    packing = builder.packing;
    valueMask = -1L >>> (64 - (64 >>> packing));
    direct = builder.direct();
    words = Arrays.copyOf(builder.words, builder.size);
  }

  @Override
  public int lookup(int address) {
    long bits = (address & 0xFFFF_FFFFL) << PADDING;
    int shift = directShift;
    int node = direct[(int) (bits >>> shift)];
    if (node < 0) {
      return (node & Integer.MAX_VALUE) - 1;
    }
    // Java takes shift distances modulo 64, so a slot is the bits shifted, the rest falls away.
    shift -= STEP;
    long slot = bits >>> shift;
    long children = words[node];
    while ((children >>> slot & 1) != 0) {
      int child = Long.bitCount(children & upTo(slot)) - 1;
      int places = node + 2 + wordsFor(Long.bitCount(words[node + 1]), packing);
      node = (int) (words[places + (child >>> 1)] >>> (child << 5));
      children = words[node];
      shift -= STEP;
      slot = bits >>> shift;
    }
    int run = Long.bitCount(words[node + 1] & upTo(slot)) - 1;
    long packed = words[node + 2 + (run >>> packing)] >>> (run << (6 - packing));
    return (int) (packed & valueMask) - 1;
  }

  /** The bits of the slots up to this one. */
  private static long upTo(long slot) {
    return (2L << slot) - 1;
  }

  private static int wordsFor(int count, int packing) {
    return count + (1 << packing) - 1 >>> packing;
  }

  @Override
  public long bytes() {
    return 4L * direct.length + 8L * words.length;
  }

  private static final class Builder {
    private static final int LARGEST_NODE = 2 + 32 + 32;

    private final Ipv4Intervals intervals;
    private final int directShift;
    private final int packing;
    private long[] words = new long[4096];
    private int size;

    Builder(Ipv4Intervals intervals) {
      this.intervals = intervals;
      directShift = ADDRESS_BITS - (intervals.count() < LARGE ? 12 : 18);
      int largest = Arrays.stream(intervals.values()).max().orElse(0) + 1;
      packing = largest < 1 << 8 ? 3 : largest < 1 << 16 ? 2 : 1;
    }

    int[] direct() {
      int[] direct = new int[1 << (ADDRESS_BITS - directShift)];
      int interval = 0;
      for (int i = 0; i < direct.length; i++) {
        long end = (long) (i + 1) << directShift;
        direct[i] =
            end(interval) >= end
                ? intervals.values()[interval] + 1 | Integer.MIN_VALUE
                : node((long) i << directShift, directShift - STEP, interval);
        interval = from(interval, end);
      }
      return direct;
    }

    /**
     * Appends a node of 64 slots of {@code 2^shift} addresses each, and all below it.
     *
     * @param start lowest address
     * @param first the interval that contains it
     * @return its place
     */
    private int node(long start, int shift, int first) {
      if (size + LARGEST_NODE > words.length) {
        words = Arrays.copyOf(words, 2 * words.length);
      }
      int node = size;
      long children = 0;
      long runs = 0;
      int runCount = 0;
      int lastValue = 0;
      int interval = first;
      for (int slot = 0; slot < SLOTS; slot++) {
        long end = start + ((slot + 1L) << shift);
        int value = intervals.values()[interval] + 1;
        if (end(interval) < end) {
          children |= 1L << slot;
        } else if (runs == 0 || value != lastValue) {
          runs |= 1L << slot;
          words[node + 2 + (runCount >>> packing)] |= (long) value << (runCount << (6 - packing));
          runCount++;
          lastValue = value;
        }
        interval = from(interval, end);
      }
      words[node] = children;
      words[node + 1] = runs;
      int places = node + 2 + wordsFor(runCount, packing);
      size = places + wordsFor(Long.bitCount(children), 1);
      appendChildren(places, children, start, shift, first);
      return node;
    }

    private void appendChildren(int places, long children, long start, int shift, int first) {
      int interval = first;
      int child = 0;
      for (long left = children; left != 0; left &= left - 1) {
        long childStart = start + ((long) Long.numberOfTrailingZeros(left) << shift);
        interval = from(interval, childStart);
        long place = node(childStart, shift - STEP, interval);
        words[places + (child >>> 1)] |= place << (child << 5);
        child++;
      }
    }

    private long end(int interval) {
      return intervals.end(interval) << PADDING;
    }

    /** The interval that contains an address in or behind {@code interval}; the last at the end. */
    private int from(int interval, long address) {
      int found = interval;
      while (found < intervals.count() - 1 && end(found) <= address) {
        found++;
      }
      return found;
    }
  }
}
