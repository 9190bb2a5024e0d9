package io.towpath.devices.windows.parse;

/** A script that PowerShell does not begin to run, because it cannot be read to its end. */
final class ScriptSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final String fix;

  /**
   * What is wrong with it.
   *
   * @param line line where it begins, 1-based
   * @param message a sentence
   * @param fix how to mend it, a sentence
   */
  ScriptSyntaxException(int line, String message, String fix) {
    super(message);
    this.line = line;
    this.fix = fix;
  }

  int line() {
    return line;
  }

  String fix() {
    return fix;
  }

  /** Something opens at a line and nothing closes it. */
  static ScriptSyntaxException unclosed(int line, String what, String closer) {
    return new ScriptSyntaxException(
        line, "The " + what + " that begins here has no end.", "Close it by " + closer + ".");
  }
}
