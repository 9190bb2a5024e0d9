package io.towpath.azure.script;

import io.towpath.azure.print.ArmResource;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.NullValue;
import io.towpath.net.document.DocumentValue.NumberValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands name the configurations of gateways, and the first one of interfaces, themselves. So
 * these are renamed, wherever they are referred to; nothing in a network hangs on the name.
 */
final class ConfigurationNames {
  private static final String CONFIGURATIONS = "ipConfigurations";
  private static final String PATH = "/" + CONFIGURATIONS + "/";

  // Look-ups only.
  private final Map<ResourceId, ResourceId> renamed = new HashMap<>();

  private ConfigurationNames() {}

  /** The same resources, with the names that commands give. */
  static List<ArmResource> of(List<ArmResource> resources) {
    ConfigurationNames names = new ConfigurationNames();
    resources.forEach(names::collect);
    return names.renamed.isEmpty() ? resources : resources.stream().map(names::apply).toList();
  }

  private void collect(ArmResource resource) {
    ResourceId id = resource.id();
    boolean gateway = id.isOfType(VirtualNetworkGateway.TYPE);
    if (!gateway && !id.isOfType(NetworkInterface.TYPE)) {
      return;
    }
    JsonTree tree = JsonTree.of(resource.members());
    String list = "properties." + CONFIGURATIONS;
    int count = gateway ? tree.size(list) : Math.min(1, tree.size(list));
    for (int i = 0; i < count; i++) {
      String name = tree.text(list + "[" + i + "].name");
      String wanted = gateway ? Folding.gatewayConfiguration(i) : AzCommands.NIC_CONFIGURATION;
      if (name != null && !name.equals(wanted)) {
        renamed.put(id.child(CONFIGURATIONS, name), id.child(CONFIGURATIONS, wanted));
      }
    }
  }

  private ArmResource apply(ArmResource resource) {
    return new ArmResource(
        resource.id(),
        resource.location(),
        (ObjectValue) apply(resource.members(), resource.id(), ""),
        resource.dependsOn(),
        resource.origin());
  }

  /**
   * A value with new names.
   *
   * @param owner the resource that it is of
   * @param list the member in whose list it stands, or empty
   */
  private DocumentValue apply(DocumentValue value, ResourceId owner, String list) {
    return switch (value) {
      case StringValue(String text, Origin origin) -> {
        ResourceId wanted = wanted(text);
        yield wanted == null ? value : new StringValue(wanted.toString(), origin);
      }
      case ArrayValue(List<DocumentValue> items, Origin origin) -> {
        List<DocumentValue> changed = new ArrayList<>(items.size());
        items.forEach(item -> changed.add(apply(item, owner, list)));
        yield new ArrayValue(changed, origin);
      }
      case ObjectValue(Map<String, Member> members, Origin origin) -> {
        Map<String, Member> changed = new LinkedHashMap<>();
        members.forEach(
            (name, member) ->
                changed.put(
                    name,
                    new Member(name, member.keyOrigin(), apply(member.value(), owner, name))));
        if (list.equals(CONFIGURATIONS)) {
          rename(changed, owner);
        }
        yield new ObjectValue(changed, origin);
      }
      case NumberValue _, BooleanValue _, NullValue _ -> value;
    };
  }

  private void rename(Map<String, Member> configuration, ResourceId owner) {
    Member name = configuration.get("name");
    if (name != null && name.value() instanceof StringValue(String own, Origin origin)) {
      ResourceId wanted = renamed.get(owner.child(CONFIGURATIONS, own));
      if (wanted != null) {
        configuration.put(
            "name", new Member("name", origin, new StringValue(wanted.name(), origin)));
      }
    }
  }

  private @Nullable ResourceId wanted(String text) {
    return text.startsWith("/subscriptions/") && text.contains(PATH)
        ? renamed.get(ResourceId.parse(text))
        : null;
  }
}
