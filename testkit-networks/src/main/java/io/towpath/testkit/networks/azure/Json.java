package io.towpath.testkit.networks.azure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A value in JSON. Members stand in the order in which they are given.
 *
 * @param text on one line
 */
record Json(String text) {

  /** An object; text, numbers, truth values, lists and other JSON by key. */
  static Json object(Object... keysAndValues) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      text.append(i == 0 ? "" : ", ")
          .append(quoted(String.valueOf(keysAndValues[i])))
          .append(": ")
          .append(of(keysAndValues[i + 1]));
    }
    return new Json(text.append('}').toString());
  }

  private static String of(Object value) {
    return switch (value) {
      case Json json -> json.text();
      case List<?> list -> list.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]"));
      case Integer number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
