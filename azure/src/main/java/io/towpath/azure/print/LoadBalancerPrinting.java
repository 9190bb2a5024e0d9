package io.towpath.azure.print;

import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.List;

/** Load balancers. Members of pools are named by the interfaces. */
final class LoadBalancerPrinting {
  private static final String PROBE = "probe";

  private final ArmOutput output;

  LoadBalancerPrinting(ArmOutput output) {
    this.output = output;
  }

  void loadBalancer(LoadBalancer balancer) {
    List<Json> frontends = new ArrayList<>();
    for (LoadBalancer.Frontend one : balancer.frontends()) {
      boolean fixed = one.privateIpAddress() != null;
      frontends.add(
          Json.part(
              one.id().name(),
              Json.object()
                  .ref("subnet", one.subnet())
                  .text("privateIPAddress", one.privateIpAddress())
                  .word(
                      "privateIPAllocationMethod",
                      fixed ? AllocationMethod.STATIC : AllocationMethod.DYNAMIC)));
    }
    for (LoadBalancer.PublicFrontend one : balancer.publicFrontends()) {
      frontends.add(
          Json.part(one.id().name(), Json.object().ref("publicIPAddress", one.publicIpAddress())));
    }
    boolean probed = balancer.haPortsRules().stream().anyMatch(LoadBalancer.HaPortsRule::probe);
    if (probed) {
      output.note(
          NotExpressible.approximated(
              balancer.origin(),
              "the probes of " + balancer.id().label(),
              "What they ask has no part in the network; they are printed as TCP to port 22"));
    }
    Json properties =
        Json.object()
            .objects("frontendIPConfigurations", frontends)
            .objects(
                "backendAddressPools",
                balancer.pools().stream()
                    .map(pool -> Json.part(pool.id().name(), Json.object()))
                    .toList())
            .objects("probes", probed ? List.of(probe()) : List.of())
            .objects(
                "loadBalancingRules",
                balancer.haPortsRules().stream().map(rule -> rule(balancer, rule)).toList())
            .objects(
                "outboundRules",
                balancer.outboundRules().stream().map(LoadBalancerPrinting::outbound).toList());
    output.add(
        balancer, NetworkPrinting.sku(balancer.isStandard() ? "Standard" : "Basic"), properties);
  }

  private static Json probe() {
    return Json.part(
        PROBE,
        Json.object().text("protocol", "Tcp").number("port", 22).number("intervalInSeconds", 5));
  }

  /** R59: all ports of all protocols. */
  private static Json rule(LoadBalancer balancer, LoadBalancer.HaPortsRule rule) {
    return Json.part(
        rule.id().name(),
        Json.object()
            .ref("frontendIPConfiguration", rule.frontend())
            .ref("backendAddressPool", rule.pool())
            .ref("probe", rule.probe() ? balancer.id().child("probes", PROBE) : null)
            .text("protocol", "All")
            .number("frontendPort", 0)
            .number("backendPort", 0)
            .flag("enableFloatingIP", rule.floating()));
  }

  private static Json outbound(LoadBalancer.OutboundRule rule) {
    String protocol =
        rule.protocols().equals(List.of(PacketHeader.TCP))
            ? "Tcp"
            : rule.protocols().equals(List.of(PacketHeader.UDP)) ? "Udp" : "All";
    return Json.part(
        rule.id().name(),
        Json.object()
            .refs("frontendIPConfigurations", rule.frontends())
            .ref("backendAddressPool", rule.pool())
            .text("protocol", protocol));
  }
}
