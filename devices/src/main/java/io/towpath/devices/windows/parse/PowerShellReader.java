package io.towpath.devices.windows.parse;

import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.devices.windows.parse.Token.Kind;
import io.towpath.devices.windows.parse.Token.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the commands of a script in their order, with the variables that the script gives simple
 * values: texts, numbers, lists and tables. What decides only when it runs (conditions, loops,
 * functions, expressions, objects from a pipeline) is unsupported, as a whole.
 */
final class PowerShellReader {
  private static final int MOST_TEXT = 200;
  private static final int DEEPEST = 32;

  private static final Set<String> KEYWORDS =
      Set.of(
          "if",
          "elseif",
          "else",
          "for",
          "foreach",
          "while",
          "do",
          "until",
          "switch",
          "function",
          "filter",
          "param",
          "try",
          "catch",
          "finally",
          "return",
          "throw",
          "trap",
          "begin",
          "process",
          "end",
          "class",
          "enum",
          "using",
          "workflow",
          "configuration");

  /** Ends of a pipeline that only print, or print nothing. */
  private static final Set<String> SINKS =
      Set.of(
          "out-null",
          "out-host",
          "out-string",
          "out-default",
          "format-table",
          "format-list",
          "ft",
          "fl",
          "write-output",
          "write-host",
          "write-verbose",
          "tee-object");

  /** What a variable holds: a value or a table; nothing = known only when the script runs. */
  private record Held(Word.@Nullable Value value, @Nullable Map<String, Word.Value> table) {
    static final Held UNKNOWN = new Held(null, null);
  }

  private final String source;
  private final List<Token> tokens;
  private final Map<String, Held> variables = new HashMap<>();
  private final List<UnsupportedLine> unsupported = new ArrayList<>();
  private int at;
  private int depth;

  private PowerShellReader(String source) {
    this.source = source;
    this.tokens = PowerShellLexer.tokens(source);
    variables.put("true", new Held(Word.Value.of("True"), null));
    variables.put("false", new Held(Word.Value.of("False"), null));
  }

  /** What a script holds. */
  record Script(List<PowerShellCommand> commands, List<UnsupportedLine> unsupported) {}

  /** Reads a script; lines end with LF. */
  static Script read(String source) {
    PowerShellReader reader = new PowerShellReader(source);
    List<PowerShellCommand> commands = new ArrayList<>();
    while (reader.at < reader.tokens.size()) {
      // A brace that closes nothing is passed over.
      reader.statements(commands);
      reader.at++;
    }
    return new Script(commands, reader.unsupported);
  }

  private Token token() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private boolean is(Kind kind) {
    return at < tokens.size() && tokens.get(at).kind() == kind;
  }

  /** Statements up to the end or to a brace that closes the block they are in. */
  private void statements(List<PowerShellCommand> commands) {
    while (at < tokens.size() && !token().kind().closes()) {
      if (is(Kind.END)) {
        at++;
      } else {
        statement(commands);
      }
    }
  }

  private void statement(List<PowerShellCommand> commands) {
    int start = at;
    if (isType(token())) {
      at++;
    }
    if (is(Kind.VARIABLE) && at + 1 < tokens.size() && tokens.get(at + 1).kind() == Kind.EQUALS) {
      assignment(start, commands);
      return;
    }
    at = start;
    if (is(Kind.WORD) && !token().quoted() && token().plain().equals("&")) {
      at++;
    }
    boolean isCommand =
        is(Kind.WORD) && !KEYWORDS.contains(token().plain().toLowerCase(Locale.ROOT));
    if (isCommand) {
      pipeline(commands);
    } else {
      refuse(start);
    }
  }

  /** {@code [string]} before a variable. */
  private static boolean isType(Token token) {
    return token.kind() == Kind.WORD
        && !token.quoted()
        && token.plain().startsWith("[")
        && token.plain().endsWith("]");
  }

  private void assignment(int start, List<PowerShellCommand> commands) {
    String name = token().text();
    at += 2;
    boolean isValue =
        switch (token().kind()) {
          case VARIABLE, OPEN_ARRAY, OPEN_TABLE -> true;
          case WORD ->
              token().quoted()
                  || token().plain().isEmpty()
                  || Character.isDigit(token().plain().charAt(0));
          case PARAMETER,
              BOUND_PARAMETER,
              SPLAT,
              COMMA,
              EQUALS,
              PIPE,
              END,
              OPEN_BLOCK,
              OPEN_GROUP,
              OPEN_EXPRESSION,
              CLOSE_BLOCK,
              CLOSE_GROUP ->
              false;
        };
    if (isValue) {
      Held held = is(Kind.OPEN_TABLE) ? table() : held();
      if (atEnd()) {
        variables.put(name, held);
      } else {
        variables.put(name, Held.UNKNOWN);
        refuse(start);
      }
      return;
    }
    variables.put(name, Held.UNKNOWN);
    if (is(Kind.WORD) && !KEYWORDS.contains(token().plain().toLowerCase(Locale.ROOT))) {
      pipeline(commands);
    } else {
      refuse(start);
    }
  }

  private Held held() {
    if (is(Kind.VARIABLE)) {
      Held known = variables.get(token().text());
      if (known != null && known.table() != null) {
        at++;
        return known;
      }
    }
    return new Held(value(), null);
  }

  private boolean atEnd() {
    return at >= tokens.size() || is(Kind.END) || token().kind().closes();
  }

  /** Passes over the rest of a statement, blocks included, and notes it. */
  private void refuse(int start) {
    int open = 0;
    while (at < tokens.size()) {
      Kind kind = token().kind();
      if (open == 0 && (kind == Kind.END || kind.closes())) {
        break;
      }
      open += kind.opens() ? 1 : kind.closes() ? -1 : 0;
      at++;
    }
    // What cannot be begun with is passed over, lest it be met again.
    at = Math.max(at, start + 1);
    unsupported.add(new UnsupportedLine(tokens.get(start).line(), text(start), new Scope.Router()));
  }

  private String text(int start) {
    int last = Math.min(at, tokens.size()) - 1;
    int end = tokens.get(Math.max(start, last)).end();
    String text =
        source
            .substring(tokens.get(start).start(), end)
            .replaceAll("`[ \t]*\n", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }

  private void pipeline(List<PowerShellCommand> commands) {
    int start = at;
    PowerShellCommand first = command();
    boolean feeds = false;
    while (is(Kind.PIPE)) {
      at++;
      skipEnds();
      if (is(Kind.WORD)) {
        feeds |= !SINKS.contains(token().plain().toLowerCase(Locale.ROOT));
        command();
      } else {
        feeds = true;
        break;
      }
    }
    if (feeds || !atEnd()) {
      refuse(start);
    } else {
      commands.add(first);
    }
  }

  private void skipEnds() {
    while (is(Kind.END) && at + 1 < tokens.size()) {
      at++;
    }
  }

  private PowerShellCommand command() {
    int start = at;
    Token name = token();
    at++;
    List<Word> words = new ArrayList<>();
    while (!atEnd() && !is(Kind.PIPE)) {
      argument(words);
    }
    return new PowerShellCommand(name.line(), name.plain(), words, text(start));
  }

  private void argument(List<Word> words) {
    Token token = token();
    switch (token.kind()) {
      case PARAMETER, BOUND_PARAMETER -> {
        words.add(new Word.Parameter(token.text(), token.kind() == Kind.BOUND_PARAMETER));
        at++;
      }
      case SPLAT -> {
        splat(variables.getOrDefault(token.text(), Held.UNKNOWN), words);
        at++;
      }
      case OPEN_BLOCK -> words.add(block());
      case WORD -> {
        if (isRedirection(token)) {
          at++;
          if (!atEnd() && !token.plain().contains("&")) {
            at++;
          }
        } else {
          words.add(value());
        }
      }
      case VARIABLE, OPEN_GROUP, OPEN_ARRAY, OPEN_TABLE, OPEN_EXPRESSION -> words.add(value());
      case COMMA, EQUALS, PIPE, END, CLOSE_BLOCK, CLOSE_GROUP -> {
        words.add(Word.Value.UNKNOWN);
        at++;
      }
    }
  }

  private static boolean isRedirection(Token token) {
    return !token.quoted() && token.plain().matches("[0-9*]?>{1,2}(&[0-9])?.*");
  }

  private void splat(Held held, List<Word> words) {
    if (held.table() != null) {
      held.table()
          .forEach(
              (name, value) -> {
                words.add(new Word.Parameter(name, true));
                words.add(value);
              });
    } else {
      words.add(held.value() == null ? Word.Value.UNKNOWN : held.value());
    }
  }

  private Word block() {
    if (depth == DEEPEST) {
      skipBalanced();
      return Word.Value.UNKNOWN;
    }
    at++;
    depth++;
    List<PowerShellCommand> inside = new ArrayList<>();
    statements(inside);
    depth--;
    at++;
    return new Word.Block(inside);
  }

  /** One value, or several between commas. */
  private Word.Value value() {
    List<String> values = new ArrayList<>();
    boolean known = one(values);
    while (is(Kind.COMMA)) {
      at++;
      skipEnds();
      known &= !atEnd() && one(values);
    }
    return known ? new Word.Value(values) : Word.Value.UNKNOWN;
  }

  /** Adds what one value holds; false if only the running script knows it. */
  private boolean one(List<String> values) {
    Token token = token();
    boolean known =
        switch (token.kind()) {
          case WORD -> {
            at++;
            yield word(token, values);
          }
          case VARIABLE -> {
            at++;
            Held held = variables.getOrDefault(token.text(), Held.UNKNOWN);
            yield add(held.value(), values);
          }
          case OPEN_ARRAY, OPEN_GROUP -> group(values);
          case OPEN_TABLE, OPEN_EXPRESSION, OPEN_BLOCK -> {
            skipBalanced();
            yield false;
          }
          case PARAMETER,
              BOUND_PARAMETER,
              SPLAT,
              COMMA,
              EQUALS,
              PIPE,
              END,
              CLOSE_BLOCK,
              CLOSE_GROUP -> {
            at++;
            yield false;
          }
        };
    // A member of an object, or an element of a list, stands without a blank.
    boolean isMember = is(Kind.WORD) && !token().spaced() && !token().quoted();
    if (isMember) {
      at++;
      if (is(Kind.OPEN_GROUP) && !token().spaced()) {
        skipBalanced();
      }
    }
    return known && !isMember;
  }

  private static boolean add(Word.@Nullable Value value, List<String> values) {
    if (value == null || value.values() == null) {
      return false;
    }
    values.addAll(value.values());
    return true;
  }

  private boolean word(Token token, List<String> values) {
    StringBuilder text = new StringBuilder();
    for (Part part : token.parts()) {
      switch (part) {
        case Part.Literal(String literal) -> text.append(literal);
        case Part.Variable(String name) -> {
          List<String> held = new ArrayList<>();
          if (!add(variables.getOrDefault(name, Held.UNKNOWN).value(), held)) {
            return false;
          }
          text.append(String.join(" ", held));
        }
        case Part.Expression() -> {
          return false;
        }
      }
    }
    values.add(text.toString());
    return true;
  }

  /** Values in parentheses; a command or an operator in them is for the running script. */
  private boolean group(List<String> values) {
    if (depth == DEEPEST) {
      skipBalanced();
      return false;
    }
    int start = at;
    at++;
    depth++;
    boolean known = true;
    while (known && at < tokens.size() && !token().kind().closes()) {
      if (is(Kind.END) || is(Kind.COMMA)) {
        at++;
      } else if (is(Kind.WORD) && !isPlainValue(token())) {
        known = false;
      } else {
        known = one(values);
      }
    }
    depth--;
    if (known) {
      at++;
    } else {
      at = start;
      skipBalanced();
    }
    return known;
  }

  private static boolean isPlainValue(Token token) {
    return token.quoted() || !token.plain().isEmpty() && Character.isDigit(token.plain().charAt(0));
  }

  private void skipBalanced() {
    int open = 0;
    while (at < tokens.size()) {
      Kind kind = token().kind();
      open += kind.opens() ? 1 : kind.closes() ? -1 : 0;
      at++;
      if (open <= 0) {
        return;
      }
    }
  }

  /** {@code @{ Name = value; … }}: one entry a line. */
  private Held table() {
    at++;
    Map<String, Word.Value> entries = new LinkedHashMap<>();
    while (at < tokens.size() && !token().kind().closes()) {
      if (is(Kind.END)) {
        at++;
        continue;
      }
      boolean entry =
          is(Kind.WORD) && at + 1 < tokens.size() && tokens.get(at + 1).kind() == Kind.EQUALS;
      if (!entry) {
        return Held.UNKNOWN;
      }
      String name = token().plain().toLowerCase(Locale.ROOT);
      at += 2;
      entries.put(name, value());
    }
    at++;
    return new Held(null, entries);
  }
}
