package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.network.HopProfile;
import io.towpath.network.HopProfile.Responder;
import io.towpath.network.HopProfile.Row;
import io.towpath.network.LinkKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HopRulesTest {
  private static final Map<LinkKind, List<String>> GATEWAY =
      new TreeMap<>(
          Map.of(LinkKind.FABRIC_PORT, List.of("port"), LinkKind.TUNNEL, List.of("t1", "t2")));

  @Test
  void anOrdinaryRouterNeedsNoRules() {
    assertThat(HopRules.rules(HopProfile.ROUTER, GATEWAY)).isEmpty();
  }

  @Test
  void anInvisibleNodeGivesTheTtlBackWhereverThePacketLeaves() {
    String rules = HopRules.rules(HopProfile.INVISIBLE, GATEWAY);

    assertThat(rules)
        .contains("iifname { \"port\" } ip ttl vmap { 1 : jump t2, 2 : jump t3,")
        .contains("chain t63 { ip ttl set 63; }")
        .doesNotContain("fib daddr oifname");
  }

  @Test
  void packetsForTheNodeItselfKeepTheirTtl() {
    assertThat(HopRules.rules(HopProfile.INVISIBLE, GATEWAY))
        .contains("fib daddr type { local, multicast, broadcast } return");
  }

  @Test
  void aSecondSilentHopIsDroppedAndTheFirstAnswers() {
    HopProfile twice =
        new HopProfile(
            List.of(
                new Row(
                    LinkKind.FABRIC_PORT,
                    LinkKind.TUNNEL,
                    List.of(new Responder.IngressAddress(), new Responder.Silent("peer")))));

    assertThat(HopRules.rules(twice, GATEWAY))
        .contains(
            "iifname { \"port\" } fib daddr oifname { \"t1\", \"t2\" }"
                + " ip ttl vmap { 2 : drop, 3 : jump t2, 4 : jump t3,")
        .contains("iifname { \"port\" } fib daddr oifname { \"port\" } ip ttl vmap { 1 : jump t2,");
  }

  @Test
  void aSilentHopThatSpendsOneTtlOnlyDropsTheLastOne() {
    HopProfile silent =
        new HopProfile(List.of(new Row(null, null, List.of(new Responder.Silent("gateway")))));

    assertThat(HopRules.rules(silent, GATEWAY)).contains("ip ttl vmap { 1 : drop }");
  }

  @Test
  void aGivenAddressAnswersInsteadOfTheInterface() {
    HopProfile given =
        new HopProfile(
            List.of(
                new Row(null, null, List.of(new Responder.Given(IpAddress.parse("192.0.2.7"))))));

    assertThat(HopRules.rules(given, GATEWAY))
        .contains("icmp type time-exceeded ip saddr set 192.0.2.7");
  }
}
