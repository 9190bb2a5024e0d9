package io.towpath.net;

/**
 * An IPv6 address.
 *
 * @param high the first 64 bits in network order
 * @param low the last 64 bits
 */
public record Ipv6Address(long high, long low) implements IpAddress {

  /**
   * Reads the text forms of RFC 4291 §2.2, an embedded dotted quad included. Zone identifiers are
   * not addresses and are refused.
   *
   * @throws IllegalArgumentException if the text is none of them
   */
  public static Ipv6Address parse(String text) {
    int gap = text.indexOf("::");
    int[] groups = new int[8];
    if (gap < 0) {
      if (parseGroups(text, text, groups, true) != 8) {
        throw invalid(text);
      }
    } else {
      String head = text.substring(0, gap);
      String tail = text.substring(gap + 2);
      int before = head.isEmpty() ? 0 : parseGroups(head, text, groups, false);
      int[] after = new int[8];
      int count = tail.isEmpty() ? 0 : parseGroups(tail, text, after, true);
      // RFC 5952 §4.2.2 warns against "::" for one group; RFC 4291 nevertheless allows it.
      if (before + count > 7) {
        throw invalid(text);
      }
      System.arraycopy(after, 0, groups, 8 - count, count);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new Ipv6Address(high, low);
  }

  /** Only the end of an address may be a dotted quad. */
  private static int parseGroups(String part, String whole, int[] groups, boolean end) {
    int count = 0;
    String[] pieces = part.split(":", -1);
    for (int i = 0; i < pieces.length; i++) {
      String piece = pieces[i];
      if (end && i == pieces.length - 1 && piece.indexOf('.') >= 0) {
        if (count > 6) {
          throw invalid(whole);
        }
        int quad = Ipv4Address.parse(piece).bits();
        groups[count++] = quad >>> 16;
        groups[count++] = quad & 0xffff;
        continue;
      }
      if (piece.isEmpty() || piece.length() > 4 || count > 7) {
        throw invalid(whole);
      }
      int group = 0;
      for (int k = 0; k < piece.length(); k++) {
        int digit = Character.digit(piece.charAt(k), 16);
        if (digit < 0 || piece.charAt(k) > 'f') {
          throw invalid(whole);
        }
        group = group << 4 | digit;
      }
      groups[count++] = group;
    }
    return count;
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("\"" + text + "\" is not an IPv6 address");
  }

  @Override
  public AddressFamily family() {
    return AddressFamily.IPV6;
  }

  @Override
  public boolean bit(int index) {
    return index < 64 ? (high >>> (63 - index) & 1) != 0 : (low >>> (127 - index) & 1) != 0;
  }

  @Override
  public Ipv6Address masked(int length) {
    return new Ipv6Address(high & highMask(length), low & lowMask(length));
  }

  @Override
  public Ipv6Address filled(int length) {
    return new Ipv6Address(high | ~highMask(length), low | ~lowMask(length));
  }

  @Override
  public Ipv6Address plus(long offset) {
    long sum = low + offset;
    long carry =
        offset >= 0
            ? (Long.compareUnsigned(sum, low) < 0 ? 1 : 0)
            : (Long.compareUnsigned(sum, low) > 0 ? -1 : 0);
    return new Ipv6Address(high + carry, sum);
  }

  /** The first half of the mask of {@code length} leading ones. */
  static long highMask(int length) {
    return length <= 0 ? 0 : length >= 64 ? -1 : -1L << (64 - length);
  }

  /** The second half of the mask of {@code length} leading ones. */
  static long lowMask(int length) {
    return length <= 64 ? 0 : length >= 128 ? -1 : -1L << (128 - length);
  }

  /**
   * The canonical form of RFC 5952: lower case, the first of the longest runs of zero groups
   * shortened; IPv4-mapped addresses end in the IPv4 address (§5).
   */
  @Override
  public String toString() {
    if (high == 0 && low >>> 32 == 0xFFFF) {
      return "::ffff:" + new Ipv4Address((int) low);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (high >>> (48 - 16 * i) & 0xffff);
      groups[i + 4] = (int) (low >>> (48 - 16 * i) & 0xffff);
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && groups[i + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        bestStart = i;
        bestLength = length;
      }
      i += length;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
