package io.towpath.azure.resource;

import java.util.Locale;

/** One of the two links of a circuit, each to its own Microsoft edge router (R119). */
public enum CircuitLink {
  PRIMARY(0),
  SECONDARY(1);

  private final int index;

  CircuitLink(int index) {
    this.index = index;
  }

  /** 0 for the primary link, 1 for the secondary, as in R20. */
  public int index() {
    return index;
  }

  /** The word of Azure's device paths: {@code primary}, {@code secondary}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
