package io.towpath.lab.compare;

import java.util.List;

/**
 * A table after comparison.
 *
 * @param rows rows compared, of both sides together
 * @param equalWays rows in which the lab took another of several equally right values
 * @param differences by key, then in the order of fields
 * @param leftOut why rows were not compared, one entry for each row
 */
public record ComparedTable(
    TableKind kind,
    String place,
    int rows,
    int equalWays,
    List<Difference> differences,
    List<String> leftOut) {
  public ComparedTable {
    differences = List.copyOf(differences);
    leftOut = List.copyOf(leftOut);
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
