package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import org.junit.jupiter.api.Test;

/** Which next hop internal peers get of a route that its sender has by several eBGP paths. */
class MultipathNextHopTest {
  private static final String PREFIX = "10.9.0.0/16";

  private final Lab lab = new Lab();
  private int inside;
  private int second;

  /** A router of AS 100 with two peers of AS 200, and behind it another router of its AS. */
  private void network(int paths, boolean self, BgpPeer.NextHopMode mode) {
    int router = lab.speaker("router", 100, _ -> options(paths, self));
    inside = lab.speaker("inside", 100);
    int one = lab.speaker("one", 200);
    int two = lab.speaker("two", 200);
    lab.session(router, side -> side.nextHop(mode), inside, _ -> {});
    lab.session(router, one);
    second = lab.session(router, two);
    lab.announce(one, PREFIX);
    lab.announce(two, PREFIX);
  }

  private static BgpSpeaker.Options options(int paths, boolean self) {
    return new BgpSpeaker.Options(
        paths, paths, MultipathAsPath.SAME, self, false, false, 100, null, 20, 200, 200);
  }

  private String nextHop(BgpState state) {
    BgpRoute best = Lab.best(state, inside, PREFIX);
    assertThat(best).isNotNull();
    return best.nextHop().toString();
  }

  @Test
  void iosPutsItselfBeforeSeveralPaths() {
    network(2, true, BgpPeer.NextHopMode.DEFAULT);
    BgpState state = lab.solve();

    assertThat(nextHop(state)).as("address of the router towards inside").isEqualTo("10.0.0.1");
    assertThat(state.adjRibIn(1))
        .extracting(row -> row.received().nextHop().toString())
        .containsExactly("10.0.0.1");
  }

  @Test
  void asSoonAsThereIsOneOnlyTheNextHopIsItsPeerAgain() {
    network(2, true, BgpPeer.NextHopMode.DEFAULT);
    BgpState both = lab.solve();
    lab.down(second);
    BgpState one = BgpEngine.solve(both.topology(), lab.inputs(), both, SolveOptions.DEFAULT);
    assertThat(nextHop(one)).as("address of the first peer").isEqualTo("10.0.1.2");

    lab.up(second);
    BgpState again = BgpEngine.solve(both.topology(), lab.inputs(), one, SolveOptions.DEFAULT);
    assertThat(nextHop(again)).isEqualTo("10.0.0.1");
  }

  @Test
  void onePathAloneKeepsItsNextHop() {
    network(1, true, BgpPeer.NextHopMode.DEFAULT);
    assertThat(nextHop(lab.solve())).isEqualTo("10.0.1.2");
  }

  @Test
  void frrLeavesTheNextHopAsItCame() {
    network(2, false, BgpPeer.NextHopMode.DEFAULT);
    assertThat(nextHop(lab.solve())).isEqualTo("10.0.1.2");
  }

  @Test
  void nextHopUnchangedIsStronger() {
    network(2, true, BgpPeer.NextHopMode.UNCHANGED);
    assertThat(nextHop(lab.solve())).isEqualTo("10.0.1.2");
  }

  @Test
  void severalInternalPathsAreNoReason() {
    int router = lab.speaker("router", 100, _ -> options(2, true));
    inside = lab.speaker("inside", 100);
    lab.session(router, Lab.Side::client, inside, _ -> {});
    for (int i = 0; i < 2; i++) {
      int peer = lab.speaker("peer" + i, 100);
      lab.session(router, peer);
      lab.announce(peer, PREFIX);
    }
    BgpState state = lab.solve();

    assertThat(state.pathsOf(router, Prefix.parse(PREFIX))).hasSize(2);
    assertThat(nextHop(state)).isEqualTo("10.0.1.2");
  }
}
