package io.towpath.forwarding.plane;

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
   * and the same flow takes the same path in every run.
   *
   * @param nodeSeeds one number for each node, from its name
   */
  static PathChooser byFlow(int[] nodeSeeds) {
    return (c, alternatives) -> {
      long h = nodeSeeds[c.node];
      h = mix(h ^ c.source);
      h = mix(h ^ c.destination);
      h = mix(h ^ ((long) c.protocol << 32 | (long) c.sourcePort << 16 | c.destinationPort));
      return (int) Long.remainderUnsigned(h, alternatives);
    };
  }

  private static long mix(long value) {
    long x = value * 0xBF58476D1CE4E5B9L;
    x ^= x >>> 31;
    x *= 0x94D049BB133111EBL;
    return x ^ x >>> 29;
  }
}
