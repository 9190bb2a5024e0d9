package io.towpath.azure.assignment;

import io.towpath.azure.assignment.Assigned.Source;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.RouteServer;
import io.towpath.net.AddressFamily;
import java.util.ArrayList;
import java.util.List;

/** The addresses of the two instances of a Route Server (R170). */
final class RouteServerAddresses {
  private static final int INSTANCES = 2;

  private RouteServerAddresses() {}

  /** What the resource prints, else base + 4 and base + 5 of its subnet. */
  static List<Assigned> of(AzureResources resources, RouteServer server) {
    if (!server.addresses().isEmpty()) {
      return server.addresses().stream()
          .map(address -> new Assigned(address, Source.RESOURCE, "R170"))
          .toList();
    }
    List<Assigned> addresses = new ArrayList<>(INSTANCES);
    resources.subnetOf(server).stream()
        .flatMap(subnet -> subnet.addressPrefixes().stream())
        .filter(prefix -> prefix.family() == AddressFamily.IPV4)
        .limit(1)
        .map(SubnetAddresses::new)
        .forEach(
            subnet -> {
              for (int i = 0; i < INSTANCES; i++) {
                subnet
                    .takeFrom(SubnetAddresses.FIRST_OFFSET + i)
                    .ifPresent(
                        address -> addresses.add(new Assigned(address, Source.RULE, "R170")));
              }
            });
    return List.copyOf(addresses);
  }
}
