package io.towpath.azure.validation;

import io.towpath.azure.Cloud;
import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every rule looks at, and where it puts what it finds. Lives for one check. */
final class RuleContext {
  private final Cloud cloud;
  private final AzureResources resources;
  private final AddressAssignment addresses;
  private final Profile profile;
  private final List<Finding> findings = new ArrayList<>();

  RuleContext(Cloud cloud, AzureResources resources, AddressAssignment addresses, Profile profile) {
    this.cloud = cloud;
    this.resources = resources;
    this.addresses = addresses;
    this.profile = profile;
  }

  Cloud cloud() {
    return cloud;
  }

  AzureResources resources() {
    return resources;
  }

  AddressAssignment addresses() {
    return addresses;
  }

  boolean isSeedEra() {
    return profile == Profile.SEED_ERA;
  }

  /** Azure would refuse this. */
  void refuse(String code, String rule, Origin origin, String message, String fix) {
    findings.add(Finding.error(code, origin, message, fix).byRule(rule));
  }

  /** Azure accepts this, but it will hardly do what was meant; or something was assumed. */
  void report(Finding finding) {
    findings.add(finding);
  }

  List<Finding> findings() {
    return findings.stream().sorted().toList();
  }

  /** The first pair of ranges of two VNets that share an address. */
  static Optional<String> overlap(List<Prefix> one, List<Prefix> other) {
    for (Prefix left : one) {
      for (Prefix right : other) {
        if (left.overlaps(right)) {
          return Optional.of(left + " and " + right);
        }
      }
    }
    return Optional.empty();
  }

  /** The gateways that a VNet's routes go through: its own, or those it uses in a peered VNet. */
  List<VirtualNetworkGateway> gatewaysServing(VirtualNetwork vnet) {
    List<VirtualNetworkGateway> serving = new ArrayList<>(resources.gatewaysOf(vnet));
    for (Peering peering : vnet.peerings()) {
      if (peering.useRemoteGateways()) {
        resources
            .vnet(peering.remoteVirtualNetwork())
            .ifPresent(remote -> serving.addAll(resources.gatewaysOf(remote)));
      }
    }
    return serving;
  }
}
