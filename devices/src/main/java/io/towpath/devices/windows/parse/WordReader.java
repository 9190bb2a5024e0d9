package io.towpath.devices.windows.parse;

import static io.towpath.devices.windows.parse.ScriptCursor.BACKTICK;
import static io.towpath.devices.windows.parse.ScriptCursor.isDoubleQuote;
import static io.towpath.devices.windows.parse.ScriptCursor.isSingleQuote;

import io.towpath.devices.windows.parse.Token.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one word: bare, in quotes, or a mixture such as {@code name="Ethernet 2"}, with the
 * variables and expressions in it. For one word.
 */
final class WordReader {
  /** Texts inside expressions inside texts. */
  private static final int DEEPEST = 32;

  private final ScriptCursor cursor;
  private final boolean inTable;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private boolean quoted;
  private int depth;

  private WordReader(ScriptCursor cursor, boolean inTable) {
    this.cursor = cursor;
    this.inTable = inTable;
  }

  /**
   * What a word is made of.
   *
   * @param quoted it is in quotes as a whole
   */
  record Text(List<Part> parts, boolean quoted) {
    Text {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Reads the word that begins at the cursor, and goes behind it.
   *
   * @param inTable {@code =} ends it
   * @throws ScriptSyntaxException if a quote or bracket in it has no end
   */
  static Text read(ScriptCursor cursor, boolean inTable) {
    WordReader reader = new WordReader(cursor, inTable);
    reader.read();
    return new Text(reader.parts, reader.quoted);
  }

  private void read() {
    int start = cursor.at;
    quoted = isDoubleQuote(cursor.current()) || isSingleQuote(cursor.current());
    while (!endsHere()) {
      char c = cursor.current();
      if (isSingleQuote(c)) {
        singleQuoted();
        quoted &= endsHere();
      } else if (isDoubleQuote(c)) {
        doubleQuoted();
        quoted &= endsHere();
      } else if (c == BACKTICK && cursor.at + 1 < cursor.text.length()) {
        if (cursor.peek(1) == '\n') {
          break;
        }
        literal.append(escaped(cursor.peek(1)));
        cursor.at += 2;
      } else if (c == '$' && cursor.at > start && isType(start)) {
        break;
      } else if (c == '$' && cursor.at > start) {
        reference();
      } else {
        literal.append(c);
        cursor.at++;
      }
    }
    flush();
  }

  /** {@code [int]} before a variable is a word of its own. */
  private boolean isType(int from) {
    return cursor.text.charAt(from) == '[' && cursor.text.charAt(cursor.at - 1) == ']';
  }

  private boolean endsHere() {
    return cursor.atEnd()
        || switch (cursor.current()) {
          case ' ', '\t', '\n', '\f', '\u000b', '\u00a0', ';', ',', '|', '{', '}', '(', ')' -> true;
          case '=' -> inTable;
          default -> false;
        };
  }

  /** Two quotes in a row are one quote of the text. */
  private void singleQuoted() {
    int begins = cursor.line;
    cursor.at++;
    while (!cursor.atEnd()) {
      char c = cursor.current();
      if (isSingleQuote(c)) {
        if (!isSingleQuote(cursor.peek(1))) {
          cursor.at++;
          return;
        }
        cursor.at++;
      }
      literal.append(c);
      cursor.advance(cursor.at + 1);
    }
    throw ScriptSyntaxException.unclosed(begins, "text", "a single quote");
  }

  private void doubleQuoted() {
    int begins = cursor.line;
    cursor.at++;
    while (!cursor.atEnd()) {
      char c = cursor.current();
      if (isDoubleQuote(c)) {
        if (!isDoubleQuote(cursor.peek(1))) {
          cursor.at++;
          return;
        }
        literal.append(c);
        cursor.at += 2;
      } else if (c == BACKTICK && cursor.at + 1 < cursor.text.length()) {
        literal.append(escaped(cursor.peek(1)));
        cursor.advance(cursor.at + 2);
      } else if (c == '$') {
        reference();
      } else {
        literal.append(c);
        cursor.advance(cursor.at + 1);
      }
    }
    throw ScriptSyntaxException.unclosed(begins, "text", "a double quote");
  }

  /** The character that a backtick and another mean. */
  private static char escaped(char letter) {
    return switch (letter) {
      case '0' -> '\0';
      case 'a' -> '\u0007';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> '\u000b';
      default -> letter;
    };
  }

  /** A variable or expression inside a text. */
  private void reference() {
    if (cursor.peek(1) == '(') {
      flush();
      parts.add(new Part.Expression());
      expression();
      return;
    }
    int end = cursor.endOfVariable(cursor.at);
    if (end == cursor.at + 1) {
      literal.append('$');
    } else {
      flush();
      parts.add(new Part.Variable(cursor.variableName(cursor.at, end)));
    }
    cursor.at = end;
  }

  /** Passes over an expression; texts in it may hold brackets, and expressions again. */
  private void expression() {
    int begins = cursor.line;
    int before = parts.size();
    if (++depth > DEEPEST) {
      throw new ScriptSyntaxException(
          begins,
          "Expressions stand in texts more than " + DEEPEST + " deep.",
          "Give the inner ones a variable.");
    }
    int open = 0;
    while (!cursor.atEnd()) {
      char c = cursor.current();
      if (isSingleQuote(c)) {
        singleQuoted();
      } else if (isDoubleQuote(c)) {
        doubleQuoted();
      } else {
        cursor.advance(Math.min(cursor.text.length(), cursor.at + (c == BACKTICK ? 2 : 1)));
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open == 0 && c == ')') {
          literal.setLength(0);
          parts.subList(before, parts.size()).clear();
          depth--;
          return;
        }
      }
    }
    throw ScriptSyntaxException.unclosed(begins, "expression", "\")\"");
  }

  private void flush() {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
