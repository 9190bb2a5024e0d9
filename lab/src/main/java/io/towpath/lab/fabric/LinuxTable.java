package io.towpath.lab.fabric;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The content of one Linux routing table, by prefix. Immutable. */
record LinuxTable(SortedMap<Prefix, LinuxRoute> routes) {
  static final LinuxTable EMPTY = new LinuxTable(new TreeMap<>());

  LinuxTable {
    routes = Collections.unmodifiableSortedMap(new TreeMap<>(routes));
  }

  /** Lines for {@code ip -batch} that turn {@code before} into this: only what differs. */
  List<String> difference(LinuxTable before, int table) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Prefix, LinuxRoute> route : routes.entrySet()) {
      if (!route.getValue().equals(before.routes.get(route.getKey()))) {
        lines.add(route.getValue().replace(route.getKey().toString(), table));
      }
    }
    for (Prefix prefix : before.routes.keySet()) {
      if (!routes.containsKey(prefix)) {
        lines.add("route del " + prefix + " table " + table);
      }
    }
    return lines;
  }

  /** The same without routes that need a device: the kernel drops them when it goes down. */
  LinuxTable without(String device) {
    SortedMap<Prefix, LinuxRoute> left = new TreeMap<>(routes);
    left.values().removeIf(route -> route.uses(device));
    return new LinuxTable(left);
  }
}
