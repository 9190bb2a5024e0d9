package io.towpath.devices.windows.parse;

import java.util.List;
import java.util.Locale;

/**
 * A place in the text of a script, and what characters mean to PowerShell: it takes typographic
 * dashes and quotes, which word processors and web pages put there, for the plain ones. Mutable.
 */
final class ScriptCursor {
  /** Joins the next line to one that it ends, and takes its meaning from any other character. */
  static final char BACKTICK = '`';

  final String text;
  int at;

  /** 1-based. */
  int line = 1;

  ScriptCursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  char current() {
    return text.charAt(at);
  }

  /** The character at a distance; the end of a line behind the last. */
  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\n';
  }

  /** Goes to an offset, counting lines. */
  void advance(int to) {
    for (int i = at; i < to; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    at = to;
  }

  boolean isBlankToEndOfLine(int from) {
    int i = from;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    // Blanks behind the backtick break the continuation in PowerShell too, and are never meant.
    return i == text.length() || text.charAt(i) == '\n';
  }

  int endOfName(int from) {
    int i = from;
    while (i < text.length()
        && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
      i++;
    }
    return i;
  }

  /** End of {@code $name}, {@code $scope:name} or <code>${name}</code> at an offset. */
  int endOfVariable(int from) {
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
  String variableName(int from, int end) {
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

  static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  static boolean isDash(char c) {
    return c == '-' || c >= '\u2013' && c <= '\u2015';
  }

  static boolean isDoubleQuote(char c) {
    return c == '"' || c >= '\u201c' && c <= '\u201e';
  }

  static boolean isSingleQuote(char c) {
    return c == '\'' || c >= '\u2018' && c <= '\u201b';
  }
}
