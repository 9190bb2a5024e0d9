package io.towpath.azure.script;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.script.AzCommand.Default;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.List;

/**
 * What commands set that no option says: fixed values of the table of commands, and those that hang
 * on other members.
 *
 * @see "Azure CLI: sources of the modules network and vm"
 */
final class CommandDefaults {
  private static final String SPACE = "properties.addressSpace.addressPrefixes[0]";
  private static final String SUBNET = "properties.subnets[0]";
  private static final String SUBNET_PREFIXES = SUBNET + ".properties.addressPrefixes";
  private static final int LARGEST_SUBNET = 24;

  private CommandDefaults() {}

  /** Fixed values, in a resource or in the item of a list. */
  static void fixed(AzCommand command, String prefix, JsonTree tree, Origin origin) {
    for (Default one : command.defaults()) {
      if (one.isOpen(tree, prefix)) {
        tree.put(prefix + one.path(), one.at(origin));
      }
    }
  }

  /** What a command makes along with a resource. */
  static void parts(ResourceId id, JsonTree tree, Origin origin) {
    if (id.isOfType(VirtualNetwork.TYPE)) {
      subnet(tree, origin);
    } else if (id.isOfType(LoadBalancer.TYPE)) {
      balancer(id, tree, origin);
    }
  }

  /** A subnet without a range has the first /24, or all, of the first range of its VNet. */
  private static void subnet(JsonTree tree, Origin origin) {
    if (!tree.has(SUBNET + ".name")) {
      tree.remove("properties.subnets"); // options of a subnet that is not made
    } else if (!tree.has(SUBNET_PREFIXES)) {
      String space = tree.text(SPACE);
      if (space != null && space.matches("[^/]+/[0-9]{1,3}")) {
        int slash = space.indexOf('/');
        int length = Integer.parseInt(space.substring(slash + 1));
        String text = space.substring(0, slash + 1) + Math.max(LARGEST_SUBNET, length);
        List<DocumentValue> prefixes = List.of(new StringValue(text, origin));
        tree.put(SUBNET_PREFIXES, new ArrayValue(prefixes, origin));
      }
    }
  }

  /** A front end and a pool come with a load balancer, named after it unless they are named. */
  private static void balancer(ResourceId id, JsonTree tree, Origin origin) {
    String pool = AzCommands.POOLS + "[0].name";
    String frontend = AzCommands.FRONTENDS + "[0].name";
    if (!tree.has(pool)) {
      tree.put(pool, new StringValue(id.name() + "bepool", origin));
    }
    if (tree.has(AzCommands.FRONTENDS) && !tree.has(frontend)) {
      tree.put(frontend, new StringValue("LoadBalancerFrontEnd", origin));
    }
  }

  /** True if a load balancer is made with a public address of its own. */
  static boolean makesAddress(ResourceId id, JsonTree tree) {
    return id.isOfType(LoadBalancer.TYPE) && !tree.has(AzCommands.FRONTENDS + "[0].properties");
  }

  /** Rules of a load balancer take the front end and the pool, if there is one to take. */
  static void rule(AzCommand command, ResourceId id, String prefix, JsonTree tree, Origin origin) {
    boolean balances = command.words().equals("network lb rule create");
    if (balances || command.words().equals("network lb inbound-nat-rule create")) {
      only(id, AzCommands.FRONTENDS, prefix + "properties.frontendIPConfiguration", tree, origin);
    }
    if (balances) {
      only(id, AzCommands.POOLS, prefix + "properties.backendAddressPool", tree, origin);
    }
  }

  private static void only(
      ResourceId id, String list, String member, JsonTree tree, Origin origin) {
    String name = tree.text(list + "[0].name");
    if (!tree.has(member) && tree.size(list) == 1 && name != null) {
      String type = list.substring(list.lastIndexOf('.') + 1);
      tree.put(member, Folding.reference(id.child(type, name).toString(), origin));
    }
  }
}
