package io.towpath.azure.assignment;

import io.towpath.azure.resource.CloudResources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the estate states about addresses, shared out among clouds: an entry belongs to the first
 * cloud that has its gateway. One whose gateway nobody has stays with the first cloud, which says
 * so.
 */
public final class AssignedEntries {
  private final Map<CloudResources, List<AssignedAddresses.Entry>> entries = new LinkedHashMap<>();

  /** Shares the entries out. */
  public AssignedEntries(List<CloudResources> clouds, AssignedAddresses assigned) {
    for (AssignedAddresses.Entry entry : assigned.entries()) {
      clouds.stream()
          .filter(cloud -> knows(cloud, entry.gateway()))
          .findFirst()
          .or(() -> clouds.stream().findFirst())
          .ifPresent(cloud -> entries.computeIfAbsent(cloud, _ -> new ArrayList<>()).add(entry));
    }
  }

  private static boolean knows(CloudResources cloud, String gateway) {
    return cloud.resources().virtualNetworkGateways().keySet().stream()
        .anyMatch(
            id -> id.name().equalsIgnoreCase(gateway) || id.toString().equalsIgnoreCase(gateway));
  }

  /** The entries of a cloud, in the order written. */
  public AssignedAddresses of(CloudResources cloud) {
    return new AssignedAddresses(entries.getOrDefault(cloud, List.of()));
  }
}
