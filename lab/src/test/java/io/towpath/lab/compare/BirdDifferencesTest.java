package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.network.BgpSpeaker;
import io.towpath.network.Network;
import io.towpath.testkit.networks.TopologyBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a difference of a router with BIRD is none. */
class BirdDifferencesTest {
  private static final BgpSpeaker.Options TWO_PATHS =
      new BgpSpeaker.Options(
          2, 2, BgpSpeaker.MultipathAsPath.SAME, true, false, true, 100, null, 20, 200, 200);

  /** Two neighbours of different ASes announce one prefix to {@code a}. */
  private static Network twoWays() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.connect("a", "c", "10.0.1.0/30");
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65002).neighbour("10.0.1.2", 65003);
    net.router("a").bgp(65001).options(TWO_PATHS);
    net.router("b").bgp(65002).neighbour("10.0.0.1", 65001).originate("10.9.0.0/16");
    net.router("c").bgp(65003).neighbour("10.0.1.1", 65001).originate("10.9.0.0/16");
    return net.build();
  }

  private static @Nullable String judge(
      Network network,
      Set<String> bird,
      TableKind kind,
      Row predicted,
      Row observed,
      String field) {
    return Judging.of(network, bird.toArray(String[]::new))
        .judge(kind, "a", predicted, observed, field);
  }

  private static Row row(String key, String prefix, String field, String value) {
    return Row.of(key).with(field, value).fact(Row.PREFIX, prefix).build();
  }

  @Test
  void birdMayUseAnEqualPathOfAnotherAsBesideTheBest() {
    Row lost = row("10.9.0.0/16 from 10.0.1.2", "10.9.0.0/16", "standing", "lost");
    Row used = row("10.9.0.0/16 from 10.0.1.2", "10.9.0.0/16", "standing", "multipath");
    assertThat(judge(twoWays(), Set.of("a"), TableKind.LOC_RIB, lost, used, "standing"))
        .isEqualTo("bird-merges-more");
    assertThat(judge(twoWays(), Set.of("b"), TableKind.LOC_RIB, lost, used, "standing"))
        .as("not where FRR runs")
        .isNull();

    Row one = row("10.9.0.0/16", "10.9.0.0/16", "hops", "via 10.0.0.2 dev x");
    Row two = row("10.9.0.0/16", "10.9.0.0/16", "hops", "via 10.0.0.2 dev x, via 10.0.1.2 dev y");
    assertThat(judge(twoWays(), Set.of("a"), TableKind.FIB, one, two, "hops"))
        .isEqualTo("bird-merges-more");
    assertThat(judge(twoWays(), Set.of("a"), TableKind.FIB, two, one, "hops"))
        .as("a path that is missing is an error")
        .isNull();
  }

  @Test
  void anotherBestPathIsAnError() {
    Row best = row("10.9.0.0/16 from 10.0.0.2", "10.9.0.0/16", "standing", "best");
    Row used = row("10.9.0.0/16 from 10.0.0.2", "10.9.0.0/16", "standing", "multipath");
    assertThat(judge(twoWays(), Set.of("a"), TableKind.LOC_RIB, best, used, "standing")).isNull();
  }

  /** {@code a} has one prefix by OSPF, distance 110, and by iBGP, distance 200. */
  private static Network between() {
    TopologyBuilder net = new TopologyBuilder();
    net.connect("a", "b", "10.0.0.0/30");
    net.connect("a", "c", "10.0.1.0/30");
    net.router("b").iface("LAN", "10.9.0.1/16");
    net.router("a").ospf("1").on("to-b", 1);
    net.router("b").ospf("1").on("to-a", 1).passive("LAN", 1);
    net.router("a").bgp(65001).neighbour("10.0.0.2", 65001).neighbour("10.0.1.2", 65003);
    net.router("b").bgp(65001).neighbour("10.0.0.1", 65001).network("10.9.0.0/16");
    net.router("c").bgp(65003).neighbour("10.0.1.1", 65001).originate("10.8.0.0/16");
    return net.build();
  }

  @Test
  void pathsOfIbgpHaveTheDistanceOfEbgpBesideIt() {
    Row predicted =
        Row.of("10.7.0.0/16")
            .with("protocol", "bgp")
            .with("distance", 200)
            .fact(Row.PREFIX, "10.7.0.0/16")
            .build();
    Row observed =
        Row.of("10.7.0.0/16")
            .with("protocol", "bgp")
            .with("distance", 20)
            .fact(Row.PREFIX, "10.7.0.0/16")
            .build();
    assertThat(judge(between(), Set.of("a"), TableKind.ROUTES, predicted, observed, "distance"))
        .isEqualTo("bird-distance-of-ibgp");
    assertThat(judge(twoWays(), Set.of("a"), TableKind.ROUTES, predicted, observed, "distance"))
        .as("eBGP alone has one distance")
        .isNull();
  }

  @Test
  void aPrefixThatOspfHasInBetweenIsOfBgp() {
    Row ospf = row("10.9.0.0/16", "10.9.0.0/16", "protocol", "ospf");
    Row bgp = row("10.9.0.0/16", "10.9.0.0/16", "protocol", "bgp");
    assertThat(judge(between(), Set.of("a"), TableKind.ROUTES, ospf, bgp, "protocol"))
        .isEqualTo("bird-distance-of-ibgp");
    Row other = row("10.8.0.0/16", "10.8.0.0/16", "protocol", "ospf");
    assertThat(judge(between(), Set.of("a"), TableKind.ROUTES, other, bgp, "protocol")).isNull();
  }
}
