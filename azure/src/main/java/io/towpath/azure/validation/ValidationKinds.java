package io.towpath.azure.validation;

import static io.towpath.net.FindingKind.info;
import static io.towpath.net.FindingKind.warning;

import io.towpath.net.FindingKind;
import io.towpath.net.Severity;
import java.util.List;

/** What the codes of warnings and remarks about single resources stand for. */
public final class ValidationKinds {
  /** In the order of codes. What Azure refuses explains itself and is not among them. */
  public static final List<FindingKind> ALL =
      List.of(
          new FindingKind(
              "TP2007",
              Severity.WARNING,
              null,
              "Reference to something outside the estate",
              "A resource names another one that no file holds. What depends on it is left out of"
                  + " the network, so answers that touch it may differ from Azure's.",
              "Add the resource if its part in the network matters."),
          new FindingKind(
              "TP2008",
              Severity.WARNING,
              null,
              "List that is not complete",
              "The file holds one page of a longer list; the resources of the other pages are"
                  + " missing.",
              "Save all pages."),
          warning(
              "TP2009",
              "R122",
              "SKU of a circuit that contradicts itself",
              "The name of the SKU says another tier or family than its members, which count.",
              "Correct one of the two."),
          warning(
              "TP2110",
              "R12",
              "More than Azure's published limit",
              "The limit holds for a subscription without exceptions; deployment stops there.",
              "Split the resource, or ask Azure for more."),
          warning(
              "TP2111",
              "R9",
              "Overlapping ranges of connected networks",
              "Azure checks overlaps of peerings only. Over a tunnel or a circuit the VNet's own"
                  + " range wins at each end, and what both sides have is never sent across.",
              "Give one side another range."),
          warning(
              "TP2211",
              "R14",
              "GatewaySubnet is full",
              "There is no address left for an instance or endpoint of a gateway.",
              "Widen the subnet to /27 or larger."),
          new FindingKind(
              "TP2212",
              Severity.INFO,
              null,
              "Address of a gateway that stands in",
              "The address that the rule of this kind of gateway gives (R17 to R20) is taken, so"
                  + " another one was assumed. Azure may have chosen differently.",
              "State the address under \"assigned\"."),
          warning(
              "TP2226",
              "R16",
              "GatewaySubnet without propagated routes",
              "disableBgpRoutePropagation on the table of GatewaySubnet takes the gateways' own"
                  + " learned routes from them, and they stop working.",
              "Set disableBgpRoutePropagation to false."),
          warning(
              "TP2227",
              "R16",
              "Route that covers GatewaySubnet itself",
              "A route of GatewaySubnet that covers its own range leads away what the gateways say"
                  + " to each other and to their management.",
              "Use longer prefixes."),
          warning(
              "TP2229",
              "R16",
              "Route of GatewaySubnet over a gateway's public address",
              "A route of GatewaySubnet that covers the public address of a gateway there and does"
                  + " not lead to the Internet disturbs its control and data paths.",
              "Leave the public addresses of the gateways out of its prefix."),
          warning(
              "TP2305",
              "R63",
              "Half a peering",
              "Traffic passes only while both halves exist and are Connected. Azure lets the one"
                  + " half stand alone for ever.",
              "Create the other half, or remove this one and create the pair anew."),
          warning(
              "TP2306",
              "R7",
              "Peering that does not know the newest ranges",
              "After a change of ranges a peering has to be synchronised; until then the new range"
                  + " is not routed.",
              "Synchronise the peering."),
          warning(
              "TP2314",
              "R279",
              "Halves of a subnet peering that differ",
              "Each half programs the subnets that it names, so routes lead one way only "
                  + "where the halves name others.",
              "State the same subnets in both halves."),
          warning(
              "TP2315",
              "R279",
              "Too many subnets in a peering",
              "Azure joins a limited number of subnets by one peering; deployment stops "
                  + "there.",
              "Peer fewer subnets, or the whole VNets."),
          warning(
              "TP2411",
              "R115",
              "Default site without a connection",
              "Forced tunnelling leads to a local network gateway to which no connection leads.",
              "Add the connection, or remove gatewayDefaultSite."),
          warning(
              "TP2414",
              "R222",
              "Dynamic NAT rule without an instance",
              "A dynamic rule of an active-active gateway belongs to one instance; here "
                  + "it is taken to apply to both.",
              "State ipConfigurationId, and write one rule for each instance."),
          warning(
              "TP2415",
              "R222",
              "NAT mapping over a connected network",
              "An external mapping covers addresses of a network that is connected "
                  + "without translation, so one address stands for two machines.",
              "Give the rule an external mapping of its own."),
          warning(
              "TP2418",
              "R223",
              "NAT rules and BGP without translated routes",
              "Packets are translated and routes are not: what is announced is not what "
                  + "packets bear.",
              "Set enableBgpRouteTranslationForNat to true."),
          warning(
              "TP2419",
              "R223",
              "NAT rules with a link-local BGP peer",
              "Azure does not support NAT rules on a connection whose BGP address is "
                  + "link-local.",
              "Use an address that an ingress rule translates."),
          warning(
              "TP2441",
              "R86",
              "VNet-to-VNet connection in one direction only",
              "A tunnel between two gateways needs a connection resource at each; the one is"
                  + " accepted alone and stays down.",
              "Add the connection of the other direction."),
          warning(
              "TP2442",
              "R100",
              "Both ends only respond",
              "A ResponderOnly end waits for the other one to call. Two of them wait for ever.",
              "Set connectionMode of one end to Default."),
          info(
              "TP2443",
              "R106",
              "Two static connections to one prefix",
              "Without BGP nothing prefers one of the tunnels: flows are spread over those that are"
                  + " up, also if one was meant to wait.",
              "Use BGP with a longer AS path at the device that is to wait."),
          info(
              "TP2455",
              "R229",
              "Small GatewaySubnet of an Azure Stack",
              "A /29 works; Microsoft recommends /28 or larger.",
              "Widen the subnet if you can."),
          warning(
              "TP2502",
              "R126",
              "More circuits than a subscription may have",
              "The limit holds for a subscription without exceptions.",
              "Ask Azure for more."),
          warning(
              "TP2503",
              "R127",
              "Circuit that is not provisioned",
              "A circuit can be configured and paid for before the provider has finished its side;"
                  + " until then it carries nothing.",
              "Have the provider finish, then save it again."),
          warning(
              "TP2512",
              "R132",
              "Microsoft peering with a private ASN",
              "Microsoft validates the prefixes of a private ASN by hand, and removes private ASNs"
                  + " from paths.",
              "Use a public ASN if you have one."),
          warning(
              "TP2513",
              "R135",
              "Public prefixes that are not validated",
              "The session of a Microsoft peering stays down until its prefixes are validated.",
              "Have them validated by Microsoft."),
          warning(
              "TP2517",
              "R146",
              "Community without prefixes",
              "A route filter asks for a community of which the estate lists no prefix. Microsoft"
                  + " announces its prefixes; here none is announced.",
              "Add what az network route-filter rule list-service-communities prints of it."),
          info(
              "TP2518",
              "R135",
              "Microsoft peering without a route filter",
              "Microsoft announces nothing over a Microsoft peering until a route filter says of"
                  + " which communities.",
              "Attach a route filter with the communities of the services in use."),
          warning(
              "TP2528",
              "R123",
              "Circuit that does not reach the region",
              "The tier of a circuit decides which regions may be linked to it.",
              "Use a Standard or Premium circuit."),
          warning(
              "TP2703",
              "R52",
              "Next hop that is not near",
              "An appliance must stand in the VNet of the subnet or in a directly peered one, not"
                  + " behind a gateway or a second peering. Azure stores the route and drops its"
                  + " packets.",
              "Use an address in the VNet or in a peered one."),
          warning(
              "TP2704",
              "R52",
              "Next hop that nobody has",
              "Azure does not check whether an interface has the next hop address of a route."
                  + " Packets to it are dropped.",
              "Add the interface, load balancer or firewall that has it."),
          warning(
              "TP2705",
              "R53",
              "Next hop without IP forwarding",
              "An interface without IP forwarding drops every packet that is not for its own"
                  + " address, whatever the guest would do with it.",
              "Set enableIPForwarding of the interface to true."),
          warning(
              "TP2707",
              "R54",
              "Route to a gateway that is not there",
              "The next hop type VirtualNetworkGateway means the VPN gateway that serves the VNet."
                  + " There is none, so the packets are dropped.",
              "Add a VPN gateway, or remove the route."),
          warning(
              "TP2717",
              "R188",
              "Route Server peer that it cannot reach",
              "A Route Server reaches peers in its own VNet and in peered ones; the session with"
                  + " others stays down.",
              "Correct the address, or add the peering."),
          warning(
              "TP2718",
              "R180",
              "VPN gateway beside a Route Server is not active-active",
              "Azure supports branch-to-branch with active-active VPN gateways only.",
              "Set activeActive to true, with a second public address."),
          warning(
              "TP2719",
              "R163",
              "VPN gateway beside a Route Server has an ASN of its own",
              "Azure asks for 65515. Observed deployments with another ASN exchange routes by eBGP,"
                  + " which lengthens paths and sets other next hops.",
              "Set the ASN to 65515 and reset the gateway."),
          warning(
              "TP2801",
              "R21",
              "VPN gateway instance without public address",
              "An instance ends its tunnels at its own public address; without one it has none.",
              "Give every ipConfiguration of the gateway a public IP address."),
          new FindingKind(
              "TP2802",
              Severity.WARNING,
              null,
              "Connection to a circuit that is not there",
              "The circuit is not part of the estate or has no private peering, so the connection"
                  + " carries nothing.",
              "Add the circuit with its AzurePrivatePeering."),
          info(
              "TP2803",
              "R53",
              "Guest that is assumed to forward",
              "Nothing in Azure says whether a guest forwards; one with enableIPForwarding is"
                  + " assumed to.",
              "Say so under guests in estate.yaml."),
          new FindingKind(
              "TP2805",
              Severity.WARNING,
              null,
              "Front end without a known address",
              "The front end of a load balancer has no address or stands in an unknown subnet, so"
                  + " no route can lead to it.",
              "State its privateIPAddress, and have its subnet in the estate."),
          warning(
              "TP2806",
              "R59",
              "Basic load balancer with a rule for all ports",
              "Only load balancers of the SKU Standard have rules for all ports.",
              "Use the SKU Standard."),
          warning(
              "TP2807",
              "R29",
              "Private endpoint without an address",
              "Without its address the endpoint has no route and nobody reaches it.",
              "Add its network interface, or state privateIPAddress in its " + "ipConfigurations."),
          new FindingKind(
              "TP2808",
              Severity.WARNING,
              null,
              "Private endpoint that is not approved",
              "Its address stands in the tables, and nothing answers there until the "
                  + "owner of the service approves the connection.",
              "Have the owner of the service approve it."),
          warning(
              "TP2814",
              "R219",
              "NAT gateway without a public address",
              "Packets of its subnets are sent to it and nothing leaves.",
              "Give it a public address or prefix."),
          warning(
              "TP2815",
              "R290",
              "Public front end without machines",
              "No rule of the front end leads to a machine of the estate. Azure drops what comes to"
                  + " it; here nobody is known to have its address.",
              "Put machines into its pools, and have their VNet in the estate."),
          info(
              "TP2901",
              "R103",
              "Shared key that is not printed",
              "Azure's tools leave out keys. Both ends of the tunnel are assumed to agree.",
              "Compare the keys of both ends."),
          info(
              "TP2902",
              "R133",
              "MD5 key that is not printed",
              "Azure's tools leave out keys. Both ends of the sessions are assumed to agree.",
              "Compare the keys of both ends."),
          info(
              "TP2903",
              "R107",
              "Connection with default proposals",
              "Without a custom policy Azure offers and accepts its default proposals, which change"
                  + " from time to time.",
              "Set an IPsec policy if the device accepts only one."),
          info(
              "TP2904",
              "R128",
              "Authorization that cannot be checked",
              "The circuit belongs to another subscription, whose authorization keys are not"
                  + " printed.",
              "Compare the key with the circuit's owner."),
          info(
              "TP2905",
              "R21",
              "Public address that stands in",
              "The public address of a resource is not stated, so one of a documentation range"
                  + " stands in.",
              "State its ipAddress."));

  private ValidationKinds() {}
}
