package io.towpath.devices.windows.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token of a script.
 *
 * @param text the parameter's or variable's name; empty where the kind says all
 * @param parts what a word is made of; empty for other kinds
 * @param quoted the word is in quotes as a whole
 * @param spaced white space stands before it
 * @param line 1-based
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record Token(
    Kind kind,
    String text,
    List<Part> parts,
    boolean quoted,
    boolean spaced,
    int line,
    int start,
    int end) {

  Token {
    parts = List.copyOf(parts);
  }

  enum Kind {
    /** A bare word, a number, or a text in quotes. */
    WORD,
    /** {@code -Name}. */
    PARAMETER,
    /** {@code -Name:}, whose value follows. */
    BOUND_PARAMETER,
    /** {@code $name}. */
    VARIABLE,
    /** {@code @name}. */
    SPLAT,
    COMMA,
    EQUALS,
    PIPE,
    /** End of a line, or a semicolon. */
    END,
    OPEN_BLOCK("block", '}'),
    OPEN_GROUP("bracket", ')'),
    OPEN_ARRAY("list", ')'),
    OPEN_TABLE("table", '}'),
    /** {@code $(}. */
    OPEN_EXPRESSION("expression", ')'),
    CLOSE_BLOCK,
    CLOSE_GROUP;

    private final @Nullable String opened;
    private final char closer;

    Kind() {
      opened = null;
      closer = 0;
    }

    Kind(String opened, char closer) {
      this.opened = opened;
      this.closer = closer;
    }

    boolean opens() {
      return opened != null;
    }

    boolean closes() {
      return this == CLOSE_BLOCK || this == CLOSE_GROUP;
    }

    /** The character that closes what this opens. */
    char closer() {
      return closer;
    }

    /** What this opens, in words. */
    String word() {
      return opened == null ? "token" : opened;
    }
  }

  /** A piece of a word. */
  sealed interface Part {
    record Literal(String text) implements Part {}

    record Variable(String name) implements Part {}

    /** Known only when the script runs. */
    record Expression() implements Part {}
  }

  /** The word without its variables, in lower case as names are compared. */
  String plain() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Literal(String literal)) {
        text.append(literal);
      }
    }
    return text.toString();
  }
}
