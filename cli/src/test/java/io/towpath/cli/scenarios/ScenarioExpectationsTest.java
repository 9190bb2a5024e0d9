package io.towpath.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.cli.architecture.Repository;
import io.towpath.estate.expect.ExpectationRunner;
import io.towpath.estate.file.Expectation;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.net.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything that the scenarios expect, one test for each expectation. */
class ScenarioExpectationsTest {

  @TestFactory
  Stream<DynamicContainer> everyScenarioIsAsItExpects() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.root().resolve("scenarios"))) {
      return files
          .filter(file -> file.endsWith("estate.yaml"))
          .sorted()
          .map(ScenarioExpectationsTest::scenario)
          .toList()
          .stream();
    }
  }

  private static DynamicContainer scenario(Path file) {
    Estate estate = EstateLoader.load(file, null);
    ExpectationRunner runner = new ExpectationRunner(estate);
    Stream<DynamicTest> tests =
        estate.file().expectations().stream()
            .map(
                expectation ->
                    DynamicTest.dynamicTest(
                        title(expectation),
                        () -> assertThat(runner.run(expectation).mismatches()).isEmpty()));
    List<String> expected =
        estate.file().expectations().stream()
            .filter(Expectation.FindingExpectation.class::isInstance)
            .map(Expectation.FindingExpectation.class::cast)
            .map(Expectation.FindingExpectation::code)
            .toList();
    DynamicTest quiet =
        DynamicTest.dynamicTest(
            "nothing to warn of but what is expected, nothing unsupported",
            () -> {
              assertThat(estate.base().network().findings())
                  .filteredOn(finding -> finding.severity() != Severity.INFO)
                  .filteredOn(finding -> !expected.contains(finding.code()))
                  .isEmpty();
              assertThat(estate.base().network().unsupported()).isEmpty();
            });
    return DynamicContainer.dynamicContainer(
        Repository.root().resolve("scenarios").relativize(file.getParent()).toString(),
        Stream.concat(Stream.of(quiet), tests));
  }

  private static String title(Expectation expectation) {
    return expectation.note().isEmpty()
        ? expectation.title()
        : expectation.title() + " (" + expectation.note() + ")";
  }
}
