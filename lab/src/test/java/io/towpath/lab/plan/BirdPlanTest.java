package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.linux.Command;
import io.towpath.net.InvalidInputException;
import io.towpath.network.Network;
import io.towpath.testkit.networks.estate.Dialect;
import io.towpath.testkit.networks.estate.RandomEstate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans in which routers run BIRD. */
class BirdPlanTest {
  private static final Path BIRD = Path.of("/usr/sbin/bird");

  @TempDir Path folder;

  @Test
  void aChosenRouterRunsBirdAloneAndTheOthersFrr() {
    Network network = SmallNetworks.pair().build();

    LabPlan plan = LabCompiler.compile(network, Features.LEAST, BirdNodes.of(network, Set.of("a")));

    assertThat(plan.daemons())
        .filteredOn(daemon -> daemon.space().equals("a"))
        .extracting(Daemon::kind)
        .containsExactly(Daemon.Kind.BIRD);
    assertThat(plan.daemons())
        .filteredOn(daemon -> daemon.space().equals("b"))
        .extracting(Daemon::kind)
        .contains(Daemon.Kind.BGPD);
  }

  @Test
  void allMeansEveryNodeThatCan() {
    Network network = SmallNetworks.pair().build();

    assertThat(BirdNodes.of(network, Set.of("*"))).containsExactly("a", "b");
  }

  @Test
  void aNodeWithoutRoutingIsRefusedWithTheOnesThatCan() {
    Network network = SmallNetworks.pair().build();

    assertThatThrownBy(() -> BirdNodes.of(network, Set.of("pc")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.findings().getFirst().fix()).contains("a, b"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void birdAcceptsWhatIsPrintedForRandomNetworks(long seed) throws Exception {
    assumeTrue(Files.isExecutable(BIRD), "BIRD is not installed (Debian: bird2).");
    RandomEstate.of(seed, RandomEstate.Options.of(seed, 8).in(Dialect.IOS_XE)).writeTo(folder);
    Network network = EstateLoader.load(folder, null).base().network();

    LabPlan plan = LabCompiler.compile(network, Features.LEAST, BirdNodes.of(network, Set.of("*")));

    for (Daemon daemon : plan.daemons()) {
      if (daemon.kind() == Daemon.Kind.BIRD) {
        Path file = folder.resolve(daemon.space() + ".conf");
        Files.writeString(file, daemon.files().get("bird.conf"));
        Command.Result result =
            Command.of(BIRD.toString(), "-p", "-c", file.toString())
                .within(Duration.ofSeconds(20))
                .attempt();
        assertThat(result.ok()).as(daemon.space() + ": " + result.complaint()).isTrue();
      }
    }
    assertThat(plan.daemons()).anyMatch(daemon -> daemon.kind() == Daemon.Kind.BIRD);
  }
}
