package io.towpath.lab.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table in the form in which both sides are compared.
 *
 * @param key what identifies it within its table
 * @param fields values by name, in order; a prediction may hold several that are equally right, the
 *     likeliest first, such as paths of equal cost
 * @param facts what is known beside it, for judging differences; never compared
 */
public record Row(String key, Map<String, List<String>> fields, Map<String, String> facts) {
  /** Fact: a {@link Basis} other than that of the table's kind. */
  static final String BASIS = "basis";

  /** Fact: prefix that the row is about. */
  static final String PREFIX = "prefix";

  /** Fact: names of nodes that the row rests on, separated by blanks. */
  static final String NODES = "nodes";

  /** Fact: those of them on the way of a packet to its destination. */
  static final String THERE = "there";

  /** Fact: those of them on the way of its answer. */
  static final String BACK = "back";

  public Row {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Starts a row. */
  public static Builder of(String key) {
    return new Builder(key);
  }

  /** A fact, or null. */
  public @Nullable String fact(String name) {
    return facts.get(name);
  }

  /** The likeliest value of a field; empty if it has none. */
  public String value(String field) {
    List<String> values = fields.getOrDefault(field, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  /** The same without a field, which is not compared then. */
  Row without(String field) {
    Map<String, List<String>> rest = new LinkedHashMap<>(fields);
    rest.remove(field);
    return new Row(key, rest, facts);
  }

  /** Names of fields of a route, but for its standing, that both rows have and that differ. */
  Set<String> attributesUnlike(Row other) {
    Set<String> names = new TreeSet<>();
    for (String name : fields.keySet()) {
      if (!name.equals("standing")
          && other.fields.containsKey(name)
          && !value(name).equals(other.value(name))) {
        names.add(name);
      }
    }
    return names;
  }

  /** Next hops of the likeliest value of {@code hops}, without order. */
  Set<String> hops() {
    return Set.copyOf(List.of(value("hops").split(", ")));
  }

  /** All fields on one line. */
  public String text() {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + " " + String.join(" or ", e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Collects fields in order. */
  public static final class Builder {
    private final String key;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();

    private Builder(String key) {
      this.key = key;
    }

    public Builder with(String field, Object value) {
      fields.put(field, List.of(value.toString()));
      return this;
    }

    /** A field with several right values. */
    public Builder withAny(String field, List<String> values) {
      fields.put(field, List.copyOf(values));
      return this;
    }

    public Builder fact(String name, Object value) {
      facts.put(name, value.toString());
      return this;
    }

    public Row build() {
      return new Row(key, fields, facts);
    }
  }
}
