package io.towpath.net.trie;

import static io.towpath.net.trie.PrefixTables.bruteForce;
import static io.towpath.net.trie.PrefixTables.edges;
import static io.towpath.net.trie.PrefixTables.numbered;
import static io.towpath.net.trie.PrefixTables.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Ipv6Address;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie.Entry;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongestMatchTableTest {

  private enum Form {
    SORTED,
    POPTRIE;

    LongestMatchTable of(Ipv4Intervals intervals) {
      return this == SORTED ? new SortedIntervals(intervals) : new Poptrie(intervals);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void longestMatchEqualsBruteForce(Form form) {
    Property.named("table: longest match equals brute force, " + form)
        .runs(form == Form.SORTED ? 2_000 : 1_000)
        .check(
            tables(AddressFamily.IPV4),
            prefixes -> {
              List<Entry<Integer>> entries = numbered(prefixes);
              LongestMatchTable table = form.of(intervals(entries));
              for (IpAddress address : edges(prefixes, AddressFamily.IPV4)) {
                int expected = bruteForce(entries, address).map(Entry::value).orElse(-1);
                assertThat(table.lookup((Ipv4Address) address))
                    .as("%s", address)
                    .isEqualTo(expected);
              }
            });
  }

  @Test
  void equalValuesOfNeighboursDoNotDisturb() {
    Property.named("table: few values, both forms agree")
        .runs(1_000)
        .check(
            tables(AddressFamily.IPV4),
            prefixes -> {
              List<Entry<Integer>> entries =
                  numbered(prefixes).stream()
                      .map(e -> new Entry<>(e.prefix(), e.value() % 2))
                      .toList();
              Ipv4Intervals intervals = intervals(entries);
              LongestMatchTable sorted = new SortedIntervals(intervals);
              LongestMatchTable poptrie = new Poptrie(intervals);
              for (IpAddress address : edges(prefixes, AddressFamily.IPV4)) {
                int expected = bruteForce(entries, address).map(Entry::value).orElse(-1);
                assertThat(sorted.lookup((Ipv4Address) address)).isEqualTo(expected);
                assertThat(poptrie.lookup((Ipv4Address) address)).isEqualTo(expected);
              }
              for (int i = 1; i < intervals.count(); i++) {
                assertThat(intervals.values()[i]).isNotEqualTo(intervals.values()[i - 1]);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 1_000, 20_000, 120_000})
  void tablesOfEverySizeEqualTheTrie(int count) {
    for (long seed = 1; seed <= 3; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Set<Prefix> prefixes = new HashSet<>();
      while (prefixes.size() < count) {
        int length = Math.min(32, 8 + random.nextInt(17) + random.nextInt(9));
        prefixes.add(new Prefix(new Ipv4Address(random.nextInt()), length));
      }
      List<Entry<Integer>> entries = numbered(new ArrayList<>(prefixes));
      LongestMatchTable table = LongestMatchTable.of(entries);
      PrefixTrie<Integer> trie = PrefixTables.trie(entries);
      for (int i = 0; i < 50_000; i++) {
        Ipv4Address address =
            i % 2 == 0
                ? new Ipv4Address(random.nextInt())
                : (Ipv4Address)
                    entries
                        .get(random.nextInt(count))
                        .prefix()
                        .network()
                        .plus(random.nextInt(-1, 257));
        assertThat(table.lookup(address))
            .as("%s, %s prefixes, seed %s", address, count, seed)
            .isEqualTo(trie.longestMatch(address).map(Entry::value).orElse(-1));
      }
    }
  }

  @Test
  void ipv6TableEqualsBruteForce() {
    Property.named("table: IPv6 longest match equals brute force")
        .runs(2_000)
        .check(
            tables(AddressFamily.IPV6),
            prefixes -> {
              List<Entry<Integer>> entries = numbered(prefixes);
              Ipv6MatchTable table = Ipv6MatchTable.of(entries);
              for (IpAddress address : edges(prefixes, AddressFamily.IPV6)) {
                int expected = bruteForce(entries, address).map(Entry::value).orElse(-1);
                assertThat(table.lookup((Ipv6Address) address))
                    .as("%s", address)
                    .isEqualTo(expected);
              }
            });
  }

  @Test
  void anEmptyTableMissesEverywhere() {
    for (Form form : Form.values()) {
      LongestMatchTable table = form.of(intervals(List.of()));
      assertThat(table.lookup(0)).isEqualTo(-1);
      assertThat(table.lookup(-1)).isEqualTo(-1);
    }
    assertThat(Ipv6MatchTable.of(List.of()).lookup(-1, -1)).isEqualTo(-1);
  }

  @Test
  void aDefaultRouteCoversTheWholeSpaceAndWithoutItTheRestMisses() {
    List<Entry<Integer>> host = List.of(entry("10.1.2.3/32", 7));
    List<Entry<Integer>> both = List.of(entry("0.0.0.0/0", 3), entry("10.1.2.3/32", 7));
    for (Form form : Form.values()) {
      LongestMatchTable without = form.of(intervals(host));
      LongestMatchTable with = form.of(intervals(both));
      for (String address : List.of("0.0.0.0", "10.1.2.2", "10.1.2.4", "255.255.255.255")) {
        assertThat(without.lookup(Ipv4Address.parse(address))).isEqualTo(-1);
        assertThat(with.lookup(Ipv4Address.parse(address))).isEqualTo(3);
      }
      assertThat(without.lookup(Ipv4Address.parse("10.1.2.3"))).isEqualTo(7);
      assertThat(with.lookup(Ipv4Address.parse("10.1.2.3"))).isEqualTo(7);
    }
  }

  @Test
  void theSmallestAndTheLargestValueComeBack() {
    List<Entry<Integer>> entries =
        List.of(
            entry("10.0.0.0/8", 0),
            entry("11.0.0.0/8", LongestMatchTable.MAX_VALUE),
            entry("11.1.1.1/32", 0),
            entry("12.1.1.1/32", LongestMatchTable.MAX_VALUE));
    for (Form form : Form.values()) {
      LongestMatchTable table = form.of(intervals(entries));
      assertThat(table.lookup(0x0A000000)).isZero();
      assertThat(table.lookup(0x0B000000)).isEqualTo(LongestMatchTable.MAX_VALUE);
      assertThat(table.lookup(0x0B010101)).isZero();
      assertThat(table.lookup(0x0C010101)).isEqualTo(LongestMatchTable.MAX_VALUE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 254, 255, 256, 65_534, 65_535, 65_536, 1 << 24})
  void valuesOfEveryWidthComeBack(int largest) {
    List<Entry<Integer>> entries =
        List.of(
            entry("10.1.1.0/24", largest),
            entry("10.1.1.2/31", largest / 2),
            entry("10.1.1.8/30", 0),
            entry("10.1.9.1/32", largest));
    for (Form form : Form.values()) {
      LongestMatchTable table = form.of(intervals(entries));
      assertThat(table.lookup(0x0A010101)).isEqualTo(largest);
      assertThat(table.lookup(0x0A010103)).isEqualTo(largest / 2);
      assertThat(table.lookup(0x0A01010B)).isZero();
      assertThat(table.lookup(0x0A01010C)).isEqualTo(largest);
      assertThat(table.lookup(0x0A010901)).isEqualTo(largest);
      assertThat(table.lookup(0x0A010902)).isEqualTo(-1);
    }
  }

  @Test
  void smallTablesAreSortedIntervalsAndLargeOnesPoptries() {
    List<Entry<Integer>> few = new ArrayList<>();
    List<Entry<Integer>> many = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      Entry<Integer> entry = new Entry<>(new Prefix(new Ipv4Address(0x0A000000 + 512 * i), 24), i);
      many.add(entry);
      if (i < 20) {
        few.add(entry);
      }
    }
    assertThat(LongestMatchTable.of(few)).isInstanceOf(SortedIntervals.class);
    assertThat(LongestMatchTable.of(many)).isInstanceOf(Poptrie.class);
    assertThat(LongestMatchTable.of(few).bytes()).isLessThan(400);
  }

  @Test
  void whatIsNotSortedDoubleOrNoPrefixIsRefused() {
    int[] lengths = {24, 24};
    int[] values = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LongestMatchTable.of(new int[] {0x0B000000, 0x0A000000}, lengths, values, 2))
        .withMessageContaining("entry 1 is out of order");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LongestMatchTable.of(new int[] {0x0A000000, 0x0A000000}, lengths, values, 2))
        .withMessageContaining("entry 1 is out of order");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LongestMatchTable.of(new int[] {0x0A000001}, lengths, values, 1))
        .withMessageContaining("entry 0 is no prefix");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LongestMatchTable.of(new int[] {0}, new int[] {33}, values, 1))
        .withMessageContaining("entry 0 is no prefix");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LongestMatchTable.of(new int[] {0}, new int[] {8}, new int[] {-1}, 1))
        .withMessageContaining("entry 0 has the value -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv6MatchTable.of(List.of(entry("::/0", 1), entry("::/0", 2))))
        .withMessageContaining("::/0 is there twice");
  }

  private static Ipv4Intervals intervals(List<Entry<Integer>> entries) {
    List<Entry<Integer>> sorted = new ArrayList<>(entries);
    sorted.sort((a, b) -> a.prefix().compareTo(b.prefix()));
    int[] networks = new int[sorted.size()];
    int[] lengths = new int[sorted.size()];
    int[] values = new int[sorted.size()];
    for (int i = 0; i < networks.length; i++) {
      networks[i] = ((Ipv4Address) sorted.get(i).prefix().network()).bits();
      lengths[i] = sorted.get(i).prefix().length();
      values[i] = sorted.get(i).value();
    }
    return Ipv4Intervals.of(networks, lengths, values, networks.length);
  }

  private static Entry<Integer> entry(String prefix, int value) {
    return new Entry<>(Prefix.parse(prefix), value);
  }
}
