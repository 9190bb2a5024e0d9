package io.towpath.azure.script;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits a shell script into commands and words: quotes, continued lines, comments, and variables
 * that were assigned as {@code NAME=value} before. It runs nothing: what only a shell can know
 * (substitutions, pipes, conditions) is marked as unread.
 *
 * <p>Not safe for use by several threads; made for one script.
 */
final class ShellLexer {
  private static final String OPERATORS = "|<>()`";

  private final String text;
  private final String file;
  // Look-ups only.
  private final Map<String, String> variables = new HashMap<>();
  private final List<ShellCommand> commands = new ArrayList<>();

  private int at;
  private int line = 1;
  private int lineStart;

  private List<ShellWord> words = new ArrayList<>();
  private @Nullable Origin start;
  private String unread = "";

  private ShellLexer(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /**
   * The commands and comments of a script, in its order.
   *
   * @throws InvalidInputException TP2013 for a quote that is not closed, TP2014 for a variable that
   *     has no value
   */
  static List<ShellCommand> commands(String text, String file) {
    ShellLexer lexer = new ShellLexer(text.replace("\r\n", "\n"), file);
    lexer.script();
    return lexer.commands;
  }

  private void script() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == ';' || text.startsWith("&&", at) || text.startsWith("||", at)) {
        at += c == '&' || c == '|' ? 2 : 1;
        end();
        newLine(c);
      } else if (c == ' ' || c == '\t') {
        at++;
      } else if (text.startsWith("\\\n", at)) {
        at += 2;
        newLine('\n');
      } else if (c == '#') {
        comment();
      } else {
        word();
      }
    }
    end();
  }

  private void newLine(char c) {
    if (c == '\n') {
      line++;
      lineStart = at;
    }
  }

  private Origin here() {
    return Origin.at(file, line, at - lineStart + 1);
  }

  private void comment() {
    Origin origin = here();
    int end = text.indexOf('\n', at);
    end = end < 0 ? text.length() : end;
    String comment = text.substring(at + 1, end).strip();
    at = end;
    end();
    commands.add(new ShellCommand(List.of(), comment, "", origin));
  }

  /** Ends a command; one that only assigns a variable is none. */
  private void end() {
    if (words.isEmpty() && unread.isEmpty()) {
      return;
    }
    ShellWord first = words.isEmpty() ? null : words.getFirst();
    if (words.size() == 1 && first != null && unread.isEmpty() && assigns(first.text())) {
      int equals = first.text().indexOf('=');
      variables.put(first.text().substring(0, equals), first.text().substring(equals + 1));
    } else {
      Origin origin = start == null ? here() : start;
      commands.add(new ShellCommand(words, "", unread, origin));
    }
    words = new ArrayList<>();
    unread = "";
    start = null;
  }

  private static boolean assigns(String word) {
    return word.matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
  }

  private void word() {
    Origin origin = here();
    start = start == null ? origin : start;
    StringBuilder word = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || c == ';' || text.startsWith("&&", at)) {
        break;
      }
      if (c == '\'') {
        single(word);
      } else if (c == '"') {
        doubled(word);
      } else if (c == '\\') {
        escaped(word);
      } else if (c == '$') {
        variable(word);
      } else if (OPERATORS.indexOf(c) >= 0 || c == '&') {
        unread = unread.isEmpty() ? String.valueOf(c) : unread;
        at++;
      } else {
        word.append(c);
        at++;
      }
    }
    words.add(new ShellWord(word.toString(), origin));
  }

  private void single(StringBuilder word) {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw notClosed('\'');
    }
    for (int i = at + 1; i < end; i++) {
      word.append(text.charAt(i));
    }
    skipTo(end + 1);
  }

  private void doubled(StringBuilder word) {
    char quote = '"';
    int opened = at;
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "\"\\$`\n".indexOf(text.charAt(at + 1)) >= 0) {
        escaped(word);
      } else if (c == '$') {
        variable(word);
      } else {
        unread = c == '`' && unread.isEmpty() ? "`" : unread;
        word.append(c);
        skipTo(at + 1);
      }
    }
    if (at >= text.length()) {
      at = opened;
      throw notClosed(quote);
    }
    at++;
  }

  private void skipTo(int next) {
    for (; at < next; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
  }

  /** A backslash takes the next character as it is; before a line end both go. */
  private void escaped(StringBuilder word) {
    if (at + 1 >= text.length()) {
      word.append('\\');
      at++;
      return;
    }
    char next = text.charAt(at + 1);
    if (next != '\n') {
      word.append(next);
    }
    skipTo(at + 2);
  }

  private void variable(StringBuilder word) {
    boolean braced = text.startsWith("${", at);
    int from = at + (braced ? 2 : 1);
    int end = from;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    boolean closed = !braced || end < text.length() && text.charAt(end) == '}';
    if (end == from || !closed) {
      unread = unread.isEmpty() ? "$" + (from < text.length() ? text.charAt(from) : "") : unread;
      word.append('$');
      at++;
      return;
    }
    String name = text.substring(from, end);
    String value = variables.get(name);
    if (value == null) {
      throw new InvalidInputException(
          Finding.error(
              "TP2014",
              here(),
              "The variable \"" + name + "\" has no value here.",
              "Assign it before, as " + name + "=value on a line of its own."));
    }
    word.append(value);
    at = end + (braced ? 1 : 0);
  }

  private InvalidInputException notClosed(char quote) {
    return new InvalidInputException(
        Finding.error(
            "TP2013",
            here(),
            "The quote " + quote + " is not closed.",
            "Close it, or write \\" + quote + " for the character itself."));
  }
}
