package io.towpath.devices.bird;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Symbols for functions and protocols. Equal content gets one symbol, and a symbol that is taken by
 * other content gets a number. A prefix such as {@code policy_} keeps them apart from BIRD's words.
 * For one thread.
 */
final class Symbols {
  private static final int LONGEST = 40;

  private final Map<String, String> byContent = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** The symbol of some content, or null if it has none yet. */
  @org.jspecify.annotations.Nullable
  String known(String content) {
    return byContent.get(content);
  }

  /** Gives some content a symbol like the wished one. */
  String name(String content, String prefix, String wish) {
    String word = prefix + word(wish);
    String symbol = word;
    for (int i = 2; !taken.add(symbol); i++) {
      symbol = word + "_" + i;
    }
    byContent.put(content, symbol);
    return symbol;
  }

  /** Letters, digits and underscores. */
  static String word(String text) {
    String word = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
  }
}
