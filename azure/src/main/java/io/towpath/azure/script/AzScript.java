package io.towpath.azure.script;

import io.towpath.azure.print.ArmResource;
import io.towpath.azure.print.ArmResources;
import io.towpath.azure.print.NotExpressible;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The resources of one cloud as a shell script of {@code az} commands that make them, one step for
 * each, after what it needs.
 *
 * <p>What no option says is set by {@code az resource update}, and what no command makes is made by
 * {@code az resource create}. What Azure assigns itself cannot be asked for; it stands in comments
 * {@code # assigned: MEMBER=VALUE}, which {@link AzScriptReader} reads.
 *
 * @param text a script for a POSIX shell
 * @param notExpressible what it does not make, or makes otherwise
 */
public record AzScript(String text, List<NotExpressible> notExpressible) {
  private static final String PLACES = "properties.ipConfigurations";
  private static final String SERVER_PLACE = RouteServer.TYPE + "/ipConfigurations";

  public AzScript {
    notExpressible = List.copyOf(notExpressible);
  }

  /** Prints a script; the same resources give the same bytes. */
  public static AzScript print(AzureResources resources) {
    ArmResources translated = ArmResources.of(resources);
    List<ArmResource> steps = ConfigurationNames.of(withPlaces(translated.resources()));
    StringBuilder text = new StringBuilder();
    text.append("#!/bin/sh\n# Makes the Azure resources of an estate.\nset -e\n");
    if (!steps.isEmpty()) {
      new Writing(text, steps).write();
    }
    List<NotExpressible> notes = new ArrayList<>(translated.notExpressible());
    steps.stream().flatMap(step -> PowerNotes.of(step).stream()).forEach(notes::add);
    return new AzScript(text.toString(), notes);
  }

  /** The command that makes a Route Server says where it stands, so its place goes into it. */
  private static List<ArmResource> withPlaces(List<ArmResource> resources) {
    Map<ResourceId, Integer> last = new HashMap<>(); // look-ups only
    Map<ResourceId, JsonTree> servers = new LinkedHashMap<>();
    Map<ResourceId, ArmResource> own = new HashMap<>(); // look-ups only
    for (int i = 0; i < resources.size(); i++) {
      ArmResource resource = resources.get(i);
      ResourceId id = resource.id();
      if (id.isOfType(RouteServer.TYPE)) {
        servers.put(id, JsonTree.of(resource.members()));
        own.put(id, resource);
        last.put(id, i);
      } else if (id.isOfType(SERVER_PLACE)) {
        JsonTree server = servers.get(id.parent());
        if (server != null) {
          server.put(PLACES + "[" + server.size(PLACES) + "]", named(id, resource.members()));
          last.put(id.parent(), i);
        }
      }
    }
    List<ArmResource> joined = new ArrayList<>(resources.size());
    for (int i = 0; i < resources.size(); i++) {
      ArmResource resource = resources.get(i);
      ResourceId id = resource.id();
      ResourceId server = id.isOfType(SERVER_PLACE) ? id.parent() : id;
      JsonTree tree = servers.get(server);
      if (tree == null) {
        joined.add(resource);
      } else if (last.getOrDefault(server, -1) == i) {
        ArmResource whole = own.getOrDefault(server, resource);
        joined.add(
            new ArmResource(
                server, whole.location(), tree.value(), whole.dependsOn(), whole.origin()));
      }
    }
    return joined;
  }

  private static ObjectValue named(ResourceId id, ObjectValue members) {
    JsonTree tree = JsonTree.at(members.origin());
    tree.put("name", new StringValue(id.name(), members.origin()));
    members.members().forEach((name, member) -> tree.put(name, member.value()));
    return tree.value();
  }

  /** Writes the steps, and goes to another subscription where one is in another. */
  private static final class Writing {
    private final StringBuilder text;
    private final List<ArmResource> steps;
    private final ShellText shell;
    private String subscription = "";

    Writing(StringBuilder text, List<ArmResource> steps) {
      this.text = text;
      this.steps = steps;
      this.shell = new ShellText(steps.getFirst().id());
    }

    void write() {
      text.append(shell.assignment()).append('\n');
      groups();
      for (ArmResource step : steps) {
        enter(step.id());
        new AzStep(shell, step).writeTo(text);
      }
    }

    private void enter(ResourceId id) {
      if (!id.subscription().equalsIgnoreCase(subscription)) {
        subscription = id.subscription();
        text.append("\naz account set --subscription ")
            .append(ShellText.word(subscription))
            .append('\n');
      }
    }

    /** Each group in the region of its first resource that has one. */
    private void groups() {
      Map<String, ArmResource> groups = new LinkedHashMap<>();
      for (ArmResource step : steps) {
        String key =
            (step.id().subscription() + "/" + step.id().resourceGroup()).toLowerCase(Locale.ROOT);
        if (!step.location().isEmpty()) {
          groups.putIfAbsent(key, step);
        }
      }
      for (ArmResource first : groups.values()) {
        enter(first.id());
        text.append("az group create -n ")
            .append(ShellText.word(first.id().resourceGroup()))
            .append(" -l ")
            .append(ShellText.word(first.location()))
            .append('\n');
      }
    }
  }
}
