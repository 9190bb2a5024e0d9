package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.cli.output.Explanations;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.file.Expectation;
import io.towpath.estate.file.Expectation.TraceExpectation;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Severity;
import io.towpath.network.Failure;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
  private static final Pattern FINDING =
      Pattern.compile("(?<code>TP\\d{4}) (?<severity>warning|info): .*");

  static List<String> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(Run.scenario(""))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("estate.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyExpectationHolds(String scenario) {
    Run run = Run.towpath("test", Run.scenario(scenario).toString());

    assertThat(run.out()).doesNotContain("FAILED");
    assertThat(run.lastLine()).matches("[1-9][0-9]* passed, 0 failed");
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyScenarioIsSoundAndWhollyModelled(String scenario) {
    Run run = Run.towpath("check", Run.scenario(scenario).toString(), "--strict");

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    for (String line : run.out().lines().toList()) {
      Matcher finding = FINDING.matcher(line);
      if (finding.matches()) {
        FindingKind kind = Explanations.of(finding.group("code")).orElseThrow();
        assertThat(finding.group("severity"))
            .isIn(kind.severity().word(), Severity.INFO.word()); // what somebody shut down
      }
    }
  }

  @Test
  void aWrongExpectationFails() throws IOException {
    Path interop = Run.scenario("interop");
    Path folder = Files.createTempDirectory("towpath-wrong");
    String text =
        Files.readString(interop.resolve("estate.yaml"))
            .replace("azure/*.json", interop.resolve("azure") + "/*.json")
            .replace("config: devices/", "config: " + interop.resolve("devices") + "/")
            .replace(
                "hops: [10.10.30.132, \"*\", \"*\", 10.2.30.10]",
                "hops: [10.10.30.133, \"*\", \"*\", 10.2.30.10]");
    Files.writeString(folder.resolve("estate.yaml"), text);

    Run run = Run.towpath("test", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "hops are [10.10.30.132, *, *, 10.2.30.10], expected [10.10.30.133, *, *, 10.2.30.10]");
  }

  @Test
  void everyPublishedPathIsAmongThePredictedOnesWithoutPins() {
    Estate estate = EstateLoader.load(Run.scenario("interop"), null);
    FailureNames failures = new FailureNames(estate);
    int compared = 0;
    for (Expectation expectation : estate.file().expectations()) {
      if (expectation instanceof TraceExpectation trace && trace.hops() != null) {
        Answers answers = new Answers(estate, failures.solve(trace.failures()));
        Answers.Probe probe =
            answers.probe(trace.from(), trace.to(), PacketHeader.ICMP, 0, null, Origin.NONE);
        Tracer unpinned =
            new Tracer(new io.towpath.forwarding.trace.Walker(answers.solution()), List.of());
        List<List<@Nullable IpAddress>> predicted = new ArrayList<>();
        for (Trace path : unpinned.paths(probe.from(), probe.header(), false)) {
          List<@Nullable IpAddress> hops = new ArrayList<>();
          path.hops().forEach(hop -> hops.add(hop.address()));
          predicted.add(hops);
        }
        assertThat(predicted).as(trace.title()).contains(trace.hops());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void failingAndRestoringAnythingReturnsToTheBase() {
    Network network = EstateLoader.load(Run.scenario("interop"), null).base().network();
    Solver solver = Solver.of(network);
    Solution base = solver.solve();
    String before = base.routing().digest();
    for (Failure failure : everyFailure(network)) {
      Solution failed = solver.solve(List.of(failure), base);
      Solution restored = solver.solve(List.of(), failed);

      assertThat(restored.routing().digest()).as(failure.describe()).isEqualTo(before);
    }
  }

  @Test
  void aFailureSolvedFromTheBaseEqualsAColdStart() {
    Network network = EstateLoader.load(Run.scenario("interop"), null).base().network();
    Solver solver = Solver.of(network);
    Solution base = solver.solve();
    for (Failure failure : everyFailure(network)) {
      Solution fromBase = solver.solve(List.of(failure), base);
      Solution cold = Solver.of(network).solve(List.of(failure), null);

      assertThat(fromBase.routing().digest())
          .as(failure.describe())
          .isEqualTo(cold.routing().digest());
      assertThat(fromBase.live()).isEqualTo(cold.live());
    }
  }

  private static List<Failure> everyFailure(Network network) {
    List<Failure> failures = new ArrayList<>();
    for (Node node : network.nodes().values()) {
      failures.add(new Failure.NodeDown(node.name()));
      for (Interface iface : node.interfaces()) {
        failures.add(new Failure.InterfaceDown(new InterfaceRef(node.name(), iface.name()), false));
      }
      node.tunnels().forEach(t -> failures.add(new Failure.TunnelDown(node.name(), t.name())));
    }
    return failures;
  }
}
