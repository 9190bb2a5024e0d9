package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import io.towpath.testkit.networks.bgp.BgpNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork.Kind;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The routes behind selected paths, which are read without deciding again. */
class SelectedRoutesTest {

  @Test
  void theyAreThoseThatTheLocRibLists() {
    Property.named("routes behind selected paths are those that the Loc-RIB lists")
        .runs(300)
        .check(
            SelectedRoutesTest::network,
            network -> {
              BgpInputs inputs = BgpNetworks.inputs(network).withMetrics(BgpNetworks.metrics(7));
              BgpState state =
                  BgpEngine.solve(
                      BgpNetworks.topology(network), inputs, null, SolveOptions.DEFAULT);
              for (int speaker = 0; speaker < network.speakers().size(); speaker++) {
                int selecting = speaker;
                state.selected(
                    speaker,
                    (_, prefixes, paths) ->
                        prefixes.forEach(
                            prefix ->
                                assertThat(state.routesOf(selecting, prefix, paths))
                                    .isEqualTo(listed(state, selecting, prefix, paths))));
              }
            });
  }

  private static BgpNetwork network(Choices choices) {
    return RandomBgpNetwork.of(choices, choices.nextBoolean() ? Kind.WILD : Kind.TAME);
  }

  private static List<BgpRoute> listed(
      BgpState state, int speaker, Prefix prefix, SelectedPaths paths) {
    LocRibEntry entry = Objects.requireNonNull(state.locRib(speaker, prefix));
    return IntStream.range(0, paths.size())
        .map(paths::end)
        .mapToObj(
            end ->
                entry.paths().stream()
                    .filter(path -> path.end() == end && !path.step().keepsOut())
                    .findFirst()
                    .orElseThrow()
                    .route())
        .toList();
  }
}
