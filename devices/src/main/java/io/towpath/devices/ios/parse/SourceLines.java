package io.towpath.devices.ios.parse;

/** A cursor over the lines of a text whose lines end with LF. */
final class SourceLines {

  private final String text;
  private final SourceLine line = new SourceLine();
  private int next;
  private int number;

  SourceLines(String text) {
    this.text = text;
  }

  /** Moves to the next line; false at the end. */
  boolean advance() {
    if (next >= text.length()) {
      return false;
    }
    int start = next;
    int end = endOfLine(start);
    next = end + 1;
    line.read(text, ++number, start, end);
    return true;
  }

  /** The line that the cursor stands on; the same object for every line. */
  SourceLine line() {
    return line;
  }

  /**
   * True if the next line that is neither blank nor a comment is indented deeper than {@code
   * indent}. This is a hint only: it tells an unknown block from an unknown line.
   */
  boolean nextIsDeeperThan(int indent) {
    int at = next;
    while (at < text.length()) {
      int end = endOfLine(at);
      int word = at;
      while (word < end && text.charAt(word) <= ' ') {
        word++;
      }
      if (word < end && text.charAt(word) != '!') {
        return word - at > indent;
      }
      at = end + 1;
    }
    return false;
  }

  /**
   * Skips past the line below the cursor that holds {@code delimiter}.
   *
   * @return false, without moving, if no line below holds it
   */
  boolean skipPast(String delimiter) {
    int found = text.indexOf(delimiter, next);
    if (found < 0) {
      return false;
    }
    while (next <= found) {
      next = endOfLine(next) + 1;
      number++;
    }
    return true;
  }

  private int endOfLine(int from) {
    int at = text.indexOf('\n', from);
    return at < 0 ? text.length() : at;
  }
}
