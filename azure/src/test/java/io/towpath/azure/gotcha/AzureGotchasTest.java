package io.towpath.azure.gotcha;

import static io.towpath.azure.ResourceTexts.json;
import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.nic;
import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.reference;
import static io.towpath.azure.Samples.routeTable;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.subnet;
import static io.towpath.azure.Samples.subnetId;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.azure.resource.AzureResources;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Each gotcha with an estate that has it, and one that differs as little as possible and has not.
 */
class AzureGotchasTest {

  /** One estate and whether it has the gotcha. */
  private record Row(
      String code, boolean found, String claim, GuestSettings guests, List<String> files) {
    @Override
    public String toString() {
      return code + (found ? " is found: " : " is not found: ") + claim;
    }

    Row with(GuestSettings stated) {
      return new Row(code, found, claim, stated, files);
    }
  }

  private static Row found(String code, String claim, String... files) {
    return new Row(code, true, claim, GuestSettings.NONE, List.of(files));
  }

  private static Row fine(String code, String claim, String... files) {
    return new Row(code, false, claim, GuestSettings.NONE, List.of(files));
  }

  private static final String FORWARDS = "'enableIPForwarding': true";
  private static final String TRANSIT = "'allowGatewayTransit': true";
  private static final String REMOTE = "'useRemoteGateways': true";
  private static final String FORWARDED = "'allowForwardedTraffic': true";
  private static final String OFF = "'disableBgpRoutePropagation': true";
  private static final String TABLE = reference("routeTable", "routeTables", "t");

  private static final String HUB =
      vnet("hub", "10.1.0.0/16", "nva=10.1.2.0/24,GatewaySubnet=10.1.255.0/27");
  private static final String SPOKE = vnet("spoke", "10.2.0.0/16", "s=10.2.1.0/24");
  private static final String OTHER = vnet("other", "10.3.0.0/16", "s=10.3.1.0/24");
  private static final String NVA =
      nic("nva", "hub/nva", "'privateIPAddress': '10.1.2.4'", FORWARDS);
  private static final String WORK = nic("work", "hub/w", "");
  private static final String TO_NVA = "0.0.0.0/0>VirtualAppliance:10.1.2.4";
  private static final String NVA2 =
      nic("nva2", "hub/nva", "'privateIPAddress': '10.1.2.5'", FORWARDS);
  private static final String TO_BOTH = "0.0.0.0/0>VirtualApplianceEcmp:10.1.2.4+10.1.2.5";

  private static String workload(String... members) {
    return subnet(
        "hub/w",
        "10.1.1.0/24",
        Stream.concat(Stream.of(TABLE), Stream.of(members)).toArray(String[]::new));
  }

  private static String machine(String name, String nic, String power) {
    return json(
        "{'type': 'Microsoft.Compute/virtualMachines', 'name': '%s', 'powerState': 'VM %s', 'networkProfile': {'networkInterfaces': [{'id': '/providers/Microsoft.Network/networkInterfaces/%s'}]}}"
            .formatted(name, power, nic));
  }

  private static GuestSettings guest(boolean forwards) {
    return new GuestSettings(
        List.of(new GuestSettings.Guest("fw", forwards, List.of(), null, Origin.NONE)));
  }

  private static final String NAT =
      json("{'type': 'Microsoft.Network/natGateways', 'name': 'nat', 'location': 'westeurope'}");

  private static final List<Row> ROUTE_TABLES =
      List.of(
          found("TP2951", "a table without subnet", HUB, routeTable("t", "10.9.0.0/16>None")),
          fine("TP2951", "a table with one", HUB, workload(), routeTable("t", "10.9.0.0/16>None")),
          found(
              "TP2952",
              "propagation off",
              HUB,
              vpn("gw", "hub"),
              workload(),
              WORK,
              routeTable("t", "", OFF)),
          fine(
              "TP2952",
              "propagation on",
              HUB,
              vpn("gw", "hub"),
              workload(),
              WORK,
              routeTable("t", "")),
          fine(
              "TP2952",
              "off, but an appliance carries it",
              HUB,
              vpn("gw", "hub"),
              workload(),
              WORK,
              NVA,
              routeTable("t", TO_NVA, OFF)),
          found(
              "TP2953",
              "the VNet's range again",
              HUB,
              workload(),
              routeTable("t", "10.1.0.0/16>VnetLocal")),
          fine(
              "TP2953",
              "an exception from a wider route",
              HUB,
              workload(),
              NVA,
              routeTable("t", "10.1.0.0/16>VirtualAppliance:10.1.2.4,10.1.1.0/24>VnetLocal")),
          found(
              "TP2959",
              "a NAT gateway behind an appliance",
              HUB,
              NVA,
              NAT,
              workload(reference("natGateway", "natGateways", "nat")),
              routeTable("t", TO_NVA)),
          fine(
              "TP2959",
              "a NAT gateway beside a longer route",
              HUB,
              NVA,
              NAT,
              workload(reference("natGateway", "natGateways", "nat")),
              routeTable("t", "10.9.0.0/16>VirtualAppliance:10.1.2.4")),
          found(
              "TP2960",
              "service endpoints beside a firewall",
              HUB,
              NVA,
              workload("'serviceEndpoints': [{'service': 'Microsoft.Storage'}]"),
              routeTable("t", TO_NVA)),
          found(
              "TP2960",
              "service endpoints beside two firewalls",
              HUB,
              NVA,
              NVA2,
              workload("'serviceEndpoints': [{'service': 'Microsoft.Storage'}]"),
              routeTable("t", TO_BOTH)),
          fine("TP2960", "no service endpoints", HUB, NVA, workload(), routeTable("t", TO_NVA)));

  private static String balancer(String rule) {
    return json(
        ("{'type': 'Microsoft.Network/loadBalancers', 'name': 'lb', 'sku': {'name': 'Standard'},"
             + " 'frontendIPConfigurations': [{'name': 'in', 'privateIPAddress': '10.1.2.100',"
             + " 'subnet': '%s'}], 'backendAddressPools': [{'name': 'p', 'backendIPConfigurations':"
             + " [{'id': '%s'}]}], 'probes': [{'name': 'h', 'protocol': 'Tcp', 'port': 22}],"
             + " 'loadBalancingRules': [{'name': 'all', 'frontendIPConfiguration': {'id': '%s'},"
             + " 'backendAddressPool': {'id': '%s'}, 'probe': {'id': '%s'}, %s}]}")
            .formatted(
                subnetId("hub/nva"),
                ResourceTexts.id("networkInterfaces/ipConfigurations", "nva/one"),
                ResourceTexts.id("loadBalancers/frontendIPConfigurations", "lb/in"),
                ResourceTexts.id("loadBalancers/backendAddressPools", "lb/p"),
                ResourceTexts.id("loadBalancers/probes", "lb/h"),
                rule));
  }

  private static final String ALL_PORTS =
      balancer("'protocol': 'All', 'frontendPort': 0, 'backendPort': 0");
  private static final String ONE_PORT =
      balancer("'protocol': 'Tcp', 'frontendPort': 80, 'backendPort': 80");
  private static final String TO_BALANCER = "0.0.0.0/0>VirtualAppliance:10.1.2.100";
  private static final String DEAF = NVA.replace("true", "false");

  private static final List<Row> APPLIANCES =
      List.of(
          found(
              "TP2954",
              "a stopped firewall",
              HUB,
              workload(),
              NVA,
              machine("fw", "nva", "deallocated"),
              routeTable("t", TO_NVA)),
          fine(
              "TP2954",
              "a running one",
              HUB,
              workload(),
              NVA,
              machine("fw", "nva", "running"),
              routeTable("t", TO_NVA)),
          found(
                  "TP2955",
                  "a guest that keeps packets",
                  HUB,
                  workload(),
                  NVA,
                  machine("fw", "nva", "running"),
                  routeTable("t", TO_NVA))
              .with(guest(false)),
          fine(
                  "TP2955",
                  "one that passes them on",
                  HUB,
                  workload(),
                  NVA,
                  machine("fw", "nva", "running"),
                  routeTable("t", TO_NVA))
              .with(guest(true)),
          found(
              "TP2954",
              "one of two firewalls is stopped",
              HUB,
              workload(),
              NVA,
              NVA2,
              machine("fw", "nva", "running"),
              machine("fw2", "nva2", "deallocated"),
              routeTable("t", TO_BOTH)),
          fine(
              "TP2954",
              "two that run",
              HUB,
              workload(),
              NVA,
              NVA2,
              machine("fw", "nva", "running"),
              machine("fw2", "nva2", "running"),
              routeTable("t", TO_BOTH)),
          found(
              "TP2956",
              "one of two firewalls among its clients",
              HUB,
              workload(),
              NVA,
              nic("n", "hub/w", "'privateIPAddress': '10.1.1.9'", FORWARDS),
              routeTable("t", "0.0.0.0/0>VirtualApplianceEcmp:10.1.2.4+10.1.1.9")),
          fine(
              "TP2956",
              "two firewalls in a subnet of their own",
              HUB,
              workload(),
              NVA,
              NVA2,
              routeTable("t", TO_BOTH)),
          found(
              "TP2956",
              "a firewall among its clients",
              HUB,
              workload(),
              nic("n", "hub/w", "'privateIPAddress': '10.1.1.9'", FORWARDS),
              routeTable("t", "0.0.0.0/0>VirtualAppliance:10.1.1.9")),
          fine(
              "TP2956",
              "a firewall in its own subnet",
              HUB,
              workload(),
              NVA,
              routeTable("t", TO_NVA)),
          found(
              "TP2957",
              "a backend without forwarding",
              HUB,
              workload(),
              DEAF,
              ALL_PORTS,
              routeTable("t", TO_BALANCER)),
          fine(
              "TP2957",
              "a backend with it",
              HUB,
              workload(),
              NVA,
              ALL_PORTS,
              routeTable("t", TO_BALANCER)),
          found(
              "TP2958",
              "a rule for port 80",
              HUB,
              workload(),
              NVA,
              ONE_PORT,
              routeTable("t", TO_BALANCER)),
          fine(
              "TP2958",
              "a rule for all ports",
              HUB,
              workload(),
              NVA,
              ALL_PORTS,
              routeTable("t", TO_BALANCER)));

  private static final String SPOKE_SUBNET = subnet("spoke/w", "10.2.2.0/24", TABLE);
  private static final String SPOKE_NIC = nic("work", "spoke/w", "");

  private static final String ABROAD = SPOKE.replace("eastus", "westus");
  private static final String BASIC_WEB = ONE_PORT.replace("Standard", "Basic");

  private static Row frontEnd(boolean found, String claim, String balancer, String spoke) {
    return new Row(
        "TP2964",
        found,
        claim,
        GuestSettings.NONE,
        List.of(
            HUB,
            NVA,
            balancer,
            spoke,
            nic("work", "spoke/s", ""),
            peering("hub/p", "spoke"),
            peering("spoke/p", "hub")));
  }

  private static final List<Row> PEERINGS =
      List.of(
          frontEnd(true, "a basic front end and a peer in another region", BASIC_WEB, ABROAD),
          frontEnd(false, "a standard one", ONE_PORT, ABROAD),
          frontEnd(false, "a peer in its own region", BASIC_WEB, SPOKE),
          found(
              "TP2961",
              "transit that nobody asked for",
              HUB,
              SPOKE,
              vpn("gw", "hub"),
              peering("hub/p", "spoke", TRANSIT),
              peering("spoke/p", "hub")),
          fine(
              "TP2961",
              "transit in use",
              HUB,
              SPOKE,
              vpn("gw", "hub"),
              peering("hub/p", "spoke", TRANSIT),
              peering("spoke/p", "hub", REMOTE)),
          found(
              "TP2962",
              "answers of a firewall in the hub",
              HUB,
              SPOKE,
              SPOKE_SUBNET,
              NVA,
              routeTable("t", TO_NVA),
              peering("hub/p", "spoke"),
              peering("spoke/p", "hub")),
          fine(
              "TP2962",
              "forwarded traffic is allowed",
              HUB,
              SPOKE,
              SPOKE_SUBNET,
              NVA,
              routeTable("t", TO_NVA),
              peering("hub/p", "spoke"),
              peering("spoke/p", "hub", FORWARDED)),
          found(
              "TP2962",
              "the other spoke refuses it",
              HUB,
              SPOKE,
              OTHER,
              SPOKE_SUBNET,
              NVA,
              routeTable("t", TO_NVA),
              peering("hub/p", "spoke"),
              peering("spoke/p", "hub", FORWARDED),
              peering("hub/o", "other"),
              peering("other/p", "hub")),
          fine(
              "TP2962",
              "the other spoke is reached directly",
              HUB,
              SPOKE,
              OTHER,
              SPOKE_SUBNET,
              NVA,
              routeTable("t", TO_NVA),
              peering("hub/p", "spoke"),
              peering("spoke/p", "hub", FORWARDED),
              peering("hub/o", "other"),
              peering("other/p", "hub"),
              peering("spoke/o", "other"),
              peering("other/s", "spoke")));

  private static final String ON_PREMISES = site("site");
  private static final String TUNNEL = tunnel("c", "gw", "site", "'enableBgp': true");

  private static String[] oneWay(String gatewayRoutes) {
    return new String[] {
      vnet("hub", "10.1.0.0/16", "nva=10.1.2.0/24"),
      subnet("hub/GatewaySubnet", "10.1.255.0/27", reference("routeTable", "routeTables", "g")),
      routeTable("g", gatewayRoutes),
      SPOKE,
      SPOKE_SUBNET,
      SPOKE_NIC,
      NVA,
      vpn("gw", "hub"),
      ON_PREMISES,
      TUNNEL,
      routeTable("t", TO_NVA, OFF),
      peering("hub/p", "spoke", TRANSIT),
      peering("spoke/p", "hub", REMOTE, FORWARDED)
    };
  }

  private static String[] withTable(String sku, String bypass, String routes) {
    return new String[] {
      vnet("hub", "10.1.0.0/16", "nva=10.1.2.0/24"),
      subnet("hub/GatewaySubnet", "10.1.255.0/27", TABLE),
      NVA,
      routeTable("t", routes),
      circuit("er"),
      expressRoute("ergw", "hub", sku),
      link("c", "ergw", "er", bypass)
    };
  }

  private static String[] fast(String bypass, String... others) {
    return Stream.concat(
            Stream.of(
                HUB,
                circuit("er"),
                expressRoute("ergw", "hub", ULTRA),
                link("c", "ergw", "er", bypass)),
            Stream.of(others))
        .toArray(String[]::new);
  }

  private static final String BASIC =
      json(
          ("{'type': 'Microsoft.Network/loadBalancers', 'name': 'basic', 'sku': {'name': 'Basic'},"
                  + " 'frontendIPConfigurations': [{'name': 'f', 'privateIPAddress': '10.1.2.9',"
                  + " 'subnet': {'id': '%s/subnets/nva'}}]}")
              .formatted(ResourceTexts.id("virtualNetworks", "hub")));
  private static final String ULTRA = "'sku': {'name': 'ErGw3AZ'}";
  private static final String FAST = "'expressRouteGatewayBypass': true";
  private static final String TO_SPOKE = "10.2.0.0/16>VirtualAppliance:10.1.2.4";

  private static String[] besideRouteServer(String routes) {
    return new String[] {
      vnet("hub", "10.1.0.0/16", "nva=10.1.2.0/24,RouteServerSubnet=10.1.3.0/27"),
      subnet("hub/GatewaySubnet", "10.1.255.0/27", TABLE),
      NVA,
      vpn("gw", "hub"),
      routeTable("t", routes),
      SERVER,
      PLACE
    };
  }

  private static final String SERVER = server("");
  private static final String PLACE =
      json(
          "{'type': 'Microsoft.Network/virtualHubs/ipConfigurations', 'name': 'rs/ip', 'subnet': {'id': '%s/subnets/RouteServerSubnet'}}"
              .formatted(ResourceTexts.id("virtualNetworks", "hub")));

  private static String server(String members) {
    return json(
        "{'type': 'Microsoft.Network/virtualHubs', 'name': 'rs', 'kind': 'RouteServer', 'sku':"
            + " 'Standard'"
            + members
            + "}");
  }

  private static final List<Row> GATEWAYS =
      List.of(
          found("TP2963", "no route back", oneWay("10.9.0.0/16>None")),
          found(
              "TP2963",
              "a route back that is wider than the peering",
              oneWay("10.2.0.0/15>VirtualAppliance:10.1.2.4")),
          fine("TP2963", "a route back as long as the spoke's range", oneWay(TO_SPOKE)),
          fine(
              "TP2963",
              "such a route to two appliances",
              oneWay("10.2.0.0/16>VirtualApplianceEcmp:10.1.2.4+10.1.2.5")),
          found("TP2968", "FastPath", withTable(ULTRA, FAST, TO_SPOKE)),
          found(
              "TP2968",
              "FastPath beside two appliances",
              withTable(ULTRA, FAST, "10.2.0.0/16>VirtualApplianceEcmp:10.1.2.4+10.1.2.5")),
          fine("TP2968", "no FastPath", withTable(ULTRA, "", TO_SPOKE)),
          fine("TP2968", "FastPath without an appliance", withTable(ULTRA, FAST, "")),
          found("TP2986", "FastPath to a VNet without machines", fast(FAST)),
          fine("TP2986", "no FastPath to one", fast("")),
          fine("TP2986", "FastPath to a VNet with one", fast(FAST, NVA)),
          found("TP2987", "FastPath beside a basic load balancer", fast(FAST, NVA, BASIC)),
          fine("TP2987", "FastPath without one", fast(FAST, NVA)),
          found(
              "TP2979",
              "the VNet's range by an appliance",
              besideRouteServer("10.1.0.0/16>VirtualAppliance:10.1.2.4")),
          found(
              "TP2979",
              "the VNet's range by two appliances",
              besideRouteServer("10.1.0.0/16>VirtualApplianceEcmp:10.1.2.4+10.1.2.5")),
          fine(
              "TP2979",
              "except the Route Server's subnet",
              besideRouteServer("10.1.0.0/16>VirtualAppliance:10.1.2.4,10.1.3.0/27>VnetLocal")),
          found("TP2965", "prefixes beside BGP", HUB, vpn("gw", "hub"), ON_PREMISES, TUNNEL),
          fine(
              "TP2965",
              "the peer's host route beside BGP",
              HUB,
              vpn("gw", "hub"),
              site("site", "'localNetworkAddressSpace': {'addressPrefixes': ['172.20.0.1/32']}"),
              TUNNEL),
          found(
              "TP2966",
              "neither BGP nor prefixes",
              HUB,
              vpn("gw", "hub"),
              site("site", "'localNetworkAddressSpace': {'addressPrefixes': []}"),
              tunnel("c", "gw", "site")),
          fine("TP2966", "prefixes", HUB, vpn("gw", "hub"), ON_PREMISES, tunnel("c", "gw", "site")),
          found(
              "TP2967",
              "two weights",
              HUB,
              vpn("gw", "hub"),
              ON_PREMISES,
              tunnel("c", "gw", "site", "'routingWeight': 10"),
              tunnel("d", "gw", "site", "'routingWeight': 20")),
          fine(
              "TP2967",
              "one weight",
              HUB,
              vpn("gw", "hub"),
              ON_PREMISES,
              tunnel("c", "gw", "site", "'routingWeight': 10"),
              tunnel("d", "gw", "site", "'routingWeight': 10")),
          found("TP2969", "two circuits at one place", circuits("Ashburn", "Ashburn")),
          fine("TP2969", "two circuits at two places", circuits("Ashburn", "Dallas")),
          found("TP2970", "800 ranges", ranges(800)),
          fine("TP2970", "799 ranges", ranges(799)));

  private static String[] circuits(String one, String other) {
    return new String[] {
      HUB,
      expressRoute("ergw", "hub"),
      circuit("a", place(one)),
      circuit("b", place(other)),
      link("a", "ergw", "a"),
      link("b", "ergw", "b")
    };
  }

  private static String place(String location) {
    return "'serviceProviderProperties': {'peeringLocation': '%s', 'bandwidthInMbps': 1000, 'serviceProviderName': 'x'}"
        .formatted(location);
  }

  private static String[] ranges(int count) {
    String many =
        IntStream.range(1, count)
            .mapToObj(i -> "10.%d.%d.0/24".formatted(20 + i / 256, i % 256))
            .collect(Collectors.joining(","));
    return new String[] {
      vnet("hub", "10.1.0.0/16," + many, "GatewaySubnet=10.1.255.0/27"),
      expressRoute("ergw", "hub"),
      circuit("a"),
      link("a", "ergw", "a")
    };
  }

  private static String[] routeServer(String members, String... more) {
    List<String> files =
        new ArrayList<>(
            List.of(
                vnet(
                    "hub",
                    "10.1.0.0/16",
                    "nva=10.1.2.0/24,RouteServerSubnet=10.1.3.0/27,GatewaySubnet=10.1.255.0/27"),
                server(members),
                PLACE));
    files.addAll(List.of(more));
    return files.toArray(String[]::new);
  }

  private static final String PEER =
      json(
          "{'type': 'Microsoft.Network/virtualHubs/bgpConnections', 'name': 'rs/p', 'peerIp':"
              + " '10.1.2.4', 'peerAsn': 65001}");

  private static String[] loadSharing(String weight) {
    return routeServer(
        "",
        expressRoute("ergw", "hub"),
        circuit("a"),
        circuit("b"),
        link("a", "ergw", "a"),
        link("b", "ergw", "b", weight));
  }

  private static final List<Row> ROUTE_SERVERS =
      List.of(
          found("TP2975", "two circuits of equal weight", loadSharing("")),
          fine("TP2975", "two weights", loadSharing("'routingWeight': 10")),
          found(
              "TP2976", "an appliance and a gateway", routeServer("", NVA, PEER, vpn("gw", "hub"))),
          fine(
              "TP2976",
              "branch-to-branch",
              routeServer(", 'allowBranchToBranchTraffic': true", NVA, PEER, vpn("gw", "hub"))),
          found("TP2977", "a peer without forwarding", routeServer("", DEAF, PEER)),
          fine("TP2977", "a peer with it", routeServer("", NVA, PEER)));

  private static String group(String name, String... rules) {
    return json(
        "{'type': 'Microsoft.Network/networkSecurityGroups', 'name': '%s', 'securityRules': [%s]}"
            .formatted(name, String.join(", ", rules)));
  }

  /** {@code NAME PRIORITY ACCESS PROTOCOL SOURCE PORT}, inbound to everything. */
  private static String rule(String text) {
    String[] parts = text.split(" ", -1);
    return ("{'name': '%s', 'priority': %s, 'direction': 'Inbound', 'access': '%s', 'protocol':"
            + " '%s', 'sourceAddressPrefix': '%s', 'sourcePortRange': '*',"
            + " 'destinationAddressPrefix': '*', 'destinationPortRange': '%s'}")
        .formatted((Object[]) parts);
  }

  private static final String FILTERED = vnet("hub", "10.1.0.0/16", "x=10.1.9.0/24");
  private static final String NVA_SUBNET =
      subnet(
          "hub/nva",
          "10.1.2.0/24",
          reference("networkSecurityGroup", "networkSecurityGroups", "f"));

  private static String[] filtered(String... rules) {
    return new String[] {
      FILTERED,
      NVA_SUBNET,
      group("f", Stream.of(rules).map(AzureGotchasTest::rule).toArray(String[]::new))
    };
  }

  private static String[] probed(String... rules) {
    return Stream.concat(Stream.of(filtered(rules)), Stream.of(NVA, ALL_PORTS))
        .toArray(String[]::new);
  }

  private static String[] twice(String ofSubnet, String ofNic) {
    return new String[] {
      FILTERED,
      NVA_SUBNET,
      group("f", rule(ofSubnet)),
      group("g", rule(ofNic)),
      nic("n", "hub/nva", "", reference("networkSecurityGroup", "networkSecurityGroups", "g"))
    };
  }

  private static final List<Row> SECURITY_RULES =
      List.of(
          found(
              "TP2981",
              "denied before",
              filtered("a 100 Deny * 10.0.0.0/8 *", "b 200 Allow Tcp 10.4.0.0/16 443")),
          fine(
              "TP2981",
              "denied after",
              filtered("a 300 Deny * 10.0.0.0/8 *", "b 200 Allow Tcp 10.4.0.0/16 443")),
          fine(
              "TP2981",
              "denied in part",
              filtered("a 100 Deny * 10.4.4.0/24 *", "b 200 Allow Tcp 10.4.0.0/16 443")),
          fine(
              "TP2981",
              "another tag, which may hold other addresses",
              filtered("a 100 Deny * VirtualNetwork *", "b 200 Allow Tcp 10.4.0.0/16 443")),
          found(
              "TP2982",
              "allowed before",
              filtered("a 100 Allow Tcp * 400-500", "b 200 Allow Tcp Internet 443")),
          fine(
              "TP2982",
              "other ports allowed before",
              filtered("a 100 Allow Tcp * 400-442", "b 200 Allow Tcp Internet 443")),
          found("TP2983", "a group without subnet", FILTERED, group("f", rule("a 100 Deny * * *"))),
          fine("TP2983", "a group with one", filtered("a 100 Deny * * *")),
          found("TP2984", "everything denied", probed("a 4096 Deny * * *")),
          fine(
              "TP2984",
              "probes allowed first",
              probed("a 4096 Deny * * *", "p 4000 Allow * AzureLoadBalancer *")),
          fine("TP2984", "the Internet denied", probed("a 4096 Deny * Internet *")),
          found(
              "TP2985",
              "the other group denies it by default",
              twice("a 100 Allow Tcp Internet 443", "b 100 Allow Tcp Internet 80")),
          fine(
              "TP2985",
              "both allow it",
              twice("a 100 Allow Tcp Internet 443", "b 100 Allow Tcp Internet 443")));

  @ParameterizedTest
  @FieldSource({
    "ROUTE_TABLES",
    "APPLIANCES",
    "PEERINGS",
    "GATEWAYS",
    "ROUTE_SERVERS",
    "SECURITY_RULES"
  })
  void isFoundWhereItIsAndNowhereElse(Row row) {
    AzureResources resources = ResourceTexts.readWhole(row.files().toArray(String[]::new));
    List<Finding> findings =
        AzureGotchas.check(resources, AssignedAddresses.NONE, row.guests(), Map.of()).stream()
            .filter(finding -> finding.code().equals(row.code()))
            .toList();

    if (!row.found()) {
      assertThat(findings).isEmpty();
      return;
    }
    assertThat(findings).isNotEmpty();
    FindingKind kind =
        AzureGotchas.kinds().stream()
            .filter(one -> one.code().equals(row.code()))
            .findFirst()
            .orElseThrow();
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(kind.severity());
              assertThat(finding.rule()).isEqualTo(kind.rule());
              assertThat(finding.origin().line()).isPositive();
              assertThat(finding.message()).contains("\"").endsWith(".");
            });
  }

  @Test
  void everyKindHasAnEstateThatHasItAndOneThatHasNot() {
    Set<String> positive = new TreeSet<>();
    Set<String> negative = new TreeSet<>();
    Stream.of(ROUTE_TABLES, APPLIANCES, PEERINGS, GATEWAYS, ROUTE_SERVERS, SECURITY_RULES)
        .flatMap(List::stream)
        .forEach(row -> (row.found() ? positive : negative).add(row.code()));
    Set<String> codes = new TreeSet<>();
    AzureGotchas.kinds().forEach(kind -> codes.add(kind.code()));

    assertThat(positive).isEqualTo(codes);
    assertThat(negative).isEqualTo(codes);
  }
}
