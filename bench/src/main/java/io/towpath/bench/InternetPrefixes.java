package io.towpath.bench;

import io.towpath.net.Ipv4Address;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A routing table of the size and shape of the Internet's: lengths in the proportions of the
 * default-free zone (61 % /24), and clustered, since registries allot blocks: prefixes lie in a
 * random half of the /16s, some of these holding many times more than others, and neighbours of the
 * same length come in runs.
 *
 * @param networks network bits, sorted as unsigned numbers, then by length
 * @param lengths one for each network
 * @param values next hops, 0…249, independent of one another: no neighbours to merge, which would
 *     flatter a compressed table
 */
record InternetPrefixes(int[] networks, int[] lengths, int[] values) {
  private static final int NEXT_HOPS = 250;
  private static final int BLOCKS = 28_000;

  /** Prefixes in a run on average. */
  private static final int RUN = 4;

  /** Share of each length from /8 to /32, in tenths of a per mille. */
  private static final int[] SHARES = {
    1, 1, 3, 9, 27, 53, 110, 190, 1_300, 780, 1_300, 2_400, 4_400, 4_900, 11_000, 10_300, 61_000,
    60, 60, 60, 70, 240, 240, 240, 1_256
  };

  static InternetPrefixes of(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] blocks = random.ints(0x0100, 0xE000).distinct().limit(BLOCKS).toArray();
    long[] keys = new long[0];
    while (keys.length < count) {
      long[] all = Arrays.copyOf(keys, count);
      for (int filled = keys.length; filled < count; ) {
        filled += addRun(all, filled, random, blocks);
      }
      keys = Arrays.stream(all).sorted().distinct().toArray();
    }
    int[] networks = new int[count];
    int[] lengths = new int[count];
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      networks[i] = (int) (keys[i] >>> 6);
      lengths[i] = (int) (keys[i] & 63);
      values[i] = random.nextInt(NEXT_HOPS);
    }
    return new InternetPrefixes(networks, lengths, values);
  }

  /**
   * Adds prefixes of one length, returns how many: neighbours, as an allotment is cut up, or, if
   * they are allotments themselves, scattered ones. A key is the network with the length in the
   * lowest six bits: the order of keys is that of prefixes.
   */
  private static int addRun(long[] keys, int from, SplittableRandom random, int[] blocks) {
    int length = length(random);
    long network = network(random, blocks, length);
    int added = 0;
    do {
      keys[from + added++] = network << 6 | length;
      network += 1L << (32 - length);
      if (length <= 16 || (network & 0xFFFF) == 0) {
        network = network(random, blocks, length);
      }
    } while (from + added < keys.length && random.nextInt(RUN) != 0);
    return added;
  }

  private static long network(SplittableRandom random, int[] blocks, int length) {
    // The square of a uniform number: the first blocks get more than the last.
    double skew = random.nextDouble();
    int block = blocks[(int) (skew * skew * blocks.length)];
    int network = (block << 16 | random.nextInt(1 << 16)) & Ipv4Address.mask(length);
    return network & 0xFFFF_FFFFL;
  }

  private static int length(SplittableRandom random) {
    int left = random.nextInt(Arrays.stream(SHARES).sum());
    int length = 8;
    while (left >= SHARES[length - 8]) {
      left -= SHARES[length - 8];
      length++;
    }
    return length;
  }

  int count() {
    return networks.length;
  }

  /** Addresses of the whole space alike, multicast and other unrouted ones included. */
  static int[] uniformAddresses(int count, long seed) {
    return new SplittableRandom(seed).ints(count).toArray();
  }

  /** Random addresses inside random prefixes of the table. */
  int[] addressesInside(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] addresses = new int[count];
    for (int i = 0; i < count; i++) {
      int prefix = random.nextInt(networks.length);
      addresses[i] = networks[prefix] | random.nextInt() & ~Ipv4Address.mask(lengths[prefix]);
    }
    return addresses;
  }
}
