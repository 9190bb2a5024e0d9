package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.parse.Token.Kind;
import io.towpath.devices.windows.parse.Token.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a PowerShell script into tokens. As PowerShell does, it takes typographic dashes and quotes,
 * which word processors and web pages put there, for the plain ones; a backtick before the end of a
 * line joins the next line to it.
 */
final class PowerShellLexer {
  private static final char CONTINUATION = '`';

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  /** What is open: true = a table, in which {@code =} ends a word. */
  private final Deque<Boolean> open = new ArrayDeque<>();

  private int at;
  private int line = 1;
  private boolean spaced = true;

  private PowerShellLexer(String text) {
    this.text = text;
  }

  /** The tokens of a script; lines end with LF. */
  static List<Token> tokens(String text) {
    PowerShellLexer lexer = new PowerShellLexer(text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    lexer.add(Kind.END, "", text.length());
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    switch (c) {
      case ' ', '\t', '\f', '\u000b', '\u00a0' -> skip(1);
      case '\n' -> {
        single(Kind.END);
        line++;
        spaced = true;
      }
      case ';' -> single(Kind.END);
      case '#' -> comment();
      case ',' -> single(Kind.COMMA);
      case '|' -> single(Kind.PIPE);
      case '{' -> open(Kind.OPEN_BLOCK, 1, false);
      case '(' -> open(Kind.OPEN_GROUP, 1, false);
      case '}' -> close(Kind.CLOSE_BLOCK);
      case ')' -> close(Kind.CLOSE_GROUP);
      case '=' -> single(Kind.EQUALS);
      case '@' -> at();
      default -> {
        if (c == '<' && peek(1) == '#') {
          blockComment();
        } else if (c == CONTINUATION && isBlankToEndOfLine(at + 1)) {
          continuation();
        } else if (isDash(c) && isNameStart(peek(1))) {
          parameter();
        } else if (c == '$') {
          variable();
        } else {
          word();
        }
      }
    }
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\n';
  }

  private void skip(int count) {
    at += count;
    spaced = true;
  }

  private void single(Kind kind) {
    add(kind, "", at + 1);
  }

  private void open(Kind kind, int length, boolean table) {
    add(kind, "", at + length);
    open.push(table);
  }

  private void close(Kind kind) {
    open.poll();
    add(kind, "", at + 1);
  }

  /** Adds a token from here to {@code end} and goes there. */
  private void add(Kind kind, String name, int end) {
    tokens.add(new Token(kind, name, List.of(), false, spaced, line, at, end));
    at = end;
    spaced = false;
  }

  private void comment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
    spaced = true;
  }

  private void blockComment() {
    int end = text.indexOf("#>", at + 2);
    int behind = end < 0 ? text.length() : end + 2;
    countLines(at, behind);
    at = behind;
    spaced = true;
  }

  private void countLines(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
  }

  private boolean isBlankToEndOfLine(int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    // Blanks behind the backtick break the continuation in PowerShell too, and are never meant.
    return i == text.length() || text.charAt(i) == '\n';
  }

  private void continuation() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
    line++;
    spaced = true;
  }

  private void at() {
    char follows = peek(1);
    if (follows == '{') {
      open(Kind.OPEN_TABLE, 2, true);
    } else if (follows == '(') {
      open(Kind.OPEN_ARRAY, 2, false);
    } else if (isDoubleQuote(follows) || isSingleQuote(follows)) {
      hereString();
    } else if (isNameStart(follows)) {
      int end = endOfName(at + 1);
      add(Kind.SPLAT, text.substring(at + 1, end).toLowerCase(Locale.ROOT), end);
    } else {
      word();
    }
  }

  /** A text over several lines; nothing that is modelled takes one. */
  private void hereString() {
    int begins = line;
    int start = at;
    boolean expands = isDoubleQuote(peek(1));
    int i = text.indexOf('\n', at);
    int end = text.length();
    while (i >= 0 && i + 2 < text.length()) {
      char quote = text.charAt(i + 1);
      if ((expands ? isDoubleQuote(quote) : isSingleQuote(quote)) && text.charAt(i + 2) == '@') {
        end = i + 3;
        break;
      }
      i = text.indexOf('\n', i + 1);
    }
    countLines(start, end);
    tokens.add(
        new Token(Kind.WORD, "", List.of(new Part.Expression()), true, spaced, begins, start, end));
    at = end;
    spaced = false;
  }

  private void parameter() {
    int end = endOfName(at + 1);
    String name = text.substring(at + 1, end).toLowerCase(Locale.ROOT);
    boolean bound = end < text.length() && text.charAt(end) == ':';
    add(bound ? Kind.BOUND_PARAMETER : Kind.PARAMETER, name, bound ? end + 1 : end);
  }

  private void variable() {
    if (peek(1) == '(') {
      open(Kind.OPEN_EXPRESSION, 2, false);
      return;
    }
    int end = endOfVariable(at);
    if (end > at + 1) {
      add(Kind.VARIABLE, variableName(at, end), end);
    } else {
      word();
    }
  }

  /** End of {@code $name}, {@code $scope:name} or <code>${name}</code> at an offset. */
  private int endOfVariable(int from) {
    if (from + 1 < text.length() && text.charAt(from + 1) == '{') {
      int close = text.indexOf('}', from);
      int newLine = text.indexOf('\n', from);
      return close < 0 || newLine >= 0 && newLine < close ? from + 1 : close + 1;
    }
    int end = endOfName(from + 1);
    return end < text.length() && text.charAt(end) == ':' && endOfName(end + 1) > end + 1
        ? endOfName(end + 1)
        : end;
  }

  /** The name without braces and without the scope that {@code Using} or {@code script} is. */
  private String variableName(int from, int end) {
    String name = text.substring(from + 1, end).toLowerCase(Locale.ROOT);
    if (name.startsWith("{")) {
      name = name.substring(1, name.length() - 1);
    }
    for (String scope : List.of("using:", "script:", "global:", "local:")) {
      if (name.startsWith(scope)) {
        return name.substring(scope.length());
      }
    }
    return name;
  }

  private int endOfName(int from) {
    int i = from;
    while (i < text.length()
        && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
      i++;
    }
    return i;
  }

  /** A bare word may hold texts in quotes: {@code name="Ethernet 2"}. */
  private void word() {
    int start = at;
    int begins = line;
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    boolean quoted = isDoubleQuote(text.charAt(at)) || isSingleQuote(text.charAt(at));
    while (at < text.length() && !endsWord(text.charAt(at))) {
      char c = text.charAt(at);
      if (isSingleQuote(c)) {
        singleQuoted(literal);
        quoted &= at == text.length() || endsWord(text.charAt(at));
      } else if (isDoubleQuote(c)) {
        doubleQuoted(literal, parts);
        quoted &= at == text.length() || endsWord(text.charAt(at));
      } else if (c == CONTINUATION && at + 1 < text.length()) {
        if (text.charAt(at + 1) == '\n') {
          break;
        }
        literal.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '$' && at > start && isType(start, at)) {
        break;
      } else if (c == '$' && at > start) {
        reference(literal, parts);
      } else {
        literal.append(c);
        at++;
      }
    }
    flush(literal, parts);
    tokens.add(new Token(Kind.WORD, "", parts, quoted, spaced, begins, start, at));
    spaced = false;
  }

  /** {@code [int]} before a variable is a word of its own. */
  private boolean isType(int from, int to) {
    return text.charAt(from) == '[' && text.charAt(to - 1) == ']';
  }

  private boolean endsWord(char c) {
    return switch (c) {
      case ' ', '\t', '\n', '\f', '\u000b', '\u00a0', ';', ',', '|', '{', '}', '(', ')' -> true;
      case '=' -> Boolean.TRUE.equals(open.peek());
      default -> false;
    };
  }

  /** Two quotes in a row are one quote of the text. */
  private void singleQuoted(StringBuilder literal) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isSingleQuote(c)) {
        if (!isSingleQuote(peek(1))) {
          at++;
          return;
        }
        at++;
      } else if (c == '\n') {
        line++;
      }
      literal.append(c);
      at++;
    }
  }

  private void doubleQuoted(StringBuilder literal, List<Part> parts) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isDoubleQuote(c)) {
        if (!isDoubleQuote(peek(1))) {
          at++;
          return;
        }
        literal.append(c);
        at += 2;
      } else if (c == CONTINUATION && at + 1 < text.length()) {
        if (peek(1) == '\n') {
          line++;
        }
        literal.append(peek(1));
        at += 2;
      } else if (c == '$') {
        reference(literal, parts);
      } else {
        if (c == '\n') {
          line++;
        }
        literal.append(c);
        at++;
      }
    }
  }

  /** A variable or expression inside a text. */
  private void reference(StringBuilder literal, List<Part> parts) {
    if (peek(1) == '(') {
      flush(literal, parts);
      parts.add(new Part.Expression());
      skipExpression();
      return;
    }
    int end = endOfVariable(at);
    if (end == at + 1) {
      literal.append('$');
    } else {
      flush(literal, parts);
      parts.add(new Part.Variable(variableName(at, end)));
    }
    at = end;
  }

  private void skipExpression() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\n') {
        line++;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return;
      }
    }
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isDash(char c) {
    return c == '-' || c >= '\u2013' && c <= '\u2015';
  }

  private static boolean isDoubleQuote(char c) {
    return c == '"' || c >= '\u201c' && c <= '\u201e';
  }

  private static boolean isSingleQuote(char c) {
    return c == '\'' || c >= '\u2018' && c <= '\u201b';
  }
}
