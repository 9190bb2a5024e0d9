package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.compare.ComparisonRun.Compared;
import io.towpath.lab.compare.ComparisonRun.Entry;
import io.towpath.lab.compare.ComparisonRun.Failed;
import io.towpath.lab.compare.ComparisonRun.Skipped;
import io.towpath.lab.compare.Difference.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reports on several estates. */
class ComparisonRunTest {
  private static final Entry AGREES =
      new Entry("one/estate.yaml", new Compared(report("one")), Duration.ofSeconds(31));
  private static final Entry DIFFERS =
      new Entry(
          "two/estate.yaml",
          new Compared(
              report(
                  "two",
                  new Difference("10.0.0.0/8", "hops", "dev e1", "dev e2", Judgement.DIFFERS, ""))),
          Duration.ofSeconds(62));
  private static final Entry SKIPPED =
      new Entry("three/estate.yaml", new Skipped("No /dev/net/tun."), Duration.ofSeconds(1));
  private static final Entry FAILED =
      new Entry("four/estate.yaml", new Failed("TP1003 It has no name."), Duration.ZERO);

  private static ComparisonReport report(String name, Difference... differences) {
    ComparedTable sessions =
        new ComparedTable(
            TableKind.SESSIONS, "r1", List.of("a", "b"), Map.of(Basis.DAEMON, 2), 0, List.of());
    ComparedTable fib =
        new ComparedTable(
            TableKind.FIB,
            "r1",
            List.of("10.0.0.0/8"),
            Map.of(Basis.KERNEL, 1),
            0,
            List.of(differences));
    ComparisonReport.Stage stage =
        new ComparisonReport.Stage(
            "base", Duration.ofMillis(1200), List.of(), List.of(sessions, fib));
    return new ComparisonReport(
        name,
        name + "/estate.yaml",
        List.of(stage),
        List.of(new ComparisonReport.NotTried("cut", "It cannot be cut.")),
        List.of());
  }

  @Test
  void whatWasSkippedIsNoAgreement() {
    assertThat(new ComparisonRun(List.of(AGREES)).agrees()).isTrue();
    assertThat(new ComparisonRun(List.of(AGREES, SKIPPED)).agrees()).isTrue();
    assertThat(new ComparisonRun(List.of(SKIPPED)).agrees()).isFalse();
    assertThat(new ComparisonRun(List.of(AGREES, DIFFERS)).agrees()).isFalse();
    assertThat(new ComparisonRun(List.of(AGREES, FAILED)).agrees()).isFalse();
    assertThat(new ComparisonRun(List.of()).agrees()).isFalse();
  }

  @Test
  void theSummaryHasALineForEachEstateAndTheirSums() {
    assertThat(RunText.of(new ComparisonRun(List.of(AGREES, DIFFERS, SKIPPED, FAILED))))
        .isEqualTo(
            """
            result    sessions    rows  traces  allowed  differs  seconds  estate
            agrees           2       3       0        0        0       31  one/estate.yaml
            differs          2       3       0        0        1       62  two/estate.yaml
            skipped                                                     1  three/estate.yaml
            failed                                                      0  four/estate.yaml
                             4       6       0        0        1       94  4 estates
            not tried, one/estate.yaml, cut: It cannot be cut.
            not tried, two/estate.yaml, cut: It cannot be cut.

            1 agree, 1 differ, 1 skipped, 1 failed
            """);
  }

  @Test
  void onlyWhatDiffersIsPrintedInFull() {
    assertThat(RunText.of(AGREES, 1, 4)).isEqualTo("[1/4] one/estate.yaml  agrees, 3 rows, 31 s\n");
    assertThat(RunText.of(DIFFERS, 2, 4))
        .startsWith("[2/4] two/estate.yaml  differs, 3 rows, 62 s\n\ntwo\n")
        .contains("DIFFERS  fib of r1: 10.0.0.0/8: hops predicted dev e1, observed dev e2");
    assertThat(RunText.of(SKIPPED, 3, 4)).contains("skipped: No /dev/net/tun.");
    assertThat(RunText.of(FAILED, 4, 4)).contains("FAILED: TP1003 It has no name.");
  }

  @Test
  void jsonHasTheSumsAndEachReportOnce() {
    Map<String, ?> json = ReportJson.of(new ComparisonRun(List.of(DIFFERS, SKIPPED)));
    assertThat(json.get("agrees")).isEqualTo(false);
    assertThat(json.get("differs")).isEqualTo(1L);
    assertThat(json.keySet()).endsWith("estates", "allowedRules");
    assertThat((List<?>) json.get("estates"))
        .element(0)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("result", "differs")
        .containsKeys("stages", "notTried")
        .doesNotContainKey("allowedRules");
    assertThat((List<?>) json.get("estates"))
        .element(1)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("result", "skipped")
        .containsEntry("reason", "No /dev/net/tun.");
  }

  @Test
  void junitSkipsWhatWasNotRunAndNamesErrors() {
    assertThat(ReportJUnit.of(new ComparisonRun(List.of(AGREES, SKIPPED, FAILED))))
        .contains(
            "<testsuite name=\"one, fail cut\" tests=\"1\" failures=\"0\" errors=\"0\""
                + " skipped=\"1\">",
            "<skipped message=\"It cannot be cut.\"",
            "<skipped message=\"No /dev/net/tun.\"",
            "<error message=\"TP1003 It has no name.\"");
  }
}
