package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import io.towpath.testkit.networks.bgp.BgpNetwork;
import io.towpath.testkit.networks.bgp.GaoRexfordNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork.Kind;
import io.towpath.testkit.networks.bgp.ReferenceBgp;
import io.towpath.testkit.networks.bgp.ReferenceRoute;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The engine against an implementation with objects and hash maps. */
class EngineAgainstReferenceTest {
  private static final long BUDGET = 3_000;

  /** A network, which of its sessions are up, and costs. */
  private record Case(BgpNetwork network, BitSet up, long salt, long order) {
    static Case of(Choices choices, Kind kind) {
      BgpNetwork network = RandomBgpNetwork.of(choices, kind);
      BitSet up = new BitSet();
      for (int s = 0; s < network.sessions().size(); s++) {
        up.set(s, choices.nextInt(6) != 5);
      }
      return new Case(network, up, choices.nextInt(50), choices.nextInt(1000));
    }

    @Override
    public String toString() {
      return "salt %d order %d up %s%n%s".formatted(salt, order, up, BgpNetworks.text(network));
    }

    BgpState solve() {
      BgpInputs inputs =
          BgpNetworks.inputs(network).withSessions(up).withMetrics(BgpNetworks.metrics(salt));
      return BgpEngine.solve(BgpNetworks.topology(network), inputs, null, SolveOptions.DEFAULT);
    }

    ReferenceBgp reference() {
      NextHopMetrics metrics = BgpNetworks.metrics(salt);
      return new ReferenceBgp(network, up, (speaker, hop) -> metrics.metric(speaker, hop.bits()));
    }
  }

  @Test
  void tameNetworksHaveTheRoutesOfTheReference() {
    Property.named("tame networks have the routes of the reference")
        .runs(300)
        .check(
            choices -> Case.of(choices, Kind.TAME),
            c ->
                assertThat(nonEmpty(BgpNetworks.selected(c.solve())))
                    .isEqualTo(
                        nonEmpty(
                            c.reference()
                                .solve(Choices.seeded(c.order), BUDGET)
                                .orElseThrow()
                                .selected())));
  }

  @Test
  void everyStateOfAWildNetworkIsStable() {
    Property.named("every state of a wild network is stable unless it is reported to oscillate")
        .runs(500)
        .check(
            choices -> Case.of(choices, Kind.WILD),
            c -> {
              BgpState state = c.solve();
              List<Map<Prefix, List<ReferenceRoute>>> selected = BgpNetworks.selected(state);
              ReferenceBgp reference = c.reference();
              for (int prefixClass = 0; prefixClass < state.classCount(); prefixClass++) {
                for (Prefix prefix : state.prefixesOf(prefixClass)) {
                  if (!hangsOnOscillation(state, prefix)) {
                    assertStable(reference, selected, prefix);
                  }
                }
              }
            });
  }

  /** True if a prefix or one that could contribute to its aggregate has no stable state. */
  private static boolean hangsOnOscillation(BgpState state, Prefix prefix) {
    return state.oscillations().stream()
        .anyMatch(o -> o.prefixes().stream().anyMatch(prefix::covers));
  }

  private static void assertStable(
      ReferenceBgp reference, List<Map<Prefix, List<ReferenceRoute>>> selected, Prefix prefix) {
    for (int speaker = 0; speaker < selected.size(); speaker++) {
      assertThat(selected.get(speaker).getOrDefault(prefix, List.of()))
          .as("%s at speaker %d", prefix, speaker)
          .isEqualTo(reference.decide(speaker, prefix, selected));
    }
  }

  @Test
  void whatIsProvenUniqueIsReachedInAnyOrder() {
    int[] proven = new int[2];
    Property.named("what is proven unique is reached in any order")
        .runs(300)
        .check(
            choices -> Case.of(choices, Kind.WILD),
            c -> {
              BgpState state = c.solve();
              List<Map<Prefix, List<ReferenceRoute>>> selected = BgpNetworks.selected(state);
              for (int order = 0; order < 3; order++) {
                Optional<ReferenceBgp.Outcome> outcome =
                    c.reference().solve(Choices.seeded(c.order + order), BUDGET);
                if (outcome.isEmpty()) {
                  return;
                }
                for (int k = 0; k < state.classCount(); k++) {
                  boolean unique = state.result(k).verdict().unique();
                  proven[unique ? 1 : 0]++;
                  if (unique && state.classes().dependentClasses().length == 0) {
                    assertSame(state.prefixesOf(k), selected, outcome.get().selected());
                  }
                }
              }
            });
    // The claim would be empty if nothing were ever proven, or everything.
    assertThat(proven[0]).isGreaterThan(200);
    assertThat(proven[1]).isGreaterThan(200);
  }

  private static void assertSame(
      List<Prefix> prefixes,
      List<Map<Prefix, List<ReferenceRoute>>> one,
      List<Map<Prefix, List<ReferenceRoute>>> other) {
    for (int speaker = 0; speaker < one.size(); speaker++) {
      for (Prefix prefix : prefixes) {
        assertThat(one.get(speaker).getOrDefault(prefix, List.of()))
            .as("%s at speaker %d", prefix, speaker)
            .isEqualTo(other.get(speaker).getOrDefault(prefix, List.of()));
      }
    }
  }

  @Test
  void internetOfCustomersAndProvidersHasTheRoutesOfTheReference() {
    BgpNetwork network = GaoRexfordNetwork.of(120, 330, 60, 7);
    BgpState state =
        BgpEngine.solve(
            BgpNetworks.topology(network), BgpNetworks.inputs(network), null, SolveOptions.DEFAULT);
    BitSet up = new BitSet();
    up.set(0, network.sessions().size());
    ReferenceBgp reference = new ReferenceBgp(network, up, (int s, Ipv4Address hop) -> 0);

    assertThat(nonEmpty(BgpNetworks.selected(state)))
        .isEqualTo(nonEmpty(reference.solve(null, 100_000).orElseThrow().selected()));
    for (int c = 0; c < state.classCount(); c++) {
      assertThat(state.result(c).verdict().unique()).isTrue();
    }
  }

  private static List<Map<Prefix, List<ReferenceRoute>>> nonEmpty(
      List<Map<Prefix, List<ReferenceRoute>>> selected) {
    List<Map<Prefix, List<ReferenceRoute>>> result = new ArrayList<>();
    selected.forEach(map -> result.add(new TreeMap<>(map)));
    return result;
  }
}
