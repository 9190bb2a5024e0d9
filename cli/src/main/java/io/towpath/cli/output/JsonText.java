package io.towpath.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects with {@code schema: 1}; members in the order in which they were put. */
public final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonText() {}

  /** Starts an object of the current schema. */
  public static Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("schema", 1);
    return object;
  }

  /** The text of an object, with a line end. */
  public static String of(Map<String, @Nullable Object> object) {
    return MAPPER.writeValueAsString(object).replace("\r\n", "\n") + "\n";
  }
}
