package io.towpath.devices.windows.parse;

import io.towpath.devices.windows.parse.Token.Kind;
import java.util.List;

/** A place among the tokens of a script, whose brackets all match. Mutable. */
final class TokenCursor {
  private final List<Token> tokens;
  int at;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The token here; the last one behind the end. */
  Token token() {
    return get(at);
  }

  Token get(int index) {
    return tokens.get(Math.min(index, tokens.size() - 1));
  }

  boolean isBehind() {
    return at >= tokens.size();
  }

  boolean is(Kind kind) {
    return isAt(at, kind);
  }

  boolean isNext(Kind kind) {
    return isAt(at + 1, kind);
  }

  private boolean isAt(int index, Kind kind) {
    return index < tokens.size() && tokens.get(index).kind() == kind;
  }

  /** True behind the last token of a statement. */
  boolean endsStatement() {
    return isBehind() || is(Kind.END) || token().kind().closes();
  }

  void skipEnds() {
    while (is(Kind.END) && at + 1 < tokens.size()) {
      at++;
    }
  }

  /** Goes behind the bracket that closes the one here; by one token if there is none here. */
  void skipBalanced() {
    int open = 0;
    while (!isBehind()) {
      Kind kind = token().kind();
      open += kind.opens() ? 1 : kind.closes() ? -1 : 0;
      at++;
      if (open <= 0) {
        return;
      }
    }
  }

  /** Goes behind the last token. */
  void leave() {
    at = tokens.size();
  }

  /** Goes to the end of a statement, over the blocks in it. */
  void skipStatement() {
    int open = 0;
    while (!isBehind()) {
      Kind kind = token().kind();
      if (open == 0 && (kind == Kind.END || kind.closes())) {
        return;
      }
      open += kind.opens() ? 1 : kind.closes() ? -1 : 0;
      at++;
    }
  }
}
