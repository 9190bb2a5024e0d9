package io.towpath.azure.script;

import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.OsType;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.BooleanValue;
import io.towpath.net.document.DocumentValue.Member;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What commands say in other members than ARM: a gateway by its VNet and its public addresses, a
 * Route Server by its subnet, a machine by its image. {@link #fold} makes such members of those of
 * ARM, {@link #unfold} the other way round; folding leaves alone what a command cannot say.
 */
final class Folding {
  private static final String CONFIGURATIONS = "properties.ipConfigurations";
  private static final String ACTIVE = "properties.activeActive";
  private static final String GATEWAY_TYPE = "properties.gatewayType";
  private static final String SKU = "properties.sku.name";
  private static final String NICS = "properties.networkProfile.networkInterfaces";
  private static final String STORAGE = "properties.storageProfile";
  private static final String LINUX_IMAGE = "Ubuntu2204";
  private static final String WINDOWS_IMAGE = "Win2022Datacenter";

  private Folding() {}

  /** What the command calls a configuration of a gateway. */
  static String gatewayConfiguration(int index) {
    return "vnetGatewayConfig" + index;
  }

  static void fold(ResourceId id, JsonTree tree) {
    if (id.isOfType(VirtualNetworkGateway.TYPE)) {
      foldGateway(tree);
    } else if (id.isOfType(RouteServer.TYPE)) {
      foldServer(tree);
    } else if (id.isOfType(VirtualMachine.TYPE)) {
      foldMachine(tree);
    } else if (id.isOfType(NetworkInterface.TYPE)) {
      foldInterface(tree);
    } else if (id.isOfType(ExpressRouteCircuit.TYPE)) {
      foldCircuit(tree);
    } else if (id.isOfType(LoadBalancer.TYPE)) {
      foldBalancer(tree);
    } else if (id.isOfType(VirtualNetwork.TYPE + "/virtualNetworkPeerings")
        && !tree.has(NetworkCommands.PEERING_ACCESS)) {
      tree.put(NetworkCommands.PEERING_ACCESS, new BooleanValue(true, Origin.NONE));
    }
  }

  /** Addresses of front ends are dynamic unless one is named. */
  private static void foldBalancer(JsonTree tree) {
    for (int i = 0; i < tree.size(AzCommands.FRONTENDS); i++) {
      String method = AzCommands.FRONTENDS + "[" + i + "].properties.privateIPAllocationMethod";
      if (AllocationMethod.DYNAMIC.azureName().equals(tree.text(method))) {
        tree.remove(method);
      }
    }
  }

  /** The name of the SKU says the same as its tier and its family. */
  private static void foldCircuit(JsonTree tree) {
    String name = tree.text("sku.tier") + "_" + tree.text("sku.family");
    if (name.equals(tree.text("sku.name"))) {
      tree.remove("sku.name");
    }
  }

  /** True if a command can make what was folded; ARM has to be asked directly if not. */
  static boolean isFolded(ResourceId id, JsonTree tree) {
    if (id.isOfType(VirtualNetworkGateway.TYPE)) {
      return tree.has(AzCommands.GATEWAY_VNET) && (!isVpn(tree) || tree.has(SKU));
    }
    if (id.isOfType(LoadBalancer.TYPE)) {
      return tree.size(AzCommands.FRONTENDS) > 0 && tree.size(AzCommands.POOLS) > 0;
    }
    return !id.isOfType(RouteServer.TYPE) || tree.has(AzCommands.HOSTED_SUBNET);
  }

  /** The first configuration is the primary one, and addresses are dynamic, unless it is said. */
  private static void foldInterface(JsonTree tree) {
    if (Boolean.parseBoolean(tree.text(configuration(0) + ".properties.primary"))) {
      tree.remove(configuration(0) + ".properties.primary");
    }
    for (int i = 0; i < tree.size(CONFIGURATIONS); i++) {
      String method = configuration(i) + ".properties.privateIPAllocationMethod";
      if (AllocationMethod.DYNAMIC.azureName().equals(tree.text(method))) {
        tree.remove(method);
      }
    }
  }

  static void unfold(ResourceId id, JsonTree tree) {
    if (id.isOfType(VirtualNetworkGateway.TYPE)) {
      unfoldGateway(tree);
    } else if (id.isOfType(RouteServer.TYPE)) {
      unfoldServer(tree);
    } else if (id.isOfType(VirtualMachine.TYPE)) {
      unfoldMachine(tree);
    }
  }

  /** All configurations in the GatewaySubnet of one VNet, each with a public address. */
  private static void foldGateway(JsonTree tree) {
    int count = tree.size(CONFIGURATIONS);
    @Nullable String vnet = null;
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String properties = configuration(i) + ".properties.";
      String subnet = tree.text(properties + "subnet.id");
      String address = tree.text(properties + "publicIPAddress.id");
      String name = tree.text(configuration(i) + ".name");
      if (subnet == null || address == null || !gatewayConfiguration(i).equals(name)) {
        return;
      }
      ResourceId place = ResourceId.parse(subnet);
      boolean same = vnet == null || ResourceId.parse(vnet).equals(place.parent());
      if (!same || !place.name().equals(Subnet.GATEWAY_SUBNET)) {
        return;
      }
      vnet = place.parent().toString();
      addresses.add(address);
    }
    if (vnet == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      tree.remove(configuration(i) + ".name");
      tree.remove(configuration(i) + ".properties.subnet");
      tree.remove(configuration(i) + ".properties.publicIPAddress");
      tree.remove(configuration(i) + ".properties.privateIPAllocationMethod");
    }
    tree.put(AzCommands.GATEWAY_VNET, reference(vnet, Origin.NONE));
    tree.put(
        AzCommands.GATEWAY_ADDRESSES,
        new ArrayValue(
            addresses.stream().<DocumentValue>map(a -> reference(a, Origin.NONE)).toList(),
            Origin.NONE));
    tree.remove("properties.sku.tier"); // as its name
    boolean active = Boolean.parseBoolean(tree.text(ACTIVE));
    if (active == isActive(count)) {
      tree.remove(ACTIVE);
    } else {
      tree.put(ACTIVE, new BooleanValue(active, Origin.NONE));
    }
  }

  /** Two public addresses make a gateway active-active. */
  private static boolean isActive(int addresses) {
    return addresses == 2;
  }

  private static String configuration(int index) {
    return CONFIGURATIONS + "[" + index + "]";
  }

  private static boolean isVpn(JsonTree tree) {
    String type = tree.text(GATEWAY_TYPE);
    return type == null || type.equalsIgnoreCase(GatewayType.VPN.azureName());
  }

  private static void unfoldGateway(JsonTree tree) {
    if (isVpn(tree)) {
      StringValue vpn = new StringValue(GatewayType.VPN.azureName(), tree.origin());
      tree.put(GATEWAY_TYPE, vpn);
      if (!tree.has(SKU)) {
        tree.put(SKU, new StringValue("Basic", tree.origin()));
      }
    }
    String vnet = tree.text(AzCommands.GATEWAY_VNET + ".id");
    if (vnet == null) {
      return;
    }
    int count = Math.max(1, tree.size(AzCommands.GATEWAY_ADDRESSES));
    for (int i = 0; i < count; i++) {
      String address = AzCommands.GATEWAY_ADDRESSES + "[" + i + "]";
      DocumentValue named = tree.get(address);
      DocumentValue place = tree.get(AzCommands.GATEWAY_VNET + ".id");
      Origin origin = place == null ? Origin.NONE : place.origin();
      String subnet = ResourceId.parse(vnet).child("subnets", Subnet.GATEWAY_SUBNET).toString();
      tree.put(configuration(i) + ".name", new StringValue(gatewayConfiguration(i), origin));
      tree.put(configuration(i) + ".properties.subnet", reference(subnet, origin));
      if (named != null) {
        tree.put(configuration(i) + ".properties.publicIPAddress", named);
      }
    }
    if (!tree.has(ACTIVE) && isActive(tree.size(AzCommands.GATEWAY_ADDRESSES))) {
      tree.put(ACTIVE, new BooleanValue(true, Origin.NONE));
    }
    tree.remove(AzCommands.GATEWAY_VNET);
    tree.remove(AzCommands.GATEWAY_ADDRESSES);
  }

  private static void foldServer(JsonTree tree) {
    DocumentValue subnet = tree.get(configuration(0) + ".properties.subnet");
    if (tree.size(CONFIGURATIONS) != 1 || subnet == null) {
      return;
    }
    DocumentValue address = tree.get(configuration(0) + ".properties.publicIPAddress");
    tree.remove(CONFIGURATIONS);
    tree.put(AzCommands.HOSTED_SUBNET, subnet);
    if (address != null) {
      tree.put(AzCommands.HOSTED_ADDRESS, address);
    }
  }

  private static void unfoldServer(JsonTree tree) {
    DocumentValue subnet = tree.get(AzCommands.HOSTED_SUBNET);
    DocumentValue address = tree.get(AzCommands.HOSTED_ADDRESS);
    if (subnet != null) {
      tree.put(configuration(0) + ".name", new StringValue("Default", subnet.origin()));
      tree.put(configuration(0) + ".properties.subnet", subnet);
      tree.remove(AzCommands.HOSTED_SUBNET);
    }
    if (address != null) {
      tree.put(configuration(0) + ".properties.publicIPAddress", address);
      tree.remove(AzCommands.HOSTED_ADDRESS);
    }
  }

  /** The first interface that is named is the primary one. */
  private static void foldMachine(JsonTree tree) {
    if (!tree.has(NICS)) {
      // Stated, since the command makes an interface for a machine that is given none.
      tree.put(NICS, new ArrayValue(List.of(), Origin.NONE));
    }
    for (int i = 0; i < tree.size(NICS); i++) {
      tree.remove(NICS + "[" + i + "].properties");
    }
    String os = tree.text(STORAGE + ".osDisk.osType");
    if (os != null) {
      boolean windows = os.equalsIgnoreCase(OsType.WINDOWS.azureName());
      tree.remove(STORAGE);
      tree.put(
          AzCommands.IMAGE, new StringValue(windows ? WINDOWS_IMAGE : LINUX_IMAGE, Origin.NONE));
    }
  }

  static boolean isWindows(String image) {
    return image.toLowerCase(Locale.ROOT).contains("win");
  }

  /** Aliases and names of Windows images say so. */
  private static void unfoldMachine(JsonTree tree) {
    String image = tree.text(AzCommands.IMAGE);
    if (image == null) {
      return;
    }
    boolean windows = isWindows(image);
    DocumentValue stated = tree.get(AzCommands.IMAGE);
    Origin origin = stated == null ? Origin.NONE : stated.origin();
    tree.remove(AzCommands.IMAGE);
    if (!tree.has(STORAGE + ".osDisk.osType")) {
      tree.put(
          STORAGE + ".osDisk.osType",
          new StringValue((windows ? OsType.WINDOWS : OsType.LINUX).azureName(), origin));
    }
  }

  /** {@code {"id": …}}. */
  static ObjectValue reference(String id, Origin origin) {
    Map<String, Member> members = new LinkedHashMap<>();
    members.put("id", new Member("id", origin, new StringValue(id, origin)));
    return new ObjectValue(members, origin);
  }
}
