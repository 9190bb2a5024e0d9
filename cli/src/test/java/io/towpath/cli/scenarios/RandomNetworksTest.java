package io.towpath.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.answers.Answers;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.testkit.Generator;
import io.towpath.testkit.Property;
import io.towpath.testkit.networks.RandomRouters;
import io.towpath.testkit.networks.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that hold of any network of routers, from the text of their configurations to tables. */
@Tag("slow")
class RandomNetworksTest {
  private static final Generator<Failing> NETWORKS =
      choices -> {
        Workload workload = RandomRouters.of(choices, RandomRouters.Policies.SAFE);
        return new Failing(workload, choices.oneOf(workload.links()));
      };

  /** Never at rest (5201, 5203, 6001), or at rest in more than one way (5202, 5204). */
  private static final Set<String> UNREST =
      Set.of("TP5201", "TP5202", "TP5203", "TP5204", "TP6001");

  @TempDir Path temporary = Path.of("");

  /** A network and a link of it that fails. */
  record Failing(Workload workload, Workload.Link link) {
    List<Failure> failures() {
      return List.of(
          new Failure.InterfaceDown(new InterfaceRef(link.from(), link.fromInterface()), false),
          new Failure.InterfaceDown(new InterfaceRef(link.to(), link.toInterface()), false));
    }

    @Override
    public String toString() {
      return link + " of\n" + workload.listing();
    }
  }

  @Test
  void everyLineOfARandomConfigurationIsUnderstood() {
    Property.named("random configurations are understood")
        .runs(20)
        .check(
            NETWORKS,
            failing -> {
              Network network = load(failing.workload()).base().network();
              assertThat(network.findings()).isEmpty();
              assertThat(network.unsupported()).isEmpty();
            });
  }

  @Test
  void networkWithSafePoliciesComesToRest() {
    Property.named("safe policies come to rest")
        .runs(20)
        .check(
            NETWORKS,
            failing ->
                assertThat(load(failing.workload()).base().solve(List.of()).problems()).isEmpty());
  }

  @Test
  void failedLinkEqualsAColdStartWithTheLinkShut() {
    Property.named("what-if equals cold start")
        .runs(20)
        .check(
            NETWORKS,
            failing -> {
              Estate estate = load(failing.workload());
              Estate shut = load(failing.workload().withLinkDown(failing.link()));
              assertThat(tables(estate, estate.base().solve(failing.failures())))
                  .isEqualTo(tables(shut, shut.base().solve(List.of())));
            });
  }

  /**
   * Seeds 34 and 39 stop in the middle of an oscillation: neighbours no longer send what is used.
   */
  @ParameterizedTest
  @ValueSource(longs = {3, 8, 18, 34, 39})
  void networkThatDoesNotComeToRestSaysSoAndShowsItsTables(long seed) throws IOException {
    Estate estate = load(RandomRouters.of(new SplittableRandom(seed)));
    Solution solution = estate.base().solve(List.of());

    assertThat(solution.problems())
        .extracting(Finding::code)
        .isNotEmpty()
        .allMatch(UNREST::contains);
    assertThat(tables(estate, solution)).hasSize(2 * estate.base().network().nodes().size());
  }

  private Estate load(Workload workload) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "estate");
    workload.writeTo(folder);
    return EstateLoader.load(folder, null);
  }

  /** Routing table and BGP table of every router, with the reasons. */
  private static Map<String, String> tables(Estate estate, Solution solution) {
    Answers answers = new Answers(estate, new FailureNames.Outcome(estate.base(), solution));
    Map<String, String> tables = new TreeMap<>();
    for (String router : estate.base().network().nodes().keySet()) {
      tables.put("routes " + router, answers.routes(router, Origin.NONE).rows().toString());
      tables.put(
          "bgp " + router, answers.bgp(router, "learned", null, Origin.NONE).rows().toString());
    }
    return tables;
  }
}
