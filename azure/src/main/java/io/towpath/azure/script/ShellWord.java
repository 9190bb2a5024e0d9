package io.towpath.azure.script;

import io.towpath.net.Origin;

/**
 * A word of a command after the shell's quoting.
 *
 * @param origin file, line and column where it begins
 */
record ShellWord(String text, Origin origin) {}
