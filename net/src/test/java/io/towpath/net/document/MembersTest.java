package io.towpath.net.document;

import static io.towpath.net.document.Documents.failure;
import static io.towpath.net.document.Documents.failureLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.document.DocumentValue.Member;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {

  private static final Members ESTATE =
      Members.of(
          YamlReader.parse(
              """
              name: hub
              count: 3
              share: 0.5
              on: true
              quoted: "3"
              none: null
              inner: {deep: {word: x}}
              list: [a, 5, {word: x}]
              asn: 65021
              address: 10.2.30.1
              broken: 10.2.30
              big: 1e30
              objects: [{word: x}, {word: 5}, 7, {word: y}]
              many: [10.0.0.1, ten]
              """,
              "estate.yaml"),
          "");

  @Test
  void eachTypeIsReadAsWhatItIs() {
    assertThat(ESTATE.string("name")).isEqualTo("hub");
    assertThat(ESTATE.integer("count")).isEqualTo(3);
    assertThat(ESTATE.integer("count", 1, 3)).isEqualTo(3);
    assertThat(ESTATE.bool("on")).isTrue();
    assertThat(ESTATE.text("asn")).isEqualTo("65021");
    assertThat(ESTATE.text("name")).isEqualTo("hub");
    assertThat(ESTATE.object("inner").object("deep").string("word")).isEqualTo("x");
    assertThat(ESTATE.list("list")).hasSize(3);
    assertThat(ESTATE.parsed("address", IpAddress::parse)).hasToString("10.2.30.1");
    assertThat(ESTATE.optionalDecimal("share")).contains(new BigDecimal("0.5"));
    assertThat(ESTATE.optionalInteger("count")).hasValue(3);
  }

  @Test
  void whatIsAbsentOrNullIsNothing() {
    for (String name : List.of("none", "absent")) {
      assertThat(ESTATE.has(name)).isFalse();
      assertThat(ESTATE.value(name)).isEmpty();
      assertThat(ESTATE.optionalString(name)).isEmpty();
      assertThat(ESTATE.optionalText(name)).isEmpty();
      assertThat(ESTATE.optionalInteger(name)).isEmpty();
      assertThat(ESTATE.optionalDecimal(name)).isEmpty();
      assertThat(ESTATE.optionalObject(name)).isEmpty();
      assertThat(ESTATE.optionalParsed(name, IpAddress::parse)).isEmpty();
      assertThat(ESTATE.bool(name, true)).isTrue();
      assertThat(ESTATE.list(name)).isEmpty();
      assertThat(ESTATE.objects(name)).isEmpty();
      assertThat(ESTATE.strings(name)).isEmpty();
    }
  }

  @Test
  void anotherTypeIsNamedWithPathPlaceAndWhatWasFound() {
    assertThat(failureLine(() -> ESTATE.string("count")))
        .isEqualTo("TP1010 2:8 count: expected a string, found a number (3).");
    assertThat(failureLine(() -> ESTATE.integer("name")))
        .isEqualTo("TP1010 1:7 name: expected a number, found a string (\"hub\").");
    assertThat(failureLine(() -> ESTATE.integer("share")))
        .isEqualTo("TP1010 3:8 share: expected a whole number, found 0.5.");
    assertThat(failureLine(() -> ESTATE.integer("big")))
        .isEqualTo("TP1010 12:6 big: expected a whole number, found 1e30.");
    assertThat(failureLine(() -> ESTATE.integer("quoted")))
        .isEqualTo("TP1010 5:9 quoted: expected a number, found a string (\"3\").");
    assertThat(failureLine(() -> ESTATE.bool("count")))
        .isEqualTo("TP1010 2:8 count: expected true or false, found a number (3).");
    assertThat(failureLine(() -> ESTATE.object("on")))
        .isEqualTo("TP1010 4:5 on: expected an object, found true.");
    assertThat(failureLine(() -> ESTATE.list("inner")))
        .isEqualTo("TP1010 7:8 inner: expected a list, found an object.");
    assertThat(failureLine(() -> ESTATE.text("list")))
        .isEqualTo("TP1010 8:7 list: expected a string, found a list.");
    assertThat(failureLine(() -> ESTATE.strings("list")))
        .isEqualTo("TP1010 8:11 list[1]: expected a string, found a number (5).");
    assertThat(failureLine(() -> ESTATE.object("inner").object("deep").integer("word")))
        .isEqualTo("TP1010 7:22 inner.deep.word: expected a number, found a string (\"x\").");
    assertThat(failureLine(() -> ESTATE.integer("count", 4, 9)))
        .isEqualTo("TP1013 2:8 count: expected a number from 4 to 9, found 3.");
    assertThat(failureLine(() -> ESTATE.parsed("broken", IpAddress::parse)))
        .isEqualTo("TP1013 11:9 broken: \"10.2.30\" is not an IPv4 address.");
    assertThat(failureLine(() -> ESTATE.parsedList("many", IpAddress::parse)))
        .isEqualTo("TP1013 14:18 many[1]: \"ten\" is not an IPv4 address.");
    assertThat(failure(() -> ESTATE.string("count")).origin().member()).isEqualTo("count");
    assertThat(failureLine(() -> Members.of(YamlReader.parse("5", "a"), "")))
        .isEqualTo("TP1010 1:1 expected an object, found a number (5).");
  }

  @Test
  void longValuesAreCutInMessages() {
    String digits = "1".repeat(100_000);
    Members members =
        Members.of(YamlReader.parse("n: " + digits + "\n" + "s: " + "x ".repeat(50_000), "a"), "");
    assertThat(failureLine(() -> members.integer("n")))
        .isEqualTo("TP1010 1:4 n: expected a shorter number, found a number.");
    assertThat(failureLine(() -> members.parsed("s", IpAddress::parse)))
        .startsWith("TP1013 2:4 s: \"x x x ")
        .endsWith("….")
        .hasSizeLessThan(450);
    assertThat(failureLine(() -> members.integer("s")))
        .isEqualTo("TP1010 2:4 s: expected a number, found a string.");
  }

  @Test
  void whatIsMissingIsNamedWithASimilarNameThatIsThere() {
    assertThat(failureLine(() -> ESTATE.string("nane"))).isEqualTo("TP1011 1:1 nane: is missing.");
    assertThat(failure(() -> ESTATE.string("nane")).fix())
        .isEqualTo("Add \"nane\". There is a \"name\".");
    assertThat(failure(() -> ESTATE.string("something")).fix()).isEqualTo("Add \"something\".");
    assertThat(failureLine(() -> ESTATE.string("none"))).isEqualTo("TP1011 6:7 none: is empty.");
  }

  @Test
  void brokenElementsDoNotHideTheOthers() {
    List<Finding> findings = new ArrayList<>();
    List<String> words = new ArrayList<>();
    ESTATE.forEach("objects", findings::add, item -> words.add(item.string("word")));
    assertThat(words).containsExactly("x", "y");
    assertThat(findings)
        .extracting(Finding::message)
        .containsExactly(
            "objects[1].word: expected a string, found a number (5).",
            "objects[2]: expected an object, found a number (7).");
  }

  @Test
  void unknownMembersAreReportedWithTheNearestNames() {
    Members members =
        Members.of(YamlReader.parse("nmae: a\nhosts: []\nHosts: []\n", "a"), "expect[3]");
    List<Finding> unknown = members.unknown(List.of("name", "hosts", "cables", "pins"));
    assertThat(unknown)
        .extracting(f -> f.code() + " " + f.origin() + " " + f.message() + " " + f.fix())
        .containsExactly(
            "TP1012 a:1 expect[3].nmae: there is no member of this name here."
                + " Did you mean \"name\", \"pins\" or \"hosts\"?",
            "TP1012 a:3 expect[3].Hosts: there is no member of this name here."
                + " Did you mean \"hosts\", \"pins\" or \"name\"?");
    assertThat(unknown.getFirst().origin().member()).isEqualTo("expect[3].nmae");
    assertThat(members.unknown(List.of("nmae", "hosts", "Hosts"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Name, a", "NAME, a", "name, b", "nAME, a"})
  void tolerantNamesHaveNoCaseButTheExactOneComesFirst(String name, String value) {
    Members members = tolerant("{\"Name\": \"a\", \"name\": \"b\"}");
    assertThat(members.string(name)).isEqualTo(value);
    assertThat(members.others(List.of("NAME"))).isEmpty();
    assertThat(members.others(List.of("nam")))
        .extracting(Member::key)
        .containsExactly("Name", "name");
  }

  @Test
  void tolerantReadingGoesOnInsideAndAcceptsQuotes() {
    Members members =
        tolerant(
            "{\"Properties\": {\"Asn\": \"65515\", \"On\": \"True\", \"Off\": \"false\","
                + " \"Word\": \"x\"}, \"Items\": [{\"Asn\": 1}]}");
    Members properties = members.object("properties");
    assertThat(properties.integer("asn")).isEqualTo(65515);
    assertThat(properties.bool("on")).isTrue();
    assertThat(properties.bool("off")).isFalse();
    assertThat(members.objects("items").getFirst().integer("asn")).isOne();
    assertThat(members.objects("items").getFirst().path()).isEqualTo("items[0]");
    assertThat(failureLine(() -> properties.integer("word")))
        .isEqualTo(
            "TP1010 1:71 properties.word: expected a decimal number, found a string (\"x\").");
    assertThat(failureLine(() -> properties.bool("word")))
        .isEqualTo("TP1010 1:71 properties.word: expected true or false, found a string (\"x\").");
  }

  @Test
  void aReadersOwnObjectionStandsAtTheMember() {
    assertThat(
            failureLine(
                () -> {
                  throw ESTATE.invalid("count", "is odd", "Write an even one.");
                }))
        .isEqualTo("TP1013 2:8 count: is odd.");
    assertThat(ESTATE.originOf("count").line()).isEqualTo(2);
    assertThat(ESTATE.originOf("absent")).isEqualTo(ESTATE.origin());
  }

  private static Members tolerant(String json) {
    return Members.tolerant(JsonReader.parse(json, "a.json"), "");
  }
}
