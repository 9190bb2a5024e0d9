package io.towpath.azure.compile;

import static io.towpath.net.FindingKind.info;
import static io.towpath.net.FindingKind.warning;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings and remarks about resources that cannot do their work stand for. */
public final class CompilationKinds {
  static final FindingKind COMMUNITY_WITHOUT_PREFIXES =
      warning(
          "TP2517",
          "R146",
          "Community without prefixes",
          "A route filter asks for a community of which the estate lists no prefix. Microsoft"
              + " announces its prefixes; here none is announced.",
          "Add what az network route-filter rule list-service-communities prints of it.");

  static final FindingKind INSTANCE_WITHOUT_PUBLIC_ADDRESS =
      warning(
          "TP2801",
          "R21",
          "VPN gateway instance without public address",
          "An instance ends its tunnels at its own public address; without one it has none.",
          "Give every ipConfiguration of the gateway a public IP address.");

  static final FindingKind MISSING_CIRCUIT =
      warning(
          "TP2802",
          "Connection to a circuit that is not there",
          "The circuit is not part of the estate or has no private peering, so the connection"
              + " carries nothing.",
          "Add the circuit with its AzurePrivatePeering.");

  static final FindingKind ASSUMED_TO_FORWARD =
      info(
          "TP2803",
          "R53",
          "Guest that is assumed to forward",
          "Nothing in Azure says whether a guest forwards; one with enableIPForwarding is assumed"
              + " to.",
          "Say so under guests in estate.yaml.");

  static final FindingKind FRONT_END_WITHOUT_ADDRESS =
      warning(
          "TP2805",
          "Front end without a known address",
          "The front end of a load balancer has no address or stands in an unknown subnet, so no"
              + " route can lead to it.",
          "State its privateIPAddress, and have its subnet in the estate.");

  static final FindingKind BASIC_WITH_ALL_PORTS =
      warning(
          "TP2806",
          "R59",
          "Basic load balancer with a rule for all ports",
          "Only load balancers of the SKU Standard have rules for all ports.",
          "Use the SKU Standard.");

  static final FindingKind ENDPOINT_WITHOUT_ADDRESS =
      warning(
          "TP2807",
          "R29",
          "Private endpoint without an address",
          "Without its address the endpoint has no route and nobody reaches it.",
          "Add its network interface, or state privateIPAddress in its ipConfigurations.");

  static final FindingKind ENDPOINT_NOT_APPROVED =
      warning(
          "TP2808",
          "Private endpoint that is not approved",
          "Its address stands in the tables, and nothing answers there until the owner of the"
              + " service approves the connection.",
          "Have the owner of the service approve it.");

  static final FindingKind FRONT_END_WITHOUT_MACHINES =
      warning(
          "TP2815",
          "R290",
          "Public front end without machines",
          "No rule of the front end leads to a machine of the estate. Azure drops what comes to"
              + " it; here nobody is known to have its address.",
          "Put machines into its pools, and have their VNet in the estate.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(
          COMMUNITY_WITHOUT_PREFIXES,
          INSTANCE_WITHOUT_PUBLIC_ADDRESS,
          MISSING_CIRCUIT,
          ASSUMED_TO_FORWARD,
          FRONT_END_WITHOUT_ADDRESS,
          BASIC_WITH_ALL_PORTS,
          ENDPOINT_WITHOUT_ADDRESS,
          ENDPOINT_NOT_APPROVED,
          FRONT_END_WITHOUT_MACHINES);

  private CompilationKinds() {}
}
