package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.header;
import static io.towpath.forwarding.Lab.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Filter.PortRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which packets a rule matches (R194, R196), and in what order rules decide. */
class FilterTest {
  private static final PacketHeader PING = header("10.1.0.10", "10.2.0.10", 1, 8, 0);
  private static final PacketHeader UNREACHABLE = header("10.1.0.10", "10.2.0.10", 1, 3, 13);
  private static final PacketHeader WEB = header("10.1.0.10", "10.2.0.10", 6, 50000, 443);
  private static final PacketHeader DNS = header("10.1.0.10", "10.2.0.10", 17, 50000, 53);
  private static final PacketHeader ESP = header("10.1.0.10", "10.2.0.10", 50, 0, 0);

  /** A rule and the packets that match it. */
  record Case(String claim, Filter.Rule rule, List<PacketHeader> matches) {
    @Override
    public String toString() {
      return claim;
    }
  }

  private static Filter.Rule of(
      List<Integer> protocols,
      List<AddressSet> sources,
      List<PortRange> ports,
      @Nullable Integer type,
      @Nullable Integer code,
      boolean established) {
    return new Filter.Rule(
        "rule",
        true,
        protocols,
        sources,
        List.of(),
        List.of(),
        ports,
        type,
        code,
        established,
        Origin.NONE);
  }

  private static Filter.Rule from(AddressSet set) {
    return of(List.of(), List.of(set), List.of(), null, null, false);
  }

  private static AddressSet wildcard(String address, String bits) {
    return new AddressSet.Wildcard(IpAddress.parse(address), IpAddress.parse(bits));
  }

  private static AddressSet prefixes(String... prefixes) {
    return new AddressSet.Prefixes(List.of(prefixes).stream().map(Prefix::parse).toList());
  }

  private static final List<PacketHeader> ALL = List.of(PING, UNREACHABLE, WEB, DNS, ESP);
  private static final PortRange WEB_PORT = new PortRange(443, 443);

  static final List<Case> rules =
      List.of(
          new Case("without protocol every packet", rule(true, 0, null, null, 0), ALL),
          new Case("a protocol", rule(true, 6, null, null, 0), List.of(WEB)),
          new Case(
              "several protocols",
              of(List.of(6, 17), List.of(), List.of(), null, null, false),
              List.of(WEB, DNS)),
          new Case(
              "a port of every protocol is a port of TCP and UDP",
              of(List.of(), List.of(), List.of(WEB_PORT), null, null, false),
              List.of(WEB)),
          new Case(
              "a rule for ICMP ignores its ports",
              of(List.of(1), List.of(), List.of(WEB_PORT), null, null, false),
              List.of(PING, UNREACHABLE)),
          new Case(
              "a range of ports, ends included",
              of(List.of(), List.of(), List.of(new PortRange(53, 443)), null, null, false),
              List.of(WEB, DNS)),
          new Case(
              "all ports are no condition",
              of(List.of(), List.of(), List.of(new PortRange(0, 65535)), null, null, false),
              ALL),
          new Case(
              "a type of ICMP",
              of(List.of(1), List.of(), List.of(), 8, null, false),
              List.of(PING)),
          new Case(
              "a type and code of ICMP",
              of(List.of(1), List.of(), List.of(), 3, 13, false),
              List.of(UNREACHABLE)),
          new Case("another code", of(List.of(1), List.of(), List.of(), 3, 1, false), List.of()),
          new Case(
              "established is for answers",
              of(List.of(6), List.of(), List.of(), null, null, true),
              List.of()),
          new Case("an address", rule(true, 0, "10.1.0.10/32", null, 0), ALL),
          new Case("another address", rule(true, 0, "10.1.0.11/32", null, 0), List.of()),
          new Case("a destination", rule(true, 0, null, "10.2.0.0/24", 0), ALL),
          new Case("any", from(new AddressSet.Any()), ALL),
          new Case("prefixes", from(prefixes("172.16.0.0/12", "10.0.0.0/8")), ALL),
          new Case("an empty set", from(prefixes()), List.of()),
          new Case("a prefix of IPv6", from(prefixes("2001:db8::/32")), List.of()),
          new Case("all but a set", from(new AddressSet.Except(prefixes("10.0.0.0/8"))), List.of()),
          new Case("all but another", from(new AddressSet.Except(prefixes("11.0.0.0/8"))), ALL),
          new Case("a wildcard mask", from(wildcard("10.1.0.0", "0.0.255.255")), ALL),
          new Case("a wildcard with holes", from(wildcard("10.0.0.10", "0.255.0.0")), ALL),
          new Case(
              "another wildcard with holes", from(wildcard("10.0.0.11", "0.255.0.0")), List.of()),
          new Case(
              "all but a wildcard with holes",
              from(new AddressSet.Except(wildcard("10.0.0.11", "0.255.0.0"))),
              ALL));

  private static Verdict through(PacketHeader packet, Filter.Rule... rules) {
    Lab lab = new Lab();
    lab.filter("acl", Filter.Kind.ACL, false, false, rules);
    lab.router("r")
        .iface("in", "10.1.0.1/24")
        .iface("out", "10.2.0.1/24")
        .change("in", i -> i.filtersIn(List.of("acl")));
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r:in");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r:out");
    return lab.solve().walk("a", packet).verdict();
  }

  @ParameterizedTest
  @FieldSource("rules")
  void aRuleMatches(Case it) {
    for (PacketHeader packet : ALL) {
      assertThat(through(packet, it.rule()))
          .as("%s", packet)
          .isEqualTo(it.matches().contains(packet) ? Verdict.DELIVERED : Verdict.DROPPED_BY_FILTER);
    }
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    // R194
    Filter.Rule permit = rule(true, 6, null, null, 443);
    Filter.Rule deny = rule(false, 6, null, null, 0);
    assertThat(through(WEB, permit, deny)).isEqualTo(Verdict.DELIVERED);
    assertThat(through(WEB, deny, permit)).isEqualTo(Verdict.DROPPED_BY_FILTER);
  }

  @Test
  void allFiltersOfAnInterfaceMustPermit() {
    Lab lab = new Lab();
    lab.filter("yes", Filter.Kind.ACL, false, true);
    lab.filter("no", Filter.Kind.ACL, false, false);
    lab.router("r").iface("in", "10.1.0.1/24").iface("out", "10.2.0.1/24");
    lab.router("r").change("in", i -> i.filtersIn(List.of("yes", "missing", "no")));
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r:in");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r:out");
    assertThat(lab.solve().walk("a", PING).verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    lab = new Lab();
    lab.filter("yes", Filter.Kind.ACL, false, true);
    lab.router("r").iface("in", "10.1.0.1/24").iface("out", "10.2.0.1/24");
    // As IOS does with an access group that is not defined: everything passes.
    lab.router("r").change("in", i -> i.filtersIn(List.of("yes", "missing")));
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r:in");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r:out");
    assertThat(lab.solve().walk("a", PING).verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void establishedLetsAnswersOfTcpPass() {
    Lab lab = new Lab();
    lab.filter(
        "established",
        Filter.Kind.ACL,
        false,
        false,
        of(List.of(6), List.of(), List.of(), null, null, true));
    lab.router("r").iface("in", "10.1.0.1/24").iface("out", "10.2.0.1/24");
    lab.router("r").change("out", i -> i.filtersIn(List.of("established")));
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "r:in");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "r:out");
    Lab.Bench bench = lab.solve();
    assertThat(bench.trace("a", bench.tcp("a", "10.2.0.10", 80)).answered()).isTrue();
    assertThat(bench.trace("a", "10.2.0.10").answered()).isFalse();
    assertThat(bench.trace("b", bench.tcp("b", "10.1.0.10", 80)).verdict())
        .isEqualTo(Verdict.DROPPED_BY_FILTER);
  }
}
