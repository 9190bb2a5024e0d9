package io.towpath.devices.ios.parse;

/** Numbers inside a text, read without exceptions: -1 stands for "is none". */
final class Numbers {

  private Numbers() {}

  /** A dotted IPv4 address as unsigned 32 bits. */
  static long dotted(String text, int from, int to) {
    if (to - from < 7 || to - from > 15) {
      return -1;
    }
    long bits = 0;
    int octet = 0;
    int digits = 0;
    int dots = 0;
    for (int k = from; k < to; k++) {
      int c = text.charAt(k);
      if (c == '.') {
        if (digits == 0 || ++dots > 3) {
          return -1;
        }
        bits = bits << 8 | octet;
        octet = 0;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        octet = octet * 10 + c - '0';
        digits++;
        if (octet > 255) {
          return -1;
        }
      } else {
        return -1;
      }
    }
    return dots == 3 && digits > 0 ? bits << 8 | octet : -1;
  }

  /** An AS number 1…2^32−1 in asplain or asdot. */
  static long asn(String text, int from, int to) {
    long value = 0;
    long high = -1;
    for (int k = from; k < to; k++) {
      int c = text.charAt(k);
      if (c == '.' && high < 0 && k > from && value <= 0xffff) {
        high = value;
        value = 0;
      } else if (c >= '0' && c <= '9') {
        value = value * 10 + c - '0';
        if (value > 0xffff_ffffL) {
          return -1;
        }
      } else {
        return -1;
      }
    }
    if (high >= 0) {
      value = value <= 0xffff && text.charAt(to - 1) != '.' ? high << 16 | value : -1;
    }
    return value > 0 ? value : -1;
  }

  /** A decimal number below 2^31. */
  static int decimal(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    int value = 0;
    for (int k = 0; k < text.length(); k++) {
      int digit = text.charAt(k) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
