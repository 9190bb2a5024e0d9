package io.towpath.devices.print;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Words for things that a configuration knows by name: one kind of thing in one instance. Equal
 * content gets one name, and a name that is taken by other content gets a number. For one thread.
 */
public final class Names {
  private final Map<String, String> byContent = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** True once the content has a name. */
  public boolean knows(String content) {
    return byContent.containsKey(content);
  }

  /** The name of some content, like the wished one. */
  public String of(String content, String wish) {
    return byContent.computeIfAbsent(content, _ -> free(wish));
  }

  /** A name like the wished one that nothing else has. */
  public String free(String wish) {
    String word = word(wish);
    String name = word;
    for (int i = 2; !taken.add(name); i++) {
      name = word + "-" + i;
    }
    return name;
  }

  /** Exactly the wished name if nothing else has it, be it a number; else one like it. */
  public String exact(String wish) {
    return taken.add(wish) ? wish : free(wish);
  }

  /** One word of letters, digits and a few signs that nobody takes for a number. */
  public static String word(String text) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length() && word.length() < 60; i++) {
      char c = text.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.');
      if (plain) {
        word.append(c);
      } else if (!word.isEmpty() && word.charAt(word.length() - 1) != '-') {
        word.append('-');
      }
    }
    while (!word.isEmpty() && word.charAt(word.length() - 1) == '-') {
      word.setLength(word.length() - 1);
    }
    if (word.isEmpty()) {
      return "unnamed";
    }
    return Character.isLetter(word.charAt(0)) ? word.toString() : "n" + word;
  }
}
