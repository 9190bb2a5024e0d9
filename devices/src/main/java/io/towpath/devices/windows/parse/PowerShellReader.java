package io.towpath.devices.windows.parse;

import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.devices.windows.parse.Token.Kind;
import io.towpath.devices.windows.parse.ValueReader.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the commands of a script in their order, with the variables that the script gives simple
 * values: texts, numbers, lists and tables. What decides only when it runs (conditions, loops,
 * functions, expressions, objects from a pipeline) is unsupported, as a whole, and what it may have
 * done to a variable makes that one unknown from there on.
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

  /** Behind these nothing of a script runs. */
  private static final Set<String> ENDINGS = Set.of("exit", "return", "throw");

  /** Variables that change what every command behind them does. */
  private static final Set<String> PREFERENCES =
      Set.of("whatifpreference", "psdefaultparametervalues");

  private static final Set<String> SETTERS =
      Set.of("set-variable", "sv", "set", "new-variable", "nv", "clear-variable", "clv");

  /** Between commands: whether the second one runs is known when the first has. */
  private static final Set<String> CHAINS = Set.of("&&", "||");

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

  private final String source;
  private final TokenCursor cursor;
  private final ValueReader values;
  private final List<UnsupportedLine> unsupported = new ArrayList<>();
  private int depth;

  private PowerShellReader(String source) {
    this.source = source;
    this.cursor = new TokenCursor(PowerShellLexer.tokens(source));
    this.values = new ValueReader(cursor);
  }

  /** What a script holds. */
  record Script(List<PowerShellCommand> commands, List<UnsupportedLine> unsupported) {}

  /**
   * Reads a script; lines end with LF.
   *
   * @throws ScriptSyntaxException if PowerShell could not read it to its end
   */
  static Script read(String source) {
    PowerShellReader reader = new PowerShellReader(source);
    List<PowerShellCommand> commands = new ArrayList<>();
    reader.statements(commands);
    return new Script(commands, reader.unsupported);
  }

  /** Statements up to the end or to a brace that closes the block they are in. */
  private void statements(List<PowerShellCommand> commands) {
    while (!cursor.isBehind() && !cursor.token().kind().closes()) {
      if (cursor.is(Kind.END)) {
        cursor.at++;
      } else {
        statement(commands);
      }
    }
  }

  private void statement(List<PowerShellCommand> commands) {
    int start = cursor.at;
    if (depth == 0 && isEnding()) {
      end(start);
      return;
    }
    if (isType(cursor.token())) {
      cursor.at++;
    }
    if (cursor.is(Kind.VARIABLE) && cursor.isNext(Kind.EQUALS)) {
      assignment(start, commands);
      return;
    }
    cursor.at = start;
    if (cursor.is(Kind.WORD) && !cursor.token().quoted() && cursor.token().plain().equals("&")) {
      cursor.at++;
    }
    if (isCommand()) {
      pipeline(commands);
    } else {
      refuse(start);
    }
  }

  private boolean isEnding() {
    return cursor.is(Kind.WORD)
        && !cursor.token().quoted()
        && ENDINGS.contains(cursor.token().plain().toLowerCase(Locale.ROOT));
  }

  /** Leaves the rest of the script alone, and says so if there is any. */
  private void end(int start) {
    cursor.skipStatement();
    cursor.skipEnds();
    boolean isLast = cursor.isBehind() || cursor.is(Kind.END);
    if (!isLast) {
      Token ending = cursor.get(start);
      unsupported.add(
          new UnsupportedLine(
              ending.line(),
              ending.plain() + ": the script ends here, and nothing behind it is read",
              new Scope.Router()));
    }
    cursor.leave();
  }

  private boolean isCommand() {
    return cursor.is(Kind.WORD)
        && !KEYWORDS.contains(cursor.token().plain().toLowerCase(Locale.ROOT));
  }

  /** {@code [string]} before a variable. */
  private static boolean isType(Token token) {
    return token.kind() == Kind.WORD
        && !token.quoted()
        && token.plain().startsWith("[")
        && token.plain().endsWith("]");
  }

  private void assignment(int start, List<PowerShellCommand> commands) {
    String name = cursor.token().text();
    if (PREFERENCES.contains(name.toLowerCase(Locale.ROOT))) {
      refuse(start);
      return;
    }
    cursor.at += 2;
    if (beginsValue()) {
      Held held = values.held();
      if (cursor.endsStatement()) {
        values.assign(name, held);
      } else {
        values.assign(name, Held.UNKNOWN);
        refuse(start);
      }
      return;
    }
    values.assign(name, Held.UNKNOWN);
    if (isCommand()) {
      pipeline(commands);
    } else {
      refuse(start);
    }
  }

  private boolean beginsValue() {
    Token token = cursor.token();
    return switch (token.kind()) {
      case VARIABLE, OPEN_ARRAY, OPEN_TABLE -> true;
      case WORD ->
          token.quoted() || token.plain().isEmpty() || Character.isDigit(token.plain().charAt(0));
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
  }

  /** Passes over the rest of a statement, blocks included, and notes it. */
  private void refuse(int start) {
    cursor.skipStatement();
    // What cannot be begun with is passed over, lest it be met again.
    cursor.at = Math.max(cursor.at, start + 1);
    for (int i = start; i < cursor.at; i++) {
      if (cursor.get(i).kind() == Kind.VARIABLE && mayChange(i, start)) {
        values.assign(cursor.get(i).text(), Held.UNKNOWN);
      }
    }
    unsupported.add(new UnsupportedLine(cursor.get(start).line(), text(start), new Scope.Router()));
  }

  /** {@code $x = …}, {@code $x += …}, {@code $x++}, {@code ++$x}, {@code foreach ($x in …)}. */
  private boolean mayChange(int variable, int start) {
    Token next = cursor.get(variable + 1);
    Token before = cursor.get(Math.max(start, variable - 1));
    return next.kind() == Kind.EQUALS
        || next.kind() == Kind.WORD
            && !next.quoted()
            && next.plain().matches("(?i)([-+*/%]|\\?\\?)=.*|\\+\\+.*|--.*|in")
        || variable > start
            && before.kind() == Kind.WORD
            && !before.quoted()
            && before.plain().matches(".*(\\+\\+|--)");
  }

  /** A cmdlet that sets a variable by its name, and {@code ++$x}, which reads as a command. */
  private void forget(PowerShellCommand command, Token name) {
    if (SETTERS.contains(command.name().toLowerCase(Locale.ROOT))) {
      for (Word word : command.words()) {
        if (word instanceof Word.Value(List<String> names) && names != null) {
          names.forEach(one -> values.assign(one.toLowerCase(Locale.ROOT), Held.UNKNOWN));
        }
      }
    }
    for (Token.Part part : name.parts()) {
      if (part instanceof Token.Part.Variable(String variable)) {
        values.assign(variable, Held.UNKNOWN);
      }
    }
  }

  private String text(int start) {
    int end = cursor.get(Math.max(start, cursor.at - 1)).end();
    String text =
        source
            .substring(cursor.get(start).start(), end)
            .replaceAll("`[ \t]*\n", " ")
            .replaceAll("\\s+", " ")
            .strip();
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }

  private void pipeline(List<PowerShellCommand> commands) {
    int start = cursor.at;
    PowerShellCommand first = command();
    forget(first, cursor.get(start));
    boolean feeds = false;
    while (cursor.is(Kind.PIPE)) {
      int line = cursor.token().line();
      cursor.at++;
      cursor.skipEnds();
      if (cursor.endsStatement() || cursor.is(Kind.PIPE)) {
        throw new ScriptSyntaxException(
            line, "Nothing stands behind a pipe.", "Remove it, or add the command.");
      }
      if (cursor.is(Kind.WORD)) {
        feeds |= !SINKS.contains(cursor.token().plain().toLowerCase(Locale.ROOT));
        command();
      } else {
        feeds = true;
        break;
      }
    }
    if (feeds || !cursor.endsStatement()) {
      refuse(start);
    } else {
      commands.add(first);
    }
  }

  private PowerShellCommand command() {
    int start = cursor.at;
    Token name = cursor.token();
    cursor.at++;
    List<Word> words = new ArrayList<>();
    while (!cursor.endsStatement() && !cursor.is(Kind.PIPE) && !isChain()) {
      argument(words);
    }
    return new PowerShellCommand(name.line(), name.plain(), words, text(start));
  }

  private boolean isChain() {
    return cursor.is(Kind.WORD)
        && !cursor.token().quoted()
        && CHAINS.contains(cursor.token().plain());
  }

  private void argument(List<Word> words) {
    Token token = cursor.token();
    switch (token.kind()) {
      case PARAMETER, BOUND_PARAMETER -> {
        words.add(new Word.Parameter(token.text(), token.kind() == Kind.BOUND_PARAMETER));
        cursor.at++;
      }
      case SPLAT -> {
        words.addAll(values.splat(token.text()));
        cursor.at++;
      }
      case OPEN_BLOCK -> words.add(block());
      case WORD -> {
        if (isRedirection(token)) {
          cursor.at++;
          if (!cursor.endsStatement() && !token.plain().contains("&")) {
            cursor.at++;
          }
        } else {
          words.add(values.value());
        }
      }
      case VARIABLE, OPEN_GROUP, OPEN_ARRAY, OPEN_TABLE, OPEN_EXPRESSION ->
          words.add(values.value());
      case COMMA, EQUALS, PIPE, END, CLOSE_BLOCK, CLOSE_GROUP -> {
        words.add(Word.Value.UNKNOWN);
        cursor.at++;
      }
    }
  }

  private static boolean isRedirection(Token token) {
    return !token.quoted() && token.plain().matches("[0-9*]?>{1,2}(&[0-9])?.*");
  }

  private Word block() {
    if (depth == DEEPEST) {
      cursor.skipBalanced();
      return Word.Value.UNKNOWN;
    }
    cursor.at++;
    depth++;
    List<PowerShellCommand> inside = new ArrayList<>();
    statements(inside);
    depth--;
    cursor.at++;
    return new Word.Block(inside);
  }
}
