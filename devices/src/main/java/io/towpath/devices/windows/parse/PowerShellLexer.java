package io.towpath.devices.windows.parse;

import static io.towpath.devices.windows.parse.ScriptCursor.BACKTICK;
import static io.towpath.devices.windows.parse.ScriptCursor.isDash;
import static io.towpath.devices.windows.parse.ScriptCursor.isDoubleQuote;
import static io.towpath.devices.windows.parse.ScriptCursor.isNameStart;
import static io.towpath.devices.windows.parse.ScriptCursor.isSingleQuote;

import io.towpath.devices.windows.parse.Token.Kind;
import io.towpath.devices.windows.parse.Token.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a PowerShell script into tokens. A backtick before the end of a line joins the next line to
 * it. A script in which something is not closed is refused, as PowerShell refuses it.
 */
final class PowerShellLexer {
  private final ScriptCursor cursor;
  private final List<Token> tokens = new ArrayList<>();

  /** What is open; in a table {@code =} ends a word. */
  private final Deque<Token> open = new ArrayDeque<>();

  private boolean spaced = true;

  private PowerShellLexer(String text) {
    cursor = new ScriptCursor(text);
  }

  /**
   * The tokens of a script; lines end with LF.
   *
   * @throws ScriptSyntaxException if a text, a comment or a bracket has no end
   */
  static List<Token> tokens(String text) {
    PowerShellLexer lexer = new PowerShellLexer(text);
    while (!lexer.cursor.atEnd()) {
      lexer.next();
    }
    if (!lexer.open.isEmpty()) {
      Token unclosed = lexer.open.getFirst();
      throw ScriptSyntaxException.unclosed(
          unclosed.line(), unclosed.kind().word(), "\"" + unclosed.kind().closer() + "\"");
    }
    lexer.add(Kind.END, "", text.length());
    return lexer.tokens;
  }

  private void next() {
    char c = cursor.current();
    switch (c) {
      case ' ', '\t', '\f', '\u000b', '\u00a0' -> {
        cursor.at++;
        spaced = true;
      }
      case '\n' -> {
        single(Kind.END);
        cursor.line++;
        spaced = true;
      }
      case ';' -> single(Kind.END);
      case '#' -> comment();
      case ',' -> single(Kind.COMMA);
      case '|' -> single(Kind.PIPE);
      case '{' -> open(Kind.OPEN_BLOCK, 1);
      case '(' -> open(Kind.OPEN_GROUP, 1);
      case '}' -> close(Kind.CLOSE_BLOCK);
      case ')' -> close(Kind.CLOSE_GROUP);
      case '=' -> single(Kind.EQUALS);
      case '@' -> at();
      default -> {
        if (c == '<' && cursor.peek(1) == '#') {
          blockComment();
        } else if (c == BACKTICK && cursor.isBlankToEndOfLine(cursor.at + 1)) {
          continuation();
        } else if (isDash(c) && isNameStart(cursor.peek(1))) {
          parameter();
        } else if (c == '$') {
          variable();
        } else {
          word();
        }
      }
    }
  }

  private void single(Kind kind) {
    add(kind, "", cursor.at + 1);
  }

  private void open(Kind kind, int length) {
    add(kind, "", cursor.at + length);
    open.push(tokens.getLast());
  }

  private void close(Kind kind) {
    char closer = cursor.current();
    Token opened = open.poll();
    if (opened == null) {
      throw new ScriptSyntaxException(
          cursor.line,
          "\"" + closer + "\" closes nothing.",
          "Remove it, or open what it should close.");
    }
    if (opened.kind().closer() != closer) {
      throw new ScriptSyntaxException(
          cursor.line,
          "\""
              + closer
              + "\" does not close the "
              + opened.kind().word()
              + " that begins in line "
              + opened.line()
              + ".",
          "Close that by \"" + opened.kind().closer() + "\" first.");
    }
    add(kind, "", cursor.at + 1);
  }

  /** Adds a token from here to {@code end} and goes there. */
  private void add(Kind kind, String name, int end) {
    tokens.add(new Token(kind, name, List.of(), false, spaced, cursor.line, cursor.at, end));
    cursor.at = end;
    spaced = false;
  }

  private void comment() {
    int end = cursor.text.indexOf('\n', cursor.at);
    cursor.at = end < 0 ? cursor.text.length() : end;
    spaced = true;
  }

  private void blockComment() {
    int end = cursor.text.indexOf("#>", cursor.at + 2);
    if (end < 0) {
      throw ScriptSyntaxException.unclosed(cursor.line, "comment", "\"#>\"");
    }
    cursor.advance(end + 2);
    spaced = true;
  }

  private void continuation() {
    int end = cursor.text.indexOf('\n', cursor.at);
    cursor.advance(end < 0 ? cursor.text.length() : end + 1);
    spaced = true;
  }

  private void at() {
    char follows = cursor.peek(1);
    if (follows == '{') {
      open(Kind.OPEN_TABLE, 2);
    } else if (follows == '(') {
      open(Kind.OPEN_ARRAY, 2);
    } else if (isDoubleQuote(follows) || isSingleQuote(follows)) {
      hereString();
    } else if (isNameStart(follows)) {
      int end = cursor.endOfName(cursor.at + 1);
      add(Kind.SPLAT, cursor.text.substring(cursor.at + 1, end).toLowerCase(Locale.ROOT), end);
    } else {
      word();
    }
  }

  /** A text over several lines; nothing that is modelled takes one. */
  private void hereString() {
    boolean expands = isDoubleQuote(cursor.peek(1));
    int end = endOfHereString(expands);
    if (end < 0) {
      throw ScriptSyntaxException.unclosed(
          cursor.line,
          "text over several lines",
          (expands ? "\"@" : "'@") + " at the beginning of a line");
    }
    tokens.add(
        new Token(
            Kind.WORD,
            "",
            List.of(new Part.Expression()),
            true,
            spaced,
            cursor.line,
            cursor.at,
            end));
    cursor.advance(end);
    spaced = false;
  }

  /** Offset behind the quote and {@code @} at the beginning of a line; -1 if there are none. */
  private int endOfHereString(boolean expands) {
    String text = cursor.text;
    int i = text.indexOf('\n', cursor.at);
    while (i >= 0 && i + 2 < text.length()) {
      char quote = text.charAt(i + 1);
      if ((expands ? isDoubleQuote(quote) : isSingleQuote(quote)) && text.charAt(i + 2) == '@') {
        return i + 3;
      }
      i = text.indexOf('\n', i + 1);
    }
    return -1;
  }

  private void parameter() {
    int end = cursor.endOfName(cursor.at + 1);
    String name = cursor.text.substring(cursor.at + 1, end).toLowerCase(Locale.ROOT);
    boolean bound = end < cursor.text.length() && cursor.text.charAt(end) == ':';
    add(bound ? Kind.BOUND_PARAMETER : Kind.PARAMETER, name, bound ? end + 1 : end);
  }

  private void variable() {
    if (cursor.peek(1) == '(') {
      open(Kind.OPEN_EXPRESSION, 2);
      return;
    }
    int end = cursor.endOfVariable(cursor.at);
    if (end > cursor.at + 1) {
      add(Kind.VARIABLE, cursor.variableName(cursor.at, end), end);
    } else {
      word();
    }
  }

  private void word() {
    int start = cursor.at;
    int begins = cursor.line;
    boolean inTable = !open.isEmpty() && open.getFirst().kind() == Kind.OPEN_TABLE;
    WordReader.Text word = WordReader.read(cursor, inTable);
    tokens.add(
        new Token(Kind.WORD, "", word.parts(), word.quoted(), spaced, begins, start, cursor.at));
    spaced = false;
  }
}
