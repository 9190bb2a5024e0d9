package io.towpath.net.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read back. */
class JsonWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":{},\"b\":[]}",
        "{\"z\":1,\"a\":[true,false,null,-1.50e3,\"x\"]}",
        "\"quote \\\" backslash \\\\ line \\n tab \\t return \\r bell \\u0007\"",
        "\"ä 😀 \\ud800 alone\""
      })
  void theSameTextComesOut(String text) {
    DocumentValue value = JsonReader.parse(text, "a.json");

    assertThat(JsonWriter.compact(value)).isEqualTo(text);
    assertThat(JsonWriter.compact(JsonReader.parse(JsonWriter.indented(value), "a.json")))
        .isEqualTo(text);
  }

  @Test
  void membersStandOnLinesOfTheirOwn() {
    assertThat(JsonWriter.indented(JsonReader.parse("{\"a\":[1,{}],\"b\":{\"c\":2}}", "a.json")))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {}
              ],
              "b": {
                "c": 2
              }
            }
            """);
  }
}
