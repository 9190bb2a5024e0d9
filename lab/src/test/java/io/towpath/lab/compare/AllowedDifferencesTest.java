package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.Transport;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.RoutePolicy;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Each entry of the list with differences that it allows, and with some that look alike and that it
 * must not allow. {@link FrrDivergenceTest} has those of the entries that follow a prefix.
 */
class AllowedDifferencesTest {
  private static final String PREFIX = "10.9.0.0/16";

  /** Entries whose samples stand in {@link FrrDivergenceTest} or {@link FollowingPacketsTest}. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "aggregate-of-all-paths",
          "aggregate-of-another",
          "private-path-of-the-receiver",
          "private-asn-behind-local-as",
          "policy-after-removal",
          "forwarding-address",
          "next-hop-of-several",
          "returned-without-its-asn",
          "static-through-itself",
          "follows-a-route");

  private static final List<Sample> SAMPLES = new ArrayList<>();

  /**
   * A difference.
   *
   * @param rule entry that allows it, or that it looks like
   * @param why what it shows
   */
  private record Sample(
      String rule,
      boolean allowed,
      String why,
      Judging network,
      TableKind kind,
      String place,
      @Nullable Row predicted,
      @Nullable Row observed,
      String field) {
    @Override
    public String toString() {
      return rule + (allowed ? ": " : ", not: ") + why;
    }
  }

  private static Row row(String key, String field, String value, String... more) {
    Row.Builder row = Row.of(key).with(field, value);
    for (int i = 0; i < more.length; i += 2) {
      row.with(more[i], more[i + 1]);
    }
    String prefix = key.split(" ")[0];
    return prefix.contains("/") ? row.fact(Row.PREFIX, prefix).build() : row.build();
  }

  /** A row that only the lab has. */
  private static Sample extra(
      String rule,
      boolean allowed,
      String why,
      Judging network,
      TableKind kind,
      String place,
      Row observed) {
    return new Sample(rule, allowed, why, network, kind, place, null, observed, Difference.ROW);
  }

  /** A row that only the prediction has. */
  private static Sample missing(
      String rule,
      boolean allowed,
      String why,
      Judging network,
      TableKind kind,
      String place,
      Row predicted) {
    return new Sample(rule, allowed, why, network, kind, place, predicted, null, Difference.ROW);
  }

  /** A field with two values; {@code more} are fields in which both rows agree. */
  private static Sample differs(
      String rule,
      boolean allowed,
      String why,
      Judging network,
      TableKind kind,
      String place,
      String key,
      String field,
      String predicted,
      String observed,
      String... more) {
    return new Sample(
        rule,
        allowed,
        why,
        network,
        kind,
        place,
        row(key, field, predicted, more),
        row(key, field, observed, more),
        field);
  }

  private static final BgpSpeaker.Options TWO_PATHS =
      new BgpSpeaker.Options(
          2, 2, BgpSpeaker.MultipathAsPath.SAME, true, false, true, 100, null, 20, 200, 200);

  /** {@code b} (65002) and {@code c} (65003) announce the prefix to {@code a} (65001). */
  private static Network twoWays() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.connect("a", "c", "10.0.1.0/30");
    net.router("a").bgp(65001).options(TWO_PATHS).neighbour("10.0.0.2", 65002);
    net.router("a").bgp(65001).neighbour("10.0.1.2", 65003);
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001).originate(PREFIX);
    net.router("c").bgp(65003).neighbour("10.0.1.1", 65001).originate(PREFIX);
    return net.build();
  }

  static {
    String rule = "returned-to-sender";
    Judging net = Judging.of(twoWays());
    Row sent = row(PREFIX + " from 10.0.0.1", "standing", "lost");
    SAMPLES.add(extra(rule, true, "received", net, TableKind.RECEIVED, "b", sent));
    SAMPLES.add(extra(rule, true, "lost", net, TableKind.LOC_RIB, "b", sent));
    Row best = row(PREFIX + " from 10.0.0.1", "standing", "best");
    SAMPLES.add(extra(rule, false, "it wins", net, TableKind.LOC_RIB, "b", best));
    Row other = row("10.8.0.0/16 from 10.0.0.1", "standing", "lost");
    SAMPLES.add(extra(rule, false, "no path of the peer's", net, TableKind.RECEIVED, "b", other));
    Row third = row(PREFIX + " from 10.0.1.1", "standing", "lost");
    SAMPLES.add(extra(rule, false, "not the best's sender", net, TableKind.RECEIVED, "c", third));
    SAMPLES.add(missing(rule, false, "the lab lacks it", net, TableKind.RECEIVED, "b", sent));
    Judging bird = Judging.of(twoWays(), "a");
    SAMPLES.add(extra(rule, false, "BIRD sends it", bird, TableKind.RECEIVED, "b", sent));
  }

  /**
   * {@code o} (65001) has the prefix by OSPF with metric 11, with {@code p} as next hop, and
   * announces it to {@code n} (65002); {@code m} is of the same AS as {@code n}, {@code q} of the
   * next one.
   */
  private static Network networkStatement() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("o", "p", "10.0.0.0/30");
    net.connect("o", "n", "10.0.1.0/30");
    net.connect("n", "m", "10.0.2.0/30");
    net.connect("n", "q", "10.0.3.0/30");
    net.router("p").iface("LAN", "10.9.0.1/16");
    net.router("p").ospf("1").on("to-o", 10).passive("LAN", 1);
    net.router("o").ospf("1").on("to-p", 10).defaultOriginate(true, 1, 2);
    net.router("o").bgp(65001).network(PREFIX).neighbour("10.0.1.2", 65002);
    net.router("n").bgp(65002).neighbour("10.0.1.1", 65001).neighbour("10.0.2.2", 65002);
    net.router("n").bgp(65002).neighbour("10.0.3.2", 65003);
    net.router("m").bgp(65002).neighbour("10.0.2.1", 65002);
    net.router("q").bgp(65003).neighbour("10.0.3.1", 65002);
    return net.build();
  }

  private static void med(
      boolean allowed, String why, Judging net, String at, String key, String... values) {
    TableKind kind = key.contains("own") ? TableKind.LOC_RIB : TableKind.RECEIVED;
    SAMPLES.add(
        differs(
            "network-igp-metric",
            allowed,
            why,
            net,
            kind,
            at,
            key,
            "med",
            values[0],
            values[1],
            "asPath",
            values[2]));
  }

  static {
    Judging net = Judging.of(networkStatement());
    med(true, "at the originator", net, "o", PREFIX + " own", "11", "0", "");
    med(true, "at its neighbour", net, "n", PREFIX + " from 10.0.1.1", "11", "0", "65001");
    med(true, "in the next AS", net, "m", PREFIX + " from 10.0.2.1", "11", "0", "65001");
    med(false, "one AS further", net, "q", PREFIX + " from 10.0.3.1", "11", "0", "65002 65001");
    med(false, "another metric", net, "n", PREFIX + " from 10.0.1.1", "12", "0", "65001");
    med(false, "not 0", net, "n", PREFIX + " from 10.0.1.1", "11", "5", "65001");
    med(false, "of another prefix", net, "n", "10.8.0.0/16 from 10.0.1.1", "11", "0", "65001");
    med(false, "own of another", net, "n", PREFIX + " own", "11", "0", "");
    med(false, "internal of another AS", net, "m", PREFIX + " from 10.0.2.1", "11", "0", "");
    Judging bird = Judging.of(networkStatement(), "o");
    med(false, "BIRD takes it over", bird, "n", PREFIX + " from 10.0.1.1", "11", "0", "65001");
    String rule = "network-igp-metric";
    TableKind locRib = TableKind.LOC_RIB;
    SAMPLES.add(
        differs(
            rule,
            true,
            "no next hop",
            net,
            locRib,
            "o",
            PREFIX + " own",
            "nextHop",
            "10.0.0.2",
            "0.0.0.0"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "not the route's next hop",
            net,
            locRib,
            "o",
            PREFIX + " own",
            "nextHop",
            "10.0.1.2",
            "0.0.0.0"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "next hop of a peer",
            net,
            locRib,
            "n",
            PREFIX + " from 10.0.1.1",
            "nextHop",
            "10.0.0.2",
            "0.0.0.0"));
  }

  static {
    String rule = "route-to-an-own-address";
    Judging net = Judging.of(networkStatement());
    Row own = row("10.0.0.1/32", "hops", "via 10.0.1.2");
    SAMPLES.add(extra(rule, true, "in the table", net, TableKind.ROUTES, "o", own));
    SAMPLES.add(extra(rule, true, "in the kernel", net, TableKind.FIB, "o", own));
    SAMPLES.add(extra(rule, false, "taken from a peer", net, TableKind.LOC_RIB, "o", own));
    SAMPLES.add(extra(rule, false, "of another router", net, TableKind.ROUTES, "n", own));
    SAMPLES.add(missing(rule, false, "predicted", net, TableKind.ROUTES, "o", own));
    Row subnet = row("10.0.0.0/31", "hops", "via 10.0.1.2");
    SAMPLES.add(extra(rule, false, "to a subnet", net, TableKind.ROUTES, "o", subnet));
    Row near = row("10.0.0.2/32", "hops", "via 10.0.1.2");
    SAMPLES.add(extra(rule, false, "to the neighbour", net, TableKind.ROUTES, "o", near));
  }

  private static Sample byItself(
      boolean allowed, String why, Judging net, String key, String hop, String... standing) {
    return differs(
        "host-route-by-itself",
        allowed,
        why,
        net,
        TableKind.LOC_RIB,
        "n",
        key,
        "standing",
        standing[0],
        standing[1],
        "nextHop",
        hop);
  }

  static {
    Judging net = Judging.of(networkStatement());
    String key = "10.8.0.1/32 from 10.0.1.1";
    String hop = "10.8.0.1";
    SAMPLES.add(byItself(true, "it loses", net, key, hop, "lost", "not eligible"));
    SAMPLES.add(byItself(false, "it is used", net, key, hop, "best", "not eligible"));
    SAMPLES.add(byItself(false, "it is used with others", net, key, hop, "multipath", "lost"));
    SAMPLES.add(byItself(false, "by another host", net, key, "10.8.0.2", "lost", "not eligible"));
    SAMPLES.add(
        byItself(
            false, "to a network", net, "10.8.0.0/31 from 10.0.1.1", hop, "lost", "not eligible"));
    Judging bird = Judging.of(networkStatement(), "n");
    SAMPLES.add(byItself(false, "of BIRD", bird, key, hop, "lost", "not eligible"));
  }

  /** {@code i} is told by {@code j} of a prefix with a next hop in it, which only a default has. */
  private static Network inItself() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("i", "j", "10.0.0.0/30");
    net.router("i").route("0.0.0.0/0", "10.0.0.2").route("10.8.0.1/32", "10.0.0.2");
    net.router("i").bgp(65001).neighbour("10.0.0.2", 65001);
    net.router("j").iface("lan", "10.9.0.1/24").iface("other", "10.8.0.2/24");
    net.router("j").route(PREFIX, "10.9.0.9").route("10.7.0.0/16", "10.8.0.1");
    net.router("j").bgp(65001).neighbour("10.0.0.1", 65001).network(PREFIX).network("10.7.0.0/16");
    return net.build();
  }

  static {
    String rule = "bird-next-hop-in-its-prefix";
    Judging bird = Judging.of(inItself(), "i");
    Row used = row(PREFIX, "hops", "via 10.9.0.9");
    SAMPLES.add(extra(rule, true, "in the table", bird, TableKind.ROUTES, "i", used));
    SAMPLES.add(extra(rule, true, "in the kernel", bird, TableKind.FIB, "i", used));
    SAMPLES.add(extra(rule, false, "received", bird, TableKind.RECEIVED, "i", used));
    SAMPLES.add(missing(rule, false, "predicted", bird, TableKind.ROUTES, "i", used));
    Row outside = row("10.7.0.0/16", "hops", "via 10.8.0.1");
    SAMPLES.add(extra(rule, false, "next hop outside", bird, TableKind.ROUTES, "i", outside));
    Judging frr = Judging.of(inItself());
    SAMPLES.add(extra(rule, false, "of FRR", frr, TableKind.ROUTES, "i", used));
  }

  static {
    String rule = "ospf-foreign-default";
    Judging net = Judging.of(networkStatement());
    Row given = row("0.0.0.0/0", "hops", "via 10.0.0.2");
    SAMPLES.add(extra(rule, true, "listed", net, TableKind.OSPF_ROUTES, "o", given));
    SAMPLES.add(extra(rule, false, "installed", net, TableKind.ROUTES, "o", given));
    SAMPLES.add(extra(rule, false, "no originator", net, TableKind.OSPF_ROUTES, "p", given));
    Row other = row("10.0.0.0/8", "hops", "via 10.0.0.2");
    SAMPLES.add(extra(rule, false, "no default", net, TableKind.OSPF_ROUTES, "o", other));
    Judging bird = Judging.of(networkStatement(), "o");
    SAMPLES.add(extra(rule, false, "of BIRD", bird, TableKind.OSPF_ROUTES, "o", given));
  }

  /** {@code s} reaches its neighbour {@code t}, and by it the prefix, by way of {@code u}. */
  private static Network staticRoutes() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("s", "t", "10.0.0.0/30");
    net.connect("s", "u", "10.0.1.0/30");
    net.router("s").bgp(65001).neighbour("10.0.0.2", 65002);
    net.router("t").bgp(65002).neighbour("10.0.0.1", 65001);
    net.router("s").route("10.0.0.2/32", "10.0.1.2").route(PREFIX, "10.0.0.2");
    net.router("s").route("10.8.0.0/16", "10.0.1.2");
    return net.build();
  }

  static {
    String rule = "static-through-a-neighbour";
    Judging net = Judging.of(staticRoutes());
    Row lost = row(PREFIX, "hops", "via 10.0.0.2");
    SAMPLES.add(missing(rule, true, "no route", net, TableKind.ROUTES, "s", lost));
    SAMPLES.add(missing(rule, true, "none in the kernel", net, TableKind.FIB, "s", lost));
    Row kept = row("10.8.0.0/16", "hops", "via 10.0.1.2");
    SAMPLES.add(missing(rule, false, "by no neighbour", net, TableKind.ROUTES, "s", kept));
    SAMPLES.add(missing(rule, false, "elsewhere", net, TableKind.ROUTES, "t", lost));
    SAMPLES.add(
        differs(
            rule,
            false,
            "another way",
            net,
            TableKind.FIB,
            "s",
            PREFIX,
            "hops",
            "via 10.0.1.2",
            "via 10.0.2.2"));
    Judging bird = Judging.of(staticRoutes(), "s");
    SAMPLES.add(missing(rule, false, "of BIRD", bird, TableKind.ROUTES, "s", lost));
  }

  /** {@code a} and {@code b} stand on one LAN, and on a link of their own. */
  private static Network lan() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.1.0/31");
    net.router("a").iface("lan", "10.0.9.1/29");
    net.router("b").iface("lan", "10.0.9.2/29");
    net.router("c").iface("lan", "10.0.9.3/29");
    net.segment("lan", "a:lan", "b:lan", "c:lan");
    for (String router : List.of("a", "b", "c")) {
      net.router(router).ospf("1").broadcast("lan", 1, 1);
    }
    return net.build();
  }

  static {
    String rule = "ospf-over-the-lan";
    String both = "via 10.0.1.1 dev e1, via 10.0.9.3 dev e2";
    String over = "via 10.0.9.3 dev e2";
    Judging net = Judging.of(lan());
    TableKind fib = TableKind.FIB;
    SAMPLES.add(
        differs(rule, true, "over the LAN alone", net, fib, "a", PREFIX, "hops", both, over));
    SAMPLES.add(
        differs(
            rule,
            false,
            "past it alone",
            net,
            fib,
            "a",
            PREFIX,
            "hops",
            both,
            "via 10.0.1.1 dev e1"));
    SAMPLES.add(
        differs(
            rule, false, "a path of BGP", net, TableKind.LOC_RIB, "a", PREFIX, "hops", both, over));
    SAMPLES.add(
        differs(
            rule, false, "of BIRD", Judging.of(lan(), "a"), fib, "a", PREFIX, "hops", both, over));
  }

  static {
    String rule = "refusal-of-linux";
    Judging net = Judging.of(twoWays());
    SAMPLES.add(
        differs(
            rule,
            true,
            "another letter",
            net,
            TableKind.TRACES,
            "h",
            "10.1.9.10/32",
            "hops",
            "10.1.1.1 10.2.1.1 !H",
            "10.1.1.1 10.2.1.1 !N"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "another router",
            net,
            TableKind.TRACES,
            "h",
            "10.1.9.10/32",
            "hops",
            "10.1.1.1 10.2.1.1 !H",
            "10.1.1.1 10.3.1.1 !N"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "an answer",
            net,
            TableKind.PINGS,
            "h",
            "10.1.9.10/32",
            "hops",
            "10.1.1.1 !H",
            "10.1.1.1 !N"));
  }

  /** {@code b} on the link and {@code c} behind its loopback announce the prefix to {@code a}. */
  private static Network mixed() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.connect("a", "c", "10.0.1.0/30");
    net.router("c").iface("lo", "10.255.0.3/32");
    net.router("a").route("10.255.0.3/32", "10.0.1.2");
    net.router("a").bgp(65001).options(TWO_PATHS).neighbour("10.0.0.2", 65002);
    net.router("a").bgp(65001).neighbour("10.255.0.3", 65002, Transport.multihop(2));
    net.router("b").bgp(65002).routerId("9.0.0.1").neighbour("10.0.0.1", 65001).originate(PREFIX);
    net.router("c")
        .bgp(65002)
        .routerId("9.0.0.2")
        .neighbour(
            "10.0.1.1", 65001, Transport.multihop(2).from(IpAddress.parse("10.255.0.3"), null))
        .originate(PREFIX);
    return net.build();
  }

  static {
    String rule = "recursion-of-the-best";
    String both = "via 10.0.0.2 dev x, via 10.0.1.2 dev y";
    String one = "via 10.0.0.2 dev x";
    Judging net = Judging.of(mixed());
    TableKind fib = TableKind.FIB;
    SAMPLES.add(differs(rule, true, "one of two", net, fib, "a", PREFIX, "hops", both, one));
    SAMPLES.add(
        differs(rule, false, "of zebra", net, TableKind.ROUTES, "a", PREFIX, "hops", both, one));
    SAMPLES.add(differs(rule, false, "elsewhere", net, fib, "a", "10.8.0.0/16", "hops", both, one));
    SAMPLES.add(
        differs(
            rule, false, "a third way", net, fib, "a", PREFIX, "hops", both, "via 10.0.3.2 dev z"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "all on links",
            Judging.of(twoWays()),
            fib,
            "a",
            PREFIX,
            "hops",
            both,
            one));
    SAMPLES.add(
        differs(
            rule, false, "of BIRD", Judging.of(mixed(), "a"), fib, "a", PREFIX, "hops", both, one));
  }

  static {
    String rule = "drop-beside-a-way";
    String both = "drop, via 10.0.1.2 dev y";
    String one = "via 10.0.1.2 dev y";
    Judging net = Judging.of(twoWays());
    TableKind fib = TableKind.FIB;
    SAMPLES.add(differs(rule, true, "the other way", net, fib, "a", PREFIX, "hops", both, one));
    SAMPLES.add(
        differs(rule, false, "of zebra", net, TableKind.ROUTES, "a", PREFIX, "hops", both, one));
    SAMPLES.add(differs(rule, false, "only a drop", net, fib, "a", PREFIX, "hops", "drop", one));
    SAMPLES.add(
        differs(
            rule, false, "a third way", net, fib, "a", PREFIX, "hops", both, "via 10.0.3.2 dev z"));
    SAMPLES.add(differs(rule, false, "no drop", net, fib, "a", PREFIX, "hops", one, both));
  }

  /** Two neighbours of one AS announce the prefix to {@code a} with different AS paths. */
  private static Network neighbouringAs() {
    TopologyBuilder net = new TopologyBuilder();
    net.router("a").bgp(65001).options(TWO_PATHS);
    int i = 0;
    for (String side : List.of("b", "c")) {
      long origin = 65011 + i;
      net.connect("a", side, "10.0." + i + ".0/30");
      net.connect(side, "origin-" + side, "10.1." + i + ".0/30");
      net.router("a").bgp(65001).neighbour("10.0." + i + ".2", 65002);
      net.router(side)
          .bgp(65002)
          .neighbour("10.0." + i + ".1", 65001)
          .neighbour("10.1." + i + ".2", origin);
      net.router("origin-" + side)
          .bgp(origin)
          .neighbour("10.1." + i + ".1", 65002)
          .originate(PREFIX);
      i++;
    }
    return net.build();
  }

  static {
    String rule = "multipath-of-the-neighbouring-as";
    Judging net = Judging.of(neighbouringAs());
    String key = PREFIX + " from 10.0.1.2";
    TableKind locRib = TableKind.LOC_RIB;
    SAMPLES.add(
        differs(rule, true, "used", net, locRib, "a", key, "standing", "lost", "multipath"));
    SAMPLES.add(
        differs(
            rule,
            true,
            "in the kernel",
            net,
            TableKind.FIB,
            "a",
            PREFIX,
            "hops",
            "via 10.0.0.2",
            "via 10.0.0.2, via 10.0.1.2"));
    SAMPLES.add(differs(rule, false, "best", net, locRib, "a", key, "standing", "lost", "best"));
    SAMPLES.add(
        differs(rule, false, "not used", net, locRib, "a", key, "standing", "multipath", "lost"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "instead",
            net,
            TableKind.FIB,
            "a",
            PREFIX,
            "hops",
            "via 10.0.0.2",
            "via 10.0.1.2"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "of two ASes",
            Judging.of(twoWays()),
            locRib,
            "a",
            key,
            "standing",
            "lost",
            "multipath"));
  }

  /** {@code a} presents itself to two routers of one AS, to each as another AS. */
  private static Judging presented() {
    TopologyBuilder net = new TopologyBuilder();
    net.router("a").bgp(65001).options(TWO_PATHS);
    for (int i = 0; i < 2; i++) {
      String side = i == 0 ? "b" : "c";
      net.connect("a", side, "10.0." + i + ".0/30");
      net.router("a")
          .bgp(65001)
          .peer(
              new BgpPeer(
                  IpAddress.parse("10.0." + i + ".2"),
                  65002,
                  64901L + i,
                  Transport.CONNECTED,
                  List.of(BgpPeer.Family.ipv4()),
                  null,
                  Origin.NONE));
      net.router(side).bgp(65002).neighbour("10.0." + i + ".1", 64901 + i).originate(PREFIX);
    }
    return Judging.of(net.build());
  }

  static {
    String rule = "multipath-of-the-neighbouring-as";
    Judging net = presented();
    String key = PREFIX + " from 10.0.1.2";
    TableKind locRib = TableKind.LOC_RIB;
    SAMPLES.add(
        differs(rule, true, "by local-as", net, locRib, "a", key, "standing", "lost", "multipath"));
    SAMPLES.add(
        differs(rule, false, "best behind it", net, locRib, "a", key, "standing", "lost", "best"));
  }

  /** {@code a} has three equal paths and may use as many of them as said. */
  private static Judging threeWays(int limit) {
    TopologyBuilder net = new TopologyBuilder();
    BgpSpeaker.Options options =
        new BgpSpeaker.Options(
            limit,
            1,
            BgpSpeaker.MultipathAsPath.SAME_LENGTH,
            true,
            false,
            true,
            100,
            null,
            20,
            200,
            200);
    for (int i = 0; i < 3; i++) {
      String side = "side-" + i;
      net.connect("a", "to-" + side, side, "to-a", "10.0." + i + ".0/30");
      net.router("a").bgp(65001).options(options).neighbour("10.0." + i + ".2", 65002);
      net.router(side).bgp(65002).neighbour("10.0." + i + ".1", 65001).originate(PREFIX);
    }
    return Judging.of(net.build());
  }

  static {
    String rule = "multipath-beyond-the-limit";
    TableKind locRib = TableKind.LOC_RIB;
    String third = PREFIX + " from 10.0.2.2";
    String second = PREFIX + " from 10.0.1.2";
    Judging two = threeWays(2);
    SAMPLES.add(
        differs(rule, true, "used", two, locRib, "a", third, "standing", "lost", "multipath"));
    SAMPLES.add(
        differs(rule, true, "not used", two, locRib, "a", second, "standing", "multipath", "lost"));
    SAMPLES.add(differs(rule, false, "best", two, locRib, "a", third, "standing", "lost", "best"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "all may be used",
            threeWays(3),
            locRib,
            "a",
            third,
            "standing",
            "multipath",
            "lost"));
    String ways = "via 10.0.0.2, via 10.0.1.2";
    TableKind fib = TableKind.FIB;
    SAMPLES.add(
        differs(
            rule,
            true,
            "in the kernel",
            two,
            fib,
            "a",
            PREFIX,
            "hops",
            ways,
            "via 10.0.0.2, via 10.0.2.2"));
    SAMPLES.add(differs(rule, false, "fewer", two, fib, "a", PREFIX, "hops", ways, "via 10.0.0.2"));
  }

  /** {@code b} is of one AS, {@code c} and {@code d} of another; what {@code c} sends has MED 5. */
  private static Judging beaten(boolean always, String... bird) {
    TopologyBuilder net = new TopologyBuilder();
    BgpSpeaker.Options options =
        new BgpSpeaker.Options(
            3,
            1,
            BgpSpeaker.MultipathAsPath.SAME_LENGTH,
            true,
            always,
            true,
            100,
            null,
            20,
            200,
            200);
    RoutePolicy five =
        new RoutePolicy(
            "five",
            List.of(
                new RoutePolicy.Term(
                    10, true, List.of(), List.of(new RoutePolicy.Change.Med(5)), Origin.NONE)),
            Origin.NONE);
    net.router("a").bgp(65001).options(options);
    int i = 0;
    for (String side : List.of("b", "c", "d")) {
      long asn = side.equals("b") ? 65002 : 65003;
      net.connect("a", side, "10.0." + i + ".0/30");
      net.router("a").bgp(65001).neighbour("10.0." + i + ".2", asn);
      net.router(side).bgp(asn).neighbour("10.0." + i + ".1", 65001).originate(PREFIX);
      i++;
    }
    net.router("c").bgp(65003).family(_ -> BgpPeer.Family.ipv4(List.of(), List.of(five)));
    return Judging.of(net.build(), bird);
  }

  static {
    String rule = "multipath-beaten-by-another";
    TableKind locRib = TableKind.LOC_RIB;
    TableKind fib = TableKind.FIB;
    Judging net = beaten(false);
    String key = PREFIX + " from 10.0.1.2";
    String lost = "lost";
    String used = "multipath";
    SAMPLES.add(differs(rule, true, "used", net, locRib, "a", key, "standing", lost, used));
    SAMPLES.add(differs(rule, false, "best", net, locRib, "a", key, "standing", lost, "best"));
    SAMPLES.add(differs(rule, false, "not used", net, locRib, "a", key, "standing", used, lost));
    String other = PREFIX + " from 10.0.2.2";
    SAMPLES.add(differs(rule, false, "not it", net, locRib, "a", other, "standing", lost, used));
    Judging always = beaten(true);
    SAMPLES.add(
        differs(rule, false, "the best's MED", always, locRib, "a", key, "standing", lost, used));
    Judging bird = beaten(false, "a");
    SAMPLES.add(differs(rule, false, "MED of BIRD", bird, locRib, "a", key, "med", "5", "0"));
    String two = "via 10.0.0.2, via 10.0.2.2";
    String three = "via 10.0.0.2, via 10.0.1.2, via 10.0.2.2";
    SAMPLES.add(differs(rule, true, "one way more", net, fib, "a", PREFIX, "hops", two, three));
    SAMPLES.add(
        differs(rule, false, "instead", net, fib, "a", PREFIX, "hops", two, "via 10.0.0.2"));
  }

  /** The lab shows at {@code b} another next hop of what {@code a} sends. */
  private static Judging nextHop(String shown) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002).originate(PREFIX);
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001);
    UnaryOperator<List<TableRows>> seen =
        tables ->
            TableChanges.with(
                tables, TableKind.RECEIVED, "b", PREFIX + " from 10.0.0.1", "nextHop", shown);
    return new Judging(net.build(), List.of(), Set.of(), seen);
  }

  static {
    String rule = "next-hop-of-the-receiver";
    Row dropped = row(PREFIX, "hops", "via 10.0.0.1");
    TableKind routes = TableKind.ROUTES;
    SAMPLES.add(missing(rule, true, "dropped", nextHop("10.0.0.2"), routes, "b", dropped));
    SAMPLES.add(
        missing(rule, false, "another's address", nextHop("10.0.0.3"), routes, "b", dropped));
    Row other = row("10.8.0.0/16", "hops", "via 10.0.0.1");
    SAMPLES.add(missing(rule, false, "another prefix", nextHop("10.0.0.2"), routes, "b", other));
  }

  /**
   * {@code b}, which drops what {@code a} sends, has a static route whose next hop is in there and
   * one whose next hop is not.
   */
  private static Judging overNextHop(boolean dropped) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002).originate(PREFIX);
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001);
    net.router("b").route("10.7.0.0/16", "10.9.0.1").route("10.6.0.0/16", "10.0.0.1");
    UnaryOperator<List<TableRows>> seen =
        tables -> {
          List<TableRows> named =
              TableChanges.with(
                  tables,
                  TableKind.RECEIVED,
                  "b",
                  PREFIX + " from 10.0.0.1",
                  "nextHop",
                  "10.0.0.2");
          return dropped
              ? TableChanges.with(named, TableKind.ROUTES, "b", PREFIX, Difference.ROW, "")
              : named;
        };
    return new Judging(net.build(), List.of(), Set.of(), seen);
  }

  static {
    String rule = "next-hop-of-the-receiver";
    Row over = row("10.7.0.0/16", "hops", "via 10.9.0.1");
    TableKind routes = TableKind.ROUTES;
    SAMPLES.add(missing(rule, true, "with it", overNextHop(true), routes, "b", over));
    SAMPLES.add(missing(rule, true, "with it", overNextHop(true), TableKind.FIB, "b", over));
    SAMPLES.add(missing(rule, false, "though it is there", overNextHop(false), routes, "b", over));
    Row beside = row("10.6.0.0/16", "hops", "via 10.0.0.1");
    SAMPLES.add(missing(rule, false, "beside it", overNextHop(true), routes, "b", beside));
    SAMPLES.add(missing(rule, false, "elsewhere", overNextHop(true), routes, "a", over));
    TableKind received = TableKind.RECEIVED;
    SAMPLES.add(missing(rule, false, "as received", overNextHop(true), received, "b", over));
  }

  /**
   * {@code a} (65001) aggregates prefixes of {@code o} and {@code p} (65010), of which the first
   * one may be of any AS, and sends the aggregate to {@code m} (65002), which sends it to {@code z}
   * (65003) without private ASNs, in one of the ways to do so.
   */
  private static Judging emptied(long origin, boolean set, BgpPeer.RemovePrivate removal) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("o", "a", "10.0.0.0/30");
    net.connect("a", "m", "10.0.1.0/30");
    net.connect("m", "z", "10.0.2.0/30");
    net.connect("p", "a", "10.0.3.0/30");
    net.router("p").bgp(65010).neighbour("10.0.3.2", 65001).originate("10.9.2.0/24");
    net.router("a").bgp(65001).neighbour("10.0.3.1", 65010);
    net.router("o").bgp(origin).neighbour("10.0.0.2", 65001).originate("10.9.1.0/24");
    net.router("a").bgp(65001).neighbour("10.0.0.1", origin).neighbour("10.0.1.2", 65002);
    net.router("a").bgp(65001).aggregate(PREFIX, set);
    net.router("m").bgp(65002).neighbour("10.0.1.1", 65001).neighbour("10.0.2.2", 65003);
    net.router("m").bgp(65002).family(family -> family.withAsPath(removal, 0, false));
    net.router("z").bgp(65003).neighbour("10.0.2.1", 65002);
    return Judging.of(net.build());
  }

  private static void session(boolean allowed, String why, Judging net, String place, String peer) {
    SAMPLES.add(
        differs(
            "emptied-as-set",
            allowed,
            why,
            net,
            TableKind.SESSIONS,
            place,
            peer,
            "state",
            "established",
            "down"));
  }

  static {
    String rule = "emptied-as-set";
    Judging net = emptied(65009, true, BgpPeer.RemovePrivate.ALL);
    session(true, "closed by the peer", net, "m", "10.0.2.2");
    session(true, "closed by itself", net, "z", "10.0.2.1");
    session(false, "another session", net, "m", "10.0.1.1");
    Judging whole = emptied(65009, true, BgpPeer.RemovePrivate.IF_ALL_PRIVATE);
    session(true, "all are private", whole, "m", "10.0.2.2");
    Judging replaced = emptied(65009, true, BgpPeer.RemovePrivate.REPLACE_ALL);
    session(false, "members replaced", replaced, "m", "10.0.2.2");
    Judging none = emptied(65009, false, BgpPeer.RemovePrivate.ALL);
    session(false, "no set", none, "m", "10.0.2.2");
    Judging open = emptied(3009, true, BgpPeer.RemovePrivate.ALL);
    session(false, "a public member", open, "m", "10.0.2.2");
    Judging receiver = emptied(65003, true, BgpPeer.RemovePrivate.ALL);
    session(false, "the receiver's ASN stays", receiver, "m", "10.0.2.2");
    TableKind routes = TableKind.ROUTES;
    Row over = row(PREFIX, "hops", "via 10.0.2.1");
    SAMPLES.add(missing(rule, true, "what came over it", net, routes, "z", over));
    Row beside = row("10.7.0.0/16", "hops", "via 10.0.1.1");
    SAMPLES.add(missing(rule, false, "what did not", net, routes, "m", beside));
    SAMPLES.add(missing(rule, false, "no set was sent", none, routes, "z", over));
  }

  private static Row trace(String way, String hops) {
    return Row.of("far")
        .with("hops", hops)
        .fact(Row.PREFIX, "10.9.0.10/32")
        .fact(Row.THERE, way)
        .build();
  }

  private static Sample trace(String rule, boolean allowed, String why, Judging net, String way) {
    return new Sample(
        rule,
        allowed,
        why,
        net,
        TableKind.TRACES,
        "near",
        trace(way, "10.0.0.2"),
        trace(way, "10.0.1.2"),
        "hops");
  }

  static {
    String rule = "bird-merges-more";
    Judging net = Judging.of(twoWays(), "a");
    String key = PREFIX + " from 10.0.1.2";
    TableKind locRib = TableKind.LOC_RIB;
    SAMPLES.add(
        differs(rule, true, "used", net, locRib, "a", key, "standing", "lost", "multipath"));
    SAMPLES.add(differs(rule, false, "best", net, locRib, "a", key, "standing", "lost", "best"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "FRR",
            Judging.of(twoWays()),
            locRib,
            "a",
            key,
            "standing",
            "lost",
            "multipath"));
    SAMPLES.add(trace(rule, true, "a packet by it", net, "a b"));
    SAMPLES.add(trace(rule, false, "a packet past it", net, "b c"));
  }

  /** {@code a} has the prefix by OSPF, distance 110, and by iBGP, distance 200. */
  private static Network between(boolean passesOn) {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.connect("a", "c", "10.0.1.0/30");
    net.router("b").iface("LAN", "10.9.0.1/16");
    net.router("a").ospf("1").on("to-b", 1);
    net.router("b").ospf("1").on("to-a", 1).passive("LAN", 1);
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65001).neighbour("10.0.1.2", 65003);
    if (passesOn) {
      net.router("a").bgp(65001).network(PREFIX);
    }
    net.router("b").bgp(65001).neighbour("10.0.0.1", 65001).network(PREFIX);
    net.router("c").bgp(65003).neighbour("10.0.1.1", 65001).originate("10.8.0.0/16");
    return net.build();
  }

  private static void distance(boolean allowed, String why, String from, String to, String bird) {
    SAMPLES.add(
        differs(
            "bird-distance-of-ibgp",
            allowed,
            why,
            Judging.of(between(false), bird),
            TableKind.ROUTES,
            "a",
            "10.7.0.0/16",
            "distance",
            from,
            to,
            "protocol",
            "bgp"));
  }

  static {
    distance(true, "20 for 200", "200", "20", "a");
    distance(false, "150 for 200", "200", "150", "a");
    distance(false, "200 for 20", "20", "200", "a");
    distance(false, "where FRR runs", "200", "20", "b");
    String rule = "bird-distance-of-ibgp";
    Judging net = Judging.of(between(false), "a");
    TableKind fib = TableKind.FIB;
    SAMPLES.add(
        differs(
            rule,
            true,
            "its own way",
            net,
            fib,
            "a",
            PREFIX,
            "hops",
            "via 10.0.0.2",
            "via 10.0.1.2"));
    SAMPLES.add(
        differs(
            rule,
            true,
            "its own table",
            net,
            TableKind.ROUTES,
            "a",
            PREFIX,
            "hops",
            "via 10.0.0.2",
            "via 10.0.1.2",
            "protocol",
            "bgp"));
    SAMPLES.add(
        differs(
            rule,
            false,
            "still of OSPF",
            net,
            TableKind.ROUTES,
            "a",
            PREFIX,
            "hops",
            "via 10.0.0.2",
            "via 10.0.1.2",
            "protocol",
            "ospf"));
    SAMPLES.add(missing(rule, false, "none", net, fib, "a", row(PREFIX, "hops", "via 10.0.0.2")));
    SAMPLES.add(
        differs(
            rule,
            false,
            "another's way",
            net,
            fib,
            "b",
            PREFIX,
            "hops",
            "dev LAN",
            "via 10.0.0.1"));
    SAMPLES.add(
        missing(
            rule,
            false,
            "not passed on",
            net,
            TableKind.RECEIVED,
            "c",
            row(PREFIX + " from 10.0.1.1", "med", "0")));
    UnaryOperator<List<TableRows>> byBgp =
        tables -> TableChanges.with(tables, TableKind.ROUTES, "a", PREFIX, "protocol", "bgp");
    Row sent = row(PREFIX + " from 10.0.1.1", "med", "0");
    TableKind received = TableKind.RECEIVED;
    Judging passed = new Judging(between(true), List.of(), Set.of("a"), byBgp);
    SAMPLES.add(missing(rule, true, "passed on", passed, received, "c", sent));
    Judging unseen = Judging.of(between(true), "a");
    SAMPLES.add(missing(rule, false, "not used in the lab", unseen, received, "c", sent));
    SAMPLES.add(trace(rule, true, "a packet by it", net, "a b"));
    SAMPLES.add(trace(rule, false, "a packet past it", net, "b"));
  }

  static {
    String rule = "bird-loopback-state";
    List<Failure> down = List.of(new Failure.InterfaceDown(new InterfaceRef("a", "to-b"), false));
    Judging net = new Judging(between(false), down, Set.of("a"), UnaryOperator.identity());
    Row own = row("10.0.0.1/32", "hops", "via 10.0.1.1");
    TableKind routes = TableKind.OSPF_ROUTES;
    SAMPLES.add(extra(rule, true, "its address", net, routes, "b", own));
    Row other = row("10.0.1.1/32", "hops", "via 10.0.1.1");
    SAMPLES.add(extra(rule, false, "one that is up", net, routes, "b", other));
    SAMPLES.add(missing(rule, false, "the lab lacks it", net, routes, "b", own));
    Judging whole = Judging.of(between(false), "a");
    SAMPLES.add(extra(rule, false, "nothing is down", whole, routes, "b", own));
    Judging frr = new Judging(between(false), down, Set.of(), UnaryOperator.identity());
    SAMPLES.add(extra(rule, false, "where FRR runs", frr, routes, "b", own));
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void onlyWhatTheEntryMeansIsAllowed(Sample sample) {
    assertThat(
            sample
                .network()
                .judge(
                    sample.kind(),
                    sample.place(),
                    sample.predicted(),
                    sample.observed(),
                    sample.field()))
        .isEqualTo(sample.allowed() ? sample.rule() : null);
  }

  @Test
  void everyEntryHasSamplesOfBothKinds() {
    for (boolean allowed : List.of(true, false)) {
      Set<String> covered = new TreeSet<>(ELSEWHERE);
      SAMPLES.stream()
          .filter(sample -> sample.allowed() == allowed)
          .forEach(sample -> covered.add(sample.rule()));
      assertThat(AllowedDifferences.rules())
          .extracting(AllowedDifferences.Rule::id)
          .as(allowed ? "allowed" : "not allowed")
          .containsExactlyInAnyOrderElementsOf(covered);
    }
  }
}
