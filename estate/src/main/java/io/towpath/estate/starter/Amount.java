package io.towpath.estate.starter;

import java.util.Locale;

/** What estates of some kinds have any number of. */
public enum Amount {
  /** Of a provider. */
  CUSTOMERS(3, 100_000),
  /** Of an Azure Stack. */
  TENANTS(2, 20),
  /** Virtual machines that are Hyper-V hosts. */
  HOSTS(1, 100),
  /** Nested virtual machines on each host. */
  GUESTS(2, 200);

  private final int usual;
  private final int most;

  Amount(int usual, int most) {
    this.usual = usual;
    this.most = most;
  }

  /** Its word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many there are if nobody says. */
  public int usual() {
    return usual;
  }

  /** How many there may be; at least one. */
  public int most() {
    return most;
  }
}
