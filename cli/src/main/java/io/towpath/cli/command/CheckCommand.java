package io.towpath.cli.command;

import io.towpath.cli.output.FindingText;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.Sarif;
import io.towpath.estate.answers.DownFindings;
import io.towpath.estate.gotcha.NetworkGotchas;
import io.towpath.estate.load.Estate;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Unsupported;
import io.towpath.network.Network;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath check}: is the estate sound, and what of it is not modelled? */
@Command(
    name = "check",
    description = "Validate and solve an estate; list findings and what is not modelled.",
    footer = {
      "",
      "Examples: towpath check scenarios/interop -o json",
      "          towpath check scenarios/interop -o sarif > towpath.sarif",
      "",
      "towpath explain CODE says what a finding means."
    })
final class CheckCommand extends EstateInput {
  /** How findings are printed. */
  enum Form {
    /** Lines for people. */
    table,
    /** One JSON object with {@code schema: 1}. */
    json,
    /** Tab-separated lines without a header. */
    tsv,
    /** SARIF 2.1.0, as tools for code review read it. */
    sarif
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table (default), json, tsv or sarif.")
  Form format = Form.table;

  private record Counts(int nodes, int links, int bgpSessions, long routes, long azureRoutes) {}

  @Override
  public Integer call() {
    if (format != Form.sarif) {
      return check();
    }
    try {
      return check();
    } catch (InvalidInputException invalid) {
      printSarif(invalid.findings(), List.of());
      return ExitCode.INVALID;
    }
  }

  private int check() {
    Estate estate = estate();
    List<Finding> mistakes = new FailureNames(estate).mistakes();
    if (!mistakes.isEmpty()) {
      throw new InvalidInputException(mistakes);
    }
    Network network = estate.base().network();
    Solution solution = estate.base().solve(List.of());
    buildTables(solution);
    List<Finding> findings = new ArrayList<>(network.findings());
    findings.addAll(solution.problems());
    findings.addAll(DownFindings.of(solution));
    findings.addAll(NetworkGotchas.of(estate, solution));
    findings.sort(null);
    Counts counts = count(solution);
    switch (format) {
      case json -> printJson(findings, network, counts);
      case tsv -> findings.forEach(this::printLine);
      case table -> printText(findings, network, counts);
      case sarif -> printSarif(findings, network.unsupported());
    }
    boolean error = findings.stream().anyMatch(f -> f.severity() == io.towpath.net.Severity.ERROR);
    if (error) {
      return ExitCode.INVALID;
    }
    return strict && !network.unsupported().isEmpty() ? ExitCode.UNSUPPORTED : ExitCode.ANSWERED;
  }

  /** Forwarding tables are made when they are read; a check makes all of them. */
  private static void buildTables(Solution solution) {
    IntStream.range(0, solution.topology().vrfCount())
        .parallel()
        .forEach(vrf -> solution.routing().fib(vrf).size());
  }

  private static Counts count(Solution solution) {
    Topology topology = solution.topology();
    long routes = 0;
    long azureRoutes = 0;
    for (int vrf = 0; vrf < topology.vrfCount(); vrf++) {
      NodeKind kind = topology.node(topology.nodeOfVrf(vrf)).kind();
      if (kind == NodeKind.ROUTER) {
        routes += solution.routing().routeCount(vrf);
      } else if (kind == NodeKind.FABRIC) {
        azureRoutes += solution.routing().routeCount(vrf);
      }
    }
    int links = 0;
    for (int segment = 0; segment < topology.segmentCount(); segment++) {
      links += topology.members(segment).length > 1 ? 1 : 0;
    }
    return new Counts(
        topology.nodeCount(),
        links,
        solution.live().sessionsUp().cardinality(),
        routes,
        azureRoutes);
  }

  private void printJson(List<Finding> findings, Network network, Counts counts) {
    Map<String, @Nullable Object> json = JsonText.object();
    json.put("findings", findings.stream().map(FindingText::json).toList());
    json.put("unsupported", network.unsupported().stream().map(FindingText::json).toList());
    Map<String, @Nullable Object> size = new LinkedHashMap<>();
    size.put("nodes", counts.nodes());
    size.put("links", counts.links());
    size.put("bgpSessions", counts.bgpSessions());
    size.put("routes", counts.routes());
    size.put("azureRoutes", counts.azureRoutes());
    json.put("network", size);
    console().out().print(JsonText.of(json));
  }

  private void printSarif(List<Finding> findings, List<Unsupported> unsupported) {
    console().out().print(Sarif.of(path, spec.root().version(), findings, unsupported));
  }

  private void printLine(Finding finding) {
    console()
        .out()
        .println(
            finding.severity().word()
                + "\t"
                + finding.code()
                + "\t"
                + finding.origin()
                + "\t"
                + finding.message());
  }

  private void printText(List<Finding> findings, Network network, Counts counts) {
    findings.forEach(finding -> console().out().println(FindingText.of(finding)));
    network.unsupported().forEach(u -> console().out().println(FindingText.of(u)));
    console()
        .out()
        .println(
            counts.nodes()
                + " nodes, "
                + counts.links()
                + " links, "
                + counts.bgpSessions()
                + " BGP sessions established, "
                + counts.routes()
                + " routes, "
                + counts.azureRoutes()
                + " Azure routes; "
                + findings.size()
                + " findings, "
                + network.unsupported().size()
                + " unsupported");
  }
}
