package io.towpath.lab.compare;

import io.towpath.lab.compare.Difference.Judgement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lays the tables of both sides over each other, row by row and field by field. A field is compared
 * if both sides have it. Deterministic and without I/O.
 */
final class TableComparison {
  private final Judge judge;

  TableComparison(Judge judge) {
    this.judge = judge;
  }

  /** Says why a difference of a row is no error. */
  interface Judge {
    /** The entry of the reviewed list that a difference falls under, or null. */
    AllowedDifferences.@Nullable Rule allowed(
        TableRows table, @Nullable Row predicted, @Nullable Row observed, String field);

    /** Why the lab cannot build what the row rests on, or null. */
    @Nullable String whyNotCompared(TableRows table, Row row);

    /** Why a difference is one between several stable outcomes, or null. */
    @Nullable String whySeveral(
        TableRows table, @Nullable Row predicted, @Nullable Row observed, String field);
  }

  private record Name(TableKind kind, String place) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : place.compareTo(other.place);
    }
  }

  /** Compares all tables that either side has; sorted by kind and place. */
  List<ComparedTable> compare(Collection<TableRows> predicted, Collection<TableRows> observed) {
    Map<Name, TableRows> left = index(predicted);
    Map<Name, TableRows> right = index(observed);
    TreeSet<Name> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    List<ComparedTable> tables = new ArrayList<>();
    for (Name name : names) {
      TableRows empty = TableRows.empty(name.kind, name.place);
      tables.add(table(left.getOrDefault(name, empty), right.getOrDefault(name, empty)));
    }
    return tables;
  }

  private static Map<Name, TableRows> index(Collection<TableRows> tables) {
    Map<Name, TableRows> index = new TreeMap<>();
    tables.forEach(table -> index.put(new Name(table.kind(), table.place()), table));
    return index;
  }

  private ComparedTable table(TableRows predicted, TableRows observed) {
    TreeSet<String> keys = new TreeSet<>(predicted.rows().keySet());
    keys.addAll(observed.rows().keySet());
    List<Difference> differences = new ArrayList<>();
    Map<Basis, Integer> bases = new EnumMap<>(Basis.class);
    int equalWays = 0;
    for (String key : keys) {
      Row left = predicted.rows().get(key);
      Row right = observed.rows().get(key);
      bases.merge(basis(predicted.kind(), left), 1, Integer::sum);
      List<Difference> found = row(predicted, left, right);
      differences.addAll(found);
      equalWays += found.isEmpty() && tookAnotherWay(left, right) ? 1 : 0;
    }
    return new ComparedTable(
        predicted.kind(), predicted.place(), List.copyOf(keys), bases, equalWays, differences);
  }

  private static Basis basis(TableKind kind, @Nullable Row predicted) {
    String own = predicted == null ? null : predicted.fact(Row.BASIS);
    return own == null ? kind.basis() : Basis.valueOf(own);
  }

  private static boolean tookAnotherWay(@Nullable Row left, @Nullable Row right) {
    return left != null
        && right != null
        && left.fields().keySet().stream()
            .filter(right.fields()::containsKey)
            .anyMatch(field -> !left.value(field).equals(right.value(field)));
  }

  private List<Difference> row(TableRows table, @Nullable Row left, @Nullable Row right) {
    List<Difference> found = new ArrayList<>();
    if (left == null || right == null) {
      found.add(judged(table, left, right, Difference.ROW));
      return found;
    }
    for (Map.Entry<String, List<String>> field : left.fields().entrySet()) {
      List<String> seen = right.fields().get(field.getKey());
      if (seen != null && !field.getValue().contains(seen.getFirst())) {
        found.add(judged(table, left, right, field.getKey()));
      }
    }
    return found;
  }

  private Difference judged(
      TableRows table, @Nullable Row left, @Nullable Row right, String field) {
    boolean whole = field.equals(Difference.ROW);
    Row any = left == null ? right : left;
    String key = any == null ? "" : any.key();
    String predicted = left == null ? null : whole ? left.text() : text(left, field);
    String observed = right == null ? null : whole ? right.text() : text(right, field);
    AllowedDifferences.Rule rule = judge.allowed(table, left, right, field);
    if (rule != null) {
      return new Difference(key, field, predicted, observed, Judgement.ALLOWED, rule.id());
    }
    if (any != null) {
      String cannot = judge.whyNotCompared(table, any);
      if (cannot != null) {
        return new Difference(key, field, predicted, observed, Judgement.NOT_COMPARED, cannot);
      }
      String several = judge.whySeveral(table, left, right, field);
      if (several != null) {
        return new Difference(key, field, predicted, observed, Judgement.SEVERAL_OUTCOMES, several);
      }
    }
    return new Difference(key, field, predicted, observed, Judgement.DIFFERS, "");
  }

  private static String text(Row row, String field) {
    String text = String.join(" or ", row.fields().getOrDefault(field, List.of()));
    return text.isEmpty() ? "none" : text;
  }
}
