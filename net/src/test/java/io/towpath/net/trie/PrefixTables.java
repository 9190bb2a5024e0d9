package io.towpath.net.trie;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Ipv6Address;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie.Entry;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Generator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small random tables in which prefixes often nest and touch, and the addresses worth asking. */
final class PrefixTables {
  private static final List<Integer> STEMS_IPV4 =
      List.of(0, 0x0A000000, 0x0A010000, 0x7FFFFFFF, 0x80000000, 0xC0A80100, 0xFFFFFFFF);
  private static final List<Long> STEMS_IPV6 =
      List.of(0L, 0x20010DB8_00000000L, 0x20010DB8_0000FFFFL, Long.MAX_VALUE, Long.MIN_VALUE, -1L);

  private PrefixTables() {}

  static Generator<Prefix> prefixes(AddressFamily family) {
    return choices -> new Prefix(address(choices, family), choices.between(0, family.bits()));
  }

  static Generator<List<Prefix>> tables(AddressFamily family) {
    return choices -> choices.list(0, 60, prefixes(family)).stream().distinct().toList();
  }

  private static IpAddress address(Choices choices, AddressFamily family) {
    return switch (family) {
      case IPV4 -> new Ipv4Address(choices.oneOf(STEMS_IPV4) ^ noise(choices, 32).intValue());
      case IPV6 ->
          new Ipv6Address(
              choices.oneOf(STEMS_IPV6) ^ noise(choices, 64),
              choices.oneOf(STEMS_IPV6) ^ noise(choices, 64));
    };
  }

  /** A few ones somewhere. */
  private static Long noise(Choices choices, int bits) {
    return (long) choices.nextInt(8) << choices.nextInt(bits);
  }

  /** Each prefix with its place in the list as value. */
  static List<Entry<Integer>> numbered(List<Prefix> prefixes) {
    List<Entry<Integer>> entries = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      entries.add(new Entry<>(prefix, entries.size()));
    }
    return entries;
  }

  /** First and last address of each prefix, their outer neighbours, and the ends of the space. */
  static List<IpAddress> edges(List<Prefix> prefixes, AddressFamily family) {
    List<IpAddress> edges = new ArrayList<>();
    edges.add(Prefix.defaultRoute(family).network());
    edges.add(Prefix.defaultRoute(family).last());
    for (Prefix prefix : prefixes) {
      edges.add(prefix.network().plus(-1));
      edges.add(prefix.network());
      edges.add(prefix.last());
      edges.add(prefix.last().plus(1));
    }
    return edges;
  }

  static Optional<Entry<Integer>> bruteForce(List<Entry<Integer>> entries, IpAddress address) {
    return entries.stream()
        .filter(entry -> entry.prefix().contains(address))
        .max(Comparator.comparingInt(entry -> entry.prefix().length()));
  }

  static PrefixTrie<Integer> trie(List<Entry<Integer>> entries) {
    PrefixTrie<Integer> trie = new PrefixTrie<>();
    entries.forEach(entry -> trie.put(entry.prefix(), entry.value()));
    return trie;
  }

  static List<Entry<Integer>> entries(Map<Prefix, Integer> map) {
    return new TreeMap<>(map)
        .entrySet().stream().map(e -> new Entry<>(e.getKey(), e.getValue())).toList();
  }
}
