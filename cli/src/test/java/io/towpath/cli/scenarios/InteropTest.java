package io.towpath.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.analysis.whatif.WhatIf;
import io.towpath.cli.architecture.Repository;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.file.Expectation.TraceExpectation;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.network.Failure;
import io.towpath.network.InterfaceRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims about the interop test bed that no single expectation can make. */
class InteropTest {
  private static final Path INTEROP = Repository.root().resolve("scenarios/interop");
  private static final Path UNFILTERED = Repository.root().resolve("scenarios/interop-unfiltered");
  private static final Estate ESTATE = EstateLoader.load(INTEROP, null);
  private static final InterfaceRef WAN =
      new InterfaceRef("ce1-primary", "TenGigabitEthernet0/0/0.300");
  private static final int ALL_PAIRS = 1_000;

  static Stream<TraceExpectation> published() {
    return ESTATE.file().expectations().stream()
        .filter(TraceExpectation.class::isInstance)
        .map(TraceExpectation.class::cast)
        .filter(trace -> trace.note().matches("D\\d+"));
  }

  @Test
  void thirtyOnePublishedResultsAreExpected() {
    assertThat(ESTATE.file().expectations().stream().map(e -> e.note()))
        .filteredOn(note -> note.matches("D\\d+"))
        .doesNotHaveDuplicates()
        .hasSize(31);
  }

  @ParameterizedTest
  @MethodSource("published")
  void withoutPinsThePublishedPathIsAmongThePredictedOnes(
      TraceExpectation published, @TempDir Path folder) throws IOException {
    Estate unpinned =
        EstateLoader.load(
            copy(folder, "estate.yaml", text -> text.replaceFirst("(?m)^pins:\n(  .*\n)+", "")),
            null);
    assertThat(unpinned.file().pins()).isEmpty();
    FailureNames failures = new FailureNames(unpinned);
    Answers answers = new Answers(unpinned, failures.solve(published.failures()));

    Answers.Probe probe =
        answers.probe(
            published.from(), published.to(), PacketHeader.ICMP, 0, null, published.origin());

    assertThat(answers.tracer().paths(probe.from(), probe.header(), false))
        .extracting(InteropTest::addresses)
        .contains(published.hops());
  }

  @Test
  void restoringTheFailedLinkGivesTheNetworkThatWasThere() {
    Solver solver = Solver.of(ESTATE.base().network());
    Solution base = solver.solve();
    Solution failed = solver.solve(List.of(new Failure.InterfaceDown(WAN, false)), base);
    Solution restored = solver.solve(List.of(), failed);

    assertThat(new WhatIf(base, failed, List.of()).compare(ALL_PAIRS).isEmpty()).isFalse();
    assertThat(new WhatIf(base, restored, List.of()).compare(ALL_PAIRS).isEmpty()).isTrue();
    assertThat(Snapshot.of(answers(restored))).isEqualTo(Snapshot.of(answers(base)));
  }

  @Test
  void failingTheInterfaceEqualsShuttingItInTheConfiguration(@TempDir Path folder)
      throws IOException {
    Estate shut =
        EstateLoader.load(
            copy(
                folder,
                "devices/ce1-primary.cfg",
                text ->
                    text.replace(
                        "interface " + WAN.name() + "\n",
                        "interface " + WAN.name() + "\n shutdown\n")),
            null);

    assertThat(Snapshot.of(ESTATE, "ce1-msee"))
        .isEqualTo(Snapshot.of(shut))
        .isNotEqualTo(Snapshot.of(ESTATE));
  }

  @Test
  void unfilteredConfigurationLacksOneLine() throws IOException {
    List<String> all = Files.readAllLines(INTEROP.resolve("devices/ce1-primary.cfg"));
    List<String> fewer = Files.readAllLines(UNFILTERED.resolve("devices/ce1-primary.cfg"));

    List<String> missing = new ArrayList<>(all);
    fewer.forEach(missing::remove);
    assertThat(missing)
        .containsExactly("  neighbor 10.10.30.254 prefix-list Cust30_to_Private out");
    all.remove(missing.getFirst());
    assertThat(fewer).isEqualTo(all);
  }

  @Test
  void withoutTheFilterOnlyTheBranchAndWhatGatewaysListChanges() {
    Map<String, String> filtered = Snapshot.of(ESTATE);
    Map<String, String> unfiltered = Snapshot.of(EstateLoader.load(UNFILTERED, null));

    TreeSet<String> changed = new TreeSet<>();
    filtered.forEach(
        (question, answer) -> {
          String other = unfiltered.getOrDefault(question, "");
          if (!withoutReasons(answer).equals(withoutReasons(other))) {
            changed.add(question);
          }
        });
    assertThat(unfiltered).hasSameSizeAs(filtered);
    assertThat(changed)
        .containsExactly(
            "bgp branch-vpngw",
            "bgp hub-ergw",
            "bgp hub-vpngw",
            "routes branch-vm",
            "trace branch-vm -> remote-vm");
  }

  /** A reason names what lost, and there is one more to lose. */
  private static String withoutReasons(String table) {
    return table.replaceAll("why=[^\n]*", "");
  }

  private static Answers answers(Solution solution) {
    return new Answers(ESTATE, new FailureNames.Outcome(ESTATE.base(), solution));
  }

  private static List<@Nullable IpAddress> addresses(Trace trace) {
    List<@Nullable IpAddress> addresses = new ArrayList<>();
    trace.hops().forEach(hop -> addresses.add(hop.address()));
    return addresses;
  }

  private interface Edit {
    String apply(String text);
  }

  /** A copy of the estate with one file changed, which must make a difference. */
  private static Path copy(Path folder, String changed, Edit edit) throws IOException {
    try (Stream<Path> files = Files.walk(INTEROP)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(INTEROP.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Path file = folder.resolve(changed);
    String text = Files.readString(file);
    String edited = edit.apply(text);
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(file, edited);
    return folder;
  }
}
