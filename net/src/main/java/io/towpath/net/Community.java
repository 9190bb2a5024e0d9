package io.towpath.net;

/**
 * A standard BGP community (RFC 1997).
 *
 * @param value the 32 bits; upper half is usually an ASN
 */
public record Community(int value) implements Comparable<Community> {

  /** RFC 1997: do not pass to any eBGP peer. */
  public static final Community NO_EXPORT = new Community(0xFFFFFF01);

  /** RFC 1997: do not pass to any peer. */
  public static final Community NO_ADVERTISE = new Community(0xFFFFFF02);

  /** RFC 1997: do not pass outside the sub-AS of a confederation; here as {@link #NO_EXPORT}. */
  public static final Community LOCAL_AS = new Community(0xFFFFFF03);

  /** IOS-XE {@code internet}: matches every route. */
  public static final Community INTERNET = new Community(0);

  /**
   * Reads {@code 65000:100}, a plain 32-bit number, or an IOS-XE well-known name.
   *
   * @throws IllegalArgumentException if the text is none of them
   */
  public static Community parse(String text) {
    return switch (text) {
      case "no-export" -> NO_EXPORT;
      case "no-advertise" -> NO_ADVERTISE;
      case "local-as", "local-AS" -> LOCAL_AS;
      case "internet" -> INTERNET;
      default -> parseNumber(text);
    };
  }

  private static Community parseNumber(String text) {
    int colon = text.indexOf(':');
    long value;
    if (colon < 0) {
      value = Decimal.parse(text, 0xFFFF_FFFFL);
    } else {
      long high = Decimal.parse(text.substring(0, colon), 0xFFFF);
      long low = Decimal.parse(text.substring(colon + 1), 0xFFFF);
      value = high < 0 || low < 0 ? -1 : high << 16 | low;
    }
    if (value < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not a BGP community");
    }
    return new Community((int) value);
  }

  @Override
  public int compareTo(Community other) {
    return Integer.compareUnsigned(value, other.value);
  }

  /** {@code 65000:100}, or the name that IOS-XE prints for a well-known one. */
  @Override
  public String toString() {
    return switch (value) {
      case 0xFFFFFF01 -> "no-export";
      case 0xFFFFFF02 -> "no-advertise";
      case 0xFFFFFF03 -> "local-AS";
      default -> (value >>> 16) + ":" + (value & 0xffff);
    };
  }
}
