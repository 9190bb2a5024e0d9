package io.towpath.net;

/** How much a {@link Finding} matters. */
public enum Severity {
  /** The estate contradicts itself: no question is answered. */
  ERROR,
  /** Probably not what was meant; answers are given. */
  WARNING,
  /** An assumption that was made, or something worth knowing. */
  INFO;

  /** Lower-case word, as printed. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
