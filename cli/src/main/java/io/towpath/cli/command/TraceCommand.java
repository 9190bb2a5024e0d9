package io.towpath.cli.command;

import io.towpath.azure.answers.PathSegment;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TraceJson;
import io.towpath.cli.output.TraceLines;
import io.towpath.estate.answers.Answers;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.TracerouteText;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.routing.Topology;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath trace}: which way it goes, and why. */
@Command(
    name = "trace",
    description = "Trace a packet as tracert (Windows) or traceroute (Linux) would show it.",
    footer = {
      "",
      "Examples: towpath trace scenarios/interop hub-vm loc1-vm --explain",
      "          towpath trace scenarios/interop loc1-vm hub-vm --fail ce1-msee"
    })
final class TraceCommand extends EstateCommand {
  @Parameters(index = "1", paramLabel = "FROM", description = "Host, virtual machine or device.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String from;

  @Parameters(index = "2", paramLabel = "TO", description = "Name or address.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String to;

  /** The kind of probe; an echo request without it. */
  static final class Port {
    @Option(names = "--tcp", paramLabel = "PORT", description = "Send TCP to this port.")
    int tcp;

    @Option(names = "--udp", paramLabel = "PORT", description = "Send UDP to this port.")
    int udp;
  }

  @ArgGroup @Nullable Port port;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Option(names = "--all-paths", description = "Show every path that the flow may take.")
  boolean allPaths;

  @Option(names = "--both-ways", description = "Trace back as well.")
  boolean bothWays;

  @Option(names = "--explain", description = "Say for every step what decided.")
  boolean explain;

  @Option(names = "--source", paramLabel = "ADDRESS", description = "Source address.")
  @Nullable String source;

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    Answers.Probe probe = probe(answers, from, to, port, source);
    boolean json = format == OutputFormat.json;
    Trace trace = answers.tracer().trace(probe.from(), probe.header(), explain || json);
    List<Trace> paths =
        allPaths || json ? answers.tracer().paths(probe.from(), probe.header(), false) : List.of();
    Trace back = bothWays ? reverse(answers, trace) : null;
    Topology topology = answers.solution().topology();
    Set<String> elements = new TreeSet<>(Remarks.elements(trace, topology));
    List<Finding> findings = new ArrayList<>(trace.findings());
    if (back != null) {
      elements.addAll(Remarks.elements(back, topology));
      findings.addAll(back.findings());
    }
    findings.addAll(answers.solution().problems());
    Remarks remarks =
        Remarks.about(topology.network(), elements, findings)
            .and(Answers.unsupported(probe, TYPED));
    if (json) {
      Map<String, @Nullable Object> object = JsonText.object();
      TraceJson.put(object, trace, topology, to, paths, probe.expectedName());
      if (back != null) {
        Map<String, @Nullable Object> reversed = JsonText.object();
        reversed.remove("schema");
        TraceJson.put(reversed, back, topology, from, List.of(), null);
        object.put("return", reversed);
      }
      addRemarks(object, remarks);
      console().out().print(JsonText.of(object));
    } else if (format == OutputFormat.tsv) {
      printLines(trace, paths, back);
    } else {
      print(answers, probe, trace, paths, back);
    }
    return finish(remarks);
  }

  static Answers.Probe probe(
      Answers answers, String from, String to, @Nullable Port port, @Nullable String source) {
    int protocol =
        port == null ? PacketHeader.ICMP : port.tcp > 0 ? PacketHeader.TCP : PacketHeader.UDP;
    int number = port == null ? 0 : Math.max(port.tcp, port.udp);
    if (port != null && (number < 1 || number > 65535)) {
      throw new io.towpath.net.InvalidInputException(
          Finding.error(
              "TP1221", Origin.NONE, "The port " + number + " is outside 1…65535.", "Correct it."));
    }
    return answers.probe(
        from, to, protocol, number, source == null ? null : address(source), TYPED);
  }

  /** The trace in the other direction, if the far end is a place of the model. */
  private static @Nullable Trace reverse(Answers answers, Trace trace) {
    String far = trace.answeredBy();
    if (far == null) {
      return null;
    }
    Place place = answers.names().place(far, answers.solution(), TYPED);
    PacketHeader there = trace.forward().first();
    PacketHeader header =
        there.protocol() == PacketHeader.ICMP
            ? PacketHeader.echo(there.destination(), there.source())
            : there.reversed();
    return answers.tracer().trace(place, header, true);
  }

  /** Hops of every path and of the way back, one after the other; each begins with TTL 1. */
  private void printLines(Trace trace, List<Trace> paths, @Nullable Trace back) {
    PrintWriter out = console().out();
    if (paths.isEmpty()) {
      out.print(TraceLines.hops(trace));
    }
    paths.forEach(path -> out.print(TraceLines.hops(path)));
    if (back != null) {
      out.print(TraceLines.hops(back));
    }
    if (!trace.answered()) {
      console().err().println(summary(trace));
    }
  }

  private void print(
      Answers answers, Answers.Probe probe, Trace trace, List<Trace> paths, @Nullable Trace back) {
    PrintWriter out = console().out();
    if (trace.verdict() == Verdict.UNSUPPORTED) {
      out.println(summary(trace));
      return;
    }
    boolean windows = answers.isWindows(probe.from());
    if (paths.size() > 1 && allPaths) {
      for (int i = 0; i < paths.size(); i++) {
        out.println("Path " + (i + 1) + " of " + paths.size() + ":");
        out.print(text(paths.get(i), windows));
        out.println();
      }
    } else {
      out.print(text(trace, windows));
    }
    if (back != null) {
      out.println("\nBack from " + back.from() + ":");
      out.print(
          text(
              back,
              answers.isWindows(answers.names().place(back.from(), answers.solution(), TYPED))));
    }
    if (!trace.answered() || explain) {
      out.println();
      out.println(summary(trace));
    }
    printAnswerer(out, trace, probe);
    if (explain) {
      Topology topology = answers.solution().topology();
      explain(out, "There", trace.forward().steps());
      segments(out, "There", trace.forward(), topology);
      if (trace.back() != null) {
        explain(out, "Back", trace.back().steps());
        segments(out, "Back", trace.back(), topology);
      }
    }
  }

  private static String text(Trace trace, boolean windows) {
    return windows ? TracerouteText.windows(trace) : TracerouteText.linux(trace);
  }

  /** Where ranges are equal, another machine than the one that was named may answer. */
  static void printAnswerer(PrintWriter out, Trace trace, Answers.Probe probe) {
    String expected = probe.expectedName();
    if (expected != null && trace.answeredBy() != null && !trace.answeredBy().equals(expected)) {
      out.println("The answer comes from " + trace.answeredBy() + ", not from " + expected + ".");
    }
  }

  static String summary(Trace trace) {
    String there = "There: " + trace.verdict().text() + " at " + trace.forward().end();
    if (trace.answered()) {
      return there + "; the answer comes home.";
    }
    Walk back = trace.back();
    if (back == null) {
      return there + ".";
    }
    boolean fromAnother = !back.last().source().equals(trace.forward().first().destination());
    return there
        + "; back: "
        + back.verdict().text()
        + " at "
        + back.end()
        + (back.verdict() == Verdict.DELIVERED && fromAnother
            ? ", but from " + back.last().source() + ", which was not asked."
            : ".");
  }

  /** What each segment runs over, and whether it is encrypted there. */
  private static void segments(PrintWriter out, String title, Walk walk, Topology topology) {
    out.println();
    out.println(title + ", segment by segment:");
    PathSegment.of(walk, topology).forEach(segment -> out.println("  " + segment.text()));
  }

  private static void explain(PrintWriter out, String title, List<WalkStep> steps) {
    out.println();
    out.println(title + ":");
    String at = "";
    for (WalkStep step : steps) {
      if (step instanceof WalkStep.Arrived || !step.node().equals(at)) {
        at = step.node();
        out.println("  " + at);
      }
      String where = step.origin().equals(Origin.NONE) ? "" : "  [" + step.origin() + "]";
      out.println("    " + step.text() + where);
    }
  }
}
