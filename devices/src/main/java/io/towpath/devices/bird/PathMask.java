package io.towpath.devices.bird;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression over AS paths as a path mask of BIRD. A mask works on whole ASNs, an
 * expression on their text; only expressions that mean whole ASNs are translated, and those exactly
 * (for paths without AS sets).
 */
final class PathMask {
  private static final Pattern ELEMENT =
      Pattern.compile("(\\d+)|\\((\\d+(?:\\|\\d+)*)\\)|\\[0-9]\\+|([_ ])|(\\.\\*)");

  private PathMask() {}

  /** The mask, such as {@code [= 65001 * =]}; null if there is none that means the same. */
  static @Nullable String of(String expression) {
    String text = expression.strip();
    if (text.matches("(\\.\\*)*|\\^?\\.\\*\\$?")) {
      return "[= * =]";
    }
    boolean fromStart = text.startsWith("^");
    boolean toEnd = text.endsWith("$");
    String middle = text.substring(fromStart ? 1 : 0, text.length() - (toEnd ? 1 : 0));
    List<String> elements = elements(middle);
    if (elements == null) {
      return null;
    }
    return mask(elements, fromStart, toEnd);
  }

  /** ASNs, sets and {@code ?}, with {@code _} for a border and {@code *} for anything. */
  private static @Nullable List<String> elements(String text) {
    List<String> elements = new ArrayList<>();
    Matcher matcher = ELEMENT.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        return null;
      }
      at = matcher.end();
      if (matcher.group(1) != null) {
        elements.add(matcher.group(1));
      } else if (matcher.group(2) != null) {
        elements.add("[" + matcher.group(2).replace("|", ", ") + "]");
      } else if (matcher.group(3) != null) {
        elements.add(matcher.group(3).equals("_") ? "_" : " ");
      } else {
        elements.add(matcher.group(4) != null ? "*" : "?");
      }
    }
    return elements;
  }

  /** Whole ASNs only: each must be closed on both sides by a border, an anchor or nothing. */
  private static @Nullable String mask(List<String> elements, boolean fromStart, boolean toEnd) {
    List<String> words = new ArrayList<>();
    List<String> inner = new ArrayList<>(elements);
    boolean openStart = !fromStart;
    boolean openEnd = !toEnd;
    if (inner.size() > 1 && inner.getFirst().equals("_")) {
      // "^_" is a border at the start: nothing stands before it.
      inner.removeFirst();
    } else if (openStart) {
      return null;
    }
    if (inner.size() > 2
        && inner.getLast().equals("*")
        && inner.get(inner.size() - 2).equals("_")
        && toEnd) {
      inner.removeLast();
      openEnd = true;
    }
    if (inner.size() > 1 && inner.getLast().equals("_")) {
      inner.removeLast();
    } else if (openEnd) {
      return null;
    }
    if (openStart) {
      words.add("*");
    }
    for (int i = 0; i < inner.size(); i++) {
      String word = inner.get(i);
      boolean separator = word.equals("_") || word.equals(" ");
      if (word.equals("*") || separator != (i % 2 == 1)) {
        return null;
      }
      if (!separator) {
        words.add(word);
      }
    }
    if (inner.size() % 2 == 0 && !inner.isEmpty()) {
      return null;
    }
    if (openEnd) {
      words.add("*");
    }
    return words.isEmpty() ? "[= =]" : "[= " + String.join(" ", words) + " =]";
  }
}
