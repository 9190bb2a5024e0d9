package io.towpath.lab.plan;

import io.towpath.network.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The named filters of one space as chains of nftables: each filter once, called from the base
 * chains of the places where it stands. Several filters at one place stand in base chains of their
 * own, because {@code accept} ends one base chain only and all of them must permit. Each rule
 * counts and carries its name, so that {@code nft -j list ruleset} tells which rule decided.
 */
final class NftFilters {
  private final Map<String, Filter> filters;
  private final DynamicSets sets;
  private final Map<String, String> chains = new LinkedHashMap<>();
  private final StringBuilder bodies = new StringBuilder();
  private boolean stateful;

  NftFilters(SortedMap<String, Filter> filters, DynamicSets sets) {
    this.filters = filters;
    this.sets = sets;
  }

  /** Chain of a filter; null if nothing of that name exists: then everything passes. */
  @Nullable String chain(String name) {
    String known = chains.get(name);
    Filter filter = filters.get(name);
    if (known != null || filter == null) {
      return known;
    }
    String chain = "filter" + (chains.size() + 1);
    chains.put(name, chain);
    stateful |= filter.stateful();
    bodies.append("  # ").append(name.replaceAll("[\\r\\n]", " ")).append('\n');
    bodies.append("  chain ").append(chain).append(" {\n");
    for (String rule : rules(filter, "accept", "drop")) {
      bodies.append("    ").append(rule).append('\n');
    }
    bodies.append("  }\n");
    return chain;
  }

  /** True if some filter keeps the state of flows. */
  boolean stateful() {
    return stateful;
  }

  /** Text of all chains that were asked for. */
  String chains() {
    return bodies.toString();
  }

  /**
   * Rules of a filter.
   *
   * @param permit statement for permitted packets
   * @param deny statement for all others
   */
  List<String> rules(Filter filter, String permit, String deny) {
    List<String> lines = new ArrayList<>();
    if (filter.stateful()) {
      lines.add(
          "ct state established,related counter "
              + permit
              + " "
              + NftMatch.comment(filter.name() + ": flow already permitted"));
    }
    for (Filter.Rule rule : filter.rules()) {
      for (String match : NftMatch.of(rule, sets)) {
        lines.add(
            NftMatch.join(
                match,
                "counter",
                rule.permit() ? permit : deny,
                NftMatch.comment(filter.name() + ": " + rule.name())));
      }
    }
    lines.add(
        "counter "
            + (filter.permitsByDefault() ? permit : deny)
            + " "
            + NftMatch.comment(filter.name() + ": no rule matches"));
    return lines;
  }

  /**
   * Base chains for filters at interfaces.
   *
   * @param places names of filters in order, by Linux name of the interface
   * @param key {@code iifname} or {@code oifname}
   * @param first priority of the first chain; further ones follow
   */
  String baseChains(
      String prefix, String hook, String key, int first, Map<String, List<String>> places) {
    StringBuilder text = new StringBuilder();
    int most = places.values().stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      SortedMap<String, String> jumps = new TreeMap<>();
      for (Map.Entry<String, List<String>> place : places.entrySet()) {
        if (i < place.getValue().size()) {
          String chain = chain(place.getValue().get(i));
          if (chain != null) {
            jumps.put(place.getKey(), chain);
          }
        }
      }
      if (!jumps.isEmpty()) {
        text.append("  chain ").append(prefix).append(i + 1).append(" {\n");
        text.append(
            "    type filter hook %s priority %d; policy accept;\n".formatted(hook, first + i));
        text.append("    ").append(key).append(" vmap { ");
        List<String> entries = new ArrayList<>();
        jumps.forEach((iface, chain) -> entries.add("\"" + iface + "\" : jump " + chain));
        text.append(String.join(", ", entries)).append(" }\n  }\n");
      }
    }
    return text.toString();
  }
}
