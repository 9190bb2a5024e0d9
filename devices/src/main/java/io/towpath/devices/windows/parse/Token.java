package io.towpath.devices.windows.parse;

import java.util.List;

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
    OPEN_BLOCK,
    OPEN_GROUP,
    OPEN_ARRAY,
    OPEN_TABLE,
    /** {@code $(}. */
    OPEN_EXPRESSION,
    CLOSE_BLOCK,
    CLOSE_GROUP;

    boolean opens() {
      return switch (this) {
        case OPEN_BLOCK, OPEN_GROUP, OPEN_ARRAY, OPEN_TABLE, OPEN_EXPRESSION -> true;
        case WORD,
            PARAMETER,
            BOUND_PARAMETER,
            VARIABLE,
            SPLAT,
            COMMA,
            EQUALS,
            PIPE,
            END,
            CLOSE_BLOCK,
            CLOSE_GROUP ->
            false;
      };
    }

    boolean closes() {
      return this == CLOSE_BLOCK || this == CLOSE_GROUP;
    }

    /** The bracket that closes what this opens. */
    char closer() {
      return this == OPEN_BLOCK || this == OPEN_TABLE ? '}' : ')';
    }

    /** What this opens, in words. */
    String word() {
      return switch (this) {
        case OPEN_BLOCK -> "block";
        case OPEN_TABLE -> "table";
        case OPEN_ARRAY -> "list";
        case OPEN_GROUP -> "bracket";
        case OPEN_EXPRESSION -> "expression";
        case WORD,
            PARAMETER,
            BOUND_PARAMETER,
            VARIABLE,
            SPLAT,
            COMMA,
            EQUALS,
            PIPE,
            END,
            CLOSE_BLOCK,
            CLOSE_GROUP ->
            "token";
      };
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
