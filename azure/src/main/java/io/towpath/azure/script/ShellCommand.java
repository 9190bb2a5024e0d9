package io.towpath.azure.script;

import io.towpath.net.Origin;
import java.util.List;

/**
 * A command of a script that runs, or what a comment says, or what only a shell can decide.
 *
 * @param words at least one for a command that runs
 * @param comment the text of a comment after {@code #}; empty for a command
 * @param unread what of it needs a shell, in words for people; or empty
 */
record ShellCommand(List<ShellWord> words, String comment, String unread, Origin origin) {
  ShellCommand {
    words = List.copyOf(words);
  }

  static ShellCommand runs(List<ShellWord> words, Origin origin) {
    return new ShellCommand(words, "", "", origin);
  }

  static ShellCommand comment(String text, Origin origin) {
    return new ShellCommand(List.of(), text, "", origin);
  }

  static ShellCommand unread(String what, Origin origin) {
    return new ShellCommand(List.of(), "", what, origin);
  }
}
