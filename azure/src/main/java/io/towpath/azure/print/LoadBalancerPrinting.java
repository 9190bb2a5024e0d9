package io.towpath.azure.print;

import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Load balancers. Members of pools, and who is behind a NAT rule, are named by the interfaces. */
final class LoadBalancerPrinting {
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
    Json properties =
        Json.object()
            .objects("frontendIPConfigurations", frontends)
            .objects(
                "backendAddressPools",
                balancer.pools().stream()
                    .map(pool -> Json.part(pool.id().name(), Json.object()))
                    .toList())
            .objects("probes", probes(balancer))
            .objects(
                "loadBalancingRules",
                balancer.rules().stream().map(rule -> rule(balancer, rule)).toList())
            .objects(
                "inboundNatRules",
                balancer.natRules().stream().map(LoadBalancerPrinting::natRule).toList())
            .objects(
                "outboundRules",
                balancer.outboundRules().stream()
                    .filter(rule -> !followsFromRule(balancer, rule))
                    .map(LoadBalancerPrinting::outbound)
                    .toList());
    output.add(
        balancer, NetworkPrinting.sku(balancer.isStandard() ? "Standard" : "Basic"), properties);
  }

  private List<Json> probes(LoadBalancer balancer) {
    Map<ResourceId, LoadBalancer.Probe> probes = new LinkedHashMap<>();
    for (LoadBalancer.Rule rule : balancer.rules()) {
      LoadBalancer.Probe probe = rule.probe();
      if (probe != null) {
        probes.put(probe.id(), probe);
      }
    }
    if (!probes.isEmpty()) {
      output.note(
          NotExpressible.approximated(
              balancer.origin(),
              "the probes of " + balancer.id().label(),
              "What they ask has no part in the network; they are printed as TCP"));
    }
    return probes.values().stream()
        .map(
            probe ->
                Json.part(
                    probe.id().name(),
                    Json.object()
                        .text("protocol", "Tcp")
                        .number("port", probe.port())
                        .number("intervalInSeconds", 5)))
        .toList();
  }

  private static Json rule(LoadBalancer balancer, LoadBalancer.Rule rule) {
    boolean onInternet =
        balancer.publicFrontends().stream().anyMatch(one -> one.id().equals(rule.frontend()));
    boolean opensWayOut =
        balancer.outboundRules().stream().anyMatch(out -> out.id().equals(rule.id()));
    LoadBalancer.Probe probe = rule.probe();
    return Json.part(
        rule.id().name(),
        Json.object()
            .ref("frontendIPConfiguration", rule.frontend())
            .ref("backendAddressPool", rule.pool())
            .ref("probe", probe == null ? null : probe.id())
            .text("protocol", protocol(rule.protocol() == 0 ? List.of() : List.of(rule.protocol())))
            .number("frontendPort", rule.frontendPort())
            .number("backendPort", rule.backendPort())
            .flag("enableFloatingIP", rule.floating())
            .flag("disableOutboundSnat", onInternet && rule.pool() != null && !opensWayOut));
  }

  private static Json natRule(LoadBalancer.InboundNatRule rule) {
    Json properties =
        Json.object()
            .ref("frontendIPConfiguration", rule.frontend())
            .text("protocol", protocol(rule.protocols()));
    if (rule.pool() == null) {
      properties.number("frontendPort", rule.firstPort());
    } else {
      properties
          .ref("backendAddressPool", rule.pool())
          .number("frontendPortRangeStart", rule.firstPort())
          .number("frontendPortRangeEnd", rule.lastPort());
    }
    return Json.part(
        rule.id().name(),
        properties
            .number("backendPort", rule.backendPort())
            .flag("enableFloatingIP", rule.floating()));
  }

  private static boolean followsFromRule(LoadBalancer balancer, LoadBalancer.OutboundRule rule) {
    return balancer.rules().stream().anyMatch(one -> one.id().equals(rule.id()));
  }

  private static String protocol(List<Integer> protocols) {
    return protocols.equals(List.of(PacketHeader.TCP))
        ? "Tcp"
        : protocols.equals(List.of(PacketHeader.UDP)) ? "Udp" : "All";
  }

  private static Json outbound(LoadBalancer.OutboundRule rule) {
    return Json.part(
        rule.id().name(),
        Json.object()
            .refs("frontendIPConfigurations", rule.frontends())
            .ref("backendAddressPool", rule.pool())
            .text("protocol", protocol(rule.protocols())));
  }
}
