package io.towpath.azure.resource;

import java.util.Locale;

/** One of the two links of a circuit, each to its own Microsoft edge router (R119). */
public enum CircuitLink {
  PRIMARY,
  SECONDARY;

  /** The word of Azure's device paths: {@code primary}, {@code secondary}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
