package io.towpath.testkit.networks.estate;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A route map with random entries in front of what it does to all other routes. */
final class RandomRouteMap {
  private static final int MOST_ENTRIES = 3;

  private final Sketch sketch;
  private final Dice dice;
  private final RouterFile router;
  private final String name;
  private final Set<String> needs;

  RandomRouteMap(Sketch sketch, Dice dice, RouterFile router, String name, Set<String> needs) {
    this.sketch = sketch;
    this.dice = dice;
    this.router = router;
    this.name = name;
    this.needs = needs;
  }

  /**
   * Writes it.
   *
   * @param always changes of every permitted route
   * @param denied routes with one of these communities are refused first
   * @param freely local preference and weight may be anything
   */
  void write(List<String> always, List<String> denied, boolean freely) {
    if (!denied.isEmpty()) {
      for (String community : denied) {
        list("ip community-list standard %s-up permit %s".formatted(name, community));
      }
      entry("deny", 5, List.of(matchCommunity(name + "-up")));
    }
    int entries = dice.below(MOST_ENTRIES + 1);
    for (int i = 1; i <= entries; i++) {
      List<String> lines = new ArrayList<>();
      addMatches(lines, i);
      boolean permit = lines.isEmpty() || dice.percent(75);
      if (permit) {
        lines.addAll(always);
        addSets(lines, always, freely);
      }
      String element = "entry %s %s %d".formatted(router.name(), name, 10 * i);
      router.policy(
          Line.with(needs, element),
          "route-map %s %s %d".formatted(name, permit ? "permit" : "deny", 10 * i),
          lines.toArray(String[]::new));
      sketch.note(permit ? "route-map permit" : "route-map deny");
    }
    entry("permit", 1000, always);
  }

  private void entry(String action, int sequence, List<String> lines) {
    router.policy(
        needs,
        "route-map %s %s %d".formatted(name, action, sequence),
        lines.toArray(String[]::new));
  }

  private void list(String line) {
    router.policy(needs, line);
  }

  private static String matchCommunity(String list) {
    return "match community " + list;
  }

  private void addMatches(List<String> lines, int entry) {
    String list = name + "-" + entry;
    switch (dice.below(8)) {
      case 0, 1, 2 -> lines.add(matchPrefixes(list));
      case 3 -> {
        sketch.note("match community");
        list("ip community-list standard %s permit %s".formatted(list, community()));
        lines.add(matchCommunity(list));
      }
      case 4 -> {
        sketch.note("match expanded community");
        String regex = dice.percent(50) ? "_65010:1[0-2]_" : "65010:.*";
        list("ip community-list expanded %s permit %s".formatted(list, regex));
        lines.add(matchCommunity(list));
      }
      case 5 -> lines.add(matchAsPath());
      case 6 -> {
        lines.add(matchPrefixes(list));
        lines.add(matchAsPath());
      }
      default -> {
        if (dice.percent(40)) {
          sketch.note("match metric");
          lines.add("match metric " + 10 * dice.between(1, 4));
        } else {
          lines.add(matchPrefixes(list));
        }
      }
    }
  }

  private String matchPrefixes(String list) {
    sketch.note("match prefix-list");
    int count = dice.between(1, 2);
    for (int i = 1; i <= count; i++) {
      list("ip prefix-list %s seq %d permit %s".formatted(list, 5 * i, range()));
    }
    return "match ip address prefix-list " + list;
  }

  /** A prefix, or what lies around or below it. */
  private String range() {
    Prefix prefix =
        dice.percent(60) ? dice.oneOf(Prefixes.OVERLAPPING) : Prefixes.lan(dice.below(40));
    int length = prefix.length();
    if (length > 24 || dice.percent(40)) {
      return prefix.toString();
    }
    sketch.note("prefix-list ge le");
    return switch (dice.below(3)) {
      case 0 -> prefix + " le " + dice.between(length + 1, 32);
      case 1 -> prefix + " ge " + dice.between(length + 1, 28);
      default -> prefix + " ge " + (length + 1) + " le " + dice.between(length + 1, 32);
    };
  }

  private String matchAsPath() {
    sketch.note("match as-path");
    int number = router.nextListNumber();
    long asn = dice.oneOf(sketch.systems).asn();
    long second = dice.oneOf(sketch.systems).asn();
    String regex =
        switch (dice.below(6)) {
          case 0 -> "^" + asn + "_";
          case 1 -> "_" + asn + "$";
          case 2 -> "^$";
          case 3 -> "^[0-9]+$";
          case 4 -> "_(%d|%d)_".formatted(asn, second);
          default -> "_" + asn + "_";
        };
    list("ip as-path access-list %d permit %s".formatted(number, regex));
    return "match as-path " + number;
  }

  private void addSets(List<String> lines, List<String> always, boolean freely) {
    boolean marked = always.stream().anyMatch(line -> line.startsWith("set community"));
    switch (dice.below(9)) {
      case 0, 1 -> add(lines, "set metric", " " + 10 * dice.below(6));
      case 2 -> add(lines, "set metric", dice.percent(50) ? " +5" : " -5");
      case 3 -> add(lines, "set as-path prepend", (" " + prepended()).repeat(dice.between(1, 3)));
      case 4 -> {
        if (!marked) {
          sketch.note("set community additive");
          lines.add("set community " + community() + " additive");
        }
      }
      case 5 -> {
        if (!marked) {
          sketch.note("set community");
          lines.add("set community " + community() + " " + community());
        }
      }
      case 6 -> add(lines, "set origin", dice.percent(50) ? " incomplete" : " egp");
      case 7 -> {
        if (!marked) {
          sketch.note("set comm-list delete");
          String list = name + "-drop";
          list("ip community-list standard %s permit %s".formatted(list, community()));
          lines.add("set comm-list %s delete".formatted(list));
        }
      }
      default -> {
        // Changes nothing more.
      }
    }
    if (freely && dice.percent(60)) {
      if (dice.percent(60)) {
        lines.removeIf(line -> line.startsWith("set local-preference"));
        add(lines, "set local-preference", " " + (90 + 10 * dice.below(4)));
      } else {
        add(lines, "set weight", " " + 50 * dice.below(4));
      }
    }
  }

  private void add(List<String> lines, String what, String value) {
    sketch.note(what);
    lines.add(what + value);
  }

  /** Mostly the own number; a path with it is refused by all routers of the own system. */
  private long prepended() {
    return dice.percent(70) ? router.asn() : 64_800 + dice.below(3);
  }

  private String community() {
    return "65010:" + (10 + dice.below(4));
  }
}
