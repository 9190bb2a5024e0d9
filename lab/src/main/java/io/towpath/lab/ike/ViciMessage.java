package io.towpath.lab.ike;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of VICI: a tree of sections with values and lists, in their order.
 *
 * @param entries by key: a {@code String}, a {@code List<String>}, or a section as a {@code
 *     ViciMessage}
 */
public record ViciMessage(Map<String, Entry> entries) {
  private static final int SECTION_START = 1;
  private static final int SECTION_END = 2;
  private static final int KEY_VALUE = 3;
  private static final int LIST_START = 4;
  private static final int LIST_ITEM = 5;
  private static final int LIST_END = 6;

  public ViciMessage {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** What a key stands for. */
  public sealed interface Entry {
    /** A text. */
    record Text(String text) implements Entry {}

    /** Several texts. */
    record Texts(List<String> texts) implements Entry {
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    /** A section. */
    record Section(ViciMessage message) implements Entry {}
  }

  /** A message of values. */
  public static ViciMessage of(Map<String, String> values) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    values.forEach((key, text) -> entries.put(key, new Entry.Text(text)));
    return new ViciMessage(entries);
  }

  /** The text of a key; empty if there is none. */
  public String value(String key) {
    return entries.get(key) instanceof Entry.Text(String text) ? text : "";
  }

  /** The list of a key; empty if there is none. */
  public List<String> texts(String key) {
    return entries.get(key) instanceof Entry.Texts(List<String> texts) ? texts : List.of();
  }

  /** The section of a key; empty if there is none. */
  public ViciMessage section(String key) {
    return entries.get(key) instanceof Entry.Section(ViciMessage message)
        ? message
        : new ViciMessage(Map.of());
  }

  /** All sections, by their keys, in order. */
  public Map<String, ViciMessage> sections() {
    Map<String, ViciMessage> sections = new LinkedHashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (entry instanceof Entry.Section(ViciMessage message)) {
            sections.put(key, message);
          }
        });
    return sections;
  }

  void writeTo(ByteArrayOutputStream out) {
    entries.forEach(
        (key, entry) -> {
          switch (entry) {
            case Entry.Text(String text) -> {
              out.write(KEY_VALUE);
              name(out, key);
              value(out, text);
            }
            case Entry.Texts(List<String> texts) -> {
              out.write(LIST_START);
              name(out, key);
              for (String text : texts) {
                out.write(LIST_ITEM);
                value(out, text);
              }
              out.write(LIST_END);
            }
            case Entry.Section(ViciMessage message) -> {
              out.write(SECTION_START);
              name(out, key);
              message.writeTo(out);
              out.write(SECTION_END);
            }
          }
        });
  }

  private static void name(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  private static void value(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes.length >> 8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  /**
   * Reads a message up to the end of its bytes.
   *
   * @throws IOException if they are no message
   */
  static ViciMessage read(ByteBuffer bytes) throws IOException {
    try {
      return section(bytes, 0);
    } catch (BufferUnderflowException e) {
      throw new IOException("a message of charon ends in the middle", e);
    }
  }

  private static ViciMessage section(ByteBuffer bytes, int depth) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (bytes.hasRemaining()) {
      int type = bytes.get();
      switch (type) {
        case SECTION_START -> {
          String key = text(bytes, bytes.get() & 0xff);
          entries.put(key, new Entry.Section(section(bytes, depth + 1)));
        }
        case SECTION_END -> {
          return new ViciMessage(entries);
        }
        case KEY_VALUE -> {
          String key = text(bytes, bytes.get() & 0xff);
          entries.put(key, new Entry.Text(text(bytes, bytes.getShort() & 0xffff)));
        }
        case LIST_START -> {
          String key = text(bytes, bytes.get() & 0xff);
          entries.put(key, new Entry.Texts(texts(bytes)));
        }
        default -> throw new IOException("a message of charon has an element of type " + type);
      }
    }
    if (depth > 0) {
      throw new IOException("a message of charon ends inside a section");
    }
    return new ViciMessage(entries);
  }

  private static List<String> texts(ByteBuffer bytes) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int type = bytes.get(); type != LIST_END; type = bytes.get()) {
      if (type != LIST_ITEM) {
        throw new IOException("a list of charon has an element of type " + type);
      }
      texts.add(text(bytes, bytes.getShort() & 0xffff));
    }
    return texts;
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
