package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.estate.load.Estate;
import io.towpath.lab.compare.ComparisonReport;
import io.towpath.lab.compare.ComparisonRun;
import io.towpath.lab.compare.LabComparison;
import io.towpath.lab.compare.ReportJUnit;
import io.towpath.lab.compare.ReportJson;
import io.towpath.lab.compare.ReportText;
import io.towpath.lab.compare.RunText;
import io.towpath.lab.compare.Slice;
import io.towpath.lab.estate.EstateComparisons;
import io.towpath.lab.estate.LabLease;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath lab compare}: is the prediction right? */
@Command(
    name = "compare",
    description = {
      "Compare the prediction with a lab, field by field: sessions, BGP tables as sent and as"
          + " kept,",
      "OSPF, tunnels, routing tables, kernel tables, pings and traceroutes; then each failure of",
      "the estate and its restoration. A folder without an estate.yaml stands for every estate",
      "below it: these have labs of their own, one after the other."
    },
    footer = {
      "",
      "Examples: towpath lab compare scenarios/interop",
      "          towpath lab compare scenarios/interop --fail ce1-msee --junit target/lab.xml",
      "          towpath lab compare scenarios/interop --bird all",
      "          towpath lab compare scenarios --slice 2/3 --at-a-time 2",
      "",
      "Of one estate, uses the lab of that name if it runs, else starts one and takes it down",
      "afterwards. Exit code 1 if anything differs, 2 if an estate could not be compared for a",
      "fault, or none could."
    })
final class LabCompareCommand extends LabLeaseCommand {
  @Parameters(index = "1..*", paramLabel = "ESTATE", description = "More of them.")
  List<Path> more = List.of();

  @Option(names = "--no-failures", description = "Only the network as it is.")
  boolean noFailures;

  @Option(names = "--no-packets", description = "No pings and traceroutes.")
  boolean noPackets;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "Pairs of hosts that send packets at most (default ${DEFAULT-VALUE}).")
  int pairs = 1000;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "Longest wait for convergence, each time (default ${DEFAULT-VALUE}).")
  int patience = 240;

  @Option(names = "--junit", paramLabel = "FILE", description = "Also write JUnit XML.")
  @Nullable Path junit;

  @Option(
      names = "--slice",
      paramLabel = "PART/PARTS",
      description = "Of several estates only this part, such as 2/3: every third from the second.")
  @Nullable String slice;

  @Option(
      names = "--at-a-time",
      paramLabel = "N",
      description = "Labs beside each other, of several estates (default ${DEFAULT-VALUE}).")
  int atATime = 1;

  @Override
  public Integer call() throws IOException {
    LabProgress progress = new LabProgress(console().err());
    if (more.isEmpty() && slice == null && EstatePaths.isEstate(path)) {
      return one(progress);
    }
    Slice part = slice == null ? Slice.ALL : Slice.parse(slice);
    refuseWhatNeedsOneEstate();
    List<Path> paths = new ArrayList<>(List.of(path));
    paths.addAll(more);
    return several(part.from(EstatePaths.files(paths)), progress);
  }

  private int one(LabProgress progress) throws IOException {
    ComparisonReport report;
    try (LabLease lease = lease(progress)) {
      List<String> tried = noFailures ? List.of() : chosenFailures();
      report = LabComparison.run(estate(), path, lease.lab(), options(tried, progress));
    } finally {
      progress.done();
    }
    write(ReportJUnit.of(report));
    if (format == OutputFormat.json) {
      printJson(ReportJson.of(report));
    } else {
      console().out().print(ReportText.of(report));
    }
    return report.agrees() ? ExitCode.ANSWERED : ExitCode.EXPECTATION_FAILED;
  }

  private int several(List<Path> files, LabProgress progress) throws IOException {
    AtomicInteger number = new AtomicInteger();
    ComparisonRun run;
    try {
      run =
          EstateComparisons.run(
              files,
              new EstateComparisons.Options(
                  profile(profile),
                  atATime,
                  estate -> bird.of(estate.base().network(), console()).nodes(),
                  estate -> options(failuresOf(estate), progress),
                  progress::show,
                  entry -> {
                    progress.done();
                    if (format == OutputFormat.table) {
                      int done = number.incrementAndGet();
                      console().out().print(RunText.of(entry, done, files.size()));
                      console().out().flush();
                    }
                  }));
    } finally {
      progress.done();
    }
    write(ReportJUnit.of(run));
    switch (format) {
      case json -> printJson(ReportJson.of(run));
      case table -> console().out().print("\n" + RunText.of(run));
      case tsv -> console().out().print(RunText.tabSeparated(run));
    }
    if (run.count("differs") > 0) {
      return ExitCode.EXPECTATION_FAILED;
    }
    return run.agrees() ? ExitCode.ANSWERED : ExitCode.INVALID;
  }

  private List<String> failuresOf(Estate estate) {
    return noFailures ? List.of() : List.copyOf(estate.file().failures().keySet());
  }

  private void refuseWhatNeedsOneEstate() {
    String option = name != null ? "--name" : keep ? "--keep" : failures.isEmpty() ? "" : "--fail";
    if (!option.isEmpty()) {
      throw new InvalidInputException(
          Finding.error(
              "TP7059",
              TYPED,
              option + " is about one estate, and several were named.",
              "Leave it out, or name one folder with an estate.yaml."));
    }
  }

  private void write(String xml) throws IOException {
    if (junit != null) {
      Files.writeString(junit, xml);
    }
  }

  private void printJson(Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> json = JsonText.object();
    json.putAll(members);
    console().out().print(JsonText.of(json));
  }

  private LabComparison.Options options(List<String> failures, LabProgress progress) {
    return new LabComparison.Options(
        failures, !noPackets, Math.max(1, pairs), Duration.ofSeconds(patience), progress::show);
  }
}
