package io.towpath.azure.script;

import io.towpath.net.Origin;
import java.util.List;

/**
 * A command of a script, or what a comment says.
 *
 * @param words at least one, unless it is a comment
 * @param comment the text of a comment after {@code #}; empty for a command
 * @param unread what of the command needs a shell to be known, such as {@code $(…)}; or empty
 */
record ShellCommand(List<ShellWord> words, String comment, String unread, Origin origin) {
  ShellCommand {
    words = List.copyOf(words);
  }
}
