package io.towpath.cli.command;

import io.towpath.azure.client.PointToSiteClient;
import io.towpath.azure.compile.AzureNames;
import io.towpath.estate.answers.Table;
import io.towpath.estate.file.FailureText;
import io.towpath.estate.load.Estate;
import io.towpath.network.Host;
import io.towpath.network.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code towpath list}: what an estate holds. */
@Command(
    name = "list",
    description = "List nodes, hosts, circuits or failures of an estate.",
    footer = {"", "Example: towpath list scenarios/interop hosts"})
final class ListCommand extends EstateCommand {
  /** What is listed. */
  enum Kind {
    nodes,
    hosts,
    circuits,
    failures
  }

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "WHAT",
      description = "nodes (default), hosts, circuits or failures.")
  Kind kind = Kind.nodes;

  @Override
  public Integer call() {
    Table table =
        switch (kind) {
          case nodes -> nodes(estate());
          case hosts -> hosts(estate());
          case circuits -> circuits(estate());
          case failures -> failures(estate());
        };
    return print(table, new Remarks(List.of(), List.of()));
  }

  private static Map<String, @Nullable Object> row(@Nullable Object... cells) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(String.valueOf(cells[i]), cells[i + 1]);
    }
    return row;
  }

  private static Table nodes(Estate estate) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Node node : estate.base().network().nodes().values()) {
      rows.add(
          row(
              "name", node.name(),
              "kind", node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              "vrfs", (long) node.vrfs().size(),
              "interfaces", (long) node.interfaces().size(),
              "source", node.origin().toString()));
    }
    return new Table(List.of("name", "kind", "vrfs", "interfaces", "source"), rows);
  }

  private static Table hosts(Estate estate) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Host host : estate.base().network().hosts().values()) {
      rows.add(
          row(
              "name",
              host.name(),
              "address",
              host.address() + "/" + host.prefixLength(),
              "gateway",
              host.gateway() == null ? null : host.gateway().toString(),
              "on",
              host.attachedTo().toString(),
              "os",
              host.template().windows() ? "windows" : "linux"));
    }
    estate.file().clients().forEach(client -> rows.add(client(estate, client)));
    rows.sort(Comparator.comparing(row -> String.valueOf(row.get("name"))));
    return new Table(List.of("name", "address", "gateway", "on", "os"), rows);
  }

  /** A client has no subnet and no gateway there: all that it reaches is behind its connection. */
  private static Map<String, @Nullable Object> client(Estate estate, PointToSiteClient client) {
    Node node = estate.base().network().nodes().get(client.name());
    String address =
        node == null
            ? null
            : node.interfaces().stream()
                .flatMap(each -> each.addresses().stream())
                .findFirst()
                .map(Object::toString)
                .orElse(null);
    return row(
        "name",
        client.name(),
        "address",
        address,
        "gateway",
        null,
        "on",
        client.gateway(),
        "os",
        client.windows() ? "windows" : "linux");
  }

  private static Table circuits(Estate estate) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (AzureNames.CircuitName circuit : estate.base().names().circuits().values()) {
      for (AzureNames.Link link : circuit.links()) {
        rows.add(
            row(
                "name", circuit.name(),
                "link", link.link().name().toLowerCase(Locale.ROOT),
                "node", link.node()));
      }
    }
    return new Table(List.of("name", "link", "node"), rows);
  }

  private static Table failures(Estate estate) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    estate
        .file()
        .failures()
        .forEach(
            (name, spec) ->
                rows.add(
                    row(
                        "name", name,
                        "fails", FailureText.of(spec),
                        "source", spec.origin().toString())));
    return new Table(List.of("name", "fails", "source"), rows);
  }
}
