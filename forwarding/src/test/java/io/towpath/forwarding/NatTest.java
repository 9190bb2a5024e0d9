package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.header;
import static io.towpath.forwarding.Lab.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Translations: which packets, in what order, and how answers and errors find home. */
class NatTest {

  /** An inside host, a router that translates, a router beyond, an outside host. */
  private static Lab lab(NatRule... rules) {
    Lab lab = new Lab();
    lab.net.connect("nat", "isp", "198.51.100.0/30");
    lab.router("nat")
        .iface("lan", "10.1.0.1/24")
        .change("lan", i -> i.natSide(NatSide.INSIDE))
        .change("to-isp", i -> i.natSide(NatSide.OUTSIDE))
        .route("0.0.0.0/0", "198.51.100.2");
    for (NatRule rule : rules) {
      lab.router("nat").nat(rule);
    }
    lab.router("isp").iface("lan", "203.0.113.1/24").route("198.51.100.8/29", "198.51.100.1");
    lab.host("in", "10.1.0.10/24", "10.1.0.1", "nat:lan");
    lab.host("out", "203.0.113.10/24", "203.0.113.1", "isp:lan");
    return lab;
  }

  private static NatRule fixed(String inside, String outside, int length) {
    return ports(inside, outside, length, 0, 0, 0, 0);
  }

  private static NatRule ports(
      String inside, String outside, int length, int protocol, int in, int out, int count) {
    return new NatRule.Static(
        "default",
        IpAddress.parse(inside),
        IpAddress.parse(outside),
        length,
        protocol,
        in,
        out,
        count,
        Origin.NONE);
  }

  private static NatRule pool(@Nullable String filter, String... addresses) {
    return new NatRule.Dynamic(
        "default",
        filter == null ? List.of(new AddressSet.Any()) : List.of(),
        filter,
        List.of(addresses).stream().map(IpAddress::parse).toList(),
        null,
        List.of(),
        Origin.NONE);
  }

  private static NatRule masquerade() {
    return new NatRule.Dynamic(
        "default",
        List.of(new AddressSet.Any()),
        null,
        List.of(),
        "to-isp",
        List.of(),
        Origin.NONE);
  }

  private static Trace ping(Lab lab, String from, String to) {
    return lab.solve().trace(from, to);
  }

  @Test
  void aFixedTranslationWorksBothWays() {
    Lab lab = lab(fixed("10.1.0.10", "198.51.100.10", 32));
    Trace out = ping(lab, "in", "203.0.113.10");
    assertThat(out.answered()).isTrue();
    assertThat(out.forward().last().source()).hasToString("198.51.100.10");
    Trace in = ping(lab, "out", "198.51.100.10");
    assertThat(in.answered()).isTrue();
    assertThat(in.answeredBy()).isEqualTo("in");
    assertThat(in.forward().last().destination()).hasToString("10.1.0.10");
  }

  @Test
  void aFixedTranslationOfARangeKeepsThePlaceInTheRange() {
    Lab lab = lab(fixed("10.1.0.8", "198.51.100.8", 29));
    assertThat(ping(lab, "out", "198.51.100.10").answeredBy()).isEqualTo("in");
  }

  @Test
  void aFixedTranslationOfPortsHoldsForThesePortsAlone() {
    Lab lab = lab(ports("10.1.0.10", "198.51.100.9", 32, PacketHeader.TCP, 8000, 80, 10));
    Lab.Bench bench = lab.solve();
    Walk last = bench.walk("out", bench.tcp("out", "198.51.100.9", 89));
    assertThat(last.end()).isEqualTo("in");
    assertThat(last.last().destinationPort()).isEqualTo(8009);
    Walk beyond = bench.walk("out", bench.tcp("out", "198.51.100.9", 90));
    assertThat(beyond.verdict()).isEqualTo(Verdict.LOOP);
    assertThat(beyond.last().destination()).hasToString("198.51.100.9");
    Trace answered = bench.trace("out", bench.tcp("out", "198.51.100.9", 80));
    assertThat(answered.answered()).isTrue();
    Walk back = Objects.requireNonNull(answered.back());
    assertThat(back.last().source()).hasToString("198.51.100.9");
    assertThat(back.last().sourcePort()).isEqualTo(80);
  }

  @Test
  void aPoolOpensFromTheInsideOnly() {
    Lab lab = lab(pool(null, "198.51.100.9"));
    assertThat(ping(lab, "in", "203.0.113.10").answered()).isTrue();
    assertThat(ping(lab, "out", "198.51.100.9").verdict()).isEqualTo(Verdict.NO_SESSION);
  }

  @Test
  void theAnswerOfAnEchoKeepsItsTypeAndCode() {
    Walk back =
        Objects.requireNonNull(ping(lab(pool(null, "198.51.100.9")), "in", "203.0.113.10").back());
    assertThat(back.last()).isEqualTo(header("203.0.113.10", "10.1.0.10", PacketHeader.ICMP, 0, 0));
  }

  @Test
  void anInterfaceAddressSharedByTranslationStillReachesTheRouter() {
    Lab lab = lab(masquerade());
    Trace out = ping(lab, "in", "203.0.113.10");
    assertThat(out.forward().last().source()).hasToString("198.51.100.1");
    assertThat(out.answered()).isTrue();
    assertThat(ping(lab, "out", "198.51.100.1").answeredBy()).isEqualTo("nat");
  }

  @Test
  void theFirstRuleThatMatchesTranslates() {
    Lab lab = lab(fixed("10.1.0.10", "198.51.100.10", 32), pool(null, "198.51.100.9"));
    lab.host("other", "10.1.0.11/24", "10.1.0.1", "nat:lan");
    Lab.Bench bench = lab.solve();
    assertThat(bench.ping("in", "203.0.113.10").last().source()).hasToString("198.51.100.10");
    assertThat(bench.ping("other", "203.0.113.10").last().source()).hasToString("198.51.100.9");
  }

  @Test
  void aListSelectsWhatIsTranslated() {
    Lab lab = lab(pool("inside", "198.51.100.9"));
    lab.filter("inside", Filter.Kind.ACL, false, false, rule(true, 0, "10.1.0.10/32", null, 0));
    lab.host("other", "10.1.0.11/24", "10.1.0.1", "nat:lan");
    Lab.Bench bench = lab.solve();
    assertThat(bench.ping("in", "203.0.113.10").last().source()).hasToString("198.51.100.9");
    assertThat(bench.ping("other", "203.0.113.10").last().source()).hasToString("10.1.0.11");
  }

  @Test
  void aListThatDoesNotExistSelectsNothing() {
    assertThat(ping(lab(pool("missing", "198.51.100.9")), "in", "203.0.113.10").forward().last())
        .isEqualTo(header("10.1.0.10", "203.0.113.10", PacketHeader.ICMP, 8, 0));
  }

  @Test
  void aPoolSpreadsInsideAddressesInAFixedWay() {
    Lab lab = lab(pool(null, "198.51.100.9", "198.51.100.10"));
    lab.host("other", "10.1.0.11/24", "10.1.0.1", "nat:lan");
    Lab.Bench bench = lab.solve();
    assertThat(bench.ping("in", "203.0.113.10").last().source())
        .isNotEqualTo(bench.ping("other", "203.0.113.10").last().source());
    assertThat(bench.trace("other", "203.0.113.10").answered()).isTrue();
  }

  @Test
  void accessListsSeeOutsideAddressesOnTheOutside() {
    // In: filter, translate, route. Out: route, translate, filter.
    Lab lab = lab(fixed("10.1.0.10", "198.51.100.10", 32));
    lab.filter(
        "to global", Filter.Kind.ACL, false, false, rule(true, 0, null, "198.51.100.10/32", 0));
    lab.filter(
        "from global", Filter.Kind.ACL, false, false, rule(true, 0, "198.51.100.10/32", null, 0));
    lab.router("nat")
        .change(
            "to-isp", i -> i.filtersIn(List.of("to global")).filtersOut(List.of("from global")));
    assertThat(ping(lab, "out", "198.51.100.10").answered()).isTrue();
    assertThat(ping(lab, "in", "203.0.113.10").answered()).isTrue();
  }

  @Test
  void errorsAboutATranslatedPacketComeHome() {
    Lab lab = lab(pool(null, "198.51.100.9"));
    assertThat(lab.solve().hops("in", "203.0.113.10"))
        .containsExactly("10.1.0.1", "198.51.100.2", "203.0.113.10");
    Trace.IcmpError error = Objects.requireNonNull(lab.solve().trace("in", "203.0.113.77").error());
    assertThat(error.from()).hasToString("198.51.100.2");
  }

  @Test
  void errorsAboutAPacketToATranslatedAddressComeHome() {
    Lab lab = lab(fixed("10.9.0.10", "198.51.100.10", 32), masquerade());
    lab.net.connect("nat", "inner", "10.8.0.0/30");
    lab.router("nat").change("to-inner", i -> i.natSide(NatSide.INSIDE));
    lab.router("nat").route("10.9.0.0/24", "10.8.0.2");
    lab.router("inner").iface("lan", "10.9.0.1/24").route("0.0.0.0/0", "10.8.0.1");
    lab.host("server", "10.9.0.10/24", "10.9.0.1", "inner:lan");
    // The inner router has no translation of its own, so its error leaves with the shared address.
    assertThat(lab.solve().hops("out", "198.51.100.10"))
        .containsExactly("203.0.113.1", "198.51.100.1", "198.51.100.1", "198.51.100.10");
  }

  @Test
  void translationWorksInTheVrfOfTheInside() {
    Lab lab = new Lab();
    lab.net.connect("nat", "isp", "198.51.100.0/30");
    lab.router("nat")
        .ifaceIn("red", "lan", "10.1.0.1/24")
        .change("lan", i -> i.natSide(NatSide.INSIDE))
        .change("to-isp", i -> i.natSide(NatSide.OUTSIDE))
        .route("0.0.0.0/0", "198.51.100.2")
        .route(
            "red",
            Route.of(
                Prefix.parse("0.0.0.0/0"),
                "static",
                new NextHop.OtherVrf("default", null),
                Origin.NONE))
        .nat(
            new NatRule.Dynamic(
                "red",
                List.of(new AddressSet.Any()),
                null,
                List.of(IpAddress.parse("198.51.100.9")),
                null,
                List.of(),
                Origin.NONE));
    lab.router("isp").iface("lan", "203.0.113.1/24").route("198.51.100.8/29", "198.51.100.1");
    lab.host("in", "10.1.0.10/24", "10.1.0.1", "nat:lan");
    lab.host("out", "203.0.113.10/24", "203.0.113.1", "isp:lan");
    Trace trace = lab.solve().trace("in", "203.0.113.10");
    assertThat(trace.forward().last().source()).hasToString("198.51.100.9");
    assertThat(trace.answered()).as("%s", trace.back()).isTrue();
  }

  @Test
  void translationLeavesPacketsBetweenInsideInterfacesAlone() {
    Lab lab = lab(pool(null, "198.51.100.9"));
    lab.router("nat").iface("lan2", "10.2.0.1/24").change("lan2", i -> i.natSide(NatSide.INSIDE));
    lab.host("in2", "10.2.0.10/24", "10.2.0.1", "nat:lan2");
    assertThat(ping(lab, "in", "10.2.0.10").forward().last().source()).hasToString("10.1.0.10");
  }
}
