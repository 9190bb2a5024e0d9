package io.towpath.testkit.networks.azure;

import java.util.List;

/** Shapes of resources, as Azure's tools print them. */
final class Arm {
  static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
  static final String GROUP = "random";
  private static final String LOCATION = "westeurope";
  private static final String ROOT =
      "/subscriptions/%s/resourceGroups/%s/providers/".formatted(SUBSCRIPTION, GROUP);
  private static final String NETWORK = "Microsoft.Network/";

  private Arm() {}

  /** The id of a resource of {@code Microsoft.Network} by its path of types and names. */
  static String id(String path) {
    return ROOT + NETWORK + path;
  }

  private static String machineId(String name) {
    return ROOT + "Microsoft.Compute/virtualMachines/" + name;
  }

  static Json reference(String id) {
    return Json.object("id", id);
  }

  /** A resource of {@code Microsoft.Network} by its path of types and names. */
  static Json resource(String path, Object... propertyKeysAndValues) {
    String[] parts = path.split("/");
    StringBuilder type = new StringBuilder(NETWORK + parts[0]);
    for (int i = 2; i < parts.length; i += 2) {
      type.append('/').append(parts[i]);
    }
    return Json.object(
        "id",
        id(path),
        "name",
        parts[parts.length - 1],
        "type",
        type.toString(),
        "location",
        LOCATION,
        "properties",
        Json.object(propertyKeysAndValues));
  }

  /** One with a standard SKU. */
  static Json standard(String path, Object... propertyKeysAndValues) {
    String plain = resource(path, propertyKeysAndValues).text();
    return new Json(
        plain.substring(0, plain.length() - 1)
            + ", \"sku\": "
            + Json.object("name", "Standard").text()
            + "}");
  }

  static Json nic(String machine, String subnet, String address, boolean forwards) {
    return resource(
        "networkInterfaces/" + machine + "-nic",
        "ipConfigurations",
        List.of(
            Json.object(
                "name",
                "ipconfig1",
                "properties",
                Json.object(
                    "privateIPAddress",
                    address,
                    "privateIPAllocationMethod",
                    "Static",
                    "subnet",
                    reference(subnet),
                    "primary",
                    true))),
        "enableIPForwarding",
        forwards,
        "virtualMachine",
        reference(machineId(machine)));
  }

  static Json machine(String name) {
    return Json.object(
        "id",
        machineId(name),
        "name",
        name,
        "type",
        "Microsoft.Compute/virtualMachines",
        "location",
        LOCATION,
        "properties",
        Json.object(
            "storageProfile",
            Json.object("osDisk", Json.object("osType", "Linux")),
            "networkProfile",
            Json.object(
                "networkInterfaces",
                List.of(reference(id("networkInterfaces/" + name + "-nic"))))));
  }

  static Json publicAddress(String name, String address) {
    return standard(
        "publicIPAddresses/" + name,
        "ipAddress",
        address,
        "publicIPAllocationMethod",
        "Static",
        "publicIPAddressVersion",
        "IPv4");
  }

  /** Configuration {@code number} of a gateway, with its public address. */
  static Json gatewayConfiguration(Vnet vnet, int number, String publicAddress) {
    return Json.object(
        "name",
        "ipconfig" + number,
        "properties",
        Json.object(
            "privateIPAllocationMethod",
            "Dynamic",
            "subnet",
            reference(vnet.subnet(Vnet.Subnet.GATEWAY)),
            "publicIPAddress",
            reference(id("publicIPAddresses/" + publicAddress))));
  }
}
