package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.lab.compare.ComparisonReport;
import io.towpath.lab.compare.LabComparison;
import io.towpath.lab.compare.ReportJUnit;
import io.towpath.lab.compare.ReportJson;
import io.towpath.lab.compare.ReportText;
import io.towpath.lab.estate.LabLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath lab compare}: is the prediction right? */
@Command(
    name = "compare",
    description = {
      "Compare the prediction with a lab, field by field: sessions, BGP tables as sent and as"
          + " kept,",
      "OSPF, tunnels, routing tables, kernel tables, pings and traceroutes; then each failure of",
      "the estate and its restoration."
    },
    footer = {
      "",
      "Examples: towpath lab compare scenarios/interop",
      "          towpath lab compare scenarios/interop --fail ce1-msee --junit target/lab.xml",
      "          towpath lab compare scenarios/interop --bird all",
      "",
      "Uses the lab of that name if it runs, else starts one and takes it down afterwards.",
      "Exit code 1 if anything differs."
    })
final class LabCompareCommand extends LabLeaseCommand {
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

  @Override
  public Integer call() throws IOException {
    LabProgress progress = new LabProgress(console().err());
    ComparisonReport report;
    try (LabLease lease = lease(progress)) {
      report = LabComparison.run(estate(), path, lease.lab(), options(progress));
    } finally {
      progress.done();
    }
    Path xml = junit;
    if (xml != null) {
      Files.writeString(xml, ReportJUnit.of(report));
    }
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.putAll(ReportJson.of(report));
      console().out().print(JsonText.of(json));
    } else {
      console().out().print(ReportText.of(report));
    }
    return report.agrees() ? ExitCode.ANSWERED : ExitCode.EXPECTATION_FAILED;
  }

  private LabComparison.Options options(LabProgress progress) {
    return new LabComparison.Options(
        noFailures ? List.of() : chosenFailures(),
        !noPackets,
        Math.max(1, pairs),
        Duration.ofSeconds(patience),
        progress::show);
  }
}
