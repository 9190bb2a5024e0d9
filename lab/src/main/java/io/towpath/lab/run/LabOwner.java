package io.towpath.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process without which nobody wants a lab: whoever starts it, until it is up, and as long as
 * it lives where the lab is its own. Its id and start stand in a file of the lab's directory, so
 * that others can tell when it has been killed.
 */
final class LabOwner {
  private static final String FILE = ".owner";

  /** Index of {@code starttime} behind the name of the program (proc_pid_stat(5), field 22). */
  private static final int START = 19;

  private LabOwner() {}

  /** This process owns the lab from now on. */
  static void claim(LabDirectory directory) throws IOException {
    long pid = ProcessHandle.current().pid();
    Files.writeString(file(directory), pid + " " + start(pid) + "\n");
  }

  /** The lab belongs to nobody; it lives until it is taken down. */
  static void release(LabDirectory directory) {
    try {
      Files.deleteIfExists(file(directory));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** True if the lab has an owner that is no more. */
  static boolean isGone(LabDirectory directory) {
    try {
      if (!Files.exists(file(directory))) {
        return false;
      }
      String[] words = Files.readString(file(directory)).strip().split(" ");
      // Half a line: its writer is at work, or was killed at it, which the next to ask may see.
      return words.length == 2 && !start(Long.parseLong(words[0])).equals(words[1]);
    } catch (IOException | NumberFormatException _) {
      return false;
    }
  }

  /** When a process started, in ticks since the machine did; empty if there is none of that id. */
  private static String start(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START];
    } catch (IOException _) {
      return "";
    }
  }

  private static Path file(LabDirectory directory) {
    return directory.path().resolve(FILE);
  }
}
