package io.towpath.azure.validation;

import io.towpath.azure.Cloud;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.CloudResources;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Between clouds: a resource is in one of them, and nothing in one refers to something in another.
 * They meet over tunnels, where each end knows the other as a device (R226).
 */
public final class CloudRules {
  private final Map<ResourceId, Cloud> owners = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private CloudRules() {}

  /** Checks what lies between clouds; nothing if there is one. */
  public static List<Finding> check(List<CloudResources> clouds) {
    CloudRules rules = new CloudRules();
    if (clouds.size() > 1) {
      clouds.forEach(rules::own);
      clouds.forEach(rules::references);
    }
    return rules.findings.stream().sorted().toList();
  }

  private void own(CloudResources cloud) {
    for (AzureResource resource : cloud.resources().all()) {
      Cloud other = owners.putIfAbsent(resource.id(), cloud.cloud());
      if (other != null) {
        findings.add(
            Finding.error(
                "TP2460",
                resource.origin(),
                resource.id().label()
                    + " stands in "
                    + text(cloud.cloud())
                    + " and in "
                    + text(other)
                    + ".",
                "Give the resources of each cloud a subscription of their own."));
      }
    }
  }

  private void references(CloudResources cloud) {
    for (Peering peering : cloud.resources().peerings().values()) {
      refuse(cloud, peering.id(), peering.remoteVirtualNetwork(), peering.origin());
    }
    for (Connection connection : cloud.resources().connections().values()) {
      switch (connection) {
        case Connection.Ipsec tunnel ->
            refuse(cloud, tunnel.id(), tunnel.localNetworkGateway(), tunnel.origin());
        case Connection.VnetToVnet tunnel ->
            refuse(cloud, tunnel.id(), tunnel.remoteGateway(), tunnel.origin());
        case Connection.ExpressRoute link ->
            refuse(cloud, link.id(), link.circuit(), link.origin());
      }
    }
  }

  /** R226: no peering and no connection resource reaches into another cloud. */
  private void refuse(CloudResources cloud, ResourceId from, ResourceId to, Origin origin) {
    Cloud owner = owners.get(to);
    if (owner != null && !owner.equals(cloud.cloud())) {
      findings.add(
          Finding.error(
                  "TP2461",
                  origin,
                  from.label()
                      + " of "
                      + text(cloud.cloud())
                      + " leads to "
                      + to.label()
                      + " of "
                      + text(owner)
                      + ".",
                  "Join clouds by an IPsec connection with a local network gateway at each end.")
              .byRule("R226"));
    }
  }

  private static String text(Cloud cloud) {
    return switch (cloud) {
      case Cloud.Azure _ -> "Azure";
      case Cloud.Stamp(String name) -> "the stamp \"" + name + "\"";
    };
  }
}
