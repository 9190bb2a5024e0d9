package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Table;
import io.towpath.lab.LabException;
import io.towpath.lab.estate.LabLease;
import io.towpath.lab.measure.LabMeasurement;
import io.towpath.lab.measure.MeasurementJson;
import io.towpath.lab.measure.MeasurementReport;
import io.towpath.lab.measure.MeasurementRows;
import io.towpath.lab.measure.MeasurementText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath lab measure}: how long does a failover take? */
@Command(
    name = "measure",
    description = {
      "Measure failovers in a lab: packets lost between hosts while something fails and while it",
      "comes back, and after how long each link, session and table changed."
    },
    footer = {
      "",
      "Examples: towpath lab measure scenarios/interop --fail ce1-msee --pair loc1-vm:hub-vm",
      "          towpath lab measure docs/lab-notes/failover/bfd-300x3 --fail cut --repeat 3",
      "          towpath lab measure docs/lab-notes/failover/bfd-300x3 --fail cut --bird all",
      "",
      "Uses the lab of that name if it runs, else starts one and takes it down afterwards.",
      "Times are of this machine and today: repeat them."
    })
final class LabMeasureCommand extends LabLeaseCommand {
  private static final Pattern INTERVAL = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s)");
  private static final Duration SHORTEST = Duration.ofMillis(2);

  @Option(
      names = "--pair",
      paramLabel = "FROM:TO",
      description =
          "Two hosts that send to each other; may be repeated (default: up to 12 that reach each"
              + " other).")
  List<String> pairs = List.of();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "Time between two probes (default ${DEFAULT-VALUE}).")
  String interval = "20ms";

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "Longest time to watch after each command (default ${DEFAULT-VALUE}).")
  int patience = 240;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Measure each failure so often (default ${DEFAULT-VALUE}).")
  int repeat = 1;

  @Override
  public Integer call() {
    LabProgress progress = new LabProgress(console().err());
    LabMeasurement.Options options =
        new LabMeasurement.Options(
            chosenFailures(),
            pairs.stream().map(LabMeasureCommand::pair).toList(),
            interval(interval),
            Duration.ofSeconds(patience),
            Math.max(1, repeat),
            InstantSource.system(),
            progress::show);
    MeasurementReport report;
    try (LabLease lease = lease(progress)) {
      report = LabMeasurement.run(estate(), lease.lab(), options);
    } finally {
      progress.done();
    }
    switch (format) {
      case table -> console().out().print(MeasurementText.of(report));
      case tsv ->
          console()
              .out()
              .print(
                  TableText.tabSeparated(
                      new Table(MeasurementRows.COLUMNS, MeasurementRows.of(report))));
      case json -> {
        Map<String, @Nullable Object> json = JsonText.object();
        json.putAll(MeasurementJson.of(report));
        console().out().print(JsonText.of(json));
      }
    }
    return ExitCode.ANSWERED;
  }

  private static LabMeasurement.Pair pair(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon == text.length() - 1) {
      throw new LabException(
          "TP7054",
          "\"" + text + "\" is no pair of hosts",
          "Write --pair FROM:TO with names of hosts or virtual machines.");
    }
    return new LabMeasurement.Pair(text.substring(0, colon), text.substring(colon + 1));
  }

  private static Duration interval(String text) {
    Matcher matcher = INTERVAL.matcher(text);
    if (matcher.matches()) {
      int places = matcher.group(2).equals("s") ? 6 : 3;
      Duration time =
          Duration.ofNanos(new BigDecimal(matcher.group(1)).movePointRight(places + 3).longValue());
      if (time.compareTo(SHORTEST) >= 0) {
        return time;
      }
    }
    throw new LabException(
        "TP7055",
        "\"" + text + "\" is no interval between probes",
        "Write a time with its unit, at least 2ms, such as --interval 20ms.");
  }
}
