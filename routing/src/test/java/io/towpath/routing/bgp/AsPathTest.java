package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.RoutePolicy.Change;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What happens to AS paths on the way. */
class AsPathTest {
  private static final String PREFIX = "203.0.113.0/24";

  /**
   * A path that AS 100 holds, and what its peer gets.
   *
   * @param origin ASNs behind the sender, the nearest first; empty = its own route
   */
  private record Sent(
      String claim, List<Long> origin, long peerAsn, Consumer<Lab.Side> sender, String expected) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Sent> SENT =
      List.of(
          new Sent(
              "RFC 4271 5.1.2: the own ASN goes in front", List.of(200L), 300, s -> {}, "100 200"),
          new Sent("RFC 4271 5.1.2: alone on an own route", List.of(), 300, s -> {}, "100"),
          new Sent(
              "RFC 6793: ASNs have 32 bits",
              List.of(4_200_000_123L),
              4_294_967_294L,
              s -> {},
              "100 4200000123"),
          new Sent(
              "prepended ASNs stand behind the own one, in their order",
              List.of(200L),
              300,
              s -> s.exports(Lab.permit("p", new Change.Prepend(List.of(7L, 8L)))),
              "100 7 8 200"),
          new Sent(
              "prepend last-as repeats the outermost ASN of the path",
              List.of(200L, 201L),
              300,
              s -> s.exports(Lab.permit("p", new Change.PrependLast(2))),
              "100 200 200 200 201"),
          new Sent(
              "prepend last-as has nothing to repeat on an own route",
              List.of(),
              300,
              s -> s.exports(Lab.permit("p", new Change.PrependLast(2))),
              "100"),
          new Sent(
              "replacing an ASN replaces every occurrence",
              List.of(200L, 201L, 200L),
              300,
              s -> s.exports(Lab.permit("p", new Change.ReplaceAsn(200, 9))),
              "100 9 201 9"),
          new Sent(
              "as-override replaces the peer's ASN",
              List.of(300L, 200L, 300L),
              300,
              s -> s.asOverride(),
              "100 100 200 100"),
          new Sent(
              "as-override touches no other ASN",
              List.of(200L),
              300,
              s -> s.asOverride(),
              "100 200"),
          new Sent(
              "remove-private-as removes private ASNs if there are no others",
              List.of(65001L, 4_200_000_000L),
              300,
              s -> s.removePrivate(RemovePrivate.IF_ALL_PRIVATE),
              "100"),
          new Sent(
              "remove-private-as leaves a path with a public ASN alone",
              List.of(65001L, 200L),
              300,
              s -> s.removePrivate(RemovePrivate.IF_ALL_PRIVATE),
              "100 65001 200"),
          new Sent(
              "remove-private-as leaves a path with the peer's ASN alone",
              List.of(65001L, 65002L),
              65002,
              s -> s.removePrivate(RemovePrivate.IF_ALL_PRIVATE),
              "100 65001 65002"),
          new Sent(
              "remove-private-as all removes private ASNs between public ones (R141)",
              List.of(65001L, 200L, 65002L),
              300,
              s -> s.removePrivate(RemovePrivate.ALL),
              "100 200"),
          new Sent(
              "remove-private-as all replace-as keeps the length",
              List.of(65001L, 200L, 65002L),
              300,
              s -> s.removePrivate(RemovePrivate.REPLACE_ALL),
              "100 100 200 100"),
          new Sent(
              "remove-private-as all leaves the peer's ASN, which shows it a loop",
              List.of(65001L, 65002L, 200L),
              65002,
              s -> s.removePrivate(RemovePrivate.ALL),
              "100 65002 200"),
          new Sent(
              "remove-private-as all replace-as leaves the peer's ASN",
              List.of(65001L, 65002L, 200L),
              65002,
              s -> s.removePrivate(RemovePrivate.REPLACE_ALL),
              "100 100 65002 200"),
          new Sent(
              "RFC 6996: 65535 is not private, 64512 and 65534 are",
              List.of(64512L, 65534L, 65535L, 64511L),
              300,
              s -> s.removePrivate(RemovePrivate.ALL),
              "100 65535 64511"),
          new Sent(
              "local-as stands in front of the own ASN",
              List.of(200L),
              300,
              s -> s.localAs(65100),
              "65100 100 200"));

  @ParameterizedTest
  @FieldSource("SENT")
  void sentPath(Sent row) {
    Lab lab = new Lab();
    int sender = lab.speaker("sender", 100);
    int peer = lab.speaker("peer", row.peerAsn());
    int session = lab.session(sender, row.sender(), peer, side -> side.allowOwnAs(9));
    if (row.origin().isEmpty()) {
      lab.announce(sender, PREFIX);
    } else {
      int origin = lab.speaker("origin", row.origin().getFirst());
      List<Long> rest = row.origin().subList(1, row.origin().size());
      lab.announce(origin, PREFIX, new Change.Prepend(rest));
      lab.session(sender, side -> side.allowOwnAs(9), origin, side -> {});
    }
    BgpState state = lab.solve();

    assertThat(state.adjRibOut(2 * session))
        .singleElement()
        .extracting(r -> r.asPath().toString())
        .isEqualTo(row.expected());
    assertThat(Lab.path(state, peer, PREFIX)).isEqualTo(row.expected());
  }

  @Test
  void aPathWithTheOwnAsnIsALoop() {
    Lab lab = new Lab();
    int near = lab.speaker("near", 100);
    int middle = lab.speaker("middle", 200);
    int far = lab.speaker("far", 100);
    lab.session(near, middle);
    int last = lab.session(middle, far);
    lab.announce(near, PREFIX);
    BgpState state = lab.solve();

    assertThat(Lab.path(state, far, PREFIX)).isEqualTo("none");
    assertThat(state.adjRibIn(2 * last + 1))
        .singleElement()
        .satisfies(row -> assertThat(row.keptOut()).isEqualTo(DecisionStep.AS_LOOP))
        .satisfies(row -> assertThat(row.detail()).isEqualTo("AS 100 is in the path"));
    LocRibEntry entry = state.locRib(far, Prefix.parse(PREFIX));
    assertThat(entry).isNotNull();
    assertThat(entry.best()).isNull();
    assertThat(entry.step()).isEqualTo(DecisionStep.AS_LOOP);
  }

  @Test
  void allowAsInToleratesSoManyOccurrences() {
    for (int tolerated = 0; tolerated <= 2; tolerated++) {
      Lab lab = new Lab();
      int times = tolerated;
      int near = lab.speaker("near", 100);
      int middle = lab.speaker("middle", 200);
      int far = lab.speaker("far", 100);
      lab.session(near, middle);
      lab.session(middle, side -> {}, far, side -> side.allowOwnAs(times));
      lab.announce(near, "10.1.0.0/16");
      lab.announce(near, "10.2.0.0/16", new Change.Prepend(List.of(100L)));
      BgpState state = lab.solve();

      assertThat(Lab.path(state, far, "10.1.0.0/16")).isEqualTo(times >= 1 ? "200 100" : "none");
      assertThat(Lab.path(state, far, "10.2.0.0/16"))
          .isEqualTo(times >= 2 ? "200 100 100" : "none");
    }
  }

  @Test
  void asOverrideLetsSitesOfOneAsReachEachOther() {
    Lab lab = new Lab();
    int near = lab.speaker("near", 100);
    int middle = lab.speaker("middle", 200);
    int far = lab.speaker("far", 100);
    lab.session(near, middle);
    lab.session(middle, Lab.Side::asOverride, far, side -> {});
    lab.announce(near, PREFIX);

    assertThat(Lab.path(lab.solve(), far, PREFIX)).isEqualTo("200 200");
  }

  @Test
  void localAsIsPutOnReceivedRoutesToo() {
    Lab lab = new Lab();
    int router = lab.speaker("router", 100);
    int peer = lab.speaker("peer", 300);
    lab.session(router, side -> side.localAs(65100), peer, side -> {});
    lab.announce(peer, PREFIX);

    assertThat(Lab.path(lab.solve(), router, PREFIX)).isEqualTo("65100 300");
  }

  @Test
  void setsCountOnceAndAreSearchedForLoops() {
    Lab lab = new Lab();
    int left = lab.speaker("left", 201);
    int right = lab.speaker("right", 202);
    int middle = lab.speaker("middle", 100);
    int after = lab.speaker("after", 300);
    lab.session(left, middle);
    int toRight = lab.session(middle, right);
    lab.session(middle, after);
    lab.announce(left, "10.1.1.0/24");
    lab.announce(right, "10.1.2.0/24");
    lab.aggregate(middle, "10.1.0.0/16", false, true);
    BgpState state = lab.solve();

    assertThat(Lab.path(state, after, "10.1.0.0/16")).isEqualTo("100 {201,202}");
    BgpRoute route = Lab.best(state, after, "10.1.0.0/16");
    assertThat(route).isNotNull();
    assertThat(route.asPath().length()).isEqualTo(2);
    assertThat(state.adjRibIn(2 * toRight + 1))
        .filteredOn(row -> row.received().prefix().length() == 16)
        .singleElement()
        .extracting(ReceivedRoute::keptOut)
        .isEqualTo(DecisionStep.AS_LOOP);
  }
}
