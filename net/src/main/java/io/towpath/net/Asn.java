package io.towpath.net;

/** Autonomous system numbers: unsigned 32 bits, kept in a {@code long} (RFC 6793). */
public final class Asn {

  /** Largest ASN, 2^32 − 1. */
  public static final long MAX = 0xFFFF_FFFFL;

  private Asn() {}

  /**
   * Reads asplain ({@code 65021}) or asdot ({@code 64512.1}), RFC 5396.
   *
   * @throws IllegalArgumentException if the text is neither, or outside 1…2^32−1
   */
  public static long parse(String text) {
    int dot = text.indexOf('.');
    long asn;
    if (dot < 0) {
      asn = Decimal.parse(text, MAX);
    } else {
      long high = Decimal.parse(text.substring(0, dot), 0xFFFF);
      long low = Decimal.parse(text.substring(dot + 1), 0xFFFF);
      asn = high < 0 || low < 0 ? -1 : high << 16 | low;
    }
    // RFC 7607: AS 0 is nobody's.
    if (asn < 1) {
      throw new IllegalArgumentException("\"" + text + "\" is not an AS number");
    }
    return asn;
  }

  /** True for the private ranges of RFC 6996: 64512–65534 and 4200000000–4294967294. */
  public static boolean isPrivate(long asn) {
    return asn >= 64512 && asn <= 65534 || asn >= 4_200_000_000L && asn <= 4_294_967_294L;
  }
}
