package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.Remark;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a configuration file.
 *
 * <p>UTF-8, with or without a byte order mark; a file that is not UTF-8 is read as Latin-1, which
 * every byte sequence is, and a remark says so (only names and descriptions can be affected). A
 * file with NUL or many control characters is no text at all and is refused.
 *
 * <p>Other dialects read their files by it too.
 *
 * @param text the text
 * @param remarks what to tell about the reading
 */
public record ConfigurationBytes(String text, List<Remark> remarks) {

  public ConfigurationBytes {
    remarks = List.copyOf(remarks);
  }

  /** Largest configuration that is read. */
  static final long MAX_BYTES = 64L << 20;

  /** Control characters per file beyond which it is taken for binary. */
  private static final int MAX_CONTROLS = 64;

  /** Reads the bytes of a file; {@code file} is its path as it is to be shown. */
  public static ConfigurationBytes decode(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw tooLarge(file, bytes.length);
    }
    boolean ascii = true;
    int controls = 0;
    for (byte b : bytes) {
      if (b < 0) {
        ascii = false;
      } else if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        // ^C (3) delimits banners and ^L (12) separates pages: both stand in honest files.
        if (b == 0 || b != 3 && b != 12 && ++controls > MAX_CONTROLS) {
          throw notText(file);
        }
      }
    }
    if (ascii) {
      return new ConfigurationBytes(
          unixLines(new String(bytes, StandardCharsets.ISO_8859_1)), List.of());
    }
    List<Remark> remarks = new ArrayList<>();
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
      remarks.add(
          new Remark(
              IosKinds.NOT_UTF8,
              1,
              "The file is not UTF-8 and was read as Latin-1.",
              "Save it as UTF-8 if names or descriptions look wrong.",
              new Scope.Router()));
    }
    return new ConfigurationBytes(unixLines(text), remarks);
  }

  static ConfigurationBytes check(String file, CharSequence text) {
    if (text.length() > MAX_BYTES) {
      throw tooLarge(file, text.length());
    }
    String all = text.toString();
    if (all.indexOf('\0') >= 0) {
      throw notText(file);
    }
    return new ConfigurationBytes(unixLines(all), List.of());
  }

  /** Without byte order mark, and with LF for CR LF and for the CR of old Macintosh files. */
  private static String unixLines(String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return plain.indexOf('\r') < 0 ? plain : plain.replace("\r\n", "\n").replace('\r', '\n');
  }

  static InvalidInputException tooLarge(String file, long size) {
    return new InvalidInputException(
        Finding.error(
            "TP3002",
            new Origin(file, 0, 0, null, null),
            "The configuration has "
                + size
                + " bytes; at most "
                + MAX_BYTES
                + " (64 MiB) are read.",
            "Check that the file is a router configuration, or split it."));
  }

  private static InvalidInputException notText(String file) {
    return new InvalidInputException(
        Finding.error(
            "TP3001",
            new Origin(file, 0, 0, null, null),
            "The file holds binary data, not the text of a router configuration.",
            "Save the output of \"show running-config\" as a plain UTF-8 text file."));
  }
}
