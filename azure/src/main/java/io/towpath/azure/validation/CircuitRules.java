package io.towpath.azure.validation;

import io.towpath.azure.resource.AdvertisedPrefixesState;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.net.AddressFamily;
import io.towpath.net.Asn;
import io.towpath.net.Prefix;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Circuits and their peerings (R120, R126, R127, R129–R132, R135). */
final class CircuitRules {

  private static final int LARGEST_VLAN = 4094;
  private static final int IPV4_LENGTH = 30;
  private static final int IPV6_LENGTH = 126;

  private static final List<Prefix> PRIVATE =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").map(Prefix::parse).toList();

  private final RuleContext context;

  CircuitRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    Map<String, Integer> perSubscription = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (ExpressRouteCircuit circuit : context.resources().expressRouteCircuits().values()) {
      bandwidth(circuit);
      provisioned(circuit);
      oneOfEachType(circuit);
      vlanTwice(circuit);
      for (CircuitPeering peering : circuit.peerings()) {
        retired(peering);
        linkNets(peering);
        publicNets(peering);
        vlan(peering);
        asn(peering);
        validatedPrefixes(peering);
        routeFilter(peering);
      }
      if (perSubscription.merge(circuit.id().subscription(), 1, Integer::sum)
          == CircuitLimits.PER_SUBSCRIPTION + 1) {
        perSubscription(circuit);
      }
    }
  }

  /** R120. */
  private void bandwidth(ExpressRouteCircuit circuit) {
    int mbps = circuit.bandwidthMbps();
    if (mbps != 0 && !CircuitLimits.BANDWIDTHS_MBPS.contains(mbps)) {
      context.refuse(
          "TP2501",
          "R120",
          circuit.origin(),
          circuit.id().label() + ": no circuit has " + mbps + " Mbps.",
          "Use one of " + CircuitLimits.BANDWIDTHS_MBPS + ".");
    }
  }

  /** R126: a number that Azure raises on request. */
  private void perSubscription(ExpressRouteCircuit circuit) {
    context.report(
        ValidationKinds.TOO_MANY_CIRCUITS.at(
            circuit.origin(),
            "The subscription "
                + circuit.id().subscription()
                + " has more than "
                + CircuitLimits.PER_SUBSCRIPTION
                + " circuits."));
  }

  /** R127: until both sides have provisioned it, a circuit carries nothing. */
  private void provisioned(ExpressRouteCircuit circuit) {
    if (!circuit.isProvisioned() && !circuit.peerings().isEmpty()) {
      context.report(
          ValidationKinds.CIRCUIT_NOT_PROVISIONED.at(
              circuit.origin(),
              circuit.id().label()
                  + ": it carries no traffic, because it is "
                  + circuit.provisioningState().azureName()
                  + " at Microsoft and "
                  + circuit.providerState().azureName()
                  + " at the provider."));
    }
  }

  /** R129: each routing domain once. */
  private void oneOfEachType(ExpressRouteCircuit circuit) {
    Map<CircuitPeeringType, CircuitPeering> first = new EnumMap<>(CircuitPeeringType.class);
    for (CircuitPeering peering : circuit.peerings()) {
      CircuitPeering other = first.putIfAbsent(peering.type(), peering);
      if (other != null) {
        refuse(
            "TP2504",
            "R129",
            peering,
            "the circuit has a peering of type "
                + peering.type().azureName()
                + " already, \""
                + other.name()
                + "\"",
            "Keep one of the two.");
      }
    }
  }

  /** R129: public peering is history. */
  private void retired(CircuitPeering peering) {
    if (peering.type() == CircuitPeeringType.AZURE_PUBLIC && !context.isSeedEra()) {
      refuse(
          "TP2505",
          "R129",
          peering,
          "public peering was retired in March 2024",
          "Use Microsoft peering, or the profile \"seed-era\".");
    }
  }

  /** R130: two different nets with two usable addresses each. */
  private void linkNets(CircuitPeering peering) {
    for (CircuitLink link : CircuitLink.values()) {
      Prefix net = peering.prefix(link);
      int length = net.family() == AddressFamily.IPV4 ? IPV4_LENGTH : IPV6_LENGTH;
      if (net.length() != length) {
        refuse(
            "TP2506",
            "R130",
            peering,
            "the net of its " + link.word() + " link is a /" + length + ", but here is " + net,
            "State the /" + length + " of that link.");
      }
    }
    if (peering.primaryPrefix().overlaps(peering.secondaryPrefix())) {
      refuse(
          "TP2507",
          "R130",
          peering,
          "both links have the net " + peering.primaryPrefix(),
          "Give each link a net of its own.");
    }
  }

  /** R130: only private peering may use private addresses. */
  private void publicNets(CircuitPeering peering) {
    if (peering.type() == CircuitPeeringType.AZURE_PRIVATE) {
      return;
    }
    for (CircuitLink link : CircuitLink.values()) {
      if (PRIVATE.stream().anyMatch(range -> range.overlaps(peering.prefix(link)))) {
        refuse(
            "TP2508",
            "R130",
            peering,
            "its "
                + link.word()
                + " link has the private net "
                + peering.prefix(link)
                + ", but needs public addresses of yours",
            "Use registered public addresses.");
      }
    }
  }

  /** R131: a tag of its own. */
  private void vlan(CircuitPeering peering) {
    if (peering.vlanId() < 1 || peering.vlanId() > LARGEST_VLAN) {
      refuse(
          "TP2509",
          "R131",
          peering,
          "its VLAN is " + peering.vlanId(),
          "State vlanId from 1 to " + LARGEST_VLAN + ".");
    }
  }

  /** R131: different from those of the other peerings. */
  private void vlanTwice(ExpressRouteCircuit circuit) {
    Map<Integer, CircuitPeering> first = new HashMap<>(); // look-ups only
    for (CircuitPeering peering : circuit.peerings()) {
      CircuitPeering other = first.putIfAbsent(peering.vlanId(), peering);
      if (other != null) {
        refuse(
            "TP2510",
            "R131",
            peering,
            "VLAN " + peering.vlanId() + " belongs to \"" + other.name() + "\" already",
            "Give each peering a VLAN of its own.");
      }
    }
  }

  /** R132: ASNs of Microsoft are not the customer's; private ones need a check by hand. */
  private void asn(CircuitPeering peering) {
    if (ReservedAsns.isReservedOnCircuit(peering.peerAsn())) {
      refuse(
          "TP2511",
          "R132",
          peering,
          "the ASN " + peering.peerAsn() + " belongs to Microsoft",
          "State the ASN of your router.");
    } else if (peering.type() == CircuitPeeringType.MICROSOFT && Asn.isPrivate(peering.peerAsn())) {
      context.report(
          ValidationKinds.PRIVATE_ASN.at(
              peering.origin(),
              peering.id().label()
                  + ": Microsoft peering with the private ASN "
                  + peering.peerAsn()
                  + " has to be validated by hand."));
    }
  }

  /** R135: before the public prefixes are validated, the session stays down. */
  private void validatedPrefixes(CircuitPeering peering) {
    if (peering.publicPrefixesState() == AdvertisedPrefixesState.VALIDATION_NEEDED) {
      context.report(
          ValidationKinds.PREFIXES_NOT_VALIDATED.at(
              peering.origin(),
              peering.id().label()
                  + ": its public prefixes are not validated, so its sessions stay down."));
    }
  }

  /** R135: without a filter there is a session and nothing in it. */
  private void routeFilter(CircuitPeering peering) {
    if (peering.type() == CircuitPeeringType.MICROSOFT
        && peering.routeFilter() == null
        && context.resources().routeFilterOf(peering).isEmpty()) {
      context.report(
          ValidationKinds.NO_ROUTE_FILTER.at(
              peering.origin(),
              peering.id().label() + ": it has no route filter, so Microsoft announces nothing.",
              ""));
    }
  }

  private void refuse(
      String code, String rule, CircuitPeering peering, String problem, String fix) {
    context.refuse(code, rule, peering.origin(), peering.id().label() + ": " + problem + ".", fix);
  }
}
