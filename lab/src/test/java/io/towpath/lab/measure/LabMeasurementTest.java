package io.towpath.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.lab.LabException;
import io.towpath.lab.estate.EstateLab;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.measure.MeasurementReport.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A ring of six routers, for real: what is lost and who tells. How long it took depends on the
 * machine and is not claimed.
 */
@Tag("lab")
class LabMeasurementTest {
  private static final Path RING = Path.of("../docs/lab-notes/failover/bfd-300x3");

  @BeforeEach
  void needsRootAndDaemons() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "labs of this test need root");
    for (String program : List.of("unshare", "nsenter", "ip", "nft", "zebra", "bfdd", "ping")) {
      Assumptions.assumeTrue(
          Programs.find(program).isPresent(), program + " is not installed on this machine");
    }
    Assumptions.assumeTrue(
        Command.of("unshare", "--net", "--mount", "true").attempt().ok(),
        "this machine does not let root make namespaces");
  }

  private static LabMeasurement.Options options(
      List<String> failures, List<LabMeasurement.Pair> pairs) {
    return new LabMeasurement.Options(
        failures,
        pairs,
        Duration.ofMillis(20),
        Duration.ofMinutes(1),
        1,
        InstantSource.system(),
        _ -> {});
  }

  @Test
  void cutLosesPacketsUntilBfdTellsAndAnUnusedLinkLosesNone() {
    Estate estate = EstateLoader.load(RING, null);
    String name = "measure-" + ProcessHandle.current().pid();
    EstateLab lab = EstateLab.up(name, RING, estate, null, Set.of(), _ -> {});
    try {
      assertThatThrownBy(
              () ->
                  LabMeasurement.run(
                      estate, lab, options(List.of(), List.of(new LabMeasurement.Pair("a", "c")))))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("no host \"c\"");

      MeasurementReport report =
          LabMeasurement.run(estate, lab, options(List.of("unused", "cut"), List.of()));

      assertThat(report.stages()).allMatch(Stage::asExpected).allMatch(s -> s.moving().isEmpty());
      assertThat(report.stages()).extracting(Stage::failure, Stage::restored).hasSize(4);
      assertThat(report.stages()).allMatch(s -> s.packets().size() == 1);
      assertThat(report.stages()).allMatch(s -> s.packets().getFirst().answeredBefore());

      Stage unused = report.stages().getFirst();
      assertThat(kinds(unused)).contains(ChangeKind.LINK, ChangeKind.SESSION);
      assertThat(unused.packets().getFirst().loss().longest()).isNull();

      Stage cut = report.stages().get(2);
      Loss loss = cut.packets().getFirst().loss();
      assertThat(loss.lost()).isPositive().isLessThan(loss.sent());
      Loss.Gap gap = loss.longest();
      assertThat(gap).isNotNull();
      assertThat(gap.ended()).isTrue();
      assertThat(kinds(cut))
          .as("the carrier stays")
          .doesNotContain(ChangeKind.LINK)
          .contains(
              ChangeKind.BFD, ChangeKind.SESSION, ChangeKind.BGP_TABLE, ChangeKind.KERNEL_TABLE);
    } finally {
      lab.client().down();
    }
  }

  private static List<ChangeKind> kinds(Stage stage) {
    return stage.changes().stream().map(Change::kind).distinct().sorted().toList();
  }
}
