package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.estate.GeneratedEstate;
import io.towpath.testkit.networks.estate.Line;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A random Azure estate as files: one to three hubs and one to four spokes, Route Servers,
 * appliances that peer with them, gateways with circuits and tunnels to customers' routers, route
 * tables, security groups and named failures. For comparing the engine with real daemons.
 */
public final class RandomAzureEstate implements GeneratedEstate {
  private final AzureSketch sketch;
  private final Set<String> removed;

  private RandomAzureEstate(AzureSketch sketch, Set<String> removed) {
    this.sketch = sketch;
    this.removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
  }

  /** Makes one. */
  public static RandomAzureEstate of(long seed) {
    AzureSketch sketch = new AzureSketch(seed);
    new VnetDrawing(sketch).draw();
    new SiteDrawing(sketch).draw();
    new ApplianceDrawing(sketch).draw();
    new FilterDrawing(sketch).draw();
    new FailureDrawing(sketch).draw();
    return new RandomAzureEstate(sketch, Set.of());
  }

  @Override
  public long seed() {
    return sketch.seed;
  }

  /** Virtual networks. */
  @Override
  public int size() {
    return sketch.vnets.size();
  }

  /** Those of appliances, customers' routers and branches; gateways' own are not counted. */
  @Override
  public int sessions() {
    return sketch.sessions();
  }

  @Override
  public SortedMap<String, Integer> features() {
    return Collections.unmodifiableSortedMap(sketch.features());
  }

  @Override
  public RandomAzureEstate without(Collection<String> elements) {
    Set<String> more = new LinkedHashSet<>(removed);
    more.addAll(elements);
    return new RandomAzureEstate(sketch, more);
  }

  @Override
  public Set<String> removed() {
    return removed;
  }

  @Override
  public List<String> elements() {
    return GeneratedEstate.elements(
        lines().filter(line -> line.isWrittenWithout(removed)),
        List.of(
            "vnet ", "site ", "gateway ", "appliance ", "route-server ", "peering ", "machine "));
  }

  private Stream<Line> lines() {
    return Stream.of(
            sketch.resources.values().stream().flatMap(List::stream),
            sketch.devices.values().stream().flatMap(config -> config.lines().stream()),
            sketch.deviceEntries.stream(),
            sketch.hosts.stream(),
            sketch.cables.stream(),
            sketch.failures.stream())
        .flatMap(lines -> lines);
  }

  @Override
  public SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    files.put("estate.yaml", estate());
    for (Map.Entry<String, List<Line>> file : sketch.resources.entrySet()) {
      String resources =
          written(file.getValue()).stream()
              .map(line -> "  " + line.text())
              .collect(Collectors.joining(",\n"));
      files.put("azure/" + file.getKey() + ".json", "[\n" + resources + "\n]\n");
    }
    for (Map.Entry<String, ConfigFile> file : sketch.devices.entrySet()) {
      if (file.getValue().needs().stream().noneMatch(removed::contains)) {
        files.put(file.getKey(), file.getValue().text(removed));
      }
    }
    return files;
  }

  private List<Line> written(List<Line> lines) {
    return lines.stream().filter(line -> line.isWrittenWithout(removed)).toList();
  }

  private String estate() {
    StringBuilder text = new StringBuilder("towpath: 1\n");
    text.append("name: Random Azure estate, seed %d\n".formatted(seed()));
    text.append("azure:\n  - resources: azure/*.json\n");
    text.append("    subscription: ").append(Arm.SUBSCRIPTION).append('\n');
    text.append("    resourceGroup: ").append(Arm.GROUP).append('\n');
    section(text, "devices:\n", "  - ", sketch.deviceEntries);
    section(text, "hosts:\n", "  - ", sketch.hosts);
    section(text, "cables:\n", "  - ", sketch.cables);
    section(text, "failures:\n", "  ", sketch.failures);
    return text.toString();
  }

  private void section(StringBuilder text, String header, String indent, List<Line> lines) {
    List<Line> written = written(lines);
    if (!written.isEmpty()) {
      text.append(header);
      written.forEach(line -> text.append(indent).append(line.text()).append('\n'));
    }
  }

  @Override
  public String toString() {
    return "random Azure estate, seed %d".formatted(seed());
  }
}
