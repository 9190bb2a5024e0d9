package io.towpath.net.document;

import io.towpath.net.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a JSON or YAML document, with its place. Immutable. */
public sealed interface DocumentValue {

  /** File, line and column where the value begins. */
  Origin origin();

  /** An object or mapping; members keep the order of the file. */
  record ObjectValue(Map<String, Member> members, Origin origin) implements DocumentValue {
    public ObjectValue {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of exactly that name, or null. */
    public @Nullable DocumentValue get(String name) {
      Member member = members.get(name);
      return member == null ? null : member.value();
    }
  }

  /**
   * One member of an object.
   *
   * @param key name as written
   * @param keyOrigin where the name stands
   */
  record Member(String key, Origin keyOrigin, DocumentValue value) {}

  /** An array or sequence. */
  record ArrayValue(List<DocumentValue> items, Origin origin) implements DocumentValue {
    public ArrayValue {
      items = List.copyOf(items);
    }
  }

  /** A string (in YAML also any plain scalar that is no number, boolean or null). */
  record StringValue(String text, Origin origin) implements DocumentValue {}

  /** A number, kept as written. */
  record NumberValue(String text, Origin origin) implements DocumentValue {}

  /** true or false. */
  record BooleanValue(boolean value, Origin origin) implements DocumentValue {}

  /** null. */
  record NullValue(Origin origin) implements DocumentValue {}
}
