package io.towpath.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/fidelity.md} promises: a status, rules that exist and tests that exist. */
class FidelityDocumentTest {
  private static final Pattern STATUS = Pattern.compile("(modelled|approximated|absent)\\b.*");
  private static final Pattern RULE = Pattern.compile("\\bR(\\d{1,3})\\b");
  private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w+Test)`");
  private static final Pattern RESULT = Pattern.compile("\\bD(\\d{1,2})\\b");

  /** A row of one of the tables. */
  private record Row(String behaviour, String rules, String status, String tests) {}

  @Test
  void everyBehaviourHasAStatusAndWhatIsNotAbsentIsTested() throws IOException {
    List<Row> rows = rows();

    assertThat(rows).hasSizeGreaterThan(40);
    assertThat(rows).allMatch(row -> STATUS.matcher(row.status()).matches());
    assertThat(rows)
        .filteredOn(row -> row.status().startsWith("modelled"))
        .allMatch(row -> !row.tests().isEmpty());
  }

  @Test
  void everyRuleNamedExists() throws IOException {
    Set<String> defined =
        named(Pattern.compile("\\*\\*R(\\d+)\\*\\*"), Files.readString(document("rules.md")));
    for (Row row : rows()) {
      assertThat(defined).as(row.behaviour()).containsAll(named(RULE, row.rules()));
    }
  }

  @Test
  void everyTestNamedExists() throws IOException {
    Set<String> classes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Repository.root())) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .forEach(name -> classes.add(name.replace(".java", "")));
    }
    String estate = Files.readString(Repository.root().resolve("scenarios/interop/estate.yaml"));
    Set<String> results = named(Pattern.compile("note: D(\\d+)\\}"), estate);
    for (Row row : rows()) {
      assertThat(classes).as(row.behaviour()).containsAll(named(TEST_CLASS, row.tests()));
      assertThat(results).as(row.behaviour()).containsAll(named(RESULT, row.tests()));
    }
  }

  private static Set<String> named(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    Matcher name = pattern.matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(document("fidelity.md")).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| behaviour"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|", -1)).map(String::trim).toList())
        .map(cells -> new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3)))
        .toList();
  }

  private static Path document(String name) {
    return Repository.root().resolve("docs").resolve(name);
  }
}
