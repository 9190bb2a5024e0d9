package io.towpath.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.lab.compare.Difference.Judgement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableComparisonTest {
  private static final TableComparison.Judge NOBODY =
      new TableComparison.Judge() {
        @Override
        public AllowedDifferences.@Nullable Rule allowed(
            TableRows table, @Nullable Row predicted, @Nullable Row observed, String field) {
          return null;
        }

        @Override
        public @Nullable String whyNotCompared(TableRows table, Row row) {
          return null;
        }

        @Override
        public @Nullable String whySeveral(
            TableRows table, @Nullable Row predicted, @Nullable Row observed, String field) {
          return null;
        }
      };

  private static TableRows table(TableKind kind, Row... rows) {
    return TableRows.of(kind, "r1", List.of(rows));
  }

  private static ComparedTable compare(
      TableRows predicted, TableRows observed, TableComparison.Judge judge) {
    List<ComparedTable> tables =
        new TableComparison(judge).compare(List.of(predicted), List.of(observed));
    assertThat(tables).hasSize(1);
    return tables.getFirst();
  }

  private static Row route(String prefix, String hops) {
    return Row.of(prefix).with("hops", hops).fact(Row.PREFIX, prefix).build();
  }

  @Test
  void equalTablesAgree() {
    Row row = route("10.0.0.0/8", "dev e1");
    ComparedTable table = compare(table(TableKind.FIB, row), table(TableKind.FIB, row), NOBODY);
    assertThat(table.agrees()).isTrue();
    assertThat(table.rows()).isOne();
    assertThat(table.bases()).containsEntry(Basis.KERNEL, 1);
  }

  @Test
  void aRowThatOneSideLacksDiffers() {
    TableRows one = table(TableKind.FIB, route("10.0.0.0/8", "dev e1"));
    ComparedTable missing = compare(one, TableRows.empty(TableKind.FIB, "r1"), NOBODY);
    assertThat(missing.differences())
        .containsExactly(
            new Difference(
                "10.0.0.0/8", Difference.ROW, "hops dev e1", null, Judgement.DIFFERS, ""));
    ComparedTable extra = compare(TableRows.empty(TableKind.FIB, "r1"), one, NOBODY);
    assertThat(extra.differences().getFirst().text())
        .isEqualTo("10.0.0.0/8: predicted nothing, observed hops dev e1");
  }

  @Test
  void aFieldThatDiffersIsNamedWithBothSides() {
    ComparedTable table =
        compare(
            table(TableKind.FIB, route("10.0.0.0/8", "dev e1")),
            table(TableKind.FIB, route("10.0.0.0/8", "dev e2")),
            NOBODY);
    assertThat(table.differences().getFirst().text())
        .isEqualTo("10.0.0.0/8: hops predicted dev e1, observed dev e2");
  }

  @Test
  void anyOfSeveralEqualWaysIsRightAndCounted() {
    Row predicted = Row.of("b").withAny("hops", List.of("10.0.0.1 b", "10.0.0.2 b")).build();
    Row observed = Row.of("b").with("hops", "10.0.0.2 b").build();
    ComparedTable table =
        compare(table(TableKind.TRACES, predicted), table(TableKind.TRACES, observed), NOBODY);
    assertThat(table.agrees()).isTrue();
    assertThat(table.equalWays()).isOne();
    Row other = Row.of("b").with("hops", "10.0.0.3 b").build();
    assertThat(
            compare(table(TableKind.TRACES, predicted), table(TableKind.TRACES, other), NOBODY)
                .agrees())
        .isFalse();
  }

  @Test
  void whatTheLabCannotBuildIsLeftOutOnlyWhereItDiffers() {
    TableComparison.Judge judge =
        new TableComparison.Judge() {
          @Override
          public AllowedDifferences.@Nullable Rule allowed(
              TableRows table, @Nullable Row predicted, @Nullable Row observed, String field) {
            return null;
          }

          @Override
          public String whyNotCompared(TableRows table, Row row) {
            return "FRR has no such policy.";
          }

          @Override
          public @Nullable String whySeveral(
              TableRows table, @Nullable Row predicted, @Nullable Row observed, String field) {
            return null;
          }
        };
    ComparedTable table =
        compare(
            table(TableKind.FIB, route("10.0.0.0/8", "dev e1"), route("11.0.0.0/8", "dev e1")),
            table(TableKind.FIB, route("10.0.0.0/8", "dev e2"), route("11.0.0.0/8", "dev e1")),
            judge);
    assertThat(table.agrees()).isTrue();
    assertThat(table.differences(Judgement.NOT_COMPARED)).hasSize(1);
    assertThat(table.rows()).isEqualTo(2);
    assertThat(ReportText.of(report(table)))
        .contains("1 not compared: FRR has no such policy.\n  fib of r1: 10.0.0.0/8\n");
  }

  private static ComparisonReport report(ComparedTable... tables) {
    return new ComparisonReport(
        "two routers",
        "two/estate.yaml",
        List.of(
            new ComparisonReport.Stage(
                "base", Duration.ofMillis(1200), List.of(), List.of(tables))),
        List.of(),
        List.of());
  }

  @Test
  void aReportEndsWithItsSum() {
    ComparedTable differs =
        compare(
            table(TableKind.FIB, route("10.0.0.0/8", "dev e1")),
            table(TableKind.FIB, route("10.0.0.0/8", "dev e2")),
            NOBODY);
    String text = ReportText.of(report(differs));
    assertThat(text)
        .isEqualTo(
            """
            two routers

            base (last change after 1.2 s)
              fib                1 tables      1 rows      1 differ
              DIFFERS  fib of r1: 10.0.0.0/8: hops predicted dev e1, observed dev e2

            1 rows rest on kernel tables and real packets.

            1 rows compared, 1 differs
            """);
    assertThat(report(differs).agrees()).isFalse();
    assertThat(ReportJson.of(report(differs))).containsEntry("differs", 1L);
  }

  @Test
  void junitHasACaseForEachTableAndEachPing() {
    Row reached = Row.of("b").with("result", "reached").build();
    Row lost = Row.of("b").with("result", "lost").build();
    Row other = Row.of("c").with("result", "reached").build();
    ComparedTable pings =
        compare(
            table(TableKind.PINGS, reached, other), table(TableKind.PINGS, lost, other), NOBODY);
    assertThat(ReportJUnit.of(report(pings)))
        .contains("tests=\"2\" failures=\"1\"")
        .contains("name=\"pings r1 -&gt; b\"><failure message=\"b: result predicted reached,")
        .contains("name=\"pings r1 -&gt; c\"");
  }
}
