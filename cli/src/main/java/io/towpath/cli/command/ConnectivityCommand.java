package io.towpath.cli.command;

import io.towpath.azure.answers.Connectivity;
import io.towpath.azure.answers.ConnectivityCheck;
import io.towpath.cli.output.ConnectivityForms;
import io.towpath.cli.output.OutputFormat;
import io.towpath.estate.answers.Answers;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath connectivity}: Network Watcher's connection troubleshoot (R246, R249). */
@Command(
    name = "connectivity",
    description = "Connection troubleshoot: status, hops, and what stops the packets.",
    footer = {
      "",
      "Examples: towpath connectivity scenarios/interop hub-vm loc1-vm",
      "          towpath connectivity scenarios/interop hub-vm loc1-vm --port 443 --graph"
    })
final class ConnectivityCommand extends EstateCommand {
  enum Protocol {
    tcp,
    icmp
  }

  @Parameters(index = "1", paramLabel = "FROM", description = "Virtual machine or NIC.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String from;

  @Parameters(index = "2", paramLabel = "TO", description = "Name or address.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String to;

  @Option(names = "--port", paramLabel = "PORT", description = "TCP port of the destination.")
  @Nullable Integer port;

  @Option(
      names = "--protocol",
      description = "tcp (default with --port) or icmp (default without).")
  @Nullable Protocol protocol;

  @Option(names = "--graph", description = "A graph of the hops instead of the grid.")
  boolean graph;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    String machine = answers.interfaces().all(from, TYPED).getFirst().machine();
    Answers.Probe probe =
        TraceCommand.probe(answers, machine == null ? from : machine, to, kind(), null);
    Trace trace = answers.tracer().trace(probe.from(), probe.header(), true);
    Topology topology = answers.solution().topology();
    Connectivity answer =
        new ConnectivityCheck(topology, answers.azureNames(), estate().resources()).of(trace);
    List<Finding> findings = new ArrayList<>(trace.findings());
    findings.addAll(answers.solution().problems());
    Remarks remarks =
        Remarks.about(topology.network(), Remarks.elements(trace, topology), findings)
            .and(Answers.unsupported(probe, TYPED));
    if (format == OutputFormat.table) {
      console().out().print(ConnectivityForms.summary(answer));
      if (graph) {
        console().out().print(ConnectivityForms.graph(answer));
        return finish(remarks);
      }
    }
    return print(
        ConnectivityForms.json(answer), ConnectivityForms.grid(answer, trace.hops()), remarks);
  }

  /** A packet to a port, or null for an echo request. */
  private TraceCommand.@Nullable Port kind() {
    Integer number = port;
    if (protocol == Protocol.icmp || protocol == null && number == null) {
      return null;
    }
    if (number == null) {
      throw new InvalidInputException(
          Finding.error("TP1224", TYPED, "TCP needs a port.", "Name one by --port."));
    }
    TraceCommand.Port kind = new TraceCommand.Port();
    kind.tcp = number;
    return kind;
  }
}
