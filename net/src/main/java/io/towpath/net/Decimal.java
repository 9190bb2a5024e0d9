package io.towpath.net;

/**
 * Unsigned decimal numbers of ASCII digits; unlike the JDK's parsers, no sign and no other digits.
 */
final class Decimal {
  private Decimal() {}

  /** The number from 0 to {@code max}, or −1 if the text is anything else. */
  static long parse(String text, long max) {
    if (text.isEmpty()) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
      if (number > max) {
        return -1;
      }
    }
    return number;
  }
}
