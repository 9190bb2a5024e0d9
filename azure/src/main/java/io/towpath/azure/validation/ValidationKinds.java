package io.towpath.azure.validation;

import static io.towpath.net.FindingKind.info;
import static io.towpath.net.FindingKind.warning;

import io.towpath.net.FindingKind;
import java.util.List;

/**
 * What the codes of warnings and remarks of the rules about resources stand for. What Azure refuses
 * explains itself and is not among them.
 */
public final class ValidationKinds {
  static final FindingKind OVER_THE_LIMIT =
      warning(
          "TP2110",
          "R12",
          "More than Azure's published limit",
          "The limit holds for a subscription without exceptions; deployment stops there.",
          "Split the resource, or ask Azure for more.");

  static final FindingKind OVERLAPPING_RANGES =
      warning(
          "TP2111",
          "R9",
          "Overlapping ranges of connected networks",
          "Azure checks overlaps of peerings only. Over a tunnel or a circuit the VNet's own"
              + " range wins at each end, and what both sides have is never sent across.",
          "Give one side another range.");

  static final FindingKind GATEWAY_SUBNET_WITHOUT_PROPAGATION =
      warning(
          "TP2226",
          "R16",
          "GatewaySubnet without propagated routes",
          "disableBgpRoutePropagation on the table of GatewaySubnet takes the gateways' own"
              + " learned routes from them, and they stop working. No page says how, so what is"
              + " predicted of them supposes that they work.",
          "Set disableBgpRoutePropagation to false.");

  static final FindingKind ROUTE_OVER_GATEWAY_SUBNET =
      warning(
          "TP2227",
          "R16",
          "Route that covers GatewaySubnet itself",
          "A route of GatewaySubnet that covers its own range leads away what the gateways say to"
              + " each other and to their management. What is predicted of them supposes that they"
              + " work.",
          "Use longer prefixes.");

  static final FindingKind ROUTE_OVER_PUBLIC_ADDRESS =
      warning(
          "TP2229",
          "R16",
          "Route of GatewaySubnet over a gateway's public address",
          "A route of GatewaySubnet that covers the public address of a gateway there and does not"
              + " lead to the Internet disturbs its control and data paths. What is predicted of it"
              + " supposes that it works.",
          "Leave the public addresses of the gateways out of its prefix.");

  static final FindingKind HALF_A_PEERING =
      warning(
          "TP2305",
          "R63",
          "Half a peering",
          "Traffic passes only while both halves exist and are Connected. Azure lets the one half"
              + " stand alone for ever.",
          "Create the other half, or remove this one and create the pair anew.");

  static final FindingKind PEERING_OUT_OF_STEP =
      warning(
          "TP2306",
          "R7",
          "Peering that does not know the newest ranges",
          "After a change of ranges a peering has to be synchronised; until then the new range is"
              + " not routed.",
          "Synchronise the peering.");

  static final FindingKind DIFFERING_HALVES =
      warning(
          "TP2314",
          "R279",
          "Halves of a subnet peering that differ",
          "Each half programs the subnets that it names, so routes lead one way only where the"
              + " halves name others.",
          "State the same subnets in both halves.");

  static final FindingKind TOO_MANY_PEERED_SUBNETS =
      warning(
          "TP2315",
          "R279",
          "Too many subnets in a peering",
          "Azure joins a limited number of subnets by one peering; deployment stops there.",
          "Peer fewer subnets, or the whole VNets.");

  static final FindingKind SITE_WITHOUT_CONNECTION =
      warning(
          "TP2411",
          "R115",
          "Default site without a connection",
          "Forced tunnelling leads to a local network gateway to which no connection leads.",
          "Add the connection, or remove gatewayDefaultSite.");

  static final FindingKind NAT_RULE_WITHOUT_INSTANCE =
      warning(
          "TP2414",
          "R222",
          "Dynamic NAT rule without an instance",
          "A dynamic rule of an active-active gateway belongs to one instance; here it is taken"
              + " to apply to both.",
          "State ipConfigurationId, and write one rule for each instance.");

  static final FindingKind NAT_OVER_A_NETWORK =
      warning(
          "TP2415",
          "R222",
          "NAT mapping over a connected network",
          "An external mapping covers addresses of a network that is connected without"
              + " translation, so one address stands for two machines.",
          "Give the rule an external mapping of its own.");

  static final FindingKind UNTRANSLATED_ROUTES =
      warning(
          "TP2418",
          "R223",
          "NAT rules and BGP without translated routes",
          "Packets are translated and routes are not: what is announced is not what packets bear.",
          "Set enableBgpRouteTranslationForNat to true.");

  static final FindingKind NAT_WITH_LINK_LOCAL_PEER =
      warning(
          "TP2419",
          "R223",
          "NAT rules with a link-local BGP peer",
          "Azure does not support NAT rules on a connection whose BGP address is link-local.",
          "Use an address that an ingress rule translates.");

  static final FindingKind ONE_WAY_CONNECTION =
      warning(
          "TP2441",
          "R86",
          "VNet-to-VNet connection in one direction only",
          "A tunnel between two gateways needs a connection resource at each; the one is accepted"
              + " alone and stays down.",
          "Add the connection of the other direction.");

  static final FindingKind BOTH_ENDS_WAIT =
      warning(
          "TP2442",
          "R100",
          "Both ends only respond",
          "A ResponderOnly end waits for the other one to call. Two of them wait for ever.",
          "Set connectionMode of one end to Default.");

  static final FindingKind TWO_STATIC_CONNECTIONS =
      info(
          "TP2443",
          "R106",
          "Two static connections to one prefix",
          "Without BGP nothing prefers one of the tunnels: flows are spread over those that are"
              + " up, also if one was meant to wait.",
          "Use BGP with a longer AS path at the device that is to wait.");

  static final FindingKind SMALL_STACK_SUBNET =
      info(
          "TP2455",
          "R229",
          "Small GatewaySubnet of an Azure Stack",
          "A /29 works; Microsoft recommends /28 or larger.",
          "Widen the subnet if you can.");

  static final FindingKind TOO_MANY_CIRCUITS =
      warning(
          "TP2502",
          "R126",
          "More circuits than a subscription may have",
          "The limit holds for a subscription without exceptions.",
          "Ask Azure for more.");

  static final FindingKind CIRCUIT_NOT_PROVISIONED =
      warning(
          "TP2503",
          "R127",
          "Circuit that is not provisioned",
          "A circuit can be configured and paid for before the provider has finished its side;"
              + " until then it carries nothing.",
          "Have the provider finish, then save it again.");

  static final FindingKind PRIVATE_ASN =
      warning(
          "TP2512",
          "R132",
          "Microsoft peering with a private ASN",
          "Microsoft validates the prefixes of a private ASN by hand, and removes private ASNs"
              + " from paths.",
          "Use a public ASN if you have one.");

  static final FindingKind PREFIXES_NOT_VALIDATED =
      warning(
          "TP2513",
          "R135",
          "Public prefixes that are not validated",
          "The session of a Microsoft peering stays down until its prefixes are validated.",
          "Have them validated by Microsoft.");

  static final FindingKind NO_ROUTE_FILTER =
      info(
          "TP2518",
          "R135",
          "Microsoft peering without a route filter",
          "Microsoft announces nothing over a Microsoft peering until a route filter says of"
              + " which communities.",
          "Attach a route filter with the communities of the services in use.");

  static final FindingKind CIRCUIT_OUT_OF_REACH =
      warning(
          "TP2528",
          "R123",
          "Circuit that does not reach the region",
          "The tier of a circuit decides which regions may be linked to it.",
          "Use a Standard or Premium circuit.");

  static final FindingKind DISTANT_NEXT_HOP =
      warning(
          "TP2703",
          "R52",
          "Next hop that is not near",
          "An appliance must stand in the VNet of the subnet or in a directly peered one, not"
              + " behind a gateway or a second peering. Azure stores the route and drops its"
              + " packets.",
          "Use an address in the VNet or in a peered one.");

  static final FindingKind NEXT_HOP_OF_NOBODY =
      warning(
          "TP2704",
          "R52",
          "Next hop that nobody has",
          "Azure does not check whether an interface has the next hop address of a route. Packets"
              + " to it are dropped.",
          "Add the interface, load balancer or firewall that has it.");

  static final FindingKind NEXT_HOP_WITHOUT_FORWARDING =
      warning(
          "TP2705",
          "R53",
          "Next hop without IP forwarding",
          "An interface without IP forwarding drops every packet that is not for its own address,"
              + " whatever the guest would do with it.",
          "Set enableIPForwarding of the interface to true.");

  static final FindingKind ROUTE_TO_A_MISSING_GATEWAY =
      warning(
          "TP2707",
          "R54",
          "Route to a gateway that is not there",
          "The next hop type VirtualNetworkGateway means the VPN gateway that serves the VNet."
              + " There is none, so the packets are dropped.",
          "Add a VPN gateway, or remove the route.");

  static final FindingKind NEXT_HOP_BEHIND_A_PEERING =
      warning(
          "TP2709",
          "R296",
          "Next hop in a peer whose routes are kept out",
          "Where a route table keeps peering routes out (disablePeeringRoute), the appliances of"
              + " its routes have to stand in the VNet of the machines themselves. No page says"
              + " what becomes of a next hop in a peered VNet; its packets are predicted as lost.",
          "Put an appliance into the VNet, or set disablePeeringRoute to None.");

  static final FindingKind UNREACHABLE_PEER =
      warning(
          "TP2717",
          "R188",
          "Route Server peer that it cannot reach",
          "A Route Server reaches peers in its own VNet and in peered ones; the session with"
              + " others stays down.",
          "Correct the address, or add the peering.");

  static final FindingKind NOT_ACTIVE_ACTIVE =
      warning(
          "TP2718",
          "R180",
          "VPN gateway beside a Route Server is not active-active",
          "Azure supports branch-to-branch with active-active VPN gateways only.",
          "Set activeActive to true, with a second public address.");

  static final FindingKind OTHER_ASN =
      warning(
          "TP2719",
          "R163",
          "VPN gateway beside a Route Server has an ASN of its own",
          "Azure asks for 65515. Observed deployments with another ASN exchange routes by eBGP,"
              + " which lengthens paths and sets other next hops.",
          "Set the ASN to 65515 and reset the gateway.");

  static final FindingKind NAT_GATEWAY_WITHOUT_ADDRESS =
      warning(
          "TP2814",
          "R219",
          "NAT gateway without a public address",
          "Packets of its subnets are sent to it and nothing leaves.",
          "Give it a public address or prefix.");

  static final FindingKind NAT_RULE_FOR_NOBODY =
      warning(
          "TP2820",
          "R301",
          "DNAT rule for an address that the firewall does not have",
          "A firewall translates what calls one of its own addresses, each named by itself. What"
              + " calls others does not come to it, or is passed on as it is.",
          "Name a public address of the firewall, or its private one.");

  static final FindingKind NAT_RULE_OF_HIGH_PORT =
      warning(
          "TP2821",
          "R301",
          "DNAT rule for a port above 63999",
          "Azure Firewall uses the highest ports itself and does not support rules for them. What"
              + " is predicted supposes that they work.",
          "Let clients call a lower port; the translated port may be any.");

  static final FindingKind NAT_RULE_BESIDE_FORCED_TUNNELLING =
      warning(
          "TP2822",
          "R301",
          "DNAT rule of a firewall with forced tunnelling",
          "The route table of AzureFirewallSubnet leads the default route elsewhere, so answers to"
              + " the Internet leave by another way than the calls came in, and are lost.",
          "Let the Internet in by another firewall, or remove the default route.");

  static final FindingKind NAT_RULE_OF_BASIC_FIREWALL =
      warning(
          "TP2823",
          "R301",
          "DNAT rule for the private address of a basic firewall",
          "Firewalls of the SKU Basic translate what calls their public addresses only.",
          "Use a firewall of the SKU Standard or Premium.");

  static final FindingKind NOT_INHERITED =
      warning(
          "TP2824",
          "R300",
          "DNAT rules of a base policy",
          "Policies inherit network and application rules of their base policy, and no rules that"
              + " translate: these name addresses of one firewall.",
          "Write the rules in the policy of the firewall itself.");

  static final FindingKind KEY_NOT_PRINTED =
      info(
          "TP2901",
          "R103",
          "Shared key that is not printed",
          "Azure's tools leave out keys. Both ends of the tunnel are assumed to agree.",
          "Compare the keys of both ends.");

  static final FindingKind MD5_KEY_NOT_PRINTED =
      info(
          "TP2902",
          "R133",
          "MD5 key that is not printed",
          "Azure's tools leave out keys. Both ends of the sessions are assumed to agree.",
          "Compare the keys of both ends.");

  static final FindingKind DEFAULT_PROPOSALS =
      info(
          "TP2903",
          "R107",
          "Connection with default proposals",
          "Without a custom policy Azure offers and accepts its default proposals, which change"
              + " from time to time.",
          "Set an IPsec policy if the device accepts only one.");

  static final FindingKind UNCHECKED_AUTHORIZATION =
      info(
          "TP2904",
          "R128",
          "Authorization that cannot be checked",
          "The circuit belongs to another subscription, whose authorization keys are not printed.",
          "Compare the key with the circuit's owner.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(
          OVER_THE_LIMIT,
          OVERLAPPING_RANGES,
          GATEWAY_SUBNET_WITHOUT_PROPAGATION,
          ROUTE_OVER_GATEWAY_SUBNET,
          ROUTE_OVER_PUBLIC_ADDRESS,
          HALF_A_PEERING,
          PEERING_OUT_OF_STEP,
          DIFFERING_HALVES,
          TOO_MANY_PEERED_SUBNETS,
          SITE_WITHOUT_CONNECTION,
          NAT_RULE_WITHOUT_INSTANCE,
          NAT_OVER_A_NETWORK,
          UNTRANSLATED_ROUTES,
          NAT_WITH_LINK_LOCAL_PEER,
          ONE_WAY_CONNECTION,
          BOTH_ENDS_WAIT,
          TWO_STATIC_CONNECTIONS,
          SMALL_STACK_SUBNET,
          TOO_MANY_CIRCUITS,
          CIRCUIT_NOT_PROVISIONED,
          PRIVATE_ASN,
          PREFIXES_NOT_VALIDATED,
          NO_ROUTE_FILTER,
          CIRCUIT_OUT_OF_REACH,
          DISTANT_NEXT_HOP,
          NEXT_HOP_OF_NOBODY,
          NEXT_HOP_WITHOUT_FORWARDING,
          ROUTE_TO_A_MISSING_GATEWAY,
          NEXT_HOP_BEHIND_A_PEERING,
          UNREACHABLE_PEER,
          NOT_ACTIVE_ACTIVE,
          OTHER_ASN,
          NAT_GATEWAY_WITHOUT_ADDRESS,
          NAT_RULE_FOR_NOBODY,
          NAT_RULE_OF_HIGH_PORT,
          NAT_RULE_BESIDE_FORCED_TUNNELLING,
          NAT_RULE_OF_BASIC_FIREWALL,
          NOT_INHERITED,
          KEY_NOT_PRINTED,
          MD5_KEY_NOT_PRINTED,
          DEFAULT_PROPOSALS,
          UNCHECKED_AUTHORIZATION);

  private ValidationKinds() {}
}
