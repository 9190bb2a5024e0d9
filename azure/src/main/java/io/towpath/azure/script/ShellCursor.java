package io.towpath.azure.script;

import io.towpath.net.Origin;

/** A place in the text of a script, which knows its line. Mutable, for one thread. */
final class ShellCursor {
  private final String text;
  private final String file;
  private int at;
  private int line = 1;
  private int lineStart;

  ShellCursor(String text, String file) {
    this.text = text;
    this.file = file;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  char peek() {
    return text.charAt(at);
  }

  /** The character after the next one; a line end if there is none. */
  char peekNext() {
    return at + 1 < text.length() ? text.charAt(at + 1) : '\n';
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  Origin here() {
    return Origin.at(file, line, at - lineStart + 1);
  }

  void skip(int count) {
    int end = Math.min(at + count, text.length());
    for (; at < end; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
  }

  char take() {
    char c = peek();
    skip(1);
    return c;
  }

  private String takeTo(int end) {
    String taken = text.substring(at, end);
    skip(end - at);
    return taken;
  }

  /** The rest of the line, without its end. */
  String takeLine() {
    int end = text.indexOf('\n', at);
    return takeTo(end < 0 ? text.length() : end);
  }

  /** The text of a here-document, after the line that asks for it. */
  void skipDocument(String end) {
    while (!isAtEnd()) {
      String taken = takeLine();
      skip(1);
      if (taken.strip().equals(end)) {
        return;
      }
    }
  }

  /** What stands between single quotes. */
  String takeSingle() {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw ShellLexer.notClosed("'", here());
    }
    String quoted = takeTo(end + 1);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** A backslash takes the next character as it is; before a line end both go. */
  String takeEscaped() {
    if (at + 1 >= text.length()) {
      return takeTo(text.length());
    }
    String taken = takeTo(at + 2);
    return taken.equals("\\\n") ? "" : taken.substring(1);
  }

  String takeBackquoted() {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw ShellLexer.notClosed("`", here());
    }
    return takeTo(end + 1);
  }

  /** A group in parentheses, with what stands before the first one. */
  String takeGroup() {
    return takeTo(end(text.indexOf('(', at), '(', ')'));
  }

  /** {@code ${…}}. */
  String takeBraces() {
    return takeTo(end(at + 1, '{', '}'));
  }

  /** Behind the bracket that closes the one at a place; what is quoted closes nothing. */
  private int end(int from, char open, char close) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == open) {
        depth++;
      } else if (c == close && --depth == 0) {
        return i + 1;
      }
    }
    throw ShellLexer.notClosed(String.valueOf(open), here());
  }
}
