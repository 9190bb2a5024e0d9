package io.towpath.azure.validation;

import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PeeringState;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Peerings: halves, gateway transit, regions (R63, R69–R72, R279). */
final class PeeringRules {

  private static final int SUBNETS_PER_PEERING = 200;

  private final RuleContext context;

  PeeringRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      secondPeeringToOneVnet(vnet);
      secondUseOfRemoteGateways(vnet);
      for (Peering peering : vnet.peerings()) {
        peeringWithItself(peering);
        otherHalf(peering);
        outdatedRanges(peering);
        subnets(peering, vnet);
        if (peering.useRemoteGateways()) {
          ownGateway(peering, vnet);
          remoteSideOffersGateway(peering);
          globalTransit(peering, vnet);
        }
      }
    }
  }

  private void peeringWithItself(Peering peering) {
    if (peering.remoteVirtualNetwork().equals(peering.virtualNetwork())) {
      context.refuse(
          "TP2303",
          "R63",
          peering.origin(),
          peering.id().label() + ": a VNet cannot be peered with itself.",
          "Name another VNet in remoteVirtualNetwork.");
    }
  }

  /** R63: a pair of VNets has one peering, made of two halves. */
  private void secondPeeringToOneVnet(VirtualNetwork vnet) {
    Set<ResourceId> remotes = new HashSet<>();
    for (Peering peering : vnet.peerings()) {
      if (!remotes.add(peering.remoteVirtualNetwork())) {
        context.refuse(
            "TP2304",
            "R63",
            peering.origin(),
            peering.id().label()
                + ": another peering of this VNet leads to \""
                + peering.remoteVirtualNetwork().name()
                + "\" already.",
            "Remove one of the two.");
      }
    }
  }

  /** R63: traffic passes only if both halves are Connected. */
  private void otherHalf(Peering peering) {
    if (context.resources().vnet(peering.remoteVirtualNetwork()).isEmpty()) {
      return; // reported as a VNet that is not in the estate
    }
    PeeringState state = context.resources().peeringState(peering);
    if (state == PeeringState.DISCONNECTED) {
      context.report(
          ValidationKinds.HALF_A_PEERING.at(
              peering.origin(),
              peering.id().label() + ": it is Disconnected, so nothing passes.",
              "Remove this half and create the pair anew."));
    } else if (context.resources().oppositeOf(peering).isEmpty()) {
      context.report(
          ValidationKinds.HALF_A_PEERING.at(
              peering.origin(),
              peering.id().label()
                  + ": the VNet \""
                  + peering.remoteVirtualNetwork().name()
                  + "\" has no peering back, so nothing passes.",
              "Add the other half."));
    } else if (state == PeeringState.INITIATED) {
      context.report(
          ValidationKinds.HALF_A_PEERING.at(
              peering.origin(),
              peering.id().label() + ": it is only Initiated, so nothing passes.",
              "Remove peeringState if it was saved before the other half existed."));
    }
  }

  /** R7: after a change of ranges the halves have to be synchronised. */
  private void outdatedRanges(Peering peering) {
    List<Prefix> known = peering.remoteAddressSpace();
    Optional<VirtualNetwork> remote = context.resources().vnet(peering.remoteVirtualNetwork());
    if (known.isEmpty() || remote.isEmpty()) {
      return;
    }
    List<Prefix> now = context.resources().remotePrefixes(peering);
    if (!Set.copyOf(known).equals(Set.copyOf(now))) {
      context.report(
          ValidationKinds.PEERING_OUT_OF_STEP.at(
              peering.origin(),
              peering.id().label()
                  + ": it was synchronised when \""
                  + remote.get().name()
                  + "\" had the ranges "
                  + known
                  + "; now it has "
                  + now
                  + "."));
    }
  }

  /** R279: a peering of subnets names them on both sides, and the halves agree. */
  private void subnets(Peering peering, VirtualNetwork vnet) {
    Optional<VirtualNetwork> remote = context.resources().vnet(peering.remoteVirtualNetwork());
    Optional<Peering> opposite = context.resources().oppositeOf(peering);
    if (!peering.peerCompleteVnets()) {
      missingSubnets(peering, vnet, peering.localSubnetNames());
      remote.ifPresent(other -> missingSubnets(peering, other, peering.remoteSubnetNames()));
      tooManySubnets(peering);
    }
    if (opposite.isPresent() && peering.id().compareTo(opposite.get().id()) < 0) {
      halvesDisagree(peering, opposite.get());
    }
  }

  private void missingSubnets(Peering peering, VirtualNetwork vnet, List<String> names) {
    for (String name : names) {
      if (vnet.subnetsNamed(List.of(name)).isEmpty()) {
        context.refuse(
            "TP2313",
            "R279",
            peering.origin(),
            peering.id().label()
                + ": the VNet \""
                + vnet.name()
                + "\" has no subnet \""
                + name
                + "\".",
            "Correct localSubnetNames or remoteSubnetNames.");
      }
    }
  }

  private void tooManySubnets(Peering peering) {
    int subnets = peering.localSubnetNames().size() + peering.remoteSubnetNames().size();
    if (subnets > SUBNETS_PER_PEERING) {
      context.report(
          ValidationKinds.TOO_MANY_PEERED_SUBNETS.at(
              peering.origin(),
              peering.id().label()
                  + ": it joins "
                  + subnets
                  + " subnets, and Azure allows "
                  + SUBNETS_PER_PEERING
                  + "."));
    }
  }

  private void halvesDisagree(Peering one, Peering other) {
    boolean agree =
        one.peerCompleteVnets() == other.peerCompleteVnets()
            && (one.peerCompleteVnets()
                || (sameNames(one.localSubnetNames(), other.remoteSubnetNames())
                    && sameNames(one.remoteSubnetNames(), other.localSubnetNames())));
    if (!agree) {
      context.report(
          ValidationKinds.DIFFERING_HALVES.at(
              one.origin(),
              one.id().label()
                  + ": it peers other subnets than \""
                  + other.id().path()
                  + "\" on the other side, so each side has routes of its own half."));
    }
  }

  private static boolean sameNames(List<String> one, List<String> other) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(one);
    Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    others.addAll(other);
    return names.equals(others);
  }

  /** R70, R190: who uses a remote gateway or Route Server has none of its own. */
  private void ownGateway(Peering peering, VirtualNetwork vnet) {
    Optional<RouteServer> server = context.resources().routeServerOf(vnet);
    if (server.isPresent()) {
      context.refuse(
          "TP2312",
          "R190",
          peering.origin(),
          peering.id().label()
              + ": a VNet with a Route Server of its own (\""
              + server.get().name()
              + "\") cannot use the gateway or Route Server of another.",
          "Set useRemoteGateways to false: a dual-homed VNet learns from appliances in its hubs.");
    }
    List<VirtualNetworkGateway> own = context.resources().gatewaysOf(vnet);
    if (!own.isEmpty()) {
      context.refuse(
          "TP2307",
          "R70",
          peering.origin(),
          peering.id().label()
              + ": a VNet with a gateway of its own (\""
              + own.getFirst().name()
              + "\") cannot use that of another.",
          "Set useRemoteGateways to false, or remove the gateway.");
    }
  }

  /** R70: only one peering can bring the gateway. */
  private void secondUseOfRemoteGateways(VirtualNetwork vnet) {
    List<Peering> using = vnet.peerings().stream().filter(Peering::useRemoteGateways).toList();
    for (Peering peering : using.stream().skip(1).toList()) {
      context.refuse(
          "TP2308",
          "R70",
          peering.origin(),
          peering.id().label()
              + ": only one peering of a VNet may use remote gateways, and \""
              + using.getFirst().name()
              + "\" does already.",
          "Set useRemoteGateways to false on one of them.");
    }
  }

  /** R69, R70: the other side has a gateway and lets it be used. */
  private void remoteSideOffersGateway(Peering peering) {
    Optional<VirtualNetwork> remote = context.resources().vnet(peering.remoteVirtualNetwork());
    if (remote.isEmpty()) {
      return;
    }
    Optional<Peering> opposite = context.resources().oppositeOf(peering);
    if (opposite.isPresent() && !opposite.get().allowGatewayTransit()) {
      context.refuse(
          "TP2309",
          "R70",
          peering.origin(),
          peering.id().label()
              + ": it uses remote gateways, but \""
              + opposite.get().id().path()
              + "\" does not allow gateway transit.",
          "Set allowGatewayTransit to true over there.");
    }
    if (!context.resources().hasRouteSource(remote.get())) {
      context.refuse(
          "TP2310",
          "R70",
          peering.origin(),
          peering.id().label()
              + ": it uses remote gateways, but the VNet \""
              + remote.get().name()
              + "\" has none.",
          "Add the gateway, or set useRemoteGateways to false.");
    }
  }

  /** R72: in the seed era no gateway transit across regions. */
  private void globalTransit(Peering peering, VirtualNetwork vnet) {
    Optional<VirtualNetwork> remote = context.resources().vnet(peering.remoteVirtualNetwork());
    if (context.isSeedEra()
        && remote.isPresent()
        && !vnet.location().isEmpty()
        && !remote.get().location().isEmpty()
        && !vnet.location().equals(remote.get().location())) {
      context.refuse(
          "TP2311",
          "R72",
          peering.origin(),
          peering.id().label()
              + ": in the seed era a gateway could not be used from another region ("
              + vnet.location()
              + " and "
              + remote.get().location()
              + ").",
          "Use the profile \"current\", or set useRemoteGateways to false.");
    }
  }
}
