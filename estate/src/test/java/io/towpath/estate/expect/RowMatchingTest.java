package io.towpath.estate.expect;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.answers.Table;
import io.towpath.estate.file.EstateFileReader;
import io.towpath.estate.file.Expectation.TableExpectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What each member of an expectation about a table holds and refuses. */
class RowMatchingTest {

  /** A table of two equal rows, one with two next hops, one dropped range. */
  private static final Table TABLE =
      new Table(
          List.of(),
          List.of(
              row("10.1.0.0/16", "VirtualNetworkGateway", List.of("10.0.0.4", "10.0.0.5")),
              row("10.2.0.0/16", "VNetPeering", List.of()),
              row("10.2.0.0/16", "VNetPeering", List.of()),
              row("10.0.0.0/8", "None", List.of())));

  private static Map<String, @Nullable Object> row(String prefix, String type, List<String> hops) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("addressPrefix", List.of(prefix));
    row.put("nextHopType", type);
    row.put("nextHopIpAddress", hops);
    return row;
  }

  record Case(String claim, String members, int mismatches) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "exactly: a written row may stand for several",
              "exactly: [{prefix: 10.1.0.0/16}, {prefix: 10.2.0.0/16}, {prefix: 10.0.0.0/8}]",
              0),
          new Case(
              "each: one row for each row",
              "each: [{prefix: 10.1.0.0/16}, {prefix: 10.2.0.0/16}, {prefix: 10.2.0.0/16},"
                  + " {prefix: 10.0.0.0/8}]",
              0),
          new Case(
              "each: a row too few",
              "each: [{prefix: 10.1.0.0/16}, {prefix: 10.2.0.0/16}, {prefix: 10.0.0.0/8}]",
              1),
          new Case(
              "each: a row too many",
              "each: [{prefix: 10.1.0.0/16}, {prefix: 10.1.0.0/16}, {prefix: 10.2.0.0/16},"
                  + " {prefix: 10.2.0.0/16}, {prefix: 10.0.0.0/8}]",
              1),
          new Case(
              "each: a row that matches much gives way to one that matches less",
              "ignoring: [{nextHopType: None}],"
                  + " each: [{prefix: 10.2.0.0/16, nextHopType: VNetPeering},"
                  + " {prefix: 10.1.0.0/16}, {prefix: 10.2.0.0/16}]",
              0),
          new Case(
              "ignoring: rows that match are not compared",
              "ignoring: [{nextHopType: None}, {prefix: 10.2.0.0/16}],"
                  + " each: [{prefix: 10.1.0.0/16}]",
              0),
          new Case(
              "only: rows of other prefixes are not compared",
              "only: [10.1.0.0/16], each: [{prefix: 10.1.0.0/16}]",
              0),
          new Case(
              "only: a prefix that no row has",
              "only: [10.9.0.0/16], each: [{prefix: 10.1.0.0/16}]",
              1),
          new Case(
              "nextHops: as many addresses",
              "contains: [{prefix: 10.1.0.0/16, nextHops: 2}, {prefix: 10.2.0.0/16, nextHops: 0}]",
              0),
          new Case(
              "nextHops: another number", "contains: [{prefix: 10.1.0.0/16, nextHops: 1}]", 1));

  @ParameterizedTest
  @FieldSource("CASES")
  void compares(Case row, @TempDir Path folder) throws IOException {
    Path estate = folder.resolve("estate.yaml");
    Files.writeString(estate, "towpath: 1\nexpect: [{routes: a, " + row.members() + "}]\n");
    TableExpectation expectation =
        (TableExpectation) EstateFileReader.read(estate).expectations().getFirst();

    assertThat(RowMatching.compare(TABLE, expectation)).hasSize(row.mismatches());
  }
}
