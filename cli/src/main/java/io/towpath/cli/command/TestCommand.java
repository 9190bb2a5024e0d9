package io.towpath.cli.command;

import io.towpath.cli.output.FindingText;
import io.towpath.cli.output.JUnitXml;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.estate.expect.ExpectationRunner;
import io.towpath.estate.expect.Outcome;
import io.towpath.estate.file.Expectation;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code towpath test}: do the expectations hold? */
@Command(
    name = "test",
    description = "Run the expectations of an estate, or of every estate below a folder.",
    footer = {
      "",
      "Examples: towpath test scenarios",
      "          towpath test scenarios/interop --junit target/interop.xml",
      "",
      "The last line reads: N passed, N failed. Exit code 1 if any failed, 2 if one names what",
      "the estate does not have."
    })
final class TestCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Estates, or folders that hold some.")
  List<Path> paths = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (default: text), json or tsv.")
  OutputFormat format = OutputFormat.table;

  @Option(names = "--junit", paramLabel = "FILE", description = "Also write JUnit XML.")
  @Nullable Path junit;

  @Option(names = "--profile", paramLabel = "PROFILE", description = "Overrides the estates.")
  @Nullable String profile;

  @Option(names = "--strict", description = "What is not modelled is an error: exit code 3.")
  boolean strict;

  @Override
  public Integer call() throws IOException {
    List<Path> files = EstatePaths.files(paths);
    List<JUnitXml.Suite> suites = new ArrayList<>();
    boolean unsupported = false;
    for (Path file : files) {
      Estate estate = EstateLoader.load(file, EstateCommand.profile(profile));
      ExpectationRunner runner = new ExpectationRunner(estate);
      List<Outcome> outcomes = new ArrayList<>();
      for (Expectation expectation : estate.file().expectations()) {
        outcomes.add(runner.run(expectation));
      }
      unsupported |= !estate.base().network().unsupported().isEmpty();
      if (strict) {
        estate
            .base()
            .network()
            .unsupported()
            .forEach(u -> spec.commandLine().getErr().println(FindingText.of(u)));
      }
      suites.add(new JUnitXml.Suite(estate.file().name(), file.toString(), outcomes));
    }
    int passed =
        (int) suites.stream().flatMap(s -> s.outcomes().stream()).filter(Outcome::passed).count();
    int failed = (int) suites.stream().flatMap(s -> s.outcomes().stream()).count() - passed;
    if (junit != null) {
      Files.writeString(junit, JUnitXml.of(suites));
    }
    print(suites, passed, failed);
    if (suites.stream().flatMap(s -> s.outcomes().stream()).anyMatch(o -> !o.asked())) {
      return ExitCode.INVALID;
    }
    if (failed > 0) {
      return ExitCode.EXPECTATION_FAILED;
    }
    return strict && unsupported ? ExitCode.UNSUPPORTED : ExitCode.ANSWERED;
  }

  private void print(List<JUnitXml.Suite> suites, int passed, int failed) {
    var out = spec.commandLine().getOut();
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.put("estates", suites.stream().map(TestCommand::json).toList());
      json.put("passed", passed);
      json.put("failed", failed);
      out.print(JsonText.of(json));
      return;
    }
    for (JUnitXml.Suite suite : suites) {
      if (format == OutputFormat.table) {
        out.println(suite.name());
      }
      for (Outcome outcome : suite.outcomes()) {
        String note =
            outcome.expectation().note().isEmpty()
                ? ""
                : "  (" + outcome.expectation().note() + ")";
        String word = word(outcome);
        if (format == OutputFormat.tsv) {
          out.println(
              word + "\t" + outcome.expectation().title() + "\t" + outcome.expectation().note());
          continue;
        }
        out.println("  " + word + "  " + outcome.expectation().title() + note);
        for (String mismatch : outcome.mismatches()) {
          out.println("          " + outcome.expectation().origin() + ": " + mismatch);
        }
      }
    }
    if (format == OutputFormat.table) {
      out.println(passed + " passed, " + failed + " failed");
    }
  }

  private static String word(Outcome outcome) {
    if (outcome.passed()) {
      return "passed";
    }
    return outcome.asked() ? "FAILED" : "INVALID";
  }

  private static Map<String, @Nullable Object> json(JUnitXml.Suite suite) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", suite.name());
    json.put("file", suite.file());
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    for (Outcome outcome : suite.outcomes()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("expectation", outcome.expectation().title());
      row.put("note", outcome.expectation().note());
      row.put("line", outcome.expectation().origin().line());
      row.put("passed", outcome.passed());
      row.put("asked", outcome.asked());
      row.put("mismatches", outcome.mismatches());
      results.add(row);
    }
    json.put("results", results);
    return json;
  }
}
