package io.towpath.azure.validation;

import io.towpath.azure.resource.PointToSite;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import java.util.ArrayList;
import java.util.List;

/** Pools of point-to-site clients keep clear of what is routed elsewhere (R9, R276). */
final class PointToSiteRules {

  private final RuleContext context;

  PointToSiteRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      PointToSite clients = gateway.pointToSite();
      VirtualNetwork vnet = context.resources().vnetOf(gateway).orElse(null);
      if (clients == null || vnet == null) {
        continue;
      }
      List<VirtualNetwork> near = new ArrayList<>(List.of(vnet));
      vnet.peerings()
          .forEach(
              half -> context.resources().vnet(half.remoteVirtualNetwork()).ifPresent(near::add));
      for (VirtualNetwork range : near) {
        RuleContext.overlap(clients.pool(), range.addressSpace())
            .ifPresent(
                pair ->
                    context.refuse(
                        "TP2423",
                        "R9",
                        gateway.origin(),
                        gateway.id().label()
                            + ": its pool of clients overlaps the VNet \""
                            + range.name()
                            + "\": "
                            + pair
                            + ".",
                        "Use a pool that no connected network has."));
      }
    }
  }
}
