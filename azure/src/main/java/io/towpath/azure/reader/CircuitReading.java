package io.towpath.azure.reader;

import io.towpath.azure.resource.AdvertisedPrefixesState;
import io.towpath.azure.resource.AuthorizationUse;
import io.towpath.azure.resource.AzureName;
import io.towpath.azure.resource.CircuitAuthorization;
import io.towpath.azure.resource.CircuitFamily;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringState;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.CircuitProvisioningState;
import io.towpath.azure.resource.CircuitTier;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.GlobalReach;
import io.towpath.azure.resource.ProviderProvisioningState;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.net.Asn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ExpressRoute circuits, their peerings and authorizations (R119–R135). */
final class CircuitReading {

  static final String PEERING = "peerings";

  static final String PEERING_TYPE = ExpressRouteCircuit.TYPE + "/peerings";
  static final String AUTHORIZATION = "authorizations";

  private CircuitReading() {}

  static ExpressRouteCircuit circuit(ArmMembers members) {
    List<CircuitPeering> peerings = new ArrayList<>();
    Children.read(members, PEERING, child -> peering(child).ifPresent(peerings::add));
    List<CircuitAuthorization> authorizations = new ArrayList<>();
    Children.read(members, AUTHORIZATION, child -> authorizations.add(authorization(child)));
    Optional<ArmMembers> provider = members.object("serviceProviderProperties");
    Optional<ArmMembers> sku = members.object("sku");
    CircuitTier tier =
        sku.flatMap(found -> ofSku(found, "tier", CircuitTier.values(), 0))
            .orElse(CircuitTier.STANDARD);
    CircuitFamily family =
        sku.flatMap(found -> ofSku(found, "family", CircuitFamily.values(), 1))
            .orElse(CircuitFamily.METERED_DATA);
    ExpressRouteCircuit circuit =
        new ExpressRouteCircuit(
            members.resource(),
            Children.location(members),
            tier,
            family,
            provider.map(found -> found.sharedText("peeringLocation")).orElse(""),
            bandwidth(members, provider),
            members.optionalText("serviceKey").orElse(null),
            members
                .choice("circuitProvisioningState", CircuitProvisioningState.values(), "R127")
                .orElse(CircuitProvisioningState.ENABLED),
            // What is not printed has been done: nobody saves a circuit that does not exist.
            members
                .choice(
                    "serviceProviderProvisioningState", ProviderProvisioningState.values(), "R127")
                .orElse(ProviderProvisioningState.PROVISIONED),
            peerings,
            authorizations,
            members.origin());
    members.reportRest(MemberTable.CIRCUIT);
    return circuit;
  }

  /** A member of the SKU, else the part of its name {@code <Tier>_<Family>}. */
  private static <E extends AzureName> Optional<E> ofSku(
      ArmMembers sku, String name, E[] values, int part) {
    Optional<E> stated = sku.choice(name, values, "R122");
    String[] parts = sku.optionalText("name").orElse("").split("_", -1);
    if (parts.length != 2) {
      return stated;
    }
    Optional<E> named = Optional.empty();
    for (E value : values) {
      if (value.azureName().equalsIgnoreCase(parts[part])) {
        named = Optional.of(value);
      }
    }
    if (stated.isPresent() && named.isPresent() && !stated.equals(named)) {
      // Azure keeps whatever name it was given; what counts is the member.
      sku.notes()
          .add(
              ReadingKinds.CONTRADICTING_SKU.at(
                  sku.originOf("name"),
                  sku.resource().label()
                      + ": the SKU is called "
                      + sku.text("name")
                      + ", but its "
                      + name
                      + " is "
                      + stated.get().azureName()
                      + ", which counts."));
    }
    return stated.isPresent() ? stated : named;
  }

  /** Mbps; circuits on an own port state Gbps. */
  private static int bandwidth(ArmMembers members, Optional<ArmMembers> provider) {
    int ofProvider = provider.map(found -> found.integer("bandwidthInMbps", 0)).orElse(0);
    return ofProvider != 0
        ? ofProvider
        : members
            .optionalParsed("bandwidthInGbps", BigDecimal::new)
            .map(gbps -> gbps.movePointRight(3).intValue())
            .orElse(0);
  }

  /** A peering; nothing if it has IPv6 links only, which is reported. */
  static Optional<CircuitPeering> peering(ArmMembers members) {
    CircuitPeeringType type =
        members
            .choice("peeringType", CircuitPeeringType.values(), "R129")
            .or(() -> byName(members.resource().name()))
            .orElseThrow(
                () ->
                    members.invalid(
                        "peeringType", "the peering states no type", "State peeringType."));
    boolean onlyIpv6 = !members.has("primaryPeerAddressPrefix") && members.has("ipv6PeeringConfig");
    if (onlyIpv6) {
      members.reportUnsupported("ipv6PeeringConfig");
      return Optional.empty();
    }
    List<GlobalReach> globalReach = new ArrayList<>();
    Children.read(members, "connections", child -> globalReach.add(globalReach(child)));
    CircuitPeering peering =
        new CircuitPeering(
            members.resource(),
            type,
            members
                .choice("state", CircuitPeeringState.values(), "R129")
                .orElse(CircuitPeeringState.ENABLED),
            asn(members),
            members.prefix("primaryPeerAddressPrefix"),
            members.prefix("secondaryPeerAddressPrefix"),
            members.integer("vlanId", 0),
            members.optionalText("sharedKey").orElse(null),
            members
                .object("microsoftPeeringConfig")
                .flatMap(
                    config ->
                        config.choice(
                            "advertisedPublicPrefixesState",
                            AdvertisedPrefixesState.values(),
                            "R135"))
                .orElse(null),
            members
                .object("microsoftPeeringConfig")
                .map(config -> config.prefixes("advertisedPublicPrefixes"))
                .orElse(List.of()),
            members.reference("routeFilter", RouteFilter.TYPE).orElse(null),
            globalReach,
            members.origin());
    members.reportRest(MemberTable.CIRCUIT_PEERING);
    return Optional.of(peering);
  }

  static GlobalReach globalReach(ArmMembers members) {
    GlobalReach connection =
        new GlobalReach(
            members.resource(),
            members.prefix("addressPrefix"),
            members
                .reference("expressRouteCircuitPeering", PEERING_TYPE)
                .orElse(members.resource().parent()),
            members.requiredReference("peerExpressRouteCircuitPeering", PEERING_TYPE),
            members.origin());
    members.reportRest(MemberTable.GLOBAL_REACH);
    return connection;
  }

  private static long asn(ArmMembers members) {
    return members
        .optionalParsed("peerASN", Asn::parse)
        .orElseThrow(
            () ->
                members.invalid(
                    "peerASN", "the peering states no ASN of the customer", "State peerASN."));
  }

  private static Optional<CircuitPeeringType> byName(String name) {
    for (CircuitPeeringType type : CircuitPeeringType.values()) {
      if (type.azureName().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  static CircuitAuthorization authorization(ArmMembers members) {
    CircuitAuthorization authorization =
        new CircuitAuthorization(
            members.resource(),
            members.optionalText("authorizationKey").orElse(null),
            use(members),
            members.origin());
    members.reportRest(MemberTable.CIRCUIT_AUTHORIZATION);
    return authorization;
  }

  private static AuthorizationUse use(ArmMembers members) {
    // Older interfaces say Used.
    return members.optionalText("authorizationUseStatus").orElse("").equalsIgnoreCase("Used")
        ? AuthorizationUse.IN_USE
        : members
            .choice("authorizationUseStatus", AuthorizationUse.values(), "R128")
            .orElse(AuthorizationUse.AVAILABLE);
  }
}
