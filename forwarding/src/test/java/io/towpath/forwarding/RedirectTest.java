package io.towpath.forwarding;

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
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What calls a node and is sent on in the node's own name. */
class RedirectTest {

  /** A server behind a node, a second network behind it, a client outside. */
  private static Lab lab(NatRule... rules) {
    Lab lab = new Lab();
    lab.net.connect("nat", "isp", "198.51.100.0/30");
    lab.router("nat")
        .iface("lan", "10.1.0.1/24")
        .iface("lan2", "10.2.0.1/24")
        .change("lan", i -> i.natSide(NatSide.INSIDE))
        .change("lan2", i -> i.natSide(NatSide.INSIDE))
        .change("to-isp", i -> i.natSide(NatSide.OUTSIDE))
        .route("0.0.0.0/0", "198.51.100.2");
    for (NatRule rule : rules) {
      lab.router("nat").nat(rule);
    }
    lab.router("isp").iface("lan", "203.0.113.1/24");
    // The server knows nobody but its own network and the node.
    lab.host("server", "10.1.0.10/24", null, "nat:lan");
    lab.host("inside", "10.2.0.10/24", "10.2.0.1", "nat:lan2");
    lab.host("out", "203.0.113.10/24", "203.0.113.1", "isp:lan");
    return lab;
  }

  private static NatRule redirect(
      String source, String called, int from, int to, String target, int port, String... pool) {
    return new NatRule.Redirect(
        "default",
        List.of(new AddressSet.Prefixes(List.of(Prefix.parse(source)))),
        IpAddress.parse(called),
        PacketHeader.TCP,
        List.of(new Filter.PortRange(from, to)),
        IpAddress.parse(target),
        port,
        List.of(pool).stream().map(IpAddress::parse).toList(),
        Origin.NONE);
  }

  private static NatRule web(String source) {
    return redirect(source, "198.51.100.1", 80, 81, "10.1.0.10", 8080, "10.1.0.1");
  }

  private static NatRule shared(String address) {
    return new NatRule.Dynamic(
        "default",
        List.of(new AddressSet.Any()),
        null,
        List.of(IpAddress.parse(address)),
        null,
        List.of(),
        Origin.NONE);
  }

  private static Trace tcp(Lab lab, String from, String to, int port) {
    Lab.Bench bench = lab.solve();
    return bench.trace(from, bench.tcp(from, to, port));
  }

  @Test
  void theTargetSeesTheNodeAndTheCallerSeesWhatItCalled() {
    Trace trace = tcp(lab(web("0.0.0.0/0")), "out", "198.51.100.1", 81);

    PacketHeader there = trace.forward().last();
    assertThat(trace.answered()).isTrue();
    assertThat(trace.answeredBy()).isEqualTo("server");
    assertThat(there.source()).hasToString("10.1.0.1");
    assertThat(there.destination()).hasToString("10.1.0.10");
    assertThat(there.destinationPort()).isEqualTo(8080);
    PacketHeader back = Objects.requireNonNull(trace.back()).last();
    assertThat(back.source()).hasToString("198.51.100.1");
    assertThat(back.sourcePort()).isEqualTo(81);
    assertThat(back.destination()).hasToString("203.0.113.10");
    assertThat(back.destinationPort()).isEqualTo(trace.forward().first().sourcePort());
  }

  @Test
  void otherPortsSourcesAndProtocolsAreNotSentOn() {
    Lab.Bench bench = lab(web("203.0.113.0/24"), shared("198.51.100.1")).solve();

    assertThat(bench.trace("out", bench.tcp("out", "198.51.100.1", 80)).answered()).isTrue();
    assertThat(bench.walk("out", bench.tcp("out", "198.51.100.1", 82)).verdict())
        .isEqualTo(Verdict.NO_SESSION);
    assertThat(bench.ping("out", "198.51.100.1").verdict()).isEqualTo(Verdict.NO_SESSION);
    Trace other =
        tcp(lab(web("203.0.113.128/25"), shared("198.51.100.1")), "out", "198.51.100.1", 80);
    assertThat(other.verdict()).isEqualTo(Verdict.NO_SESSION);
  }

  @Test
  void theFirstRuleThatMatchesSendsOn() {
    Lab lab =
        lab(
            redirect("203.0.113.0/24", "198.51.100.1", 80, 80, "10.2.0.10", 1, "10.2.0.1"),
            web("0.0.0.0/0"));

    assertThat(tcp(lab, "out", "198.51.100.1", 80).answeredBy()).isEqualTo("inside");
    assertThat(tcp(lab, "out", "198.51.100.1", 81).answeredBy()).isEqualTo("server");
  }

  @Test
  void itWorksFromTheInsideToo() {
    Lab lab = lab(redirect("0.0.0.0/0", "10.2.0.1", 443, 443, "10.1.0.10", 443, "10.1.0.1"));
    Trace trace = tcp(lab, "inside", "10.2.0.1", 443);

    assertThat(trace.answeredBy()).isEqualTo("server");
    assertThat(Objects.requireNonNull(trace.back()).last().source()).hasToString("10.2.0.1");
  }

  @Test
  void whatIsSentOnIsNotTranslatedAgain() {
    Lab lab =
        lab(
            redirect("0.0.0.0/0", "10.2.0.1", 443, 443, "203.0.113.10", 443, "198.51.100.1"),
            shared("198.51.100.9"));
    lab.router("isp").route("198.51.100.8/29", "198.51.100.1");
    Trace trace = tcp(lab, "inside", "10.2.0.1", 443);

    assertThat(trace.forward().last().source()).hasToString("198.51.100.1");
    assertThat(trace.answered()).isTrue();
    assertThat(tcp(lab, "inside", "203.0.113.10", 443).forward().last().source())
        .hasToString("198.51.100.9");
    // From the outside to the outside.
    Lab outside =
        lab(redirect("0.0.0.0/0", "198.51.100.1", 80, 80, "203.0.113.77", 80, "198.51.100.1"));
    outside.host("target", "203.0.113.77/24", "203.0.113.1", "isp:lan");
    assertThat(tcp(outside, "out", "198.51.100.1", 80).answeredBy()).isEqualTo("target");
  }

  @Test
  void answersToWhatTheInsideOpensAreNotSentOn() {
    // Whatever port the answer comes to, it belongs to the flow that is open.
    Lab lab =
        lab(
            redirect("0.0.0.0/0", "198.51.100.1", 1, 65535, "10.1.0.10", 80, "10.1.0.1"),
            shared("198.51.100.1"));
    Trace trace = tcp(lab, "inside", "203.0.113.10", 443);

    assertThat(trace.answered()).isTrue();
    assertThat(Objects.requireNonNull(trace.back()).last().destination()).hasToString("10.2.0.10");
  }

  @Test
  void filtersSeeWhatWasCalledAndStateLetsTheAnswerIn() {
    Lab lab = lab(web("0.0.0.0/0"));
    lab.filter("called", Filter.Kind.ACL, true, false, rule(true, 0, null, "198.51.100.1/32", 0));
    lab.filter("all", Filter.Kind.ACL, true, true);
    lab.filter("nothing", Filter.Kind.ACL, true, false);
    lab.router("nat")
        .change("to-isp", i -> i.filtersIn(List.of("called")))
        .change("lan", i -> i.filtersIn(List.of("nothing")).filtersOut(List.of("all")));

    assertThat(tcp(lab, "out", "198.51.100.1", 80).answered()).isTrue();
  }

  @Test
  void errorsBehindTheNodeComeHomeInItsName() {
    Lab lab = lab(redirect("0.0.0.0/0", "198.51.100.1", 80, 80, "10.9.0.10", 80, "10.8.0.1"));
    lab.net.connect("nat", "inner", "10.8.0.0/30");
    lab.router("nat")
        .change("to-inner", i -> i.natSide(NatSide.INSIDE))
        .route("10.9.0.0/24", "10.8.0.2");
    lab.router("inner").iface("lan", "10.9.0.1/24");
    lab.host("far", "10.9.0.10/24", "10.9.0.1", "inner:lan");
    Trace trace = tcp(lab, "out", "198.51.100.1", 80);

    assertThat(trace.answered()).isTrue();
    assertThat(trace.hops().stream().map(hop -> String.valueOf(hop.address())))
        .containsExactly("203.0.113.1", "198.51.100.1", "198.51.100.1", "198.51.100.1");
    Walk walk = trace.forward();
    assertThat(walk.verdict()).isEqualTo(Verdict.DELIVERED);
  }
}
