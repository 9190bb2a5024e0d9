package io.towpath.lab.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hardware addresses that follow from names, so that a plan can name its neighbours' too. */
public final class MacAddress {
  private MacAddress() {}

  /** Address of an interface of a space, in the form of {@code ip}: locally administered. */
  public static String of(String space, String iface) {
    return of(space + " " + iface);
  }

  /** Address for a name that is unique within the lab. */
  static String of(String name) {
    byte[] bytes = new byte[6];
    System.arraycopy(digest(name), 0, bytes, 0, bytes.length);
    // IEEE 802: bit 0 of the first octet is 0 for one station, bit 1 is 1 for local assignment.
    bytes[0] = (byte) (bytes[0] & 0xFC | 0x02);
    return HexFormat.ofDelimiter(":").formatHex(bytes);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
