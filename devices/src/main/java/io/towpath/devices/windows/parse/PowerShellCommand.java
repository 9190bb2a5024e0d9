package io.towpath.devices.windows.parse;

import java.util.List;

/**
 * A command with its words, variables replaced by what the script gave them.
 *
 * @param line line at which it begins
 * @param name as written
 * @param words what stands behind the name
 * @param text the command on one line, for people
 */
record PowerShellCommand(int line, String name, List<Word> words, String text) {
  PowerShellCommand {
    words = List.copyOf(words);
  }
}
