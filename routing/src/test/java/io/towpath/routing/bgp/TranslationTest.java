package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import org.junit.jupiter.api.Test;

/** Prefixes that a session's end takes as others. */
class TranslationTest {
  private final Lab lab = new Lab();
  private final int hub = lab.speaker("hub", 65515);
  private final int one = lab.speaker("one", 65001);
  private final int two = lab.speaker("two", 65002);
  private final int far = lab.speaker("far", 65003);
  private final int toOne =
      lab.session(hub, side -> side.takes("10.0.1.0/24", "100.0.2.0/24"), one, side -> {});

  private TranslationTest() {
    lab.session(hub, side -> side.takes("10.0.1.0/24", "100.0.3.0/24"), two, side -> {});
    lab.session(hub, far);
    for (int branch : new int[] {one, two}) {
      lab.announce(
          branch, Origination.network(Prefix.parse("10.0.1.0/24"), "connected", Origin.NONE));
    }
  }

  @Test
  void equalPrefixesOfTwoPeersBecomeTwo() {
    BgpState state = lab.solve();

    assertThat(Lab.path(state, hub, "100.0.2.0/24")).isEqualTo("65001");
    assertThat(Lab.path(state, hub, "100.0.3.0/24")).isEqualTo("65002");
    assertThat(Lab.path(state, hub, "10.0.1.0/24")).isEqualTo("none");
    assertThat(Lab.path(state, far, "100.0.2.0/24")).isEqualTo("65515 65001");
    assertThat(Lab.path(state, two, "100.0.2.0/24")).isEqualTo("65515 65001");
    assertThat(state.adjRibIn(2 * toOne))
        .extracting(row -> row.received().prefix().toString())
        .containsExactly("100.0.2.0/24");
    assertThat(state.adjRibOut(2 * toOne + 1))
        .extracting(row -> row.prefix().toString())
        .contains("10.0.1.0/24");
  }

  @Test
  void otherPrefixesStayAsTheyAre() {
    lab.announce(one, Origination.network(Prefix.parse("10.0.1.0/25"), "connected", Origin.NONE));
    BgpState state = lab.solve();

    assertThat(Lab.path(state, hub, "10.0.1.0/25")).isEqualTo("65001");
  }

  @Test
  void theTranslatedRouteGoesAndComesWithItsSession() {
    BgpTopology topology = lab.topology();
    BgpInputs all = lab.inputs();
    BgpState before = BgpEngine.solve(topology, all, null, SolveOptions.DEFAULT);
    BgpInputs without = lab.down(toOne).inputs();
    BgpState down = BgpEngine.solve(topology, without, before, SolveOptions.DEFAULT);
    assertThat(Lab.path(down, far, "100.0.2.0/24")).isEqualTo("none");
    assertThat(Lab.path(down, far, "100.0.3.0/24")).isEqualTo("65515 65002");

    BgpState again = BgpEngine.solve(topology, all, down, SolveOptions.DEFAULT);
    assertThat(Lab.path(again, far, "100.0.2.0/24")).isEqualTo("65515 65001");
  }

  @Test
  void aCircleOfTranslationsIsReportedAndBroken() {
    lab.session(hub, side -> side.takes("100.0.2.0/24", "10.0.1.0/24"), far, side -> {});

    assertThat(lab.topology().findings()).extracting(Finding::code).contains("TP5102");
  }
}
