package io.towpath.lab.fabric;

import io.towpath.lab.plan.DynamicSet;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that the agent keeps in the kernel: tables, address sets of rulesets, and addresses that
 * elected members answer for. Immutable.
 *
 * @param tables by space and number
 * @param sets by space and name of the nftables set; disjoint prefixes, in order
 * @param addresses by space: interface and address that it answers for, in order
 * @param problems what could not be expressed, one sentence each
 */
record FabricState(
    Map<TableKey, LinuxTable> tables,
    Map<SetKey, List<Prefix>> sets,
    List<Answering> addresses,
    List<String> problems) {

  /** Nothing written yet. */
  static final FabricState EMPTY = new FabricState(Map.of(), Map.of(), List.of(), List.of());

  FabricState {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    addresses = List.copyOf(addresses);
    problems = List.copyOf(problems);
  }

  /** A table of a space. */
  record TableKey(String space, int table) {}

  /** A set of a space. */
  record SetKey(String space, String set) {}

  /** An elected member of a redundancy group answers for an address. */
  record Answering(String space, String iface, IpAddress address) {}

  /** Lines for {@code ip -batch} that turn {@code before} into this, by space. */
  Map<String, List<String>> routeLines(FabricState before) {
    Map<String, List<String>> bySpace = new TreeMap<>();
    tables.forEach(
        (key, table) ->
            lines(bySpace, key.space())
                .addAll(
                    table.difference(
                        before.tables.getOrDefault(key, LinuxTable.EMPTY), key.table())));
    before.tables.forEach(
        (key, table) -> {
          if (!tables.containsKey(key)) {
            lines(bySpace, key.space()).addAll(LinuxTable.EMPTY.difference(table, key.table()));
          }
        });
    for (Answering gone : before.addresses) {
      if (!addresses.contains(gone)) {
        lines(bySpace, gone.space()).add(release(gone));
      }
    }
    for (Answering taken : addresses) {
      if (!before.addresses.contains(taken)) {
        lines(bySpace, taken.space()).add(take(taken));
      }
    }
    bySpace.values().removeIf(List::isEmpty);
    return bySpace;
  }

  /** Text for {@code nft -f} that turns the sets of {@code before} into these, by space. */
  Map<String, String> setLines(FabricState before) {
    Map<String, String> bySpace = new TreeMap<>();
    sets.forEach(
        (key, prefixes) -> {
          if (!prefixes.equals(before.sets.get(key))) {
            bySpace.merge(key.space(), setText(key.set(), prefixes), String::concat);
          }
        });
    return bySpace;
  }

  private static String setText(String set, List<Prefix> prefixes) {
    String name = DynamicSet.TABLE + " " + set;
    String flush = "flush set " + name + "\n";
    return prefixes.isEmpty()
        ? flush
        : flush
            + "add element "
            + name
            + " { "
            + String.join(", ", prefixes.stream().map(Prefix::toString).toList())
            + " }\n";
  }

  private static List<String> lines(Map<String, List<String>> bySpace, String space) {
    return bySpace.computeIfAbsent(space, _ -> new ArrayList<>());
  }

  /**
   * The member accepts the address without owning it: routing daemons, which look at addresses and
   * the main table, do not see another connected subnet.
   */
  private static String take(Answering at) {
    return "route replace local " + at.address() + "/32 dev " + at.iface() + " table local";
  }

  private static String release(Answering at) {
    return "route del local " + at.address() + "/32 dev " + at.iface() + " table local";
  }
}
