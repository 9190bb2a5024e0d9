package io.towpath.net;

/** Internet Protocol version of an address or prefix. */
public enum AddressFamily {
  IPV4(32),
  IPV6(128);

  private final int bits;

  AddressFamily(int bits) {
    this.bits = bits;
  }

  /** Length of an address of this family in bits: 32 or 128. */
  public int bits() {
    return bits;
  }
}
