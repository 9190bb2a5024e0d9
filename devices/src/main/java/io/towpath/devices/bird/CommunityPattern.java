package io.towpath.devices.bird;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression over communities as a set of BIRD. Only expressions that one community alone
 * can satisfy are translated: a whole upper half, a colon, and an expression of digits for the
 * lower half, whose values are tried one by one.
 */
final class CommunityPattern {
  private static final Pattern SHAPE =
      Pattern.compile("([_^]?)(\\d{1,5}):((?:\\d|\\[[0-9-]+]|[.*+?|()])*)([_$]?)");
  private static final int HIGHEST = 0xFFFF;

  private CommunityPattern() {}

  /** Elements of a set, such as {@code (65010, 10..12)}; null if there is none. */
  static @Nullable String of(String expression) {
    Matcher shape = SHAPE.matcher(expression.strip());
    if (!shape.matches()) {
      return null;
    }
    int upper = Integer.parseInt(shape.group(2));
    // An open start also means the end of a longer number, unless none can be longer; anchors of
    // the whole text depend on the other communities.
    boolean closed = shape.group(1).equals("_") || upper >= 10_000;
    boolean anchored = shape.group(1).equals("^") || shape.group(4).equals("$");
    String lower = shape.group(3);
    if (!closed || anchored || upper > HIGHEST || lower.contains("|") && !lower.contains("(")) {
      return null;
    }
    Pattern values =
        Pattern.compile("^" + lower + (shape.group(4).equals("_") ? "(?:$|[ ,{}()])" : ""));
    List<String> ranges = new ArrayList<>();
    int first = -1;
    for (int value = 0; value <= HIGHEST + 1; value++) {
      boolean in = value <= HIGHEST && values.matcher(Integer.toString(value)).find();
      if (in && first < 0) {
        first = value;
      } else if (!in && first >= 0) {
        int last = value - 1;
        ranges.add("(" + upper + ", " + (first == last ? first : first + ".." + last) + ")");
        first = -1;
      }
    }
    return ranges.isEmpty() ? null : String.join(", ", ranges);
  }
}
