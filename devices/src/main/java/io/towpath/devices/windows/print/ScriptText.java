package io.towpath.devices.windows.print;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a script, command by command. For one thread. */
final class ScriptText {
  private final StringBuilder text = new StringBuilder();
  private @Nullable String comment;

  /** Begins a part, under a comment; one without a command leaves nothing. */
  void section(String heading) {
    comment = heading;
  }

  void line(String line) {
    if (comment != null) {
      text.append(text.isEmpty() ? "# " : "\n# ").append(comment).append('\n');
      comment = null;
    }
    text.append(line).append('\n');
  }

  void add(Command command) {
    line(command.toString());
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** A command that is being written. */
  static final class Command {
    private final List<String> words = new ArrayList<>();

    Command(String name) {
      words.add(name);
    }

    /** A parameter with a value that needs no quotes: a number, an address, a word of Windows. */
    Command with(String parameter, Object value) {
      words.add("-" + parameter);
      words.add(value.toString());
      return this;
    }

    /** A parameter with a name that people chose. */
    Command named(String parameter, String name) {
      return with(parameter, quoted(name));
    }

    /** A parameter without a value. */
    Command on(String parameter) {
      words.add("-" + parameter);
      return this;
    }

    @Override
    public String toString() {
      return String.join(" ", words);
    }
  }

  /** A text in quotes: in single ones where PowerShell would find more in double ones. */
  static String quoted(String text) {
    boolean plain =
        text.chars().allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '$' && c != '`');
    if (plain) {
      return '"' + text + '"';
    }
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // PowerShell takes typographic quotes for the plain one.
      boolean isQuote = c == '\'' || c >= '\u2018' && c <= '\u201b';
      quoted.append(c).append(isQuote ? String.valueOf(c) : "");
    }
    return quoted.append('\'').toString();
  }
}
