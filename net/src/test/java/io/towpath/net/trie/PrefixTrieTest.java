package io.towpath.net.trie;

import static io.towpath.net.trie.PrefixTables.bruteForce;
import static io.towpath.net.trie.PrefixTables.edges;
import static io.towpath.net.trie.PrefixTables.numbered;
import static io.towpath.net.trie.PrefixTables.prefixes;
import static io.towpath.net.trie.PrefixTables.tables;
import static io.towpath.net.trie.PrefixTables.trie;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie.Entry;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrefixTrieTest {

  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void longestMatchEqualsBruteForce(AddressFamily family) {
    Property.named("trie: longest match equals brute force, " + family)
        .runs(1_000)
        .check(
            tables(family),
            table -> {
              List<Entry<Integer>> entries = numbered(table);
              PrefixTrie<Integer> trie = trie(entries);
              for (IpAddress address : edges(table, family)) {
                assertThat(trie.longestMatch(address))
                    .as("longest match of %s", address)
                    .isEqualTo(bruteForce(entries, address));
              }
            });
  }

  private record Query(List<Prefix> table, Prefix prefix) {}

  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void coveringAndCoveredEqualBruteForce(AddressFamily family) {
    Property.named("trie: covering and covered equal brute force, " + family)
        .runs(1_000)
        .check(
            choices -> new Query(tables(family).from(choices), prefixes(family).from(choices)),
            query -> {
              List<Entry<Integer>> sorted = new ArrayList<>(numbered(query.table));
              sorted.sort((a, b) -> a.prefix().compareTo(b.prefix()));
              PrefixTrie<Integer> trie = trie(sorted);
              Prefix prefix = query.prefix;
              assertThat(trie.covering(prefix))
                  .containsExactlyElementsOf(
                      sorted.stream().filter(e -> e.prefix().covers(prefix)).toList());
              List<Entry<Integer>> covered =
                  sorted.stream().filter(e -> prefix.covers(e.prefix())).toList();
              assertThat(trie.covered(prefix)).containsExactlyElementsOf(covered);
              assertThat(trie.coversAny(prefix)).isEqualTo(!covered.isEmpty());
            });
  }

  /** One step of a history: null removes the prefix. */
  private record Change(Prefix prefix, Integer value, boolean removes) {}

  @Test
  void anyHistoryOfChangesEqualsThatOfASortedMap() {
    Property.named("trie: any history equals that of a sorted map")
        .runs(1_000)
        .check(
            choices ->
                choices.list(
                    0,
                    150,
                    c ->
                        new Change(
                            prefixes(c.oneOf(List.of(AddressFamily.values()))).from(c),
                            c.nextInt(100),
                            c.nextInt(3) == 0)),
            history -> {
              PrefixTrie<Integer> trie = new PrefixTrie<>();
              Map<Prefix, Integer> map = new TreeMap<>();
              for (Change change : history) {
                if (change.removes) {
                  assertThat(trie.remove(change.prefix)).isEqualTo(map.remove(change.prefix));
                } else {
                  assertThat(trie.put(change.prefix, change.value))
                      .isEqualTo(map.put(change.prefix, change.value));
                }
                assertThat(trie.get(change.prefix)).isEqualTo(map.get(change.prefix));
                assertThat(trie.size()).isEqualTo(map.size());
              }
              assertThat(trie.entries()).containsExactlyElementsOf(PrefixTables.entries(map));
              // Removing leaves no nodes behind that the rest alone would not need.
              assertThat(trie.nodes()).isEqualTo(trie(PrefixTables.entries(map)).nodes());
              assertThat(trie.nodes()).isLessThanOrEqualTo(2 * map.size());
            });
  }

  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void orderOfInsertionCannotBeSeen(AddressFamily family) {
    Property.named("trie: order of insertion cannot be seen, " + family)
        .check(
            tables(family),
            table -> {
              List<Entry<Integer>> entries = numbered(table);
              assertThat(trie(entries.reversed()).entries())
                  .containsExactlyElementsOf(trie(entries).entries());
            });
  }

  private record Excursion(List<Prefix> base, List<Prefix> added) {}

  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void removingWhatWasAddedRestoresEveryAnswer(AddressFamily family) {
    Property.named("trie: removing what was added restores every answer, " + family)
        .check(
            choices -> new Excursion(tables(family).from(choices), tables(family).from(choices)),
            excursion -> {
              List<Entry<Integer>> base = numbered(excursion.base);
              PrefixTrie<Integer> trie = trie(base);
              List<Prefix> added =
                  excursion.added.stream().filter(p -> !excursion.base.contains(p)).toList();
              added.forEach(prefix -> trie.put(prefix, -1));
              added.forEach(trie::remove);
              assertThat(trie.entries()).containsExactlyElementsOf(trie(base).entries());
              for (IpAddress address : edges(added, family)) {
                assertThat(trie.longestMatch(address)).isEqualTo(bruteForce(base, address));
              }
            });
  }

  @Test
  void bothFamiliesLiveApartInOneTrie() {
    PrefixTrie<String> trie = new PrefixTrie<>();
    trie.put(Prefix.DEFAULT_IPV4, "four");
    assertThat(trie.longestMatch(IpAddress.parse("::"))).isEmpty();
    trie.put(Prefix.DEFAULT_IPV6, "six");
    assertThat(trie.longestMatch(IpAddress.parse("::")))
        .contains(new Entry<>(Prefix.DEFAULT_IPV6, "six"));
    assertThat(trie.covering(IpAddress.parse("0.0.0.0")))
        .containsExactly(new Entry<>(Prefix.DEFAULT_IPV4, "four"));
    assertThat(trie.entries()).extracting(Entry::value).containsExactly("four", "six");
  }

  @Test
  void computeIfAbsentMakesAValueOnce() {
    PrefixTrie<List<String>> trie = new PrefixTrie<>();
    Prefix prefix = Prefix.parse("10.0.0.0/8");
    trie.computeIfAbsent(prefix, ArrayList::new).add("first");
    trie.computeIfAbsent(prefix, ArrayList::new).add("second");
    assertThat(trie.get(prefix)).containsExactly("first", "second");
    assertThat(trie.size()).isOne();
  }

  @Test
  void anEmptyTrieAnswersNothing() {
    PrefixTrie<String> trie = new PrefixTrie<>();
    assertThat(trie.isEmpty()).isTrue();
    assertThat(trie.longestMatch(Prefix.DEFAULT_IPV4)).isEmpty();
    assertThat(trie.covered(Prefix.DEFAULT_IPV4)).isEmpty();
    assertThat(trie.coversAny(Prefix.DEFAULT_IPV6)).isFalse();
    assertThat(trie.remove(Prefix.DEFAULT_IPV6)).isNull();
  }
}
