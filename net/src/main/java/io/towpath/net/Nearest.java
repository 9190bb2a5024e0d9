package io.towpath.net;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The known names nearest to one that nobody knows, for "did you mean".
 *
 * <p>Nearness is the Damerau–Levenshtein distance without regard to case (insert, delete, replace a
 * letter, or exchange two neighbours; each letter edited once). Equal distances keep the order of
 * the candidates.
 */
public final class Nearest {
  private static final int SHOWN = 3;

  private record Candidate(String name, int distance) {}

  private Nearest() {}

  /** The three nearest candidates, nearest first; fewer if there are fewer. */
  public static List<String> names(String unknown, Collection<String> candidates) {
    return candidates.stream()
        .distinct()
        .map(name -> new Candidate(name, distance(unknown, name)))
        .sorted(Comparator.comparingInt(Candidate::distance))
        .limit(SHOWN)
        .map(Candidate::name)
        .toList();
  }

  /**
   * A sentence for {@link Finding#fix()}: {@code Did you mean "a", "b" or "c"?}; empty without
   * candidates.
   */
  public static String question(String unknown, Collection<String> candidates) {
    List<String> names =
        names(unknown, candidates).stream().map(name -> "\"" + name + "\"").toList();
    return switch (names.size()) {
      case 0 -> "";
      case 1 -> "Did you mean " + names.getFirst() + "?";
      default ->
          names.stream()
              .limit(names.size() - 1L)
              .collect(Collectors.joining(", ", "Did you mean ", " or " + names.getLast() + "?"));
    };
  }

  /** Edits that turn one word into the other, capitals and small letters being equal. */
  public static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, beforeLast[j - 2] + 1);
        }
        row[j] = best;
      }
      int[] reused = beforeLast;
      beforeLast = last;
      last = row;
      row = reused;
    }
    return last[b.length()];
  }
}
