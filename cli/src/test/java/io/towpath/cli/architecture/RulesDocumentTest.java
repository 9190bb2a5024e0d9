package io.towpath.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/rules.md} promises: an entry with a source for every rule that code cites. */
class RulesDocumentTest {
  private static final Pattern ENTRY =
      Pattern.compile("- \\*\\*R(\\d+)\\*\\* \\(`([a-z0-9-]+)`\\) – (.+) Source: (.+)\\.");

  /** {@code R36}, or the first and last rule of {@code R204–R211}. */
  private static final Pattern CITATION =
      Pattern.compile("\\bR(\\d{1,3})\\b(?:\\s?[–-]\\s?R(\\d{1,3})\\b)?");

  private static final Pattern PAGE = Pattern.compile("\\[([a-z0-9-]+)]");

  private record Entry(String name, String text, String source) {}

  @Test
  void everyRuleThatCodeCitesHasAnEntry() throws IOException {
    Map<Integer, Path> cited = new TreeMap<>();
    for (Path file : Repository.mainSources()) {
      Matcher citation = CITATION.matcher(Files.readString(file));
      while (citation.find()) {
        int first = Integer.parseInt(citation.group(1));
        int last = citation.group(2) == null ? first : Integer.parseInt(citation.group(2));
        for (int rule = first; rule <= last; rule++) {
          cited.putIfAbsent(rule, Repository.root().relativize(file));
        }
      }
    }
    assertThat(cited).isNotEmpty();
    cited.keySet().removeAll(entries().keySet());
    assertThat(cited).as("rules cited without an entry in docs/rules.md, and where").isEmpty();
  }

  @Test
  void everyLineOfTheListIsAnEntryWithTextAndSource() throws IOException {
    List<String> lines = document().stream().filter(line -> line.startsWith("- **R")).toList();
    assertThat(lines).isNotEmpty();
    assertThat(lines).filteredOn(line -> !ENTRY.matcher(line).matches()).isEmpty();
    assertThat(entries()).as("entries, each number once").hasSameSizeAs(lines);
    assertThat(entries().values())
        .filteredOn(entry -> entry.text().length() < 30 || entry.source().isBlank())
        .isEmpty();
  }

  @Test
  void entriesStandInOrderUnderNamesOfTheirOwn() throws IOException {
    assertThat(List.copyOf(entries().keySet())).isSorted();
    assertThat(entries().values()).extracting(Entry::name).doesNotHaveDuplicates();
  }

  @Test
  void everyPageNamedAsSourceIsLinkedAndEveryLinkIsUsed() throws IOException {
    Set<String> linked =
        document().stream()
            .map(Pattern.compile("\\[([a-z0-9-]+)]: https://\\S+")::matcher)
            .filter(Matcher::matches)
            .map(link -> link.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named = new TreeSet<>();
    for (Entry entry : entries().values()) {
      Matcher page = PAGE.matcher(entry.source());
      while (page.find()) {
        named.add(page.group(1));
      }
    }
    assertThat(named).isEqualTo(linked);
  }

  private static Map<Integer, Entry> entries() throws IOException {
    Map<Integer, Entry> entries = new LinkedHashMap<>();
    for (String line : document()) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        entries.put(
            Integer.parseInt(entry.group(1)),
            new Entry(entry.group(2), entry.group(3), entry.group(4)));
      }
    }
    return entries;
  }

  private static List<String> document() throws IOException {
    return Files.readAllLines(Repository.root().resolve("docs/rules.md"));
  }
}
