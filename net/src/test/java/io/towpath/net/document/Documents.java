package io.towpath.net.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.testkit.Choices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Documents as tests see them: their one finding, their content in one line, random ones. */
final class Documents {
  private Documents() {}

  /** The one finding with which the reading ends. */
  static Finding failure(ThrowingCallable reading) {
    InvalidInputException failure = catchThrowableOfType(InvalidInputException.class, reading);
    assertThat(failure).as("the failure").isNotNull();
    assertThat(failure.findings()).hasSize(1);
    return failure.findings().getFirst();
  }

  /** {@code CODE line:column message}. */
  static String failureLine(ThrowingCallable reading) {
    Finding finding = failure(reading);
    assertThat(finding.fix()).as("how to mend it").isNotEmpty();
    assertThat(finding.origin().file()).as("the file").isNotNull();
    return finding.code()
        + " "
        + finding.origin().line()
        + ":"
        + finding.origin().column()
        + " "
        + finding.message();
  }

  /** Content with the place of every value: {@code {a@1:2=1@1:6}@1:1}. */
  static String placed(DocumentValue value) {
    String place = "@" + value.origin().line() + ":" + value.origin().column();
    return switch (value) {
      case ObjectValue object ->
          object.members().values().stream()
                  .map(
                      m ->
                          m.key()
                              + "@"
                              + m.keyOrigin().line()
                              + ":"
                              + m.keyOrigin().column()
                              + "="
                              + placed(m.value()))
                  .collect(Collectors.joining(",", "{", "}"))
              + place;
      case ArrayValue array ->
          array.items().stream().map(Documents::placed).collect(Collectors.joining(",", "[", "]"))
              + place;
      case StringValue string -> "'" + string.text() + "'" + place;
      case NumberValue number -> number.text() + place;
      case BooleanValue bool -> bool.value() + place;
      case NullValue _ -> "null" + place;
    };
  }

  /** Content without places. */
  static String content(DocumentValue value) {
    return switch (value) {
      case ObjectValue object ->
          object.members().values().stream()
              .map(m -> "'" + m.key() + "'=" + content(m.value()))
              .collect(Collectors.joining(",", "{", "}"));
      case ArrayValue array ->
          array.items().stream().map(Documents::content).collect(Collectors.joining(",", "[", "]"));
      case StringValue string -> "'" + string.text() + "'";
      case NumberValue number -> number.text();
      case BooleanValue bool -> String.valueOf(bool.value());
      case NullValue _ -> "null";
    };
  }

  /** A random JSON text and its content. */
  record Sample(String json, String content) {}

  static Sample sample(Choices choices) {
    return sample(choices, 4);
  }

  private static final Map<String, String> STRINGS =
      new TreeMap<>(
          Map.of(
              "a", "a", "", "", "true", "true", "1", "1", "ü😀", "ü😀", "\\u0041\\n\\\"", "A\n\""));

  private static Sample sample(Choices choices, int depth) {
    String blank = choices.oneOf(List.of("", " ", "\n", "\r\n", "\t"));
    return switch (choices.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> new Sample(blank + "null" + blank, "null");
      case 1 -> literal(choices.oneOf(List.of("true", "false")), blank);
      case 2 -> literal(choices.oneOf(List.of("0", "-1", "10.50", "1e-3", "65021")), blank);
      case 3 -> {
        String written = choices.oneOf(List.copyOf(STRINGS.keySet()));
        yield new Sample(blank + "\"" + written + "\"" + blank, "'" + STRINGS.get(written) + "'");
      }
      case 4 -> {
        List<Sample> items = choices.list(0, 5, c -> sample(c, depth - 1));
        yield new Sample(
            items.stream().map(Sample::json).collect(Collectors.joining(",", blank + "[", "]")),
            items.stream().map(Sample::content).collect(Collectors.joining(",", "[", "]")));
      }
      default -> {
        List<Sample> members = choices.list(0, 5, c -> sample(c, depth - 1));
        StringBuilder json = new StringBuilder("{");
        StringBuilder content = new StringBuilder("{");
        for (int i = 0; i < members.size(); i++) {
          String comma = i == 0 ? "" : ",";
          json.append(comma).append(blank).append("\"k").append(i).append("\":");
          json.append(members.get(i).json);
          content.append(comma).append("'k").append(i).append("'=").append(members.get(i).content);
        }
        yield new Sample(json + "}" + blank, content + "}");
      }
    };
  }

  private static Sample literal(String text, String blank) {
    return new Sample(blank + text + blank, text);
  }

  /** The text with some characters changed, dropped or doubled. */
  static String damaged(Choices choices, String text) {
    StringBuilder damaged = new StringBuilder(text);
    List<Character> odd =
        List.of(
            '{', '}', '[', ']', ',', ':', '"', '\'', '\\', '&', '*', '-', '\n', '\t', '#', '!', '%',
            '@', '|', '>', '?', '\u0000', '\u007f', '\u0085', '\ud800', '\ufeff', ' ');
    for (int i = choices.between(1, 6); i > 0 && !damaged.isEmpty(); i--) {
      int at = choices.nextInt(damaged.length());
      switch (choices.nextInt(4)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.insert(at, choices.oneOf(odd).charValue());
        case 2 -> damaged.setCharAt(at, choices.oneOf(odd));
        default -> damaged.setLength(at);
      }
    }
    return damaged.toString();
  }
}
