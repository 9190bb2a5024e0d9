package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Networks with several stable states or none, after Griffin and Wilfong and RFC 3345. */
class GadgetsTest {
  private static final String PREFIX = "203.0.113.0/24";
  private final Lab lab = new Lab();

  /** Prefers routes whose path begins with an ASN. */
  private static RoutePolicy prefer(long neighbour) {
    return Lab.policy(
        "prefer",
        Lab.term(
            10,
            true,
            List.of(new Match.InAsPathList(List.of(Lab.asPathList("permit ^" + neighbour + "_")))),
            new Change.LocalPreference(200)),
        Lab.term(20, true, List.of()));
  }

  /** Only paths of so many ASNs are sent: longer ones would add nothing to the gadgets. */
  private static RoutePolicy direct() {
    return Lab.policy(
        "direct",
        Lab.term(
            10, true, List.of(new Match.InAsPathList(List.of(Lab.asPathList("permit ^[0-9]*$"))))));
  }

  @Test
  void disagreeHasTwoStableStates() {
    int origin = lab.speaker("origin", 1);
    int left = lab.speaker("left", 2);
    int right = lab.speaker("right", 3);
    lab.session(origin, left);
    lab.session(origin, right);
    lab.session(left, s -> s.imports(prefer(3)), right, s -> s.imports(prefer(2)));
    lab.announce(origin, PREFIX);
    BgpState state = lab.solve();

    assertThat(state.oscillations()).isEmpty();
    assertThat(state.orderDependent())
        .containsExactly(new OrderDependence(List.of(Prefix.parse(PREFIX)), List.of(left, right)));
    // The one that the tables hold: the speaker that decides later gets its wish.
    assertThat(Lab.path(state, left, PREFIX)).isEqualTo("1");
    assertThat(Lab.path(state, right, PREFIX)).isEqualTo("2 1");
  }

  @Test
  void theNeighbourThatHearsLateMayStillBeFirstOneDay() {
    // "far" hears of the route over "near" long before it does over the others, however its
    // neighbours are ordered; after a failure of near's session it is the other way round.
    int origin = lab.speaker("origin", 1);
    int near = lab.speaker("near", 2);
    int far = lab.speaker("far", 3);
    lab.session(origin, near);
    int last = origin;
    for (int i = 4; i < 9; i++) {
      int next = lab.speaker("hop" + i, i);
      lab.session(last, next);
      last = next;
    }
    lab.session(last, far);
    lab.session(near, s -> s.imports(prefer(3)), far, s -> s.imports(prefer(2)));
    lab.announce(origin, PREFIX);
    BgpState state = lab.solve();

    assertThat(Lab.path(state, far, PREFIX)).isEqualTo("2 1");
    assertThat(state.oscillations()).isEmpty();
    assertThat(state.orderDependent())
        .singleElement()
        .satisfies(dependence -> assertThat(dependence.speakers()).contains(near, far));
  }

  @Test
  void agreeingNeighboursHaveOneStableState() {
    int origin = lab.speaker("origin", 1);
    int left = lab.speaker("left", 2);
    int right = lab.speaker("right", 3);
    lab.session(origin, left);
    lab.session(origin, right);
    lab.session(left, s -> s.imports(prefer(3)), right, s -> {});
    lab.announce(origin, PREFIX);
    BgpState state = lab.solve();

    assertThat(state.orderDependent()).isEmpty();
    assertThat(state.oscillations()).isEmpty();
    assertThat(Lab.path(state, left, PREFIX)).isEqualTo("3 1");
  }

  @Test
  void badGadgetHasNoStableState() {
    int origin = lab.speaker("origin", 1);
    int[] ring = {lab.speaker("a", 2), lab.speaker("b", 3), lab.speaker("c", 4)};
    for (int speaker : ring) {
      lab.session(origin, speaker);
    }
    for (int i = 0; i < 3; i++) {
      int next = ring[(i + 1) % 3];
      lab.session(
          ring[i],
          s -> s.imports(prefer(next + 1)).exports(Lab.policy("nothing")),
          next,
          s -> s.exports(direct()));
    }
    int bystander = lab.speaker("bystander", 9);
    lab.session(origin, bystander);
    lab.announce(origin, PREFIX);
    lab.announce(bystander, "198.51.100.0/24");
    BgpState state = lab.solve();

    assertThat(state.oscillations())
        .containsExactly(
            new Oscillation(
                List.of(Prefix.parse(PREFIX)), List.of(ring[0], ring[1], ring[2]), true));
    assertThat(Lab.path(state, bystander, PREFIX)).isEqualTo("1");
    assertThat(Lab.path(state, ring[0], "198.51.100.0/24")).isEqualTo("1 9");
  }

  @Test
  void goodGadgetIsTheBadOneWithoutTheLastWish() {
    int origin = lab.speaker("origin", 1);
    int[] ring = {lab.speaker("a", 2), lab.speaker("b", 3), lab.speaker("c", 4)};
    for (int speaker : ring) {
      lab.session(origin, speaker);
    }
    for (int i = 0; i < 3; i++) {
      int next = ring[(i + 1) % 3];
      boolean wishes = i < 2;
      lab.session(
          ring[i],
          s -> {
            s.exports(Lab.policy("nothing"));
            if (wishes) {
              s.imports(prefer(next + 1));
            }
          },
          next,
          s -> s.exports(direct()));
    }
    lab.announce(origin, PREFIX);
    BgpState state = lab.solve();

    assertThat(state.oscillations()).isEmpty();
    assertThat(state.orderDependent()).isEmpty();
    assertThat(Lab.path(state, ring[1], PREFIX)).isEqualTo("4 1");
    assertThat(Lab.path(state, ring[0], PREFIX)).isEqualTo("1");
  }

  @Test
  void medOscillationOfReflectorsIsFound() {
    // RFC 3345 §2: reflectors A and B; A's clients have a route from AS 6 (MED 1 at the far exit)
    // and
    // one from AS 10; B's client has one from AS 6 with MED 0.
    int reflectorA = lab.speaker("reflectorA", 100);
    int reflectorB = lab.speaker("reflectorB", 100);
    int clientA1 = lab.speaker("clientA1", 100);
    int clientA2 = lab.speaker("clientA2", 100);
    int clientB = lab.speaker("clientB", 100);
    int as10 = lab.speaker("as10", 10);
    int as6near = lab.speaker("as6near", 6);
    int as6far = lab.speaker("as6far", 6);
    lab.session(reflectorA, reflectorB);
    lab.session(reflectorA, Lab.Side::client, clientA1, selfNextHop());
    lab.session(reflectorA, Lab.Side::client, clientA2, selfNextHop());
    lab.session(reflectorB, Lab.Side::client, clientB, selfNextHop());
    lab.session(clientA1, as10);
    lab.session(clientA2, s -> s.imports(Lab.permit("med", new Change.Med(1))), as6near, s -> {});
    lab.session(clientB, s -> s.imports(Lab.permit("med", new Change.Med(0))), as6far, s -> {});
    for (int speaker : new int[] {as10, as6near, as6far}) {
      lab.announce(speaker, PREFIX);
    }
    int exitA1 = Lab.address("10.0.1.2").bits();
    int exitA2 = Lab.address("10.0.2.2").bits();
    int exitB = Lab.address("10.0.3.2").bits();
    lab.metrics(
        (speaker, hop) -> {
          if (speaker == reflectorA) {
            return hop == exitA2 ? 4 : hop == exitA1 ? 5 : hop == exitB ? 7 : 1;
          }
          if (speaker == reflectorB) {
            return hop == exitB ? 10 : hop == exitA1 ? 6 : hop == exitA2 ? 5 : 1;
          }
          return 1;
        });
    BgpState state = lab.solve();

    assertThat(state.oscillations()).hasSize(1);
    assertThat(state.oscillations().getFirst().proven()).isTrue();
    assertThat(state.oscillations().getFirst().speakers()).contains(reflectorA, reflectorB);
  }

  private static Consumer<Lab.Side> selfNextHop() {
    return side -> side.nextHop(BgpPeer.NextHopMode.SELF);
  }
}
