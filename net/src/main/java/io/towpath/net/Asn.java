package io.towpath.net;

import java.util.List;

/** Autonomous system numbers: unsigned 32 bits, kept in a {@code long} (RFC 6793). */
public final class Asn {

  /** Largest ASN, 2^32 − 1. */
  public static final long MAX = 0xFFFF_FFFFL;

  /** The private ranges of RFC 6996, ascending. */
  public static final List<Range> PRIVATE =
      List.of(new Range(64512, 65534), new Range(4_200_000_000L, 4_294_967_294L));

  /** ASNs from the first to the last, both included. */
  public record Range(long first, long last) {

    /** True if an ASN is one of them. */
    public boolean contains(long asn) {
      return first <= asn && asn <= last;
    }
  }

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
    return PRIVATE.get(0).contains(asn) || PRIVATE.get(1).contains(asn);
  }
}
