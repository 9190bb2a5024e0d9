package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TraceJson;
import io.towpath.cli.output.TraceLines;
import io.towpath.estate.answers.Answers;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.PingText;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.Finding;
import io.towpath.routing.Topology;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath ping}: does it answer? */
@Command(
    name = "ping",
    description = "Ping as Windows or Linux would show it.",
    footer = {"", "Example: towpath ping scenarios/interop branch-vm remote-vm"})
final class PingCommand extends EstateCommand {
  @Parameters(index = "1", paramLabel = "FROM", description = "Host, virtual machine or device.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String from;

  @Parameters(index = "2", paramLabel = "TO", description = "Name or address.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String to;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Option(names = "--source", paramLabel = "ADDRESS", description = "Source address.")
  @Nullable String source;

  @Option(names = "--exit-code", description = "End with 1 if no answer comes.")
  boolean exitCode;

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    Answers.Probe probe = TraceCommand.probe(answers, from, to, null, source);
    Trace trace = answers.tracer().trace(probe.from(), probe.header(), format == OutputFormat.json);
    Topology topology = answers.solution().topology();
    List<Finding> findings = new ArrayList<>(trace.findings());
    findings.addAll(answers.solution().problems());
    Remarks remarks =
        Remarks.about(topology.network(), Remarks.elements(trace, topology), findings)
            .and(Answers.unsupported(probe, TYPED));
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      TraceJson.put(json, trace, topology, to, List.of(), probe.expectedName());
      json.put("sent", 4);
      json.put("received", trace.answered() ? 4 : 0);
      addRemarks(json, remarks);
      console().out().print(JsonText.of(json));
    } else if (format == OutputFormat.tsv) {
      console().out().print(TraceLines.ping(trace, to));
    } else if (trace.verdict() == Verdict.UNSUPPORTED) {
      console().out().println(TraceCommand.summary(trace));
    } else {
      print(answers, probe, trace);
    }
    int code = finish(remarks);
    return code == ExitCode.ANSWERED && exitCode && !trace.answered()
        ? ExitCode.EXPECTATION_FAILED
        : code;
  }

  private void print(Answers answers, Answers.Probe probe, Trace trace) {
    PrintWriter out = console().out();
    boolean farIsWindows = farIsWindows(answers, trace);
    out.print(
        answers.isWindows(probe.from())
            ? PingText.windows(trace, farIsWindows)
            : PingText.linux(trace, probe.header().source(), farIsWindows));
    if (!trace.answered()) {
      out.println();
      out.println(TraceCommand.summary(trace));
    }
    TraceCommand.printAnswerer(out, trace, probe);
  }

  private static boolean farIsWindows(Answers answers, Trace trace) {
    String far = trace.answeredBy();
    if (far == null) {
      return false;
    }
    Place place = answers.names().place(far, answers.solution(), TYPED);
    return answers.isWindows(place);
  }
}
