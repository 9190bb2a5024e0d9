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
    try {
      int dot = text.indexOf('.');
      long asn;
      if (dot < 0) {
        asn = Long.parseLong(text);
      } else {
        long high = Long.parseLong(text.substring(0, dot));
        long low = Long.parseLong(text.substring(dot + 1));
        asn = high > 0xffff || low > 0xffff || high < 0 || low < 0 ? 0 : high << 16 | low;
      }
      if (asn >= 1 && asn <= MAX) {
        return asn;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not an AS number", e);
    }
    throw new IllegalArgumentException("\"" + text + "\" is not an AS number");
  }

  /** True for the private ranges of RFC 6996: 64512–65534 and 4200000000–4294967294. */
  public static boolean isPrivate(long asn) {
    return asn >= 64512 && asn <= 65534 || asn >= 4_200_000_000L && asn <= 4_294_967_294L;
  }
}
