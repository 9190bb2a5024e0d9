package io.towpath.lab.compare;

import io.towpath.net.Prefix;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are not the same in all readings of a lab that does not come to rest. It need not where
 * everything that moves is known to differ: each reading agrees, and what moves differs in one.
 */
final class MovingRows {
  private static final int MOST_NAMED = 20;

  private final Map<String, Row> last = new HashMap<>();
  private final Set<String> moved = new HashSet<>();
  private final Set<String> excused = new HashSet<>();
  private final Set<String> wrong = new TreeSet<>();
  private int readings;

  /**
   * Takes in a reading.
   *
   * @param open prefixes for which no stable outcome is predicted: their rows may move anyhow
   */
  void add(Collection<TableRows> observed, List<ComparedTable> compared, Predicate<Prefix> open) {
    Map<String, Row> now = new HashMap<>();
    for (TableRows table : observed) {
      table.rows().forEach((key, row) -> now.put(name(table.kind(), table.place(), key), row));
    }
    if (readings++ > 0) {
      Set<String> names = new HashSet<>(last.keySet());
      names.addAll(now.keySet());
      names.stream()
          .filter(name -> !fields(last.get(name)).equals(fields(now.get(name))))
          .forEach(
              name -> {
                moved.add(name);
                if (isOf(open, last.get(name)) || isOf(open, now.get(name))) {
                  excused.add(name);
                }
              });
    }
    last.clear();
    last.putAll(now);
    for (ComparedTable table : compared) {
      for (Difference each : table.differences()) {
        boolean differs = each.judgement() == Difference.Judgement.DIFFERS;
        (differs ? wrong : excused).add(name(table.kind(), table.place(), each.key()));
      }
    }
  }

  private static boolean isOf(Predicate<Prefix> open, @Nullable Row row) {
    String prefix = row == null ? null : row.fact(Row.PREFIX);
    return prefix != null && open.test(Prefix.parse(prefix));
  }

  private static Map<String, List<String>> fields(@Nullable Row row) {
    return row == null ? Map.of() : row.fields();
  }

  private static String name(TableKind kind, String place, String key) {
    return kind.word() + " of " + place + ": " + key;
  }

  /**
   * True if all that was seen to move is known to differ.
   *
   * @param moves false if the lab came to rest in the meantime: then nothing need have moved
   */
  boolean areExcused(boolean moves) {
    return wrong.isEmpty() && (!moves || !moved.isEmpty()) && excused.containsAll(moved);
  }

  /** Some rows that speak against that. */
  List<String> notExcused() {
    Set<String> rows = new TreeSet<>(moved);
    rows.removeAll(excused);
    rows.addAll(wrong);
    return rows.stream().limit(MOST_NAMED).toList();
  }
}
