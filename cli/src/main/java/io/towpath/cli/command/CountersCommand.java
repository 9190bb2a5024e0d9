package io.towpath.cli.command;

import io.towpath.analysis.ledger.TrafficLedger;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.estate.answers.TrafficCounters;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Unsupported;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath counters}: byte counters of connections and circuits after pings (R102, R158). */
@Command(
    name = "counters",
    description = {
      "Bytes that connections and circuits have carried after the pings that you name.",
      "Without pings every counter is zero, as of a connection that was just made."
    },
    footer = {
      "",
      "Example: towpath counters scenarios/interop --ping hub-vm:loc1-vm --ping hub-vm:branch-vm"
    })
final class CountersCommand extends EstateCommand {
  /** Windows sends four; 32 bytes behind 8 of ICMP and 20 of IPv4. */
  private static final int WINDOWS_PINGS = 4;

  private static final int HEADERS = 28;
  private static final int MOST_DATA = 65500;

  /** Of the tab-separated form; {@code part} is the link of a circuit or a connection's gateway. */
  private static final List<String> COLUMNS =
      List.of("kind", "name", "part", "bytesIn", "bytesOut");

  @Option(
      names = "--ping",
      paramLabel = "FROM:TO",
      description = "Ping between two names or to an address; may be repeated.")
  List<String> pings = List.of();

  @Option(names = "--count", paramLabel = "N", description = "Echo requests of a ping (default 4).")
  int count = WINDOWS_PINGS;

  @Option(names = "--size", paramLabel = "BYTES", description = "Data of a request (default 32).")
  int size = 32;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    if (count < 1 || size < 0 || size > MOST_DATA) {
      throw new InvalidInputException(
          Finding.error(
              "TP1226",
              TYPED,
              "A ping of " + count + " requests with " + size + " bytes cannot be sent.",
              "Use --count 1 or more and --size 0 to " + MOST_DATA + "."));
    }
    Answers answers = answers(failures);
    Topology topology = answers.solution().topology();
    TrafficLedger ledger = new TrafficLedger(topology);
    Set<String> elements = new TreeSet<>();
    List<Finding> findings = new ArrayList<>(answers.solution().problems());
    List<Unsupported> unsupported = new ArrayList<>();
    List<Map<String, @Nullable Object>> sent = new ArrayList<>();
    for (String ping : pings) {
      String[] ends = ends(ping);
      Answers.Probe probe = TraceCommand.probe(answers, ends[0], ends[1], null, null);
      Trace trace = answers.tracer().trace(probe.from(), probe.header(), true);
      ledger.add(trace, count, size + HEADERS);
      elements.addAll(Remarks.elements(trace, topology));
      findings.addAll(trace.findings());
      unsupported.addAll(Answers.unsupported(probe, TYPED));
      sent.add(row(ends, trace));
    }
    Remarks remarks = Remarks.about(topology.network(), elements, findings).and(unsupported);
    TrafficCounters counters =
        new TrafficCounters(answers.solution(), answers.azureNames(), ledger);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("pings", sent);
    json.put("connections", counters.connections().rows());
    json.put("circuits", counters.circuits().rows());
    if (format == OutputFormat.tsv) {
      return print(json, inOneTable(counters), remarks);
    }
    if (format == OutputFormat.table && !counters.circuits().rows().isEmpty()) {
      console().out().print(TableText.aligned(counters.circuits()) + "\n");
    }
    return print(json, counters.connections(), remarks);
  }

  /** A line for each connection and for each link of a circuit, all with the same columns. */
  private static Table inOneTable(TrafficCounters counters) {
    List<Map<String, @Nullable Object>> lines = new ArrayList<>();
    for (Map<String, @Nullable Object> row : counters.circuits().rows()) {
      for (CircuitLink link : CircuitLink.values()) {
        String name = link.name().toLowerCase(Locale.ROOT);
        lines.add(
            line(
                "circuit",
                row.get("circuit"),
                name,
                row.get(name + "BytesIn"),
                row.get(name + "BytesOut")));
      }
    }
    for (Map<String, @Nullable Object> row : counters.connections().rows()) {
      lines.add(
          line(
              "connection",
              row.get("connection"),
              row.get("gateway"),
              row.get("ingressBytesTransferred"),
              row.get("egressBytesTransferred")));
    }
    return new Table(COLUMNS, lines);
  }

  /** Cells in the order of the columns. */
  private static Map<String, @Nullable Object> line(@Nullable Object... cells) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      line.put(COLUMNS.get(i), cells[i]);
    }
    return line;
  }

  private static String[] ends(String ping) {
    int colon = ping.indexOf(':');
    if (colon <= 0 || colon == ping.length() - 1) {
      throw new InvalidInputException(
          Finding.error(
              "TP1227", TYPED, "\"" + ping + "\" names no two ends.", "Write --ping FROM:TO."));
    }
    return new String[] {ping.substring(0, colon), ping.substring(colon + 1)};
  }

  private Map<String, @Nullable Object> row(String[] ends, Trace trace) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("from", ends[0]);
    row.put("to", ends[1]);
    row.put("sent", count);
    row.put("received", trace.answered() ? count : 0);
    row.put("bytes", size + HEADERS);
    return row;
  }
}
