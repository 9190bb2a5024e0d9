package io.towpath.azure.script;

import io.towpath.net.Origin;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Commands that only a shell knows whether, or how often, they run. Mutable. */
final class ShellBlock {
  private static final Map<String, String> ENDS =
      Map.of(
          "if", "fi", "for", "done", "while", "done", "until", "done", "select", "done", "case",
          "esac", "{", "}", "(", ")");

  private final String opener;
  private final String function;
  private final Origin origin;
  private final Set<String> assigned = new LinkedHashSet<>();
  private int azCommands;

  /**
   * Begins.
   *
   * @param opener the word that opens it
   * @param function the name of the function whose body it is, or empty
   */
  ShellBlock(String opener, String function, Origin origin) {
    this.opener = opener;
    this.function = function;
    this.origin = origin;
  }

  static boolean opens(String word) {
    return ENDS.containsKey(word);
  }

  static boolean closes(String word) {
    return ENDS.containsValue(word);
  }

  boolean isClosedBy(String word) {
    return word.equals(ENDS.get(opener));
  }

  boolean isCase() {
    return opener.equals("case");
  }

  String function() {
    return function;
  }

  Set<String> assigned() {
    return assigned;
  }

  void assigns(String name) {
    assigned.add(name);
  }

  void holdsAzCommand() {
    azCommands++;
  }

  /** A block in it is a part of it. */
  void holds(ShellBlock inner) {
    azCommands += inner.azCommands;
    assigned.addAll(inner.assigned);
  }

  /** It as what is not read. */
  ShellCommand unread() {
    String what = function.isEmpty() ? opener + " …" : function + "() …";
    String count = azCommands == 1 ? "1 az command" : azCommands + " az commands";
    return ShellCommand.unread(
        what
            + (azCommands == 0 ? "" : " with " + count)
            + ": only a shell decides whether this runs",
        origin);
  }
}
