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
    try {
      int colon = text.indexOf(':');
      if (colon < 0) {
        return new Community(Integer.parseUnsignedInt(text));
      }
      int high = Integer.parseInt(text.substring(0, colon));
      int low = Integer.parseInt(text.substring(colon + 1));
      if ((high | low) >>> 16 == 0) {
        return new Community(high << 16 | low);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a BGP community", e);
    }
    throw new IllegalArgumentException("\"" + text + "\" is not a BGP community");
  }

  @Override
  public int compareTo(Community other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return switch (value) {
      case 0xFFFFFF01 -> "no-export";
      case 0xFFFFFF02 -> "no-advertise";
      case 0xFFFFFF03 -> "local-as";
      default -> (value >>> 16) + ":" + (value & 0xffff);
    };
  }
}
