package io.towpath.net.document;

import static io.towpath.net.document.Documents.content;
import static io.towpath.net.document.Documents.failure;
import static io.towpath.net.document.Documents.failureLine;
import static io.towpath.net.document.Documents.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.towpath.net.InvalidInputException;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.testkit.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReaderTest {

  @Test
  void everyValueKnowsItsPlaceAndKeepsItsText() {
    String text =
        """
        {"name": "hub",
          "n": [1.50, -0, 1E+2],\t"on": true,
          "é😀": {"off": false, "none": null}}
        """;
    assertThat(placed(JsonReader.parse(text, "a.json")))
        .isEqualTo(
            "{name@1:2='hub'@1:10,n@2:3=[1.50@2:9,-0@2:15,1E+2@2:19]@2:8,on@2:26=true@2:32,"
                + "é😀@3:3={off@3:11=false@3:18,none@3:25=null@3:33}@3:10}@1:1");
    assertThat(JsonReader.parse(text, "a.json").origin().file()).isEqualTo("a.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | TP1001 1:1 The file is empty.",
        "{ | TP1001 1:2 This is not valid JSON: unexpected end-of-input: expected close marker for"
            + " Object.",
        "{\"a\": 1,} | TP1001 1:9 This is not valid JSON: unexpected character ('}'): was expecting"
            + " double-quote to start property name.",
        "[1 2] | TP1001 1:4 This is not valid JSON: unexpected character ('2'): was expecting comma"
            + " to separate Array entries.",
        "{'a': 1} | TP1001 1:2 This is not valid JSON: unexpected character ('''): was expecting"
            + " double-quote to start property name.",
        "// no\\n{} | TP1001 1:1 This is not valid JSON: unexpected character ('/').",
        "{}\\n\\n {} | TP1001 3:2 Something follows the end of the JSON document.",
        "{\"a\": 1,\\n \"b\": 2, \"a\": 3} | TP1006 2:10 \"a\" stands here again, after line 1.",
        "[[{\"a\":\\n{\"b\": 1, \"b\": 1}}]] | TP1006 2:10 \"b\" stands here again, after line 2."
      })
  void whatIsNoJsonIsNamedWithItsPlace(String text, String expected) {
    assertThat(failureLine(() -> JsonReader.parse(text.replace("\\n", "\n"), "a.json")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | The file seems to be cut off: write it again, or close what is open.",
        "[1,] | Remove the comma before it, or add what is missing.",
        "{'a': 1} | Write names and strings in double quotes.",
        "# no | JSON has no comments: remove it.",
        "[nul] | Mend the JSON there."
      })
  void theRemedyFitsTheUsualMistakes(String text, String fix) {
    assertThat(failure(() -> JsonReader.parse(text, "a.json")).fix()).isEqualTo(fix);
  }

  @Test
  void nestingIsBounded() {
    int most = JsonReader.MAX_DEPTH;
    assertThat(content(JsonReader.parse("[".repeat(most) + "]".repeat(most), "a")))
        .isEqualTo("[".repeat(most) + "]".repeat(most));
    assertThat(failureLine(() -> JsonReader.parse("[".repeat(1_000_000), "a")))
        .isEqualTo("TP1004 1:201 Objects and arrays are nested more than 200 deep.");
    assertThat(failureLine(() -> JsonReader.parse("{\"a\":".repeat(201) + "{}", "a")))
        .startsWith("TP1004 1:1001 ");
    assertThat(failureLine(() -> elements("{\"value\":" + "[".repeat(1_000_000))))
        .startsWith("TP1004 1:209 ");
  }

  @Test
  void sizeIsBounded() {
    byte[] text = "[1, 2, 3]".getBytes(StandardCharsets.UTF_8);
    assertThat(content(JsonReader.read(new ByteArrayInputStream(text), "a", 9)))
        .isEqualTo("[1,2,3]");
    assertThat(failureLine(() -> JsonReader.read(new ByteArrayInputStream(text), "a", 8)))
        .isEqualTo("TP1003 1:1 The file is larger than 8 bytes.");
    assertThat(failureLine(() -> JsonReader.parse("[" + "1".repeat(2_000) + "]", "a")))
        .isEqualTo(
            "TP1003 1:2002 This is not valid JSON: number value length (2000) exceeds the maximum"
                + " allowed (1000).");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void byteOrderMarksAreUnderstoodAndNotCounted(String encoding) {
    byte[] bytes = "\uFEFF{\"ü😀\": 1}".getBytes(Charset.forName(encoding));
    DocumentValue value = JsonReader.read(new ByteArrayInputStream(bytes), "a", 100);
    assertThat(placed(value)).isEqualTo("{ü😀@1:2=1@1:9}@1:1");
  }

  @ParameterizedTest
  @CsvSource({
    "7b 00 7d, 1:2 This is not a text file: control character 0x00.",
    "7b 0a 20 ff fe, 2:2 This is not a text file: byte 0xFF.",
    "22 c3 28 22, 1:2 This is not a text file: byte 0xC3.",
    "22 0d 0a 0a 0d 1b, 4:1 This is not a text file: control character 0x1B.",
    "50 4b 03 04 14 00, 1:3 This is not a text file: control character 0x03.",
    "ff fe 7b 00 00 d8, 1:2 This is not a text file: byte 0x00.",
    "7b c3, 1:2 This is not a text file: byte 0xC3.",
    "fe ff 00, 1:1 This is not a text file: byte 0x00."
  })
  void binaryJunkIsNamedWithItsPlace(String hex, String expected) {
    byte[] bytes = bytes(hex);
    assertThat(failureLine(() -> JsonReader.read(new ByteArrayInputStream(bytes), "a", 100)))
        .isEqualTo("TP1005 " + expected);
  }

  @Test
  void placesStayExactAcrossTheReadersBuffers() {
    for (int blanks : new int[] {16_380, 16_383, 16_384, 16_385, 40_000}) {
      String before = "[" + " ".repeat(blanks) + "\r\n";
      assertThat(placed(JsonReader.parse(before + "  \"é\"]", "a"))).isEqualTo("['é'@2:3]@1:1");
      assertThat(failureLine(() -> JsonReader.parse(before + "\r\n \u0001", "a")))
          .startsWith("TP1005 3:2 ");
      byte[] broken = (before + " x").getBytes(StandardCharsets.ISO_8859_1);
      broken[broken.length - 1] = (byte) 0xC3;
      assertThat(failureLine(() -> JsonReader.read(new ByteArrayInputStream(broken), "a", 100_000)))
          .startsWith("TP1005 2:2 ");
    }
  }

  @Test
  void filesThatCannotBeReadAreNamed(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.json");
    assertThat(failureLine(() -> JsonReader.read(missing, "azure/missing.json")))
        .isEqualTo("TP1005 0:0 \"azure/missing.json\": The file does not exist.");
    assertThat(failureLine(() -> JsonReader.read(folder, "azure")))
        .isEqualTo("TP1005 0:0 \"azure\": This is a folder, not a file.");
    InputStream failing = InputStream.nullInputStream();
    failing.close();
    assertThat(failureLine(() -> JsonReader.read(failing, "a", 100)))
        .isEqualTo("TP1005 0:0 \"a\": The file cannot be read: Stream closed.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, {\"a\": 2}] | 1 {'a'=2} | {}",
        "[] | `` | {}",
        "{\"value\": [1, 2], \"nextLink\": \"x\"} | 1 2 | {'nextLink'='x'}",
        "{\"Value\": [1], \"Count\": 1} | 1 | {'Count'=1}",
        "{\"data\": [1], \"count\": 1} | 1 | {'count'=1}",
        "{\"$schema\": \"s\", \"resources\": [1, 2]} | 1 2 | {'$schema'='s'}",
        "{\"value\": [1], \"data\": [2]} | 1 2 | {}",
        "{\"value\": []} | `` | {}",
        "{\"name\": \"a\"} | {'name'='a'} | {}",
        "{\"value\": {\"a\": 1}} | {'value'={'a'=1}} | {}",
        "{\"id\": \"/a\", \"resources\": [1]} | {'id'='/a','resources'=[1]} | {}",
        "{\"Type\": \"t\", \"resources\": [1]} | {'Type'='t','resources'=[1]} | {}",
        "{\"properties\": {\"value\": [1]}, \"value\": [2]} |"
            + " {'properties'={'value'=[1]},'value'=[2]} | {}",
        "{} | {} | {}"
      })
  void elementsAreHandedOutOneByOne(String text, String elements, String envelope) {
    List<String> seen = new ArrayList<>();
    ObjectValue rest =
        JsonReader.forEachElement(stream(text), "a", value -> seen.add(content(value)));
    assertThat(String.join(" ", seen)).isEqualTo(elements);
    assertThat(content(rest)).isEqualTo(envelope);
  }

  @Test
  void elementsBeforeAMistakeAreHandedOutAndTheMistakeIsNamed() {
    List<String> seen = new ArrayList<>();
    assertThat(
            failureLine(
                () ->
                    JsonReader.forEachElement(
                        stream("[1,\n 2,\n x]"), "a", value -> seen.add(content(value)))))
        .startsWith("TP1001 3:");
    assertThat(seen).containsExactly("1", "2");
  }

  @Test
  void aFileOfOneNumberHasNoElements() {
    assertThat(failureLine(() -> elements(" 5 ")))
        .isEqualTo("TP1001 1:2 Expected an object or an array, found a number (5).");
    assertThat(failureLine(() -> elements("[1] 5"))).startsWith("TP1001 1:5 ");
  }

  /** Ends the reading of a stream that has no end. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class EndlessList extends InputStream {
    private static final byte[] LINE =
        ("{\"id\": \"" + "x".repeat(1_000) + "\"},\n").getBytes(StandardCharsets.UTF_8);

    private long position = -1;

    @Override
    public int read() {
      long at = position++;
      return at < 0 ? '[' : LINE[(int) (at % LINE.length)];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }
  }

  @Test
  void elementsComeBeforeTheEndOfTheFileEvenIfItHasNone() {
    int[] lastLine = {0};
    assertThatExceptionOfType(Enough.class)
        .isThrownBy(
            () ->
                JsonReader.forEachElement(
                    new EndlessList(),
                    "endless.json",
                    value -> {
                      lastLine[0] = value.origin().line();
                      if (lastLine[0] == 20_000) {
                        throw new Enough();
                      }
                    }));
    assertThat(lastLine[0]).isEqualTo(20_000);
  }

  @Test
  void anyJsonIsReadWhole() {
    Property.named("JSON: any text is read whole")
        .runs(2_000)
        .check(
            Documents::sample,
            sample ->
                assertThat(content(JsonReader.parse(sample.json(), "a")))
                    .isEqualTo(sample.content()));
  }

  @Test
  void damagedJsonIsReadOrRefusedWithAPlace() {
    Property.named("JSON: damaged text is read or refused with a place")
        .runs(5_000)
        .check(
            choices -> Documents.damaged(choices, Documents.sample(choices).json()),
            text -> {
              try {
                JsonReader.parse(text, "a");
                elements(text);
              } catch (InvalidInputException e) {
                assertThat(e.findings()).hasSize(1);
                assertThat(e.findings().getFirst().origin().line()).isPositive();
                assertThat(e.findings().getFirst().origin().column()).isPositive();
              }
            });
  }

  private static List<DocumentValue> elements(String text) {
    List<DocumentValue> elements = new ArrayList<>();
    JsonReader.forEachElement(stream(text), "a", elements::add);
    return elements;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] bytes(String hex) {
    String[] octets = hex.split(" ");
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(octets[i], 16);
    }
    return bytes;
  }
}
