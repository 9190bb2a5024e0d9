package io.towpath.azure.script;

import io.towpath.azure.script.ShellToken.Comment;
import io.towpath.azure.script.ShellToken.Literal;
import io.towpath.azure.script.ShellToken.Opaque;
import io.towpath.azure.script.ShellToken.Operator;
import io.towpath.azure.script.ShellToken.Piece;
import io.towpath.azure.script.ShellToken.Variable;
import io.towpath.azure.script.ShellToken.Word;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a shell script into tokens: quotes, continued lines, comments, operators, variables. What
 * a command reads and where its output goes is left out, since it changes nothing in Azure.
 *
 * <p>Not safe for use by several threads; made for one script.
 */
final class ShellLexer {
  private static final String ENDS_OF_WORDS = " \t\n;&|()<>";

  /** What one character after {@code $} stands for is known when the script runs. */
  private static final String PARAMETERS = "0123456789@*#?$!-";

  private final ShellCursor cursor;
  private final List<ShellToken> tokens = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();

  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private boolean isBare = true;

  private ShellLexer(ShellCursor cursor) {
    this.cursor = cursor;
  }

  /**
   * The tokens of a script.
   *
   * @throws InvalidInputException TP2013 for a quote that is not closed
   */
  static List<ShellToken> tokens(String text, String file) {
    ShellLexer lexer = new ShellLexer(new ShellCursor(text.replace("\r\n", "\n"), file));
    lexer.script();
    return List.copyOf(lexer.tokens);
  }

  private void script() {
    while (!cursor.isAtEnd()) {
      switch (cursor.peek()) {
        case '\n' -> {
          operator("\n");
          documents.forEach(cursor::skipDocument);
          documents.clear();
        }
        case ' ', '\t' -> cursor.skip(1);
        case '#' -> {
          Origin origin = cursor.here();
          tokens.add(new Comment(cursor.takeLine().substring(1).strip(), origin));
        }
        case ';' -> operator(cursor.startsWith(";;") ? ";;" : ";");
        case '&' -> {
          if (cursor.startsWith("&>")) {
            redirection();
          } else {
            operator(cursor.startsWith("&&") ? "&&" : "&");
          }
        }
        case '|' -> operator(cursor.startsWith("||") ? "||" : "|");
        case ')' -> operator(")");
        case '(' -> {
          if (cursor.startsWith("((")) {
            word();
          } else {
            operator(cursor.startsWith("()") ? "()" : "(");
          }
        }
        case '<', '>' -> redirection();
        default -> {
          if (cursor.startsWith("\\\n")) {
            cursor.skip(2);
          } else {
            word();
          }
        }
      }
    }
  }

  private void operator(String text) {
    tokens.add(new Operator(text, cursor.here()));
    cursor.skip(text.length());
  }

  /** Where a command reads or writes, with the word that names it. */
  private void redirection() {
    if (cursor.startsWith("<(") || cursor.startsWith(">(")) {
      word();
      return;
    }
    boolean document = cursor.startsWith("<<") && !cursor.startsWith("<<<");
    Origin origin = cursor.here();
    while (!cursor.isAtEnd() && "<>&|".indexOf(cursor.peek()) >= 0) {
      cursor.skip(1);
    }
    if (document && cursor.startsWith("-")) {
      cursor.skip(1);
    }
    while (!cursor.isAtEnd() && " \t".indexOf(cursor.peek()) >= 0) {
      cursor.skip(1);
    }
    String target = cursor.isAtEnd() ? "" : pieces().text();
    if (document && !target.isEmpty()) {
      documents.add(target);
      tokens.add(new Operator("<<", origin));
    }
  }

  private void word() {
    Word word = pieces();
    boolean descriptor =
        word.isBare()
            && word.text().matches("[0-9]+")
            && !cursor.isAtEnd()
            && "<>".indexOf(cursor.peek()) >= 0;
    if (!descriptor) {
      tokens.add(word);
    }
  }

  private Word pieces() {
    Origin origin = cursor.here();
    pieces.clear();
    isBare = true;
    while (!cursor.isAtEnd() && !endsWord()) {
      switch (cursor.peek()) {
        case '\'' -> {
          isBare = false;
          literal.append(cursor.takeSingle());
        }
        case '"' -> doubled();
        case '\\' -> {
          isBare = false;
          literal.append(cursor.takeEscaped());
        }
        case '$' -> dollar(false);
        case '`' -> opaque(cursor.takeBackquoted());
        case '(', '<', '>' -> opaque(cursor.takeGroup());
        default -> literal.append(cursor.take());
      }
    }
    flush();
    return new Word(pieces, isBare, origin);
  }

  /** Groups in the middle of a word belong to it where the shell takes them for a value. */
  private boolean endsWord() {
    char c = cursor.peek();
    if (ENDS_OF_WORDS.indexOf(c) < 0) {
      return false;
    }
    boolean isArray = c == '(' && !literal.isEmpty() && literal.charAt(literal.length() - 1) == '=';
    boolean isArithmetic = cursor.startsWith("((") && !hasText();
    boolean isProcess = (cursor.startsWith("<(") || cursor.startsWith(">(")) && !hasText();
    return !isArray && !isArithmetic && !isProcess;
  }

  private boolean hasText() {
    return !literal.isEmpty() || !pieces.isEmpty();
  }

  private void flush() {
    if (!literal.isEmpty()) {
      pieces.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private void opaque(String text) {
    flush();
    isBare = false;
    String line = text.replace('\n', ' ');
    pieces.add(new Opaque(line.length() <= 60 ? line : line.substring(0, 57) + "…"));
  }

  private void doubled() {
    isBare = false;
    char quote = '"';
    Origin opened = cursor.here();
    cursor.skip(1);
    while (!cursor.isAtEnd() && cursor.peek() != quote) {
      char c = cursor.peek();
      if (c == '\\' && "\"\\$`\n".indexOf(cursor.peekNext()) >= 0) {
        literal.append(cursor.takeEscaped());
      } else if (c == '$') {
        dollar(true);
      } else if (c == '`') {
        opaque(cursor.takeBackquoted());
      } else {
        literal.append(cursor.take());
      }
    }
    if (cursor.isAtEnd()) {
      throw notClosed(String.valueOf(quote), opened);
    }
    cursor.skip(1);
  }

  private void dollar(boolean quoted) {
    char next = cursor.peekNext();
    if (next == '(') {
      opaque(cursor.takeGroup());
    } else if (next == '{') {
      Origin origin = cursor.here();
      String text = cursor.takeBraces();
      String name = text.substring(2, text.length() - 1);
      if (isName(name)) {
        variable(name, origin);
      } else {
        opaque(text);
      }
    } else if (Character.isLetter(next) || next == '_') {
      Origin origin = cursor.here();
      cursor.skip(1);
      StringBuilder name = new StringBuilder();
      while (!cursor.isAtEnd()
          && (Character.isLetterOrDigit(cursor.peek()) || cursor.peek() == '_')) {
        name.append(cursor.take());
      }
      variable(name.toString(), origin);
    } else if (PARAMETERS.indexOf(next) >= 0) {
      cursor.skip(2);
      opaque("$" + next);
    } else if (next == '\'' && !quoted) {
      cursor.skip(1);
      opaque("$'" + cursor.takeSingle() + "'");
    } else {
      literal.append(cursor.take());
    }
  }

  private void variable(String name, Origin origin) {
    flush();
    isBare = false;
    pieces.add(new Variable(name, origin));
  }

  static boolean isName(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  static InvalidInputException notClosed(String what, Origin origin) {
    return new InvalidInputException(
        Finding.error(
            "TP2013",
            origin,
            "The quote " + what + " is not closed.",
            "Close it, or write \\" + what + " for the character itself."));
  }
}
