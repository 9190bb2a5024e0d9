package io.towpath.testkit.networks.estate;

/** The language of a router's configuration. */
public enum Dialect {
  IOS_XE("ios-xe", "cfg"),
  FRR("frr", "conf");

  private final String word;
  private final String suffix;

  Dialect(String word, String suffix) {
    this.word = word;
    this.suffix = suffix;
  }

  /** What estate.yaml calls it. */
  public String word() {
    return word;
  }

  /** How files in it end. */
  String suffix() {
    return suffix;
  }
}
