package io.towpath.azure.validation;

import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Networks that are joined must not overlap (R8, R9, R279). */
final class OverlapRules {

  private final RuleContext context;

  OverlapRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      peeredVnetsOverlap(vnet);
      peersOfOneVnetOverlap(vnet);
    }
    for (Connection connection : context.resources().connections().values()) {
      switch (connection) {
        case Connection.VnetToVnet tunnel -> connectedVnetsOverlap(tunnel);
        case Connection.Ipsec tunnel -> siteInsideVnet(tunnel);
        case Connection.ExpressRoute link -> linkNetsInsideVnet(link);
      }
    }
    context.resources().expressRouteCircuits().values().forEach(this::vnetsOfOneCircuitOverlap);
  }

  /** R8: peered VNets share no address. */
  private void peeredVnetsOverlap(VirtualNetwork vnet) {
    for (Peering peering : vnet.peerings()) {
      Optional<VirtualNetwork> remote = context.resources().vnet(peering.remoteVirtualNetwork());
      if (remote.isEmpty() || isReportedFromOtherSide(vnet, peering)) {
        continue;
      }
      RuleContext.overlap(
              participating(vnet, peering, peering.localSubnetNames()),
              participating(remote.get(), peering, peering.remoteSubnetNames()))
          .ifPresent(
              pair ->
                  context.refuse(
                      "TP2301",
                      "R8",
                      peering.origin(),
                      peering.id().label()
                          + ": the VNets \""
                          + vnet.name()
                          + "\" and \""
                          + remote.get().name()
                          + "\" cannot be peered, because their ranges "
                          + pair
                          + " overlap.",
                      "Give one of them another range, or remove the peering."));
    }
  }

  /** R279: of a peering of subnets only the ranges count in which they lie. */
  private static List<Prefix> participating(
      VirtualNetwork vnet, Peering peering, List<String> subnets) {
    if (peering.peerCompleteVnets()) {
      return vnet.addressSpace();
    }
    List<Prefix> peered =
        vnet.subnetsNamed(subnets).stream()
            .flatMap(subnet -> subnet.addressPrefixes().stream())
            .toList();
    return vnet.addressSpace().stream()
        .filter(range -> peered.stream().anyMatch(range::covers))
        .toList();
  }

  /** A pair with both halves is reported at the half whose VNet comes first. */
  private boolean isReportedFromOtherSide(VirtualNetwork vnet, Peering peering) {
    return context.resources().oppositeOf(peering).isPresent()
        && peering.remoteVirtualNetwork().compareTo(vnet.id()) < 0;
  }

  /** R8: nor do two VNets that are peered with the same third one. */
  private void peersOfOneVnetOverlap(VirtualNetwork vnet) {
    record Peer(VirtualNetwork vnet, List<Prefix> ranges) {}
    List<Peer> peers = new ArrayList<>();
    Set<ResourceId> seen = new LinkedHashSet<>();
    for (Peering peering : vnet.peerings()) {
      Optional<VirtualNetwork> remote = context.resources().vnet(peering.remoteVirtualNetwork());
      if (remote.isEmpty() || !seen.add(remote.get().id())) {
        continue;
      }
      List<Prefix> ranges = participating(remote.get(), peering, peering.remoteSubnetNames());
      for (Peer other : peers) {
        RuleContext.overlap(other.ranges(), ranges)
            .ifPresent(
                pair ->
                    context.refuse(
                        "TP2302",
                        "R8",
                        peering.origin(),
                        peering.id().label()
                            + ": \""
                            + remote.get().name()
                            + "\" overlaps \""
                            + other.vnet().name()
                            + "\", which is peered with this VNet already: "
                            + pair
                            + ".",
                        "Give one of them another range, or remove one peering."));
      }
      peers.add(new Peer(remote.get(), ranges));
    }
  }

  /** R9: two VNets on a tunnel. */
  private void connectedVnetsOverlap(Connection.VnetToVnet tunnel) {
    Optional<VirtualNetwork> here = vnetOfGateway(tunnel.gateway());
    Optional<VirtualNetwork> there = vnetOfGateway(tunnel.remoteGateway());
    if (here.isPresent() && there.isPresent()) {
      RuleContext.overlap(here.get().addressSpace(), there.get().addressSpace())
          .ifPresent(
              pair ->
                  context.report(
                      ValidationKinds.OVERLAPPING_RANGES.at(
                          tunnel.origin(),
                          tunnel.id().label()
                              + ": the VNets at its ends overlap in "
                              + pair
                              + "; what is in both is never sent through the tunnel.",
                          "Give one of them another range.")));
    }
  }

  /** R9: a site whose prefix lies in the VNet; a wider one is usual and works. */
  private void siteInsideVnet(Connection.Ipsec tunnel) {
    Optional<VirtualNetwork> vnet = vnetOfGateway(tunnel.gateway());
    Optional<LocalNetworkGateway> site =
        context.resources().localNetworkGateway(tunnel.localNetworkGateway());
    if (vnet.isEmpty() || site.isEmpty()) {
      return;
    }
    for (Prefix prefix : site.get().addressPrefixes()) {
      if (!isTranslated(tunnel, prefix)
          && vnet.get().addressSpace().stream().anyMatch(range -> range.covers(prefix))) {
        context.report(
            ValidationKinds.OVERLAPPING_RANGES.at(
                site.get().origin(),
                site.get().id().label()
                    + ": its prefix "
                    + prefix
                    + " lies in the VNet \""
                    + vnet.get().name()
                    + "\" on the other end of \""
                    + tunnel.name()
                    + "\" and is never sent through the tunnel.",
                "Remove the prefix, or translate it with NAT rules."));
      }
    }
  }

  /** R222: the VNet knows the prefix by the external mapping of a NAT rule. */
  private boolean isTranslated(Connection.Ipsec tunnel, Prefix prefix) {
    return context.resources().gateway(tunnel.gateway()).stream()
        .flatMap(gateway -> gateway.natRules().stream())
        .filter(rule -> tunnel.settings().ingressNatRules().contains(rule.id()))
        .flatMap(rule -> rule.internal().stream())
        .anyMatch(internal -> internal.covers(prefix));
  }

  /** R9: the point-to-point nets of a circuit are not part of a VNet on it. */
  private void linkNetsInsideVnet(Connection.ExpressRoute link) {
    Optional<VirtualNetwork> vnet = vnetOfGateway(link.gateway());
    Optional<ExpressRouteCircuit> circuit = context.resources().circuit(link.circuit());
    if (vnet.isEmpty() || circuit.isEmpty()) {
      return;
    }
    for (CircuitPeering peering : circuit.get().peerings()) {
      for (CircuitLink side : CircuitLink.values()) {
        RuleContext.overlap(List.of(peering.prefix(side)), vnet.get().addressSpace())
            .ifPresent(
                pair ->
                    context.refuse(
                        "TP2112",
                        "R9",
                        peering.origin(),
                        peering.id().label()
                            + ": the net of its "
                            + side.word()
                            + " link overlaps the VNet \""
                            + vnet.get().name()
                            + "\": "
                            + pair
                            + ".",
                        "Use a net outside every VNet on the circuit."));
      }
    }
  }

  /** R9: VNets on one circuit are one routing domain. */
  private void vnetsOfOneCircuitOverlap(ExpressRouteCircuit circuit) {
    List<VirtualNetwork> linked = new ArrayList<>();
    for (Connection.ExpressRoute link : context.resources().connectionsOf(circuit)) {
      Optional<VirtualNetwork> vnet = vnetOfGateway(link.gateway());
      if (vnet.isEmpty() || linked.contains(vnet.get())) {
        continue;
      }
      for (VirtualNetwork other : linked) {
        RuleContext.overlap(other.addressSpace(), vnet.get().addressSpace())
            .ifPresent(
                pair ->
                    context.report(
                        ValidationKinds.OVERLAPPING_RANGES.at(
                            link.origin(),
                            link.id().label()
                                + ": the VNets \""
                                + other.name()
                                + "\" and \""
                                + vnet.get().name()
                                + "\" on the circuit \""
                                + circuit.name()
                                + "\" overlap in "
                                + pair
                                + ".",
                            "Give one of them another range, or use separate circuits.")));
      }
      linked.add(vnet.get());
    }
  }

  private Optional<VirtualNetwork> vnetOfGateway(ResourceId gateway) {
    return context.resources().gateway(gateway).flatMap(context.resources()::vnetOf);
  }
}
