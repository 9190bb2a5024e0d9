package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import org.junit.jupiter.api.Test;

/** iBGP and route reflection, RFC 4271 §9.2 and RFC 4456. */
class RouteReflectionTest {
  private static final String PREFIX = "203.0.113.0/24";
  private final Lab lab = new Lab();

  @Test
  void iBgpRoutesAreNotPassedToOtherIBgpPeers() {
    int a = lab.speaker("a", 100);
    int b = lab.speaker("b", 100);
    int c = lab.speaker("c", 100);
    lab.session(a, b);
    lab.session(b, c);
    lab.announce(a, PREFIX);
    BgpState state = lab.solve();

    assertThat(Lab.path(state, b, PREFIX)).isEmpty();
    assertThat(Lab.path(state, c, PREFIX)).isEqualTo("none");
  }

  @Test
  void clientsRoutesGoToEveryoneAndOthersRoutesToClients() {
    int reflector = lab.speaker("reflector", 100);
    int client1 = lab.speaker("client1", 100);
    int client2 = lab.speaker("client2", 100);
    int plain1 = lab.speaker("plain1", 100);
    int plain2 = lab.speaker("plain2", 100);
    lab.session(reflector, Lab.Side::client, client1, side -> {});
    lab.session(reflector, Lab.Side::client, client2, side -> {});
    lab.session(reflector, plain1);
    lab.session(reflector, plain2);
    lab.announce(client1, "10.1.0.0/16");
    lab.announce(plain1, "10.2.0.0/16");
    BgpState state = lab.solve();

    assertThat(Lab.path(state, client2, "10.1.0.0/16")).isEmpty();
    assertThat(Lab.path(state, plain1, "10.1.0.0/16")).isEmpty();
    assertThat(Lab.path(state, client1, "10.2.0.0/16")).isEmpty();
    assertThat(Lab.path(state, plain2, "10.2.0.0/16")).isEqualTo("none");
  }

  @Test
  void reflectedRoutesNameOriginatorAndClusters() {
    int top = lab.speaker("top", 100);
    int middle = lab.speaker("middle", 100);
    int leaf = lab.speaker("leaf", 100);
    int other = lab.speaker("other", 100);
    lab.session(middle, Lab.Side::client, leaf, side -> {});
    lab.session(top, Lab.Side::client, middle, side -> {});
    lab.session(top, Lab.Side::client, other, side -> {});
    lab.announce(leaf, PREFIX);
    BgpRoute route = Lab.best(lab.solve(), other, PREFIX);

    assertThat(route).isNotNull();
    assertThat(route.originatorId()).isEqualTo(Lab.address("1.1.1.3"));
    assertThat(route.clusterList()).containsExactly(Lab.address("1.1.1.1"), Lab.address("1.1.1.2"));
    assertThat(route.nextHop()).isEqualTo(Lab.address("10.0.0.2"));
  }

  @Test
  void anOriginatorRefusesItsOwnRoute() {
    int client = lab.speaker("client", 100);
    int one = lab.speaker("one", 100);
    int two = lab.speaker("two", 100);
    lab.session(one, Lab.Side::client, client, side -> {});
    lab.session(one, Lab.Side::client, two, side -> {});
    // Two hears of the route from one only, and reflects it back to where it began.
    int back =
        lab.session(two, Lab.Side::client, client, side -> side.exports(Lab.policy("nothing")));
    lab.announce(client, PREFIX);
    BgpState state = lab.solve();

    assertThat(state.adjRibIn(2 * back + 1))
        .singleElement()
        .extracting(ReceivedRoute::keptOut)
        .isEqualTo(DecisionStep.ORIGINATOR_LOOP);
  }

  @Test
  void aReflectorRefusesRoutesOfItsOwnCluster() {
    int one = lab.speaker("one", 100, o -> withCluster(o, "9.9.9.9"));
    int two = lab.speaker("two", 100, o -> withCluster(o, "9.9.9.9"));
    int client = lab.speaker("client", 100);
    lab.session(one, Lab.Side::client, client, side -> {});
    int between = lab.session(one, two);
    lab.announce(client, PREFIX);
    BgpState state = lab.solve();

    assertThat(state.adjRibIn(2 * between + 1))
        .singleElement()
        .extracting(ReceivedRoute::keptOut)
        .isEqualTo(DecisionStep.CLUSTER_LOOP);
    assertThat(Lab.path(state, two, PREFIX)).isEqualTo("none");
  }

  @Test
  void theShorterClusterListWinsBeforeThePeerAddress() {
    int router = lab.speaker("router", 100);
    int origin = lab.speaker("origin", 100);
    int near = lab.speaker("near", 100);
    int far = lab.speaker("far", 100);
    int between = lab.speaker("between", 100);
    lab.session(between, Lab.Side::client, origin, side -> {});
    lab.session(near, Lab.Side::client, origin, side -> {});
    lab.session(far, Lab.Side::client, between, side -> {});
    lab.session(router, side -> {}, near, side -> side.address("10.9.0.9"));
    lab.session(router, side -> {}, far, side -> side.address("10.9.0.1"));
    lab.announce(origin, PREFIX);
    LocRibEntry entry = lab.solve().locRib(router, Prefix.parse(PREFIX));

    assertThat(entry).isNotNull();
    assertThat(entry.best()).isNotNull();
    assertThat(entry.best().peer()).isEqualTo(Lab.address("10.9.0.9"));
    assertThat(entry.step()).isEqualTo(DecisionStep.CLUSTER_LIST);
  }

  @Test
  void nextHopSelfLeavesReflectedRoutesAloneAndSelfAllDoesNot() {
    for (BgpPeer.NextHopMode mode :
        new BgpPeer.NextHopMode[] {BgpPeer.NextHopMode.SELF, BgpPeer.NextHopMode.SELF_ALL}) {
      Lab net = new Lab();
      int reflector = net.speaker("reflector", 100);
      int from = net.speaker("from", 100);
      int to = net.speaker("to", 100);
      net.session(reflector, Lab.Side::client, from, side -> {});
      net.session(reflector, side -> side.client().nextHop(mode), to, side -> {});
      net.announce(from, PREFIX);
      BgpRoute route = Lab.best(net.solve(), to, PREFIX);

      assertThat(route).isNotNull();
      assertThat(route.nextHop())
          .isEqualTo(Lab.address(mode == BgpPeer.NextHopMode.SELF ? "10.0.0.2" : "10.0.1.1"));
    }
  }

  private static BgpSpeaker.Options withCluster(BgpSpeaker.Options o, String cluster) {
    return new BgpSpeaker.Options(
        1,
        1,
        BgpSpeaker.MultipathAsPath.SAME,
        true,
        false,
        false,
        100,
        Lab.address(cluster),
        20,
        200,
        200);
  }
}
