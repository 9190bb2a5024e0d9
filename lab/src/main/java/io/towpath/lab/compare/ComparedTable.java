package io.towpath.lab.compare;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A table after comparison.
 *
 * @param keys keys of the rows that were compared, of both sides together, sorted
 * @param bases how many of them rest on whose word
 * @param equalWays rows in which the lab took another of several equally right values
 * @param differences by key, then in the order of fields
 */
public record ComparedTable(
    TableKind kind,
    String place,
    List<String> keys,
    Map<Basis, Integer> bases,
    int equalWays,
    List<Difference> differences) {
  public ComparedTable {
    keys = List.copyOf(keys);
    Map<Basis, Integer> sorted = new EnumMap<>(Basis.class);
    sorted.putAll(bases);
    bases = Collections.unmodifiableMap(sorted);
    differences = List.copyOf(differences);
  }

  /** Rows compared. */
  public int rows() {
    return keys.size();
  }

  /** Differences of one judgement. */
  public List<Difference> differences(Difference.Judgement judgement) {
    return differences.stream().filter(d -> d.judgement() == judgement).toList();
  }

  /** True if nothing speaks against the prediction. */
  public boolean agrees() {
    return differences(Difference.Judgement.DIFFERS).isEmpty();
  }
}
