package io.towpath.azure.validation;

import io.towpath.azure.resource.NatGateway;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import java.util.LinkedHashMap;
import java.util.Map;

/** NAT gateways (R219). */
final class OutboundChecks {
  private static final int MOST_ADDRESSES = 16;

  private final RuleContext context;

  OutboundChecks(RuleContext context) {
    this.context = context;
  }

  void check() {
    Map<ResourceId, Subnet> firstOf = new LinkedHashMap<>();
    for (Subnet subnet : context.resources().subnets().values()) {
      if (subnet.natGateway() == null) {
        continue;
      }
      Subnet first = firstOf.putIfAbsent(subnet.natGateway(), subnet);
      if (first != null && !first.virtualNetwork().equals(subnet.virtualNetwork())) {
        context.refuse(
            "TP2813",
            "R219",
            subnet.origin(),
            "The NAT gateway \""
                + subnet.natGateway().name()
                + "\" serves subnets of two VNets, \""
                + first.virtualNetwork().name()
                + "\" and \""
                + subnet.virtualNetwork().name()
                + "\".",
            "Use one NAT gateway for each VNet.");
      }
    }
    context.resources().natGateways().values().forEach(this::addresses);
  }

  private void addresses(NatGateway gateway) {
    int count = gateway.publicIpAddresses().size();
    if (count == 0 && gateway.publicIpPrefixes().isEmpty()) {
      context.report(
          ValidationKinds.NAT_GATEWAY_WITHOUT_ADDRESS.at(
              gateway.origin(),
              gateway.id().label() + ": it has no public address, so nothing leaves through it."));
    } else if (count > MOST_ADDRESSES) {
      context.refuse(
          "TP2816",
          "R219",
          gateway.origin(),
          gateway.id().label() + ": it has " + count + " public addresses, more than 16.",
          "Remove some.");
    }
  }
}
