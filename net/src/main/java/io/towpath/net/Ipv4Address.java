package io.towpath.net;

/**
 * An IPv4 address.
 *
 * @param bits the 32 bits in network order; the sign has no meaning
 */
public record Ipv4Address(int bits) implements IpAddress {

  /**
   * Reads dotted decimal: exactly four octets 0…255, no leading zeros, no blanks.
   *
   * @throws IllegalArgumentException if the text is not that
   */
  public static Ipv4Address parse(String text) {
    int bits = 0;
    int octet = 0;
    int digits = 0;
    int octets = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (digits == 0 || octet > 255 || ++octets > 4) {
          throw invalid(text);
        }
        bits = bits << 8 | octet;
        octet = 0;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3 && (digits == 0 || octet != 0)) {
        octet = octet * 10 + (c - '0');
        digits++;
      } else {
        throw invalid(text);
      }
    }
    if (octets != 4) {
      throw invalid(text);
    }
    return new Ipv4Address(bits);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("\"" + text + "\" is not an IPv4 address");
  }

  @Override
  public AddressFamily family() {
    return AddressFamily.IPV4;
  }

  @Override
  public boolean bit(int index) {
    return (bits >>> (31 - index) & 1) != 0;
  }

  @Override
  public Ipv4Address masked(int length) {
    return new Ipv4Address(bits & mask(length));
  }

  @Override
  public Ipv4Address filled(int length) {
    return new Ipv4Address(bits | ~mask(length));
  }

  @Override
  public Ipv4Address plus(long offset) {
    return new Ipv4Address((int) (bits + offset));
  }

  /** The network mask of {@code length} leading ones, 0…32. */
  public static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
