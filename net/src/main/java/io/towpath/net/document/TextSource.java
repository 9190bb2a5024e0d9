package io.towpath.net.document;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The characters of a text file, decoded strictly: UTF-8, or UTF-16 if a byte order mark says so
 * (Windows PowerShell writes that). The mark itself is not part of the text.
 *
 * <p>What is no text (bytes of another encoding, NUL and other control characters) ends the reading
 * with {@code TP1005} at its line and column, a file above the bound with {@code TP1003}; both
 * before a parser could stumble over it. Not safe for use by several threads.
 */
final class TextSource extends Reader {
  private static final int BUFFER = 1 << 14;

  private final InputStream input;
  private final String file;
  private final long maxBytes;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private final CharsetDecoder decoder;
  private long bytesRead;
  private boolean ended;
  private boolean flushed;
  private int line = 1;
  private int column = 1;
  private char previous;

  TextSource(InputStream input, String file, long maxBytes) throws IOException {
    this.input = input;
    this.file = file;
    this.maxBytes = maxBytes;
    while (bytes.remaining() < 3 && !ended) {
      fetch();
    }
    Charset charset = charsetByMark();
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private Charset charsetByMark() {
    int first = bytes.remaining() > 0 ? bytes.get(0) & 255 : -1;
    int second = bytes.remaining() > 1 ? bytes.get(1) & 255 : -1;
    if (first == 0xEF && second == 0xBB && bytes.remaining() > 2 && (bytes.get(2) & 255) == 0xBF) {
      bytes.position(3);
    } else if (first == 0xFE && second == 0xFF) {
      bytes.position(2);
      return StandardCharsets.UTF_16BE;
    } else if (first == 0xFF && second == 0xFE) {
      bytes.position(2);
      return StandardCharsets.UTF_16LE;
    }
    return StandardCharsets.UTF_8;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!chars.hasRemaining()) {
      if (flushed) {
        return -1;
      }
      decode();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  /** Decodes at least one character, or fetches more bytes, or notes the end. */
  private void decode() throws IOException {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    chars.flip();
    if (chars.hasRemaining()) {
      inspect();
    } else if (result.isError()) {
      throw notText("byte 0x%02X".formatted(bytes.get(bytes.position())), encodingFix());
    } else if (ended) {
      flushed = true;
    } else {
      fetch();
    }
  }

  private void fetch() throws IOException {
    bytes.compact();
    int count = input.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + count);
      bytesRead += count;
    }
    bytes.flip();
    if (bytesRead > maxBytes) {
      throw new InvalidInputException(
          Finding.error(
              "TP1003",
              Origin.at(file, line, column),
              "The file is larger than " + size(maxBytes) + ".",
              "Split it into several files."));
    }
  }

  /** Counts lines and columns of the decoded characters and refuses control characters. */
  private void inspect() {
    char[] text = chars.array();
    int end = chars.limit();
    for (int i = 0; i < end; i++) {
      char c = text[i];
      if (c >= ' ') {
        column++;
      } else if (c == '\n' || c == '\r') {
        // CR LF ends one line, not two.
        if (c == '\r' || previous != '\r') {
          line++;
        }
        column = 1;
      } else if (c == '\t') {
        column++;
      } else {
        throw notText("control character 0x%02X".formatted((int) c), controlFix(c));
      }
      previous = c;
    }
  }

  private InvalidInputException notText(String found, String fix) {
    return new InvalidInputException(
        Finding.error(
            "TP1005",
            Origin.at(file, line, column),
            "This is not a text file: " + found + ".",
            fix));
  }

  private static String encodingFix() {
    return "Save the file as UTF-8.";
  }

  private static String controlFix(char c) {
    return c == 0
        ? "Name a text file here; if it is UTF-16 without a byte order mark, save it as UTF-8."
        : "Name a text file here, or remove the character.";
  }

  /** A number of bytes as people write it. */
  static String size(long bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes % (1 << 10) == 0 ? (bytes >> 10) + " KiB" : bytes + " bytes";
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
