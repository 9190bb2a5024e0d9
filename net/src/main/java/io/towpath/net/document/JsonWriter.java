package io.towpath.net.document;

import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes values as JSON (RFC 8259) that {@link JsonReader} reads back to the same values. Members
 * keep their order; the same value gives the same bytes.
 */
public final class JsonWriter {
  private static final int NOT_INDENTED = -1;

  private final StringBuilder text = new StringBuilder();

  private JsonWriter() {}

  /** With a line for each member and item, two spaces deep, and a line end. */
  public static String indented(DocumentValue value) {
    JsonWriter writer = new JsonWriter();
    writer.write(value, 0);
    return writer.text.append('\n').toString();
  }

  /** On one line, without blanks. */
  public static String compact(DocumentValue value) {
    JsonWriter writer = new JsonWriter();
    writer.write(value, NOT_INDENTED);
    return writer.text.toString();
  }

  private void write(DocumentValue value, int depth) {
    switch (value) {
      case ObjectValue(Map<String, Member> members, Origin _) -> object(members, depth);
      case ArrayValue(List<DocumentValue> items, Origin _) -> array(items, depth);
      case StringValue(String string, Origin _) -> string(string);
      case NumberValue(String number, Origin _) -> text.append(number);
      case BooleanValue(boolean on, Origin _) -> text.append(on);
      case NullValue _ -> text.append("null");
    }
  }

  private void object(Map<String, Member> members, int depth) {
    text.append('{');
    int inner = deeper(depth);
    for (Iterator<Member> each = members.values().iterator(); each.hasNext(); ) {
      Member member = each.next();
      newLine(inner);
      string(member.key());
      text.append(depth == NOT_INDENTED ? ":" : ": ");
      write(member.value(), inner);
      text.append(each.hasNext() ? "," : "");
    }
    if (!members.isEmpty()) {
      newLine(depth);
    }
    text.append('}');
  }

  private void array(List<DocumentValue> items, int depth) {
    text.append('[');
    int inner = deeper(depth);
    for (int i = 0; i < items.size(); i++) {
      newLine(inner);
      write(items.get(i), inner);
      text.append(i + 1 < items.size() ? "," : "");
    }
    if (!items.isEmpty()) {
      newLine(depth);
    }
    text.append(']');
  }

  private static int deeper(int depth) {
    return depth == NOT_INDENTED ? NOT_INDENTED : depth + 1;
  }

  private void newLine(int depth) {
    if (depth != NOT_INDENTED) {
      text.append('\n').append("  ".repeat(depth));
    }
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) && !isPaired(string, i)) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isPaired(String string, int i) {
    return Character.isHighSurrogate(string.charAt(i))
        ? i + 1 < string.length() && Character.isLowSurrogate(string.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(string.charAt(i - 1));
  }
}
