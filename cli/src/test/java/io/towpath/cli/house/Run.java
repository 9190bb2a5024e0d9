package io.towpath.cli.house;

import io.towpath.cli.command.Towpath;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One command, run in this process.
 *
 * @param code exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Run(int code, String out, String err) {

  /** Runs a command. */
  static Run towpath(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Towpath.commandLine("towpath test", new PrintWriter(out), new PrintWriter(err))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  /** The scenario of that name in the repository. */
  static Path scenario(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("scenarios"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("These tests must run inside the repository.");
    }
    return folder.resolve("scenarios").resolve(name);
  }

  /** The last line of the output. */
  String lastLine() {
    return out.stripTrailing().lines().reduce("", (first, second) -> second);
  }
}
