package io.towpath.forwarding.plane;

import io.towpath.net.PacketHeader;

/** Picks among alternatives that the model finds equal. */
public interface PathChooser {

  /**
   * Picks an alternative.
   *
   * @param c the packet, with its look-up done
   * @param alternatives how many there are, at least two
   * @return index from 0
   */
  int choose(Cursor c, int alternatives);

  /**
   * Picks by a stable hash of the flow and the node (R39): a flow stays on one path, flows spread,
   * and the same flow takes the same path in every run. Among the members of a group that treats
   * both directions of a flow alike (R59) it picks by what the directions have in common.
   *
   * @param nodeSeeds one number for each node, from its name
   */
  static PathChooser byFlow(int[] nodeSeeds) {
    return (c, alternatives) -> {
      String group = c.entry == null ? null : c.entry.symmetricGroup();
      long h = group == null ? oneWay(c, nodeSeeds[c.node]) : bothWays(c, group.hashCode());
      return (int) Long.remainderUnsigned(h, alternatives);
    };
  }

  private static long oneWay(Cursor c, int seed) {
    long h = mix(seed ^ c.source);
    h = mix(h ^ c.destination);
    return mix(h ^ ((long) c.protocol << 32 | (long) c.sourcePort << 16 | c.destinationPort));
  }

  /** The type of an echo is no port: that of the answer is another one. */
  private static long bothWays(Cursor c, int seed) {
    boolean hasPorts = c.protocol != PacketHeader.ICMP;
    long one = (long) c.source << 16 | (hasPorts ? c.sourcePort : 0);
    long other = (long) c.destination << 16 | (hasPorts ? c.destinationPort : 0);
    long h = mix(seed ^ Math.min(one, other));
    h = mix(h ^ Math.max(one, other));
    return mix(h ^ c.protocol);
  }

  private static long mix(long value) {
    long x = value * 0xBF58476D1CE4E5B9L;
    x ^= x >>> 31;
    x *= 0x94D049BB133111EBL;
    return x ^ x >>> 29;
  }
}
