package io.towpath.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.linux.Command;
import io.towpath.net.InvalidInputException;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Network;
import io.towpath.testkit.networks.TopologyBuilder;
import io.towpath.testkit.networks.estate.Dialect;
import io.towpath.testkit.networks.estate.RandomEstate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans in which routers run BIRD. */
class BirdPlanTest {
  private static final Path BIRD = Path.of("/usr/sbin/bird");

  @TempDir Path folder;

  @Test
  void aChosenRouterRunsBirdAloneAndTheOthersFrr() {
    Network network = SmallNetworks.pair().build();

    LabPlan plan =
        LabCompiler.compile(network, Features.LEAST, BirdNodes.of(network, Set.of("a")).nodes());

    assertThat(plan.daemons())
        .filteredOn(daemon -> daemon.space().equals("a"))
        .extracting(Daemon::kind)
        .containsExactly(Daemon.Kind.BIRD);
    assertThat(plan.daemons())
        .filteredOn(daemon -> daemon.space().equals("b"))
        .extracting(Daemon::kind)
        .contains(Daemon.Kind.BGPD);
  }

  private static String configuration(Network network, String node) {
    LabPlan plan =
        LabCompiler.compile(network, Features.LEAST, BirdNodes.of(network, Set.of(node)).nodes());
    return plan.daemons().stream()
        .filter(daemon -> daemon.kind() == Daemon.Kind.BIRD)
        .map(daemon -> daemon.files().get("bird.conf"))
        .findFirst()
        .orElseThrow();
  }

  /** An export table would lose a MED that a filter sets anew; RFC 4271 §5.1.4. */
  @Test
  void noLearnedMedIsSentToOtherAsesAndOwnOnesAre() {
    assertThat(configuration(SmallNetworks.pair().build(), "a"))
        .contains("if source = RTS_BGP then unset(bgp_med);")
        .contains("else if defined(bgp_med) then bgp_med = bgp_med;")
        .doesNotContain("export table");
  }

  /** RFC 4271 §9.1.2.2 e): static ways to a next hop cost as little as connected ones. */
  @Test
  void nextHopsBehindStaticRoutesCostNothing() {
    TopologyBuilder net = SmallNetworks.pair();
    net.router("a").route("10.77.0.0/16", "10.0.0.2");

    assertThat(configuration(net.build(), "a")).contains("igp_metric = 0;");
  }

  @Test
  void loopbacksHaveTheCostOfTheirInterfaceInOspf() {
    TopologyBuilder net = SmallNetworks.pair();
    net.router("a").ospf("1").maximumPaths(4).on("Loopback0", 7);

    assertThat(configuration(net.build(), "a"))
        .contains("stubnet 10.255.0.1/32 { cost 7; };", "merge external on;")
        .doesNotContain("interface \"Lo0\" { cost");
  }

  @Test
  void pathsThatShareTheLoadCanBeRead() {
    TopologyBuilder net = SmallNetworks.pair();
    assertThat(configuration(net.build(), "a")).doesNotContain("bgp_multipath");
    net.router("a").bgp(65001).options(BgpSpeaker.Options.GATEWAY);

    assertThat(configuration(net.build(), "a"))
        .contains("protocol kernel bgp_multipath {", "merge paths on limit 8;");
  }

  @Test
  void anUnknownNodeIsRefusedWithTheRoutersThatThereAre() {
    Network network = SmallNetworks.pair().build();

    assertThatThrownBy(() -> BirdNodes.of(network, Set.of("c")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.findings().getFirst().code()).isEqualTo("TP7101");
              assertThat(e.findings().getFirst().fix()).isEqualTo("Routers: a, b.");
            });
  }

  @Test
  void aRouterThatBirdCannotExpressStaysWithFrrAndIsRefusedByName() {
    TopologyBuilder net = SmallNetworks.pair();
    net.router("b").bgp(65002).neighbour("fd00::1", 65001);
    Network network = net.build();

    BirdNodes all = BirdNodes.of(network, Set.of("all"));

    assertThat(all.nodes()).containsExactly("a");
    assertThat(all.staysFrr())
        .containsExactly(Map.entry("b", "peer fd00::1: IPv4 alone is printed."));
    assertThatThrownBy(() -> BirdNodes.of(network, Set.of("b")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.findings().getFirst().code()).isEqualTo("TP7102");
              assertThat(e.findings().getFirst().message())
                  .isEqualTo("\"b\" cannot run BIRD: peer fd00::1: IPv4 alone is printed.");
            });
  }

  @Test
  void allMeansEveryNodeThatCan() {
    Network network = SmallNetworks.pair().build();

    assertThat(BirdNodes.of(network, Set.of("all")).nodes()).containsExactly("a", "b");
  }

  @Test
  void aNodeWithoutRoutingIsRefusedWithTheOnesThatCan() {
    TopologyBuilder net = SmallNetworks.pair();
    net.connect("b", "c", "10.0.1.0/30");
    Network network = net.build();

    assertThatThrownBy(() -> BirdNodes.of(network, Set.of("c")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.findings().getFirst().code()).isEqualTo("TP7102");
              assertThat(e.findings().getFirst().fix()).isEqualTo("Nodes that can: a, b.");
            });
  }

  @ParameterizedTest
  @CsvSource({"1, IOS_XE", "2, IOS_XE", "3, IOS_XE", "4, IOS_XE", "5, FRR", "6, FRR", "7, FRR"})
  void birdAcceptsWhatIsPrintedForRandomNetworks(long seed, Dialect dialect) throws Exception {
    assumeTrue(Files.isExecutable(BIRD), "BIRD is not installed (Debian: bird2).");
    RandomEstate.of(seed, RandomEstate.Options.of(seed, 8).in(dialect)).writeTo(folder);
    Network network = EstateLoader.load(folder, null).base().network();

    LabPlan plan =
        LabCompiler.compile(network, Features.LEAST, BirdNodes.of(network, Set.of("all")).nodes());

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
