package io.towpath.cli.command;

import java.io.PrintWriter;
import java.util.Optional;

/** What is being done, on one line of a terminal that changes; nothing elsewhere. */
final class LabProgress {
  private static final int WIDTH = 79;

  private final PrintWriter err;
  private final boolean terminal =
      Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
  private boolean shown;

  LabProgress(PrintWriter err) {
    this.err = err;
  }

  void show(String text) {
    if (terminal) {
      String line = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
      err.print("\r\033[K" + line);
      err.flush();
      shown = true;
    }
  }

  /** Clears the line. */
  void done() {
    if (shown) {
      err.print("\r\033[K");
      err.flush();
      shown = false;
    }
  }
}
