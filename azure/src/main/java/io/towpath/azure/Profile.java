package io.towpath.azure;

/**
 * Which of two documented Azure behaviours applies where they changed over the years.
 *
 * <p>Where a rule has no such pair, both profiles behave alike.
 */
public enum Profile {
  /** Azure as documented today; the default. */
  CURRENT("current"),
  /** Azure of 2016–2021. */
  SEED_ERA("seed-era");

  private final String text;

  Profile(String text) {
    this.text = text;
  }

  /** The word used in estates and on the command line. */
  public String text() {
    return text;
  }
}
