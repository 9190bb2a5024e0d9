package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.parse.Token.Kind;
import io.towpath.devices.windows.parse.Token.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values: texts, numbers, lists and tables, with the variables that the script has given such
 * values so far. What only the running script knows is {@link Word.Value#UNKNOWN}.
 */
final class ValueReader {
  private static final int DEEPEST = 32;

  /** What a variable holds: a value or a table; nothing = known only when the script runs. */
  record Held(Word.@Nullable Value value, @Nullable Map<String, Word.Value> table) {
    static final Held UNKNOWN = new Held(null, null);
  }

  private final TokenCursor cursor;
  private final Map<String, Held> variables = new HashMap<>();
  private int depth;

  ValueReader(TokenCursor cursor) {
    this.cursor = cursor;
    variables.put("true", new Held(Word.Value.of("True"), null));
    variables.put("false", new Held(Word.Value.of("False"), null));
  }

  /** Gives a variable what it holds from here on. */
  void assign(String variable, Held held) {
    variables.put(variable, held);
  }

  /** The words that {@code @name} stands for. */
  List<Word> splat(String variable) {
    Held held = variables.getOrDefault(variable, Held.UNKNOWN);
    if (held.table() == null) {
      return List.of(held.value() == null ? Word.Value.UNKNOWN : held.value());
    }
    List<Word> words = new ArrayList<>();
    held.table()
        .forEach(
            (name, value) -> {
              words.add(new Word.Parameter(name, true));
              words.add(value);
            });
    return words;
  }

  /** What stands behind {@code =}: a value, a table, or a variable that holds one. */
  Held held() {
    if (cursor.is(Kind.OPEN_TABLE)) {
      return table();
    }
    if (cursor.is(Kind.VARIABLE)) {
      Held known = variables.get(cursor.token().text());
      if (known != null && known.table() != null) {
        cursor.at++;
        return known;
      }
    }
    return new Held(value(), null);
  }

  /**
   * One value, or several between commas.
   *
   * @throws ScriptSyntaxException if nothing stands behind a comma
   */
  Word.Value value() {
    List<String> values = new ArrayList<>();
    boolean known = one(values);
    while (cursor.is(Kind.COMMA)) {
      int line = cursor.token().line();
      cursor.at++;
      cursor.skipEnds();
      if (cursor.endsStatement() || cursor.is(Kind.COMMA) || cursor.is(Kind.PIPE)) {
        throw new ScriptSyntaxException(
            line, "Nothing stands behind a comma.", "Remove it, or add the value.");
      }
      known &= one(values);
    }
    return known ? new Word.Value(values) : Word.Value.UNKNOWN;
  }

  /** Adds what one value holds; false if only the running script knows it. */
  private boolean one(List<String> values) {
    Token token = cursor.token();
    boolean known =
        switch (token.kind()) {
          case WORD -> {
            cursor.at++;
            yield word(token, values);
          }
          case VARIABLE -> {
            cursor.at++;
            yield add(variables.getOrDefault(token.text(), Held.UNKNOWN).value(), values);
          }
          case OPEN_ARRAY, OPEN_GROUP -> group(values);
          case OPEN_TABLE, OPEN_EXPRESSION, OPEN_BLOCK -> {
            cursor.skipBalanced();
            yield false;
          }
          case PARAMETER, BOUND_PARAMETER, SPLAT, COMMA, EQUALS, PIPE -> {
            cursor.at++;
            yield false;
          }
          case END, CLOSE_BLOCK, CLOSE_GROUP -> false;
        };
    return !member() && known;
  }

  /** A member of an object, or an element of a list, stands without a blank. */
  private boolean member() {
    boolean isMember = cursor.is(Kind.WORD) && !cursor.token().spaced() && !cursor.token().quoted();
    if (isMember) {
      cursor.at++;
      if (cursor.is(Kind.OPEN_GROUP) && !cursor.token().spaced()) {
        cursor.skipBalanced();
      }
    }
    return isMember;
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
      cursor.skipBalanced();
      return false;
    }
    int start = cursor.at;
    cursor.at++;
    depth++;
    boolean known = true;
    while (known && !cursor.isBehind() && !cursor.token().kind().closes()) {
      if (cursor.is(Kind.END) || cursor.is(Kind.COMMA)) {
        cursor.at++;
      } else if (cursor.is(Kind.WORD) && !isPlainValue(cursor.token())) {
        known = false;
      } else {
        known = one(values);
      }
    }
    depth--;
    if (known) {
      cursor.at++;
    } else {
      cursor.at = start;
      cursor.skipBalanced();
    }
    return known;
  }

  /** A text or a number, and no sum of numbers. */
  private static boolean isPlainValue(Token token) {
    return token.quoted()
        || !token.plain().isEmpty()
            && Character.isDigit(token.plain().charAt(0))
            && !token.plain().matches("[0-9.]+[-+*/%][-+*/%0-9.]*");
  }

  /** {@code @{ Name = value; … }}: one entry a line. */
  private Held table() {
    int start = cursor.at;
    cursor.at++;
    Map<String, Word.Value> entries = new LinkedHashMap<>();
    while (!cursor.isBehind() && !cursor.token().kind().closes()) {
      if (cursor.is(Kind.END)) {
        cursor.at++;
        continue;
      }
      boolean isKey =
          cursor.is(Kind.WORD)
              && cursor.token().parts().stream().allMatch(Part.Literal.class::isInstance);
      if (!isKey || !cursor.isNext(Kind.EQUALS)) {
        return unknownTable(start);
      }
      String name = cursor.token().plain().toLowerCase(Locale.ROOT);
      int line = cursor.token().line();
      cursor.at += 2;
      cursor.skipEnds();
      if (cursor.endsStatement()) {
        throw new ScriptSyntaxException(
            line, "The entry \"" + name + "\" of a table has no value.", "Give it one.");
      }
      if (entries.put(name, value()) != null) {
        throw new ScriptSyntaxException(
            line, "The table has two entries \"" + name + "\".", "Remove one of them.");
      }
      if (!cursor.endsStatement()) {
        return unknownTable(start);
      }
    }
    cursor.at++;
    return new Held(null, entries);
  }

  private Held unknownTable(int start) {
    cursor.at = start;
    cursor.skipBalanced();
    return Held.UNKNOWN;
  }
}
