package io.towpath.cli.command;

import io.towpath.analysis.whatif.PairChange;
import io.towpath.analysis.whatif.RouteChange;
import io.towpath.analysis.whatif.WhatIf;
import io.towpath.analysis.whatif.WhatIfReport;
import io.towpath.cli.output.JsonText;
import io.towpath.estate.answers.Answers;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath whatif}: what moves and what is lost. */
@Command(
    name = "whatif",
    description = "Compare the network with the same network under failures.",
    footer = {
      "",
      "Examples: towpath whatif scenarios/interop --fail ce1-msee",
      "          towpath whatif scenarios/interop --fail node:ce1-primary --fail circuit:er2"
    })
final class WhatIfCommand extends EstateCommand {
  private static final int MOST_LINES = 200;

  @Option(
      names = "--fail",
      required = true,
      paramLabel = "FAILURE",
      description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "Pairs of hosts traced at most (default ${DEFAULT-VALUE}).")
  int mostPairs = 10_000;

  @Override
  public Integer call() {
    Answers before = answers(List.of());
    Answers after = answers(failures);
    WhatIfReport report =
        new WhatIf(before.solution(), after.solution(), before.pins()).compare(mostPairs);
    Remarks remarks = new Remarks(after.solution().problems(), List.of());
    switch (format) {
      case json -> console().out().print(JsonText.of(json(report, remarks)));
      case tsv -> printLines(report);
      case table -> printText(report);
    }
    return finish(remarks);
  }

  private Map<String, @Nullable Object> json(WhatIfReport report, Remarks remarks) {
    Map<String, @Nullable Object> json = JsonText.object();
    json.put("failures", failures);
    List<Map<String, @Nullable Object>> routes = new ArrayList<>();
    for (RouteChange change : report.routes()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("table", change.vrf().toString());
      row.put("prefix", change.prefix().toString());
      row.put("change", change.kind());
      row.put("before", change.before());
      row.put("after", change.after());
      row.put("why", change.why());
      routes.add(row);
    }
    json.put("routes", routes);
    List<Map<String, @Nullable Object>> pairs = new ArrayList<>();
    for (PairChange change : report.pairs()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("from", change.from());
      row.put("to", change.to());
      row.put("change", change.kind().name().toLowerCase(Locale.ROOT));
      row.put("before", change.before().forward().route());
      row.put("after", change.after().forward().route());
      row.put("linksBefore", change.linksBefore());
      row.put("linksAfter", change.linksAfter());
      row.put("arrivesFromBefore", source(change.before()));
      row.put("arrivesFromAfter", source(change.after()));
      row.put("answerBefore", answer(change.before()));
      row.put("answerAfter", answer(change.after()));
      row.put("verdict", change.after().verdict().word());
      row.put("symmetric", isSymmetric(change));
      pairs.add(row);
    }
    json.put("pairs", pairs);
    json.put("pairsCompared", report.pairsCompared());
    json.put("asymmetric", report.asymmetric());
    json.put("sessionsLost", report.sessionsLost());
    json.put("sessionsGained", report.sessionsGained());
    json.put("tunnelsLost", report.tunnelsLost());
    json.put("tunnelsGained", report.tunnelsGained());
    addRemarks(json, remarks);
    return json;
  }

  private static String source(Trace trace) {
    return trace.forward().last().source().toString();
  }

  private static @Nullable List<String> answer(Trace trace) {
    return trace.back() == null ? null : trace.back().route();
  }

  private void printLines(WhatIfReport report) {
    PrintWriter out = console().out();
    report
        .routes()
        .forEach(
            c ->
                out.println(
                    "route\t"
                        + c.kind()
                        + "\t"
                        + c.vrf()
                        + "\t"
                        + c.prefix()
                        + "\t"
                        + String.join(", ", c.before())
                        + "\t"
                        + String.join(", ", c.after())));
    report
        .pairs()
        .forEach(
            c ->
                out.println(
                    "pair\t"
                        + c.kind().name().toLowerCase(Locale.ROOT)
                        + "\t"
                        + c.from()
                        + "\t"
                        + c.to()));
  }

  private void printText(WhatIfReport report) {
    PrintWriter out = console().out();
    out.println("With " + String.join(", ", failures) + " failed:");
    section(out, "Sessions lost", report.sessionsLost());
    section(out, "Sessions gained", report.sessionsGained());
    section(out, "Tunnels lost", report.tunnelsLost());
    section(out, "Tunnels gained", report.tunnelsGained());
    List<String> routes = new ArrayList<>();
    for (RouteChange change : report.routes()) {
      String before = change.before().isEmpty() ? "nothing" : String.join(", ", change.before());
      String after = change.after().isEmpty() ? "nothing" : String.join(", ", change.after());
      routes.add(
          String.format(
              Locale.ROOT,
              "%-7s %-28s %-18s %s -> %s",
              change.kind(),
              change.vrf(),
              change.prefix(),
              before,
              after));
    }
    section(out, "Routes", routes);
    List<String> pairs = new ArrayList<>();
    for (PairChange change : report.pairs()) {
      pairs.add(pair(change));
    }
    section(out, "Pairs of hosts (" + report.pairsCompared() + " compared)", pairs);
    section(out, "Forward and return part", report.asymmetric());
    if (report.isEmpty()) {
      out.println("Nothing changes.");
    }
  }

  private String pair(PairChange change) {
    String names = change.from() + " -> " + change.to();
    Trace after = change.after();
    return switch (change.kind()) {
      case LOST ->
          String.format(Locale.ROOT, "%-7s %s: %s", "lost", names, TraceCommand.summary(after));
      case GAINED -> String.format(Locale.ROOT, "%-7s %s", "gained", names);
      case CHANGED ->
          String.format(
              Locale.ROOT,
              "%-7s %s: %s%s",
              "moved",
              names,
              moved(change),
              isSymmetric(change) ? "" : "; the answer takes another way");
    };
  }

  private boolean isSymmetric(PairChange change) {
    return PairChange.isSymmetric(change.after(), estate().base().network());
  }

  /** What differs: the way there, that of the answer, the source that arrives, or interfaces. */
  private static String moved(PairChange change) {
    Walk before = change.before().forward();
    Walk after = change.after().forward();
    if (!before.route().equals(after.route())) {
      return via(after) + ", was " + via(before);
    }
    if (!before.last().source().equals(after.last().source())) {
      return "arrives from " + after.last().source() + ", was " + before.last().source();
    }
    if (!change.linksBefore().equals(change.linksAfter())) {
      return "over "
          + String.join(", ", without(change.linksAfter(), change.linksBefore()))
          + ", was "
          + String.join(", ", without(change.linksBefore(), change.linksAfter()));
    }
    return "answer now " + via(change.after().back()) + ", was " + via(change.before().back());
  }

  private static List<String> without(List<String> all, List<String> common) {
    return all.stream().filter(one -> !common.contains(one)).toList();
  }

  private static String via(@Nullable Walk walk) {
    if (walk == null) {
      return "nothing";
    }
    List<String> route = walk.route();
    List<String> inner = route.subList(1, Math.max(1, route.size() - 1));
    return inner.isEmpty() ? "direct" : "by " + String.join(", ", inner);
  }

  private static void section(PrintWriter out, String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.println("\n" + title + ":");
    lines.stream().limit(MOST_LINES).forEach(line -> out.println("  " + line));
    if (lines.size() > MOST_LINES) {
      out.println("  … and " + (lines.size() - MOST_LINES) + " more; -o json lists all");
    }
  }
}
