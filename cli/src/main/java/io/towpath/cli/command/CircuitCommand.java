package io.towpath.cli.command;

import io.towpath.azure.compile.AzureNames;
import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.AzureTables;
import io.towpath.estate.answers.Table;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath circuit}: what Microsoft's routers of a circuit know. */
@Command(
    name = "circuit",
    description = "Route table, ARP table and summary of an ExpressRoute circuit, link by link.",
    footer = {
      "",
      "Example: towpath circuit scenarios/interop er1/primary",
      "",
      "-o tsv prints the route tables alone."
    })
final class CircuitCommand extends EstateCommand {
  @Parameters(
      index = "1",
      paramLabel = "CIRCUIT",
      description =
          "CIRCUIT, CIRCUIT/primary, CIRCUIT/secondary, or one of these links with a peering:"
              + " CIRCUIT/primary/MicrosoftPeering. Without it the private peering.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String circuit;

  @Option(names = "--fail", paramLabel = "FAILURE", description = "What fails; may be repeated.")
  List<String> failures = List.of();

  @Override
  public Integer call() {
    Answers answers = answers(failures);
    List<AzureNames.Link> links = answers.names().links(circuit, TYPED);
    List<VrfRef> vrfs = new ArrayList<>();
    List<Map<String, @Nullable Object>> json = new ArrayList<>();
    for (AzureNames.Link link : links) {
      Table routes = AzureTables.circuitRoutes(answers.solution(), List.of(link));
      Table arp = AzureTables.circuitArp(answers.solution(), link);
      Table summary = AzureTables.circuitSummary(answers.solution(), link);
      link.domains().forEach(domain -> vrfs.add(domain.vrf()));
      switch (format) {
        case table -> {
          console().out().println(link.node());
          console().out().print(TableText.aligned(routes) + "\n");
          console().out().print(TableText.aligned(arp) + "\n");
          console().out().print(TableText.aligned(summary) + "\n");
        }
        case tsv -> console().out().print(TableText.tabSeparated(routes));
        case json -> {
          Map<String, @Nullable Object> object = new LinkedHashMap<>();
          object.put("link", link.link().name().toLowerCase(Locale.ROOT));
          object.put("value", routes.rows());
          object.put("arp", arp.rows());
          object.put("summary", summary.rows());
          json.add(object);
        }
      }
    }
    Remarks remarks =
        Remarks.about(
            answers.solution().topology().network(),
            Remarks.elements(vrfs, answers.solution().topology().network()),
            answers.solution().problems());
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> object = JsonText.object();
      object.put("circuit", circuit);
      object.put("links", json);
      addRemarks(object, remarks);
      console().out().print(JsonText.of(object));
    }
    return finish(remarks);
  }
}
