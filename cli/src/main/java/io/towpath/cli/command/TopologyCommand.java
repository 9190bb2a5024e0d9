package io.towpath.cli.command;

import io.towpath.azure.answers.ResourceTopology;
import io.towpath.cli.output.DiagramText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.estate.answers.Diagram;
import io.towpath.estate.answers.EstateDiagram;
import io.towpath.estate.answers.Table;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.routing.Topology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath topology}: Network Watcher's topology, and the estate as a drawing (R248). */
@Command(
    name = "topology",
    description = {
      "Resources and what belongs to what, or the estate as a drawing.",
      "Prints what Network Watcher prints; --draw writes for Mermaid or Graphviz."
    },
    footer = {
      "",
      "Examples: towpath topology scenarios/interop -o json",
      "          towpath topology scenarios/interop --draw mermaid"
    })
final class TopologyCommand extends EstateCommand {
  enum Language {
    mermaid,
    dot
  }

  @Option(
      names = "--resource-group",
      paramLabel = "GROUP",
      description = "Only resources of this group.")
  @Nullable String resourceGroup;

  @Option(
      names = "--draw",
      paramLabel = "LANGUAGE",
      description = "Draw the estate for mermaid or dot (Graphviz).")
  @Nullable Language draw;

  @Override
  public Integer call() {
    Remarks remarks = Remarks.about(estate().base().network(), List.of(), List.of());
    if (draw != null) {
      if (resourceGroup != null) {
        throw new InvalidInputException(
            Finding.error(
                "TP1228",
                TYPED,
                "A drawing shows the whole estate, not one resource group.",
                "Leave out --resource-group or --draw."));
      }
      Diagram diagram =
          EstateDiagram.of(
              estate().resources(),
              estate().base().names(),
              Topology.of(estate().base().network()));
      console()
          .out()
          .print(
              draw == Language.mermaid ? DiagramText.mermaid(diagram) : DiagramText.dot(diagram));
      return finish(remarks);
    }
    ResourceTopology topology = new ResourceTopology(estate().resources());
    String group = resourceGroup;
    List<ResourceTopology.Entry> entries = topology.of(group);
    if (group != null && entries.isEmpty()) {
      throw new InvalidInputException(
          Finding.error(
              "TP1229",
              TYPED,
              "There is no resource group \"" + group + "\".",
              Nearest.question(group, topology.groups())));
    }
    return format == OutputFormat.json
        ? print(json(entries), table(entries), remarks)
        : print(table(entries), remarks);
  }

  /** An estate is one moment without a clock, so it has neither of Azure's two times. */
  private Map<String, @Nullable Object> json(List<ResourceTopology.Entry> entries) {
    String name = resourceGroup == null ? "" : resourceGroup;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    json.put("createdDateTime", null);
    json.put("lastModified", null);
    json.put("resources", entries.stream().map(TopologyCommand::json).toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(ResourceTopology.Entry entry) {
    List<Map<String, @Nullable Object>> associations = new ArrayList<>();
    for (ResourceTopology.Association association : entry.associations()) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("name", association.name());
      json.put("resourceId", association.resourceId().toString());
      json.put("associationType", association.associationType());
      associations.add(json);
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", entry.name());
    json.put("id", entry.id().toString());
    json.put("location", entry.location().isEmpty() ? null : entry.location());
    json.put("associations", associations);
    return json;
  }

  private static Table table(List<ResourceTopology.Entry> entries) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (ResourceTopology.Entry entry : entries) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      String type = entry.id().type();
      row.put("type", type.substring(type.lastIndexOf('/') + 1));
      row.put("name", entry.name());
      row.put("location", entry.location());
      row.put("contains", names(entry, "Contains"));
      row.put("associated", names(entry, "Associated"));
      rows.add(row);
    }
    return new Table(List.of("type", "name", "location", "contains", "associated"), rows);
  }

  private static List<String> names(ResourceTopology.Entry entry, String type) {
    return entry.associations().stream()
        .filter(association -> association.associationType().equals(type))
        .map(ResourceTopology.Association::name)
        .toList();
  }
}
