package io.towpath.azure.script;

import io.towpath.azure.script.ShellToken.Literal;
import io.towpath.azure.script.ShellToken.Opaque;
import io.towpath.azure.script.ShellToken.Piece;
import io.towpath.azure.script.ShellToken.Variable;
import io.towpath.azure.script.ShellToken.Word;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The variables of a script as far as they are known without running it. Mutable. */
final class ShellVariables {
  /** Variables that every shell has. */
  private static final Set<String> OF_SHELLS =
      Set.of(
          "HOME",
          "HOSTNAME",
          "LANG",
          "LOGNAME",
          "OLDPWD",
          "PATH",
          "PPID",
          "PWD",
          "RANDOM",
          "SECONDS",
          "SHELL",
          "TMPDIR",
          "UID",
          "USER");

  // Look-ups only, both.
  private final Map<String, String> known = new HashMap<>();
  private final Set<String> unknown = new HashSet<>(OF_SHELLS);
  private boolean isComplete = true;

  /**
   * A value as far as it is known.
   *
   * @param text with the names of variables that are not known in place of their values
   * @param unread what is not known, in words for people; or empty
   */
  record Value(String text, String unread) {
    boolean isKnown() {
      return unread.isEmpty();
    }
  }

  /**
   * A word with the values of its variables.
   *
   * @throws InvalidInputException TP2014 for a variable that nothing assigns
   */
  Value expand(Word word) {
    StringBuilder text = new StringBuilder();
    String unread = "";
    for (Piece piece : word.pieces()) {
      String problem =
          switch (piece) {
            case Literal _ -> "";
            case Opaque opaque -> "only a shell can read " + opaque.shown();
            case Variable variable when known.containsKey(variable.name()) -> "";
            case Variable variable -> problem(variable);
          };
      text.append(
          piece instanceof Variable variable
              ? known.getOrDefault(variable.name(), piece.shown())
              : piece.shown());
      unread = unread.isEmpty() ? problem : unread;
    }
    return new Value(text.toString(), unread);
  }

  private String problem(Variable variable) {
    if (isComplete && unknown.add(variable.name())) { // said once
      throw new InvalidInputException(
          Finding.error(
              "TP2014",
              variable.origin(),
              "The variable \"" + variable.name() + "\" has no value here.",
              "Assign it before, as " + variable.name() + "=value on a line of its own."));
    }
    return "only a shell knows the value of $" + variable.name();
  }

  void assign(String name, String value) {
    unknown.remove(name);
    known.put(name, value);
  }

  void append(String name, String value) {
    if (!unknown.contains(name)) {
      known.merge(name, value, String::concat);
    }
  }

  /** Has a value from now on that is not known. */
  void forget(String name) {
    known.remove(name);
    unknown.add(name);
  }

  /** Is given a value by the surroundings of the script, unless it has one. */
  void inherit(String name) {
    if (!known.containsKey(name)) {
      unknown.add(name);
    }
  }

  /** Another script may assign any variable. */
  void forgetMissing() {
    isComplete = false;
  }
}
