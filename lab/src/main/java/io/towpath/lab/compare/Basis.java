package io.towpath.lab.compare;

/** On whose word a compared row of the lab rests. */
public enum Basis {
  /** A protocol daemon that we did not write decided. */
  DAEMON("daemon", "protocol daemons"),
  /** The kernel's tables or real packets. */
  KERNEL("kernel", "kernel tables and real packets"),
  /** Our own compilation and selection; the daemons gave only what it selects from. */
  OWN("own", "our own compilation and selection");

  private final String word;
  private final String text;

  Basis(String word, String text) {
    this.word = word;
    this.text = text;
  }

  /** The word of the JSON output. */
  public String word() {
    return word;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
