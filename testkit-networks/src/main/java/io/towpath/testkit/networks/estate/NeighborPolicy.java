package io.towpath.testkit.networks.estate;

import io.towpath.testkit.networks.estate.AutonomousSystem.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What one end of an eBGP session does to the routes that it receives and sends. */
final class NeighborPolicy {
  private final Sketch sketch;
  private final Dice dice;
  private final RouterFile router;
  private final AutonomousSystem system;
  private final Relation relation;
  private final AutonomousSystem peer;
  private final String address;
  private final Set<String> needs;

  NeighborPolicy(
      Sketch sketch,
      Dice dice,
      RouterFile router,
      RouterFile peer,
      String address,
      Set<String> needs) {
    this.sketch = sketch;
    this.dice = dice;
    this.router = router;
    this.system = sketch.systemOf(router);
    this.peer = sketch.systemOf(peer);
    this.relation = system.relationTo(this.peer);
    this.address = address;
    this.needs = needs;
  }

  void draw() {
    addOptions();
    boolean hierarchy = sketch.options.mood() == RandomEstate.Mood.HIERARCHY;
    if (hierarchy || dice.percent(45)) {
      addRouteMap(true);
    }
    if (hierarchy && relation != Relation.CUSTOMER || dice.percent(40)) {
      addRouteMap(false);
    }
    if (dice.percent(12)) {
      addPrefixList(dice.percent(50));
    }
    if (dice.percent(10)) {
      addFilterList(dice.percent(50));
    }
  }

  private void addOptions() {
    addCommunities(dice.percent(85));
    if (dice.percent(60)) {
      option("soft-reconfiguration inbound");
    }
    if (dice.percent(4)) {
      option("as-override");
    }
    boolean loops = dice.percent(5);
    if (loops && system.index() % 2 == 0) {
      option("allowas-in " + dice.between(1, 3));
    }
    if (dice.percent(8)) {
      option(dice.oneOf(removePrivateForms()));
    }
    // Not with allowas-in: what a neighbour returns of such a default would then be used.
    if (dice.percent(10) && system.index() % 2 == 1) {
      option("default-originate");
    }
    if (mayPreferFreely() && dice.percent(15)) {
      option("weight " + 100 * dice.between(1, 4));
    }
    if (dice.percent(8)) {
      boolean exceeded = dice.percent(50);
      option("maximum-prefix " + (exceeded ? "2 warning-only" : "1000"));
    }
    if (dice.percent(3)) {
      option("next-hop-self");
    }
  }

  /** IOS-XE sends communities only if told to, FRR unless told not to. */
  private void addCommunities(boolean sent) {
    if (sent && router.dialect() == Dialect.IOS_XE) {
      option("send-community");
    } else if (!sent && router.dialect() == Dialect.FRR) {
      sketch.note("no send-community");
      router.family("", needs, "no neighbor %s send-community both".formatted(address));
    }
  }

  private List<String> removePrivateForms() {
    return switch (router.dialect()) {
      case IOS_XE ->
          List.of("remove-private-as", "remove-private-as all", "remove-private-as all replace-as");
      case FRR ->
          List.of("remove-private-AS", "remove-private-AS all", "remove-private-AS all replace-AS");
    };
  }

  private boolean mayPreferFreely() {
    return system.isStub() || sketch.options.mood() == RandomEstate.Mood.WILD;
  }

  private void option(String text) {
    String word = text.replaceAll(" [0-9].*", "").toLowerCase(Locale.ROOT);
    sketch.note(text.endsWith("warning-only") ? "maximum-prefix warning-only" : word);
    String element = "option %s %s %s".formatted(router.name(), address, word);
    router.family("", Line.with(needs, element), "neighbor %s %s".formatted(address, text));
  }

  private void addRouteMap(boolean in) {
    String direction = in ? "in" : "out";
    String name = "%s-%s".formatted(address, direction).replace('.', '-');
    String element = "route-map %s %s".formatted(router.name(), name);
    sketch.note("route-map " + direction);
    Set<String> own = Line.with(needs, element);
    router.family("", own, "neighbor %s route-map RM-%s %s".formatted(address, name, direction));
    new RandomRouteMap(sketch, dice, router, "RM-" + name, own)
        .write(in ? always(in) : List.of(), in ? List.of() : denied(), mayPreferFreely() && in);
  }

  /** Changes that every permitted route gets. */
  private List<String> always(boolean in) {
    List<String> sets = new ArrayList<>();
    if (in && sketch.options.mood() == RandomEstate.Mood.HIERARCHY) {
      sketch.note("relations by local preference");
      // Received communities go, so that they mean what this system says.
      switch (relation) {
        case CUSTOMER -> sets.addAll(List.of("set local-preference 120", "set community 65000:1"));
        case PEER -> sets.addAll(List.of("set local-preference 100", "set community 65000:2"));
        case PROVIDER -> sets.addAll(List.of("set local-preference 80", "set community 65000:3"));
      }
    }
    return sets;
  }

  /** Community lists whose routes do not go to this peer: those of other peers and providers. */
  private List<String> denied() {
    return sketch.options.mood() == RandomEstate.Mood.HIERARCHY && relation != Relation.CUSTOMER
        ? List.of("65000:2", "65000:3")
        : List.of();
  }

  private void addPrefixList(boolean in) {
    String direction = in ? "in" : "out";
    String name = "PL-%s-%s".formatted(address, direction).replace('.', '-');
    String element = "prefix-list %s %s".formatted(router.name(), name);
    Set<String> own = Line.with(needs, element);
    sketch.note("neighbor prefix-list");
    router.family("", own, "neighbor %s prefix-list %s %s".formatted(address, name, direction));
    router.policy(own, "ip prefix-list %s seq 5 deny 10.200.1.0/24 ge 25".formatted(name));
    router.policy(
        own, "ip prefix-list %s seq 10 deny %s".formatted(name, dice.oneOf(Prefixes.OVERLAPPING)));
    router.policy(own, "ip prefix-list %s seq 20 permit 0.0.0.0/0 le 32".formatted(name));
  }

  private void addFilterList(boolean in) {
    String direction = in ? "in" : "out";
    int number = router.nextListNumber();
    String element = "filter-list %s %d".formatted(router.name(), number);
    Set<String> own = Line.with(needs, element);
    sketch.note("neighbor filter-list");
    router.family("", own, "neighbor %s filter-list %d %s".formatted(address, number, direction));
    long avoided = dice.oneOf(sketch.systems).asn();
    if (!in && dice.percent(30)) {
      // Own routes only.
      router.policy(own, "ip as-path access-list %d permit ^$".formatted(number));
    } else if (avoided != peer.asn()) {
      router.policy(own, "ip as-path access-list %d deny _%d$".formatted(number, avoided));
      router.policy(own, "ip as-path access-list %d permit .*".formatted(number));
    } else {
      router.policy(own, "ip as-path access-list %d permit ^%d_".formatted(number, peer.asn()));
      router.policy(own, "ip as-path access-list %d permit ^$".formatted(number));
    }
  }
}
