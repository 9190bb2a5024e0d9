package io.towpath.network;

/** A key that two ends must share. */
public sealed interface Secret {

  /** No key is configured. */
  record Absent() implements Secret {}

  /** A key is or may be configured, but its owner never prints it: assumed to agree. */
  record NotPrinted() implements Secret {}

  /** A key known in clear (or in a reversible form). */
  record Known(String text) implements Secret {
    /** Never prints the key. */
    @Override
    public String toString() {
      return "Known[…]";
    }
  }

  /** True unless the two certainly differ. */
  static boolean agree(Secret a, Secret b) {
    return a instanceof NotPrinted || b instanceof NotPrinted || a.equals(b);
  }
}
