package io.towpath.azure.print;

import io.towpath.azure.resource.AzureName;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of ARM being written; members in the order in which they were put. What says nothing
 * (null, an empty text, list or object) is left out. Mutable, for one thread.
 */
final class Json {
  private final Map<String, Member> members = new LinkedHashMap<>();

  static Json object() {
    return new Json();
  }

  /** {@code {"id": …}}. */
  static Json reference(ResourceId id) {
    return object().text("id", id);
  }

  /** A named part of a resource: {@code {"name": …, "properties": {…}}}. */
  static Json part(String name, Json properties) {
    return object().text("name", name).always("properties", properties);
  }

  private Json put(String name, DocumentValue value) {
    members.put(name, new Member(name, Origin.NONE, value));
    return this;
  }

  /** A text, address, prefix or id. */
  Json text(String name, @Nullable Object text) {
    return text == null || text.toString().isEmpty() ? this : put(name, string(text));
  }

  /** A word of an enumeration. */
  Json word(String name, @Nullable AzureName word) {
    return word == null ? this : text(name, word.azureName());
  }

  /** A word, unless it is the one that counts where none is written. */
  Json word(String name, AzureName word, AzureName fallback) {
    return word.equals(fallback) ? this : word(name, word);
  }

  Json number(String name, long number) {
    return put(name, new NumberValue(Long.toString(number), Origin.NONE));
  }

  Json bool(String name, boolean value) {
    return put(name, new BooleanValue(value, Origin.NONE));
  }

  /** {@code true}, or nothing. */
  Json flag(String name, boolean value) {
    return value ? bool(name, true) : this;
  }

  Json object(String name, Json object) {
    return object.members.isEmpty() ? this : always(name, object);
  }

  Json always(String name, Json object) {
    return put(name, object.value());
  }

  Json ref(String name, @Nullable ResourceId id) {
    return id == null ? this : object(name, reference(id));
  }

  Json refs(String name, List<ResourceId> ids) {
    return objects(name, ids.stream().map(Json::reference).toList());
  }

  /** Texts, addresses, prefixes or ids. */
  Json texts(String name, List<?> texts) {
    return texts.isEmpty()
        ? this
        : put(
            name,
            new ArrayValue(texts.stream().<DocumentValue>map(Json::string).toList(), Origin.NONE));
  }

  Json objects(String name, List<Json> objects) {
    return objects.isEmpty()
        ? this
        : put(
            name,
            new ArrayValue(objects.stream().<DocumentValue>map(Json::value).toList(), Origin.NONE));
  }

  /** A value that is held already. */
  Json value(String name, DocumentValue value) {
    return put(name, value);
  }

  /** Values that are held already. */
  Json values(String name, List<ObjectValue> values) {
    return put(name, new ArrayValue(List.copyOf(values), Origin.NONE));
  }

  private static StringValue string(Object text) {
    return new StringValue(text.toString(), Origin.NONE);
  }

  ObjectValue value() {
    return new ObjectValue(members, Origin.NONE);
  }
}
