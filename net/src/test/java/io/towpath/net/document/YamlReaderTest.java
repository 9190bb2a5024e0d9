package io.towpath.net.document;

import static io.towpath.net.document.Documents.content;
import static io.towpath.net.document.Documents.failureLine;
import static io.towpath.net.document.Documents.placed;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.InvalidInputException;
import io.towpath.testkit.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  @Test
  void everyValueKnowsItsPlace() {
    String text =
        """
        # an estate
        towpath: 1
        hosts:
          - {name: hub-vm, on: "é😀:Vlan30"}
          - name: |
              two
              lines
        empty:
        """;
    assertThat(placed(YamlReader.parse(text, "estate.yaml")))
        .isEqualTo(
            "{towpath@2:1=1@2:10,hosts@3:1=[{name@4:6='hub-vm'@4:12,on@4:20='é😀:Vlan30'@4:24}@4:5,"
                + "{name@5:5='two\nlines\n'@5:11}@5:5]@4:3,empty@8:1=null@8:7}@2:1");
    assertThat(YamlReader.parse(text, "estate.yaml").origin().file()).isEqualTo("estate.yaml");
  }

  /** YAML 1.2.2 §10.3.2; numbers keep their text. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | null",
        "Null | null",
        "NULL | null",
        "~ | null",
        "nULL | 'nULL'",
        "true | true",
        "True | true",
        "TRUE | true",
        "false | false",
        "False | false",
        "FALSE | false",
        "tRUE | 'tRUE'",
        "yes | 'yes'",
        "no | 'no'",
        "on | 'on'",
        "off | 'off'",
        "y | 'y'",
        "0 | 0",
        "-1 | -1",
        "+12 | +12",
        "007 | 007",
        "0o17 | 0o17",
        "0o8 | '0o8'",
        "0xAf | 0xAf",
        "0xg | '0xg'",
        "1.50 | 1.50",
        ".5 | .5",
        "5. | 5.",
        ". | '.'",
        "1e3 | 1e3",
        "1E-3 | 1E-3",
        "1e | '1e'",
        ".inf | .inf",
        "-.Inf | -.Inf",
        ".nan | .nan",
        "-.nan | '-.nan'",
        "1_000 | '1_000'",
        "10:30 | '10:30'",
        "65021:1 | '65021:1'",
        "10.2.30.1 | '10.2.30.1'",
        "10.0.0.0/8 | '10.0.0.0/8'",
        "64512.1 | 64512.1",
        "2026-01-01 | '2026-01-01'",
        "37ms | '37ms'",
        "- | [null]",
        "'5' | '5'",
        "\"true\" | 'true'",
        "!!str 5 | '5'",
        "! 5 | '5'",
        "!!int 5 | 5",
        "!!float 5.0 | 5.0",
        "!!bool true | true",
        "!!null ~ | null",
        "!!seq [1] | [1]",
        "!!map {a: 1} | {'a'=1}",
        "2001:db8::1 | '2001:db8::1'",
        "::1 | '::1'"
      })
  void scalarsHaveTheTypesOfTheCoreSchema(String text, String expected) {
    assertThat(content(YamlReader.parse(text, "a"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1: a | {'1'='a'}",
        "~: a | {'~'='a'}",
        "true: a | {'true'='a'}",
        "'<<': a | {'<<'='a'}",
        "10.0: a | {'10.0'='a'}"
      })
  void keysKeepTheirText(String text, String expected) {
    assertThat(content(YamlReader.parse(text, "a"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "---\n...\n"})
  void anEmptyDocumentIsNull(String text) {
    assertThat(content(YamlReader.parse(text, "a"))).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: [1, 2 | TP1002 1:9 This is not valid YAML: while parsing a flow sequence, expected ','"
            + " or ']', but got <stream end>.",
        "a: b: c | TP1002 1:5 This is not valid YAML: mapping values are not allowed here.",
        "a:\\n"
            + "\\t- x | TP1002 2:1 This is not valid YAML: while scanning for the next token, found"
            + " character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for"
            + " indentation).",
        "a: 1\\nb: 2\\na: 3 | TP1006 3:1 \"a\" stands here again, after line 1.",
        "1: x\\n'1': y | TP1006 2:1 \"1\" stands here again, after line 1.",
        "b: {<<: {a: 1}} | TP1002 1:5 Merge keys (\"<<\") are not supported.",
        "? [a]\\n: 1 | TP1002 1:3 A key of a mapping is no plain text.",
        "&k a: 1\\n*k : 2 | TP1002 2:1 A key of a mapping is no plain text.",
        "a: 1\\n---\\nb: 2 | TP1002 2:1 The file holds a second YAML document.",
        "a: !secret x | TP1002 1:4 The tag \"!secret\" is not supported.",
        "a: !!binary x | TP1002 1:4 The tag \"!!binary\" is not supported.",
        "a: !!set {b} | TP1002 1:4 The tag \"!!set\" is not supported.",
        "a: !!int x | TP1002 1:4 \"x\" does not fit its tag \"!!int\".",
        "%YAML 2.0\\n---\\na: 1 | TP1002 1:1 The file says that it is YAML 2.0.",
        "a:\\n"
            + "  - {x: 1/2\\n"
            + "5}{ # one\\n"
            + "  - b: 2 | TP1002 2:9 This is not valid YAML: A simple key is required only if it is"
            + " the first token in the current line.",
        "a: *b | TP1002 1:4 The alias \"*b\" has no anchor \"&b\" before it.",
        "a: &b [1, *b] | TP1004 1:11 The value \"&b\" contains itself."
      })
  void whatIsNotAcceptedIsNamedWithItsPlace(String text, String expected) {
    String written = text.replace("\\n", "\n").replace("\\t-", "\t-");
    assertThat(failureLine(() -> YamlReader.parse(written, "a"))).isEqualTo(expected);
  }

  @Test
  void nestingIsBounded() {
    int most = YamlReader.MAX_DEPTH;
    String deepest = "[".repeat(most) + "]".repeat(most);
    assertThat(content(YamlReader.parse(deepest, "a"))).isEqualTo(deepest);
    assertThat(failureLine(() -> YamlReader.parse("[".repeat(1_000_000), "a")))
        .isEqualTo("TP1004 1:101 Mappings and sequences are nested more than 100 deep.");
    StringBuilder block = new StringBuilder();
    for (int i = 0; i <= most; i++) {
      block.append(" ".repeat(i)).append("a:\n");
    }
    assertThat(failureLine(() -> YamlReader.parse(block.toString(), "a")))
        .startsWith("TP1004 101:");
    // An alias brings its depth along.
    String half = "[".repeat(50) + "]".repeat(50);
    String over = "[".repeat(51) + "*x" + "]".repeat(51);
    assertThat(failureLine(() -> YamlReader.parse("- &x " + half + "\n- " + over, "a")))
        .startsWith("TP1004 2:54 ");
    String fits = "[".repeat(49) + "*x" + "]".repeat(49);
    assertThat(YamlReader.parse("- &x " + half + "\n- " + fits, "a")).isNotNull();
  }

  @Test
  void anAliasStandsForItsValue() {
    assertThat(
            content(YamlReader.parse("a: &x {b: 1}\nc: [*x, *x]\nd: &x 2\ne: *x\n&k f: *k\n", "a")))
        .isEqualTo("{'a'={'b'=1},'c'=[{'b'=1},{'b'=1}],'d'=2,'e'=2,'f'='f'}");
  }

  @Test
  void aliasesAreBoundedInNumberAndInWhatTheyUnfoldTo() {
    String fifty = "a: &a 1\nb: [" + "*a, ".repeat(50) + "]";
    assertThat(YamlReader.parse(fifty, "a")).isNotNull();
    assertThat(failureLine(() -> YamlReader.parse(fifty.replace("]", "*a]"), "a")))
        .isEqualTo("TP1004 2:205 There are more than 50 aliases in this file.");
    StringBuilder doubling = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 25; i++) {
      doubling.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(failureLine(() -> YamlReader.parse(doubling.toString(), "a")))
        .startsWith("TP1004 ")
        .endsWith("The aliases of this file stand for more than 100000 values.");
  }

  @Test
  void sizeIsBounded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.yaml");
    String line = "- " + "x".repeat(62) + "\n";
    Files.writeString(file, line.repeat((16 << 20) / line.length()));
    assertThat(Files.size(file)).isLessThan(YamlReader.DEFAULT_MAX_BYTES);
    Files.writeString(file, line.repeat(10_000));
    assertThat(YamlReader.read(file, "large.yaml", 650_000)).isNotNull();
    assertThat(failureLine(() -> YamlReader.read(file, "large.yaml", 64 << 10)))
        .matches("TP1003 \\d+:\\d+ The file is larger than 64 KiB\\.");
  }

  /** Each of these once took time with the square of its length, or a message as long as itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x | ``",
        "'x | TP1002",
        "# | ``",
        "! | TP1002",
        ": | TP1002",
        "1 | ``",
        "*x | TP1002",
        "a: !x | TP1002"
      })
  @Timeout(30)
  void veryLongLinesAreReadInTimeAndNotRepeatedInMessages(String beginning, String code) {
    String text = beginning + beginning.substring(beginning.length() - 1).repeat(8 << 20);
    if (code.isEmpty()) {
      assertThat(YamlReader.parse(text, "a").origin().line()).isOne();
    } else {
      assertThat(failureLine(() -> YamlReader.parse(text, "a")))
          .startsWith(code)
          .hasSizeLessThan(600);
    }
  }

  @Test
  void aFileAboveTheLibrarysOwnLimitIsRead() {
    // Four million characters: the library alone stops at three.
    String text = ("- " + "x".repeat(997) + "\n").repeat(4_000);
    assertThat(((DocumentValue.ArrayValue) YamlReader.parse(text, "a")).items()).hasSize(4_000);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void byteOrderMarksAreUnderstoodAndNotCounted(String encoding) {
    byte[] bytes = "\uFEFFa: ü\n".getBytes(Charset.forName(encoding));
    assertThat(placed(YamlReader.read(new ByteArrayInputStream(bytes), "a", 100)))
        .isEqualTo("{a@1:1='ü'@1:4}@1:1");
  }

  @ParameterizedTest
  @CsvSource({
    "61 3a 20 00, 1:4 This is not a text file: control character 0x00.",
    "7f 45 4c 46 02 01 01 00, 1:5 This is not a text file: control character 0x02.",
    "61 3a 0a 20 e9 0a, 2:2 This is not a text file: byte 0xE9.",
    "61 3a 20 22 0a c2 81 22, 2:1 This is not a text file: character U+0081."
  })
  void binaryJunkIsNamedWithItsPlace(String hex, String expected) {
    byte[] bytes = JsonReaderTest.bytes(hex);
    assertThat(failureLine(() -> YamlReader.read(new ByteArrayInputStream(bytes), "a", 100)))
        .isEqualTo("TP1005 " + expected);
  }

  @Test
  void jsonIsYaml() {
    Property.named("YAML: JSON is YAML")
        .runs(2_000)
        .check(
            Documents::sample,
            sample -> {
              // JSON may indent with tabs; YAML may not.
              String text = sample.json().replace("\t", " ");
              assertThat(content(YamlReader.parse(text, "a"))).isEqualTo(sample.content());
            });
  }

  @Test
  void damagedYamlIsReadOrRefusedWithAPlace() {
    String estate =
        """
        towpath: 1
        hosts: &h
          - {name: a, address: 10.2.30.10/25}   # one
          - name: "b\\n"
            text: >-
              folded
        more: *h
        """;
    Property.named("YAML: damaged text is read or refused with a place")
        .runs(5_000)
        .check(
            choices -> Documents.damaged(choices, estate),
            text -> {
              try {
                YamlReader.parse(text, "a");
              } catch (InvalidInputException e) {
                assertThat(e.findings()).hasSize(1);
                assertThat(e.findings().getFirst().origin().line()).isPositive();
              }
            });
  }

  @Test
  void theFormatIsChosenByTheNameOfTheFile(@TempDir Path folder) throws IOException {
    Path json = Files.writeString(folder.resolve("a.JSON"), "{\"a\": 1}", StandardCharsets.UTF_8);
    Path yaml = Files.writeString(folder.resolve("a.yaml"), "a: 1", StandardCharsets.UTF_8);
    Path yml = Files.writeString(folder.resolve("a.yml"), "a: 1", StandardCharsets.UTF_8);
    for (Path file : new Path[] {json, yaml, yml}) {
      assertThat(content(DocumentReader.read(file))).isEqualTo("{'a'=1}");
      assertThat(DocumentReader.read(file).origin().file()).isEqualTo(file.toString());
    }
    assertThat(failureLine(() -> DocumentReader.read(Path.of("a.cfg"))))
        .isEqualTo("TP1005 0:0 \"a.cfg\" is neither JSON nor YAML by its name.");
    assertThat(failureLine(() -> DocumentReader.read(Path.of("none.yaml"))))
        .isEqualTo("TP1005 0:0 \"none.yaml\": The file does not exist.");
  }
}
