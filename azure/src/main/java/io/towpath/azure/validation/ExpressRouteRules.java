package io.towpath.azure.validation;

import io.towpath.azure.resource.CircuitAuthorization;
import io.towpath.azure.resource.CircuitTier;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** ExpressRoute gateways and connections (R123–R125, R128, R150, R153, R154). */
final class ExpressRouteRules {

  private static final int LARGEST_WEIGHT = 32_000;

  private final RuleContext context;

  ExpressRouteRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      if (!gateway.isVpn()) {
        knownSku(gateway).ifPresent(sku -> circuitsOfSku(gateway, sku));
        sameCircuitTwice(gateway);
        circuitsOfOneLocation(gateway);
      }
    }
    for (Connection connection : context.resources().connections().values()) {
      if (connection instanceof Connection.ExpressRoute link) {
        expressRouteGateway(link);
        weight(link);
        fastPath(link);
        authorization(link);
        reach(link);
      }
    }
    context.resources().expressRouteCircuits().values().forEach(this::vnetLinks);
  }

  /** R150: the SKU exists; nothing is checked if none is stated. */
  private Optional<ExpressRouteGatewaySku> knownSku(VirtualNetworkGateway gateway) {
    if (gateway.sku().isEmpty()) {
      return Optional.empty();
    }
    Optional<ExpressRouteGatewaySku> sku = ExpressRouteGatewaySku.named(gateway.sku());
    if (sku.isEmpty()) {
      context.refuse(
          "TP2520",
          "R150",
          gateway.origin(),
          gateway.id().label()
              + ": there is no ExpressRoute gateway of the SKU \""
              + gateway.sku()
              + "\".",
          "Use one of " + ExpressRouteGatewaySku.allNames() + ".");
    }
    return sku;
  }

  /** R125, R150: circuits per gateway. */
  private void circuitsOfSku(VirtualNetworkGateway gateway, ExpressRouteGatewaySku sku) {
    int circuits = context.resources().expressRouteConnectionsOf(gateway).size();
    if (circuits > sku.circuits()) {
      context.refuse(
          "TP2521",
          "R150",
          gateway.origin(),
          gateway.id().label()
              + ": the SKU "
              + gateway.sku()
              + " may be connected to "
              + sku.circuits()
              + " circuits, here are "
              + circuits
              + ".",
          "Use a larger SKU.");
    }
  }

  /** R153: a gateway and a circuit have one connection. */
  private void sameCircuitTwice(VirtualNetworkGateway gateway) {
    Set<ResourceId> circuits = new HashSet<>();
    for (Connection.ExpressRoute link : context.resources().expressRouteConnectionsOf(gateway)) {
      if (!circuits.add(link.circuit())) {
        refuse(
            "TP2522",
            "R153",
            link,
            "the gateway is connected to the circuit \"" + link.circuit().name() + "\" already",
            "Keep one of the two connections.");
      }
    }
  }

  /** R125: at most four circuits of one peering location. */
  private void circuitsOfOneLocation(VirtualNetworkGateway gateway) {
    Map<String, Integer> byLocation = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Connection.ExpressRoute link : context.resources().expressRouteConnectionsOf(gateway)) {
      String location =
          context
              .resources()
              .circuit(link.circuit())
              .map(ExpressRouteCircuit::peeringLocation)
              .orElse("");
      if (!location.isEmpty()
          && byLocation.merge(location, 1, Integer::sum)
              == CircuitLimits.PER_VNET_AND_LOCATION + 1) {
        refuse(
            "TP2523",
            "R125",
            link,
            "it is the fifth circuit of the peering location \"" + location + "\" on this VNet",
            "Use another peering location.");
      }
    }
  }

  /** R99: a circuit ends on an ExpressRoute gateway. */
  private void expressRouteGateway(Connection.ExpressRoute link) {
    Optional<VirtualNetworkGateway> gateway = context.resources().gateway(link.gateway());
    if (gateway.isPresent() && gateway.get().isVpn()) {
      refuse(
          "TP2524",
          "R99",
          link,
          "it leads to a circuit, but \"" + gateway.get().name() + "\" is a VPN gateway",
          "Name an ExpressRoute gateway.");
    }
  }

  /** R153: 0 to 32000. */
  private void weight(Connection.ExpressRoute link) {
    if (link.routingWeight() > LARGEST_WEIGHT) {
      refuse(
          "TP2525",
          "R153",
          link,
          "its routingWeight is " + link.routingWeight(),
          "State 0 to " + LARGEST_WEIGHT + ".");
    }
  }

  /** R154: only the largest gateways can be bypassed. */
  private void fastPath(Connection.ExpressRoute link) {
    Optional<VirtualNetworkGateway> gateway = context.resources().gateway(link.gateway());
    if (!link.gatewayBypass() || gateway.isEmpty()) {
      return;
    }
    Optional<ExpressRouteGatewaySku> sku = ExpressRouteGatewaySku.named(gateway.get().sku());
    if (sku.isPresent() && !sku.get().fastPath()) {
      refuse(
          "TP2526",
          "R154",
          link,
          "a gateway of the SKU " + gateway.get().sku() + " has no FastPath",
          "Use ErGw3AZ or UltraPerformance, or set expressRouteGatewayBypass to false.");
    }
  }

  /** R128: another subscription's circuit needs an authorization, each for one connection. */
  private void authorization(Connection.ExpressRoute link) {
    Optional<ExpressRouteCircuit> circuit = context.resources().circuit(link.circuit());
    String key = link.authorizationKey();
    if (circuit.isEmpty()
        || circuit.get().id().subscription().equalsIgnoreCase(link.gateway().subscription())) {
      return;
    }
    List<CircuitAuthorization> printed =
        circuit.get().authorizations().stream().filter(one -> one.key() != null).toList();
    if (key == null) {
      context.report(
          ValidationKinds.UNCHECKED_AUTHORIZATION.at(
              link.origin(),
              link.id().label()
                  + ": the circuit belongs to another subscription; its authorization key is not"
                  + " printed and is assumed to be valid.",
              ""));
    } else if (!printed.isEmpty() && printed.stream().noneMatch(one -> key.equals(one.key()))) {
      refuse(
          "TP2527",
          "R128",
          link,
          "its authorization key is none of those of the circuit \"" + circuit.get().name() + "\"",
          "Create an authorization and state its key.");
    }
  }

  /** R123: how far from its peering location a circuit reaches. */
  private void reach(Connection.ExpressRoute link) {
    Optional<ExpressRouteCircuit> circuit = context.resources().circuit(link.circuit());
    Optional<VirtualNetwork> vnet =
        context.resources().gateway(link.gateway()).flatMap(context.resources()::vnetOf);
    if (circuit.isEmpty() || vnet.isEmpty()) {
      return;
    }
    String location = circuit.get().peeringLocation();
    String region = vnet.get().location();
    boolean reached =
        switch (circuit.get().tier()) {
          case LOCAL -> CircuitReach.isLocal(location, region);
          case STANDARD, BASIC -> CircuitReach.isOneGeopoliticalRegion(location, region);
          case PREMIUM -> true;
        };
    if (!reached) {
      // The table of locations is a copy that ages, so this is no error.
      context.report(
          ValidationKinds.CIRCUIT_OUT_OF_REACH.at(
              link.origin(),
              link.id().label()
                  + ": a "
                  + circuit.get().tier().azureName()
                  + " circuit at "
                  + location
                  + " does not reach "
                  + region
                  + ".",
              circuit.get().tier() == CircuitTier.LOCAL
                  ? "Use a Standard or Premium circuit."
                  : "Use a Premium circuit."));
    }
  }

  /** R124: VNets per circuit. */
  private void vnetLinks(ExpressRouteCircuit circuit) {
    int links = context.resources().connectionsOf(circuit).size();
    int limit = CircuitLimits.links(circuit.tier(), circuit.bandwidthMbps());
    if (links > limit) {
      context.refuse(
          "TP2529",
          "R124",
          circuit.origin(),
          circuit.id().label()
              + ": a "
              + circuit.tier().azureName()
              + " circuit of this size has room for "
              + limit
              + " VNets, here are "
              + links
              + ".",
          "Use another circuit, or a Premium one with more bandwidth.");
    }
  }

  private void refuse(
      String code, String rule, Connection.ExpressRoute link, String problem, String fix) {
    context.refuse(code, rule, link.origin(), link.id().label() + ": " + problem + ".", fix);
  }
}
