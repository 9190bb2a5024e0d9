package io.towpath.devices.ios.convert;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Passwords of type 7, which {@code service password-encryption} writes: an exclusive or with a
 * public constant, no encryption. The first two digits say where in the constant it begins.
 */
final class Type7 {

  private static final byte[] CONSTANT =
      "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87".getBytes(StandardCharsets.US_ASCII);

  private Type7() {}

  /** The password in clear; null if the text is no password of type 7. */
  static @Nullable String reveal(String text) {
    if (text.length() < 4 || text.length() % 2 != 0) {
      return null;
    }
    int offset = digit(text, 0, 10) * 10 + digit(text, 1, 10);
    if (offset < 0 || digit(text, 0, 10) < 0 || digit(text, 1, 10) < 0) {
      return null;
    }
    StringBuilder clear = new StringBuilder();
    for (int i = 2; i < text.length(); i += 2) {
      int high = digit(text, i, 16);
      int low = digit(text, i + 1, 16);
      if (high < 0 || low < 0) {
        return null;
      }
      clear.append((char) ((high << 4 | low) ^ CONSTANT[(offset + i / 2 - 1) % CONSTANT.length]));
    }
    return clear.toString();
  }

  private static int digit(String text, int i, int radix) {
    return Character.digit(text.charAt(i), radix);
  }
}
