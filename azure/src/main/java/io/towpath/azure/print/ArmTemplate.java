package io.towpath.azure.print;

import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.JsonWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The resources of one cloud as a deployment template with literal values, for {@code az deployment
 * group create}.
 *
 * <p>Resources of one group stand in the template itself. Several groups are nested deployments
 * into them, one after the other, so that no two wait for each other.
 *
 * @param text JSON with a line end
 * @param notExpressible what a deployment does not make, or makes otherwise
 */
public record ArmTemplate(String text, List<NotExpressible> notExpressible) {
  private static final String SCHEMA =
      "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

  public ArmTemplate {
    notExpressible = List.copyOf(notExpressible);
  }

  /** Prints a template; the same resources give the same bytes. */
  public static ArmTemplate print(AzureResources resources) {
    ArmResources printed = ArmResources.of(resources);
    List<List<ArmResource>> runs = runs(printed.resources());
    List<NotExpressible> notes = new ArrayList<>(printed.notExpressible());
    for (ArmResource resource : printed.resources()) {
      Expressions.in(resource).ifPresent(notes::add);
      if (resource.members().get("properties") instanceof ObjectValue properties
          && properties.get("instanceView") != null) {
        notes.add(
            NotExpressible.approximated(
                resource.origin(),
                "that " + resource.id().label() + " does not run",
                "A template starts every machine"));
      }
    }
    ObjectValue template =
        runs.size() <= 1 ? template(entries(printed.resources())) : template(deployments(runs));
    return new ArmTemplate(JsonWriter.indented(template), notes);
  }

  /** Neighbours of one group. */
  private static List<List<ArmResource>> runs(List<ArmResource> resources) {
    List<List<ArmResource>> runs = new ArrayList<>();
    String group = "";
    for (ArmResource resource : resources) {
      String own = DeploymentOrder.group(resource.id());
      if (!own.equals(group)) {
        runs.add(new ArrayList<>());
        group = own;
      }
      runs.getLast().add(resource);
    }
    return runs;
  }

  private static ObjectValue template(List<ObjectValue> resources) {
    return Json.object()
        .text("$schema", SCHEMA)
        .text("contentVersion", "1.0.0.0")
        .values("resources", resources)
        .value();
  }

  private static List<ObjectValue> deployments(List<List<ArmResource>> runs) {
    List<ObjectValue> deployments = new ArrayList<>();
    String before = "";
    for (List<ArmResource> run : runs) {
      ResourceId first = run.getFirst().id();
      String name = "towpath-" + (deployments.size() + 1);
      Json properties =
          Json.object().text("mode", "Incremental").value("template", template(entries(run)));
      deployments.add(
          Json.object()
              .text("type", "Microsoft.Resources/deployments")
              .text("apiVersion", "2022-09-01")
              .text("name", name)
              .text("subscriptionId", first.subscription())
              .text("resourceGroup", first.resourceGroup())
              .texts("dependsOn", before.isEmpty() ? List.of() : List.of(before))
              .always("properties", properties)
              .value());
      before = name;
    }
    return deployments;
  }

  private static List<ObjectValue> entries(List<ArmResource> run) {
    Set<ResourceId> within = new HashSet<>(); // look-ups only
    run.forEach(resource -> within.add(resource.id()));
    return run.stream().map(resource -> entry(resource, within)).toList();
  }

  /** A template may depend only on what stands in it. */
  private static ObjectValue entry(ArmResource resource, Set<ResourceId> within) {
    ResourceId id = resource.id();
    ObjectValue head =
        Json.object()
            .text("type", id.type())
            .text("apiVersion", ApiVersions.of(resource))
            .text("name", id.path())
            .text("location", resource.location())
            .texts("dependsOn", resource.dependsOn().stream().filter(within::contains).toList())
            .value();
    Map<String, Member> members = new LinkedHashMap<>(head.members());
    members.putAll(resource.members().members());
    return new ObjectValue(members, head.origin());
  }
}
