package io.towpath.estate.starter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Texts that estates are made of, with places such as <code>{{name}}</code> to fill. */
final class StarterText {
  private final String text;

  private StarterText(String text) {
    this.text = text;
  }

  /**
   * Reads a text.
   *
   * @param path below this package's resources, {@code csp/router.cfg}
   */
  static StarterText of(String path) throws IOException {
    try (InputStream input = StarterText.class.getResourceAsStream(path)) {
      if (input == null) {
        throw new IllegalStateException("the text " + path + " is not part of this build");
      }
      return new StarterText(new String(input.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * The text with its places filled.
   *
   * @throws IllegalStateException if it has a place that has no value
   */
  String with(Map<String, String> values) {
    StringBuilder filled = new StringBuilder(text.length() + 64);
    int at = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
      int close = text.indexOf("}}", open);
      String place = text.substring(open + 2, close);
      String value = values.get(place);
      if (value == null) {
        throw new IllegalStateException("nothing fills {{" + place + "}}");
      }
      filled.append(text, at, open).append(value);
      at = close + 2;
    }
    return filled.append(text, at, text.length()).toString();
  }
}
