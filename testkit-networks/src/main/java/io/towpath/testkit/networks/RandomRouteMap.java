package io.towpath.testkit.networks;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Route maps with random conditions and changes, and the lists that they use. */
final class RandomRouteMap {
  private static final int MOST_ENTRIES = 3;

  private final RouterConfiguration router;
  private final String name;
  private final RandomGenerator random;
  private final RandomRouters.Policies policies;

  private RandomRouteMap(
      RouterConfiguration router,
      String name,
      RandomGenerator random,
      RandomRouters.Policies policies) {
    this.router = router;
    this.name = name;
    this.random = random;
    this.policies = policies;
  }

  /** Writes a route map of that name, which must be new to the router. */
  static void write(
      RouterConfiguration router,
      String name,
      RandomGenerator random,
      RandomRouters.Policies policies) {
    new RandomRouteMap(router, name, random, policies).write();
  }

  private void write() {
    int entries = 1 + random.nextInt(MOST_ENTRIES);
    List<String> map = new ArrayList<>();
    for (int i = 1; i <= entries; i++) {
      boolean permit = random.nextInt(4) != 3;
      map.add("route-map %s %s %d".formatted(name, permit ? "permit" : "deny", 10 * i));
      addMatch(map, i);
      if (permit) {
        addSet(map);
      }
    }
    if (random.nextInt(4) != 3) {
      map.add("route-map %s permit 999".formatted(name));
    }
    map.add("!");
    router.policies(map.toArray(String[]::new));
  }

  private void addMatch(List<String> map, int entry) {
    String list = name + "-" + entry;
    switch (random.nextInt(4)) {
      case 1 -> {
        Prefix prefix = anyPrefix();
        boolean longer = prefix.length() < RouterConfiguration.ADDRESS_BITS && random.nextBoolean();
        router.policies(
            "ip prefix-list %s seq 5 permit %s%s".formatted(list, prefix, longer ? " le 32" : ""));
        map.add(" match ip address prefix-list " + list);
      }
      case 2 -> {
        router.policies("ip community-list standard %s permit %s".formatted(list, anyCommunity()));
        map.add(" match community " + list);
      }
      case 3 -> {
        int number = 1 + random.nextInt(4);
        // Adding the same entry again changes nothing.
        router.policies("ip as-path access-list %d permit _%d_".formatted(number, 64_600 + number));
        map.add(" match as-path " + number);
      }
      default -> {
        // Matches everything.
      }
    }
  }

  private void addSet(List<String> map) {
    switch (random.nextInt(policies == RandomRouters.Policies.ANY ? 6 : 4)) {
      case 1 -> map.add(" set metric " + 10 * random.nextInt(4));
      case 2 ->
          map.add(" set as-path prepend" + (" " + router.asn()).repeat(1 + random.nextInt(3)));
      case 3 -> map.add(" set community " + anyCommunity() + " additive");
      case 4 -> map.add(" set local-preference " + (90 + 10 * random.nextInt(4)));
      case 5 -> map.add(" set weight " + 10 * random.nextInt(4));
      default -> {
        // Changes nothing.
      }
    }
  }

  private Prefix anyPrefix() {
    return RandomRouters.OVERLAPPING.get(random.nextInt(RandomRouters.OVERLAPPING.size()));
  }

  private String anyCommunity() {
    return "65000:" + (1 + random.nextInt(3));
  }
}
