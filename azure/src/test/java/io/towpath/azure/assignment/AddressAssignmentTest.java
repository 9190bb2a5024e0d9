package io.towpath.azure.assignment;

import static io.towpath.azure.ResourceTexts.id;
import static io.towpath.azure.ResourceTexts.readWhole;
import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.configuration;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.nic;
import static io.towpath.azure.Samples.publicAddress;
import static io.towpath.azure.Samples.reference;
import static io.towpath.azure.Samples.twoConfigurations;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.tuple;

import io.towpath.azure.assignment.Assigned.Source;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.CircuitLink;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Addresses that Azure chose in known deployments, and who has the last word. */
class AddressAssignmentTest {

  private static final Origin ESTATE = Origin.line("estate.yaml", 3);
  private static final String ACTIVE_ACTIVE = twoConfigurations("v");

  /**
   * A GatewaySubnet and what stands in it.
   *
   * @param instances of the VPN gateway
   * @param peers BGP peer addresses of the VPN gateway
   */
  record Allocation(
      String claim, String subnet, List<String> files, List<String> instances, List<String> peers) {
    @Override
    public String toString() {
      return claim;
    }
  }

  private static Allocation vpnOnly(
      String claim, String subnet, String member, List<String> instances, List<String> peers) {
    return new Allocation(claim, subnet, List.of(vpn("g", "v", member)), instances, peers);
  }

  private static Allocation besideExpressRoute(
      String claim, String subnet, String member, List<String> instances, List<String> peers) {
    return new Allocation(
        claim, subnet, List.of(vpn("g", "v", member), expressRoute("e", "v")), instances, peers);
  }

  static final List<Allocation> VPN =
      List.of(
          vpnOnly(
              "R18: alone in a /25",
              "10.1.0.128/25",
              ACTIVE_ACTIVE,
              List.of("10.1.0.132", "10.1.0.133"),
              List.of("10.1.0.132", "10.1.0.133")),
          besideExpressRoute(
              "R18: beside ExpressRoute in a /25",
              "10.1.0.128/25",
              ACTIVE_ACTIVE,
              List.of("10.1.0.142", "10.1.0.143"),
              List.of("10.1.0.142", "10.1.0.143")),
          besideExpressRoute(
              "R18: beside ExpressRoute in a /26",
              "10.1.0.128/26",
              ACTIVE_ACTIVE,
              List.of("10.1.0.142", "10.1.0.143"),
              List.of("10.1.0.142", "10.1.0.143")),
          besideExpressRoute(
              "R18: beside ExpressRoute in a /27",
              "10.1.0.64/27",
              ACTIVE_ACTIVE,
              List.of("10.1.0.76", "10.1.0.77"),
              List.of("10.1.0.76", "10.1.0.77")),
          besideExpressRoute(
              "R17, R19: active-standby beside ExpressRoute in a /25",
              "10.1.0.128/25",
              "",
              List.of("10.1.0.142", "10.1.0.143"),
              List.of("10.1.0.254")),
          vpnOnly(
              "R17, R19: active-standby alone in a /27",
              "10.1.0.96/27",
              "",
              List.of("10.1.0.100", "10.1.0.101"),
              List.of("10.1.0.126")),
          vpnOnly(
              "R17: a /28",
              "10.1.0.0/28",
              "",
              List.of("10.1.0.4", "10.1.0.5"),
              List.of("10.1.0.14")),
          vpnOnly(
              "R17: the three addresses of a /29",
              "10.1.0.0/29",
              "",
              List.of("10.1.0.4", "10.1.0.5"),
              List.of("10.1.0.6")));

  @ParameterizedTest
  @FieldSource("VPN")
  void vpnGatewaysHaveTheAddressesOfKnownDeployments(Allocation row) {
    AzureResources resources = withSubnet(row.subnet(), row.files());
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);
    VirtualNetworkGateway gateway = gateway(resources, "g");

    assertThat(texts(assignment.instances(gateway))).isEqualTo(row.instances());
    assertThat(texts(assignment.bgpPeers(gateway))).isEqualTo(row.peers());
    assertThat(assignment.bgpPeers(gateway)).extracting(Assigned::source).containsOnly(Source.RULE);
  }

  @Test
  void edgeEndpointsFollowTheOrderOfConnectionNamesWithoutCase() {
    AzureResources resources =
        withSubnet(
            "10.1.0.128/25",
            List.of(
                vpn("g", "v"),
                expressRoute("e", "v"),
                circuit("first"),
                circuit("second"),
                link("b-conn", "e", "first"),
                link("A-conn", "e", "second")));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(endpoint(resources, assignment, "A-conn", CircuitLink.PRIMARY))
        .isEqualTo(rule("10.1.0.132", "R20"));
    assertThat(endpoint(resources, assignment, "A-conn", CircuitLink.SECONDARY))
        .isEqualTo(rule("10.1.0.133", "R20"));
    assertThat(endpoint(resources, assignment, "b-conn", CircuitLink.PRIMARY))
        .isEqualTo(rule("10.1.0.134", "R20"));
    assertThat(endpoint(resources, assignment, "b-conn", CircuitLink.SECONDARY))
        .isEqualTo(rule("10.1.0.135", "R20"));
    assertThat(texts(assignment.instances(gateway(resources, "e"))))
        .containsExactly("10.1.0.140", "10.1.0.141");
    assertThat(assignment.findings()).noneMatch(finding -> finding.code().equals("TP2212"));
  }

  @Test
  void anExpressRouteGatewayInA27MakesRoomForTheVpnGateway() {
    AzureResources resources =
        withSubnet("10.1.0.64/27", List.of(vpn("g", "v", ACTIVE_ACTIVE), expressRoute("e", "v")));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(texts(assignment.instances(gateway(resources, "e"))))
        .containsExactly("10.1.0.78", "10.1.0.79");
    assertThat(assignment.findings())
        .filteredOn(finding -> finding.code().equals("TP2212"))
        .hasSize(2)
        .allMatch(finding -> "R151".equals(finding.rule()));
  }

  @Test
  void everyAddressOfACrowdedGatewaySubnetIsDifferent() {
    Stream<String> circuits =
        Stream.iterate(0, i -> i + 1)
            .limit(8)
            .flatMap(i -> Stream.of(circuit("c" + i), link("k" + i, "e", "c" + i)));
    AzureResources resources =
        withSubnet(
            "10.1.0.128/26",
            Stream.concat(circuits, Stream.of(vpn("g", "v", ACTIVE_ACTIVE), expressRoute("e", "v")))
                .toList());
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    List<Assigned> all =
        Stream.of(
                assignment.instances(gateway(resources, "g")).stream(),
                assignment.instances(gateway(resources, "e")).stream(),
                resources.expressRouteConnectionsOf(gateway(resources, "e")).stream()
                    .flatMap(
                        link ->
                            Arrays.stream(CircuitLink.values())
                                .flatMap(side -> assignment.edgeEndpoint(link, side).stream())))
            .flatMap(part -> part)
            .toList();
    assertThat(all).hasSize(20).extracting(Assigned::address).doesNotHaveDuplicates();
  }

  @Test
  void aSubnetWithoutRoomForTheSecondInstanceIsReported() {
    AzureResources resources =
        withSubnet(
            "10.1.0.0/29", List.of(expressRoute("e", "v"), circuit("c"), link("k", "e", "c")));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(texts(assignment.instances(gateway(resources, "e")))).containsExactly("10.1.0.6");
    assertThat(assignment.findings())
        .extracting(Finding::code, Finding::rule)
        .contains(tuple("TP2211", "R14"));
  }

  @Test
  void theEstateComesBeforeTheResourceAndTheResourceBeforeTheRule() {
    List<String> files =
        List.of(
            vpn(
                "g",
                "v",
                ACTIVE_ACTIVE,
                "'bgpSettings': {'bgpPeeringAddress': '10.1.0.8,10.1.0.9'}"));
    AzureResources printed = withSubnet("10.1.0.0/27", files);

    AddressAssignment byResource = AddressAssignment.of(printed, AssignedAddresses.NONE);
    assertThat(byResource.instances(gateway(printed, "g")))
        .containsExactly(
            new Assigned(IpAddress.parse("10.1.0.8"), Source.RESOURCE, "R18"),
            new Assigned(IpAddress.parse("10.1.0.9"), Source.RESOURCE, "R18"));

    AddressAssignment byEstate =
        AddressAssignment.of(
            printed,
            new AssignedAddresses(
                List.of(
                    new AssignedAddresses.Instances(
                        "G", List.of(IpAddress.parse("10.1.0.20")), ESTATE))));
    assertThat(byEstate.instances(gateway(printed, "g")))
        .containsExactly(
            new Assigned(IpAddress.parse("10.1.0.20"), Source.ESTATE, "R18"),
            new Assigned(IpAddress.parse("10.1.0.9"), Source.RESOURCE, "R18"));
    assertThat(byEstate.bgpPeers(gateway(printed, "g")))
        .isEqualTo(byEstate.instances(gateway(printed, "g")));
  }

  @Test
  void theStandbyInstanceKeepsItsAddressWhenTheServingOneIsStated() {
    AzureResources resources = withSubnet("10.1.0.0/27", List.of(vpn("g", "v")));
    AddressAssignment assignment =
        AddressAssignment.of(
            resources,
            new AssignedAddresses(
                List.of(new AssignedAddresses.Serving("g", IpAddress.parse("10.1.0.14"), ESTATE))));

    assertThat(assignment.instances(gateway(resources, "g")))
        .containsExactly(
            new Assigned(IpAddress.parse("10.1.0.14"), Source.ESTATE, "R19"),
            rule("10.1.0.5", "R19"));
    assertThat(texts(assignment.bgpPeers(gateway(resources, "g")))).containsExactly("10.1.0.30");
  }

  @Test
  void thePrintedPeerOfAnActiveStandbyGatewayCountsAndLinkLocalOnesAreLeftOut() {
    AzureResources resources =
        withSubnet(
            "10.1.0.0/27",
            List.of(
                vpn("g", "v", "'bgpSettings': {'bgpPeeringAddress': '169.254.21.4,10.1.0.29'}")));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(assignment.bgpPeers(gateway(resources, "g")))
        .containsExactly(new Assigned(IpAddress.parse("10.1.0.29"), Source.RESOURCE, "R17"));
  }

  @Test
  void statedEndpointsAreThoseOfTheCircuitAndLeaveTheOthersAlone() {
    AzureResources resources =
        withSubnet(
            "10.1.0.0/25",
            List.of(
                expressRoute("e", "v"),
                circuit("one"),
                circuit("two"),
                link("k1", "e", "one"),
                link("k2", "e", "two")));
    AddressAssignment assignment =
        AddressAssignment.of(
            resources,
            new AssignedAddresses(
                List.of(
                    new AssignedAddresses.EdgeEndpoints(
                        "e",
                        "two",
                        IpAddress.parse("10.1.0.40"),
                        IpAddress.parse("10.1.0.41"),
                        ESTATE))));

    assertThat(endpoint(resources, assignment, "k2", CircuitLink.SECONDARY))
        .isEqualTo(new Assigned(IpAddress.parse("10.1.0.41"), Source.ESTATE, "R20"));
    assertThat(endpoint(resources, assignment, "k1", CircuitLink.PRIMARY))
        .isEqualTo(rule("10.1.0.4", "R20"));
  }

  record Wrong(String claim, AssignedAddresses.Entry entry, String says) {
    @Override
    public String toString() {
      return claim;
    }
  }

  private static AssignedAddresses.Serving serving(String gateway, String address) {
    return new AssignedAddresses.Serving(gateway, IpAddress.parse(address), ESTATE);
  }

  static final List<Wrong> WRONG =
      List.of(
          new Wrong("unknown gateway", serving("gg", "10.1.0.9"), "there is no gateway \"gg\""),
          new Wrong("not in the subnet", serving("g", "10.2.0.9"), "no usable address"),
          new Wrong("reserved", serving("g", "10.1.0.3"), "no usable address"),
          new Wrong("ExpressRoute does not serve", serving("e", "10.1.0.9"), "every instance"),
          new Wrong(
              "three instances",
              new AssignedAddresses.Instances(
                  "g",
                  Stream.of("10.1.0.7", "10.1.0.8", "10.1.0.9").map(IpAddress::parse).toList(),
                  ESTATE),
              "has two instances"),
          new Wrong(
              "unknown circuit",
              new AssignedAddresses.EdgeEndpoints(
                  "e", "x", IpAddress.parse("10.1.0.8"), IpAddress.parse("10.1.0.9"), ESTATE),
              "there is no circuit \"x\""),
          new Wrong(
              "a circuit of somebody else",
              new AssignedAddresses.EdgeEndpoints(
                  "e", "free", IpAddress.parse("10.1.0.8"), IpAddress.parse("10.1.0.9"), ESTATE),
              "no connection to the circuit"),
          new Wrong(
              "one address twice",
              new AssignedAddresses.EdgeEndpoints(
                  "e", "c", IpAddress.parse("10.1.0.8"), IpAddress.parse("10.1.0.8"), ESTATE),
              "stated already"));

  @ParameterizedTest
  @FieldSource("WRONG")
  void statementsThatCannotBeAreRefusedWhereTheyStand(Wrong row) {
    AzureResources resources =
        withSubnet(
            "10.1.0.0/25",
            List.of(
                vpn("g", "v"),
                expressRoute("e", "v"),
                circuit("c"),
                circuit("free"),
                link("k", "e", "c")));

    assertThat(
            AddressAssignment.of(resources, new AssignedAddresses(List.of(row.entry()))).findings())
        .filteredOn(finding -> finding.code().equals("TP2210"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains(row.says());
              assertThat(finding.origin()).isEqualTo(ESTATE);
            });
  }

  @Test
  void aDynamicAddressIsTheLowestFreeOneInTheOrderOfIds() {
    AzureResources resources =
        readWhole(
            vnet("v", "10.1.0.0/16", "s=10.1.1.0/24"),
            nic("c", "v/s", ""),
            nic("b", "v/s", "'privateIPAddress': '10.1.1.5'"),
            nic("A", "v/s", ""));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(privateAddress(resources, assignment, "A")).isEqualTo(rule("10.1.1.4", "R4"));
    assertThat(privateAddress(resources, assignment, "b").source()).isEqualTo(Source.RESOURCE);
    assertThat(privateAddress(resources, assignment, "c")).isEqualTo(rule("10.1.1.6", "R4"));
  }

  @Test
  void aFullSubnetIsRefused() {
    AzureResources resources =
        readWhole(
            vnet("v", "10.1.0.0/16", "s=10.1.1.0/29"),
            nic("a", "v/s", ""),
            nic("b", "v/s", ""),
            nic("c", "v/s", ""),
            nic("d", "v/s", ""));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(privateAddress(resources, assignment, "c")).isEqualTo(rule("10.1.1.6", "R4"));
    assertThat(assignment.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("TP2105");
              assertThat(finding.message()).contains("\"d\"").contains("full");
            });
  }

  @Test
  void missingPublicAddressesComeFromTheDocumentationRangesByResourceId() {
    AzureResources resources =
        readWhole(
            vnet("v", "10.1.0.0/16", "s=10.1.1.0/24,GatewaySubnet=10.1.255.0/27"),
            publicAddress("z"),
            publicAddress("m", "'ipAddress': '203.0.113.1'"),
            nic("n", "v/s", reference("publicIPAddress", "publicIPAddresses", "not-there")),
            vpn("g", "v"),
            publicAddress("six", "'publicIPAddressVersion': 'IPv6'"));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    // .1 is taken; the order of the ids is publicIPAddresses (not-there, z),
    // virtualNetworkGateways.
    assertThat(publicText(assignment, id("publicIPAddresses", "m"))).isEqualTo("203.0.113.1");
    assertThat(publicText(assignment, id("publicIPAddresses", "not-there")))
        .isEqualTo("203.0.113.2");
    assertThat(publicText(assignment, id("publicIPAddresses", "z"))).isEqualTo("203.0.113.3");
    assertThat(publicText(assignment, id("publicIPAddresses", "six"))).isEqualTo("2001:db8::1");
    assertThat(assignment.publicAddress(gateway(resources, "g").ipConfigurations().getFirst()))
        .contains(rule("203.0.113.4", "R21"));
    assertThat(assignment.findings())
        .extracting(Finding::code)
        .containsExactly("TP2905", "TP2905", "TP2905", "TP2905");
  }

  @Test
  void afterTheFirstDocumentationRangeComesTheSecond() {
    AzureResources resources =
        readWhole(
            Stream.iterate(1000, i -> i + 1)
                .limit(255)
                .map(i -> publicAddress("p" + i))
                .toArray(String[]::new));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(publicText(assignment, id("publicIPAddresses", "p1253"))).isEqualTo("203.0.113.254");
    assertThat(publicText(assignment, id("publicIPAddresses", "p1254"))).isEqualTo("198.51.100.1");
  }

  @Test
  void whenAllDocumentationRangesAreUsedUpAnAddressHasToBeStated() {
    AzureResources resources =
        readWhole(
            Stream.iterate(1000, i -> i + 1)
                .limit(763)
                .map(i -> publicAddress("p" + i))
                .toArray(String[]::new));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(publicText(assignment, id("publicIPAddresses", "p1761"))).isEqualTo("192.0.2.254");
    assertThat(assignment.publicAddress(id("publicIPAddresses", "p1762"))).isEmpty();
  }

  @Test
  void theTunnelAddressThatAGatewayPrintsIsThatOfItsPublicIp() {
    AzureResources resources =
        withSubnet(
            "10.1.0.0/27",
            List.of(
                publicAddress("p"),
                vpn(
                    "g",
                    "v",
                    "'ipConfigurations': ["
                        + configuration(
                            "one", "v", reference("publicIPAddress", "publicIPAddresses", "p"))
                        + "]",
                    """
                    'bgpSettings': {'bgpPeeringAddresses': [{'ipconfigurationId':
                    '/providers/Microsoft.Network/virtualNetworkGateways/g/ipConfigurations/one',
                    'tunnelIpAddresses': ['20.30.40.50']}]}
                    """)));
    AddressAssignment assignment = AddressAssignment.of(resources, AssignedAddresses.NONE);

    assertThat(assignment.publicAddress(id("publicIPAddresses", "p")))
        .contains(new Assigned(IpAddress.parse("20.30.40.50"), Source.RESOURCE, "R21"));
  }

  private static AzureResources withSubnet(String subnet, List<String> files) {
    return readWhole(
        Stream.concat(
                Stream.of(vnet("v", "10.1.0.0/16", "GatewaySubnet=" + subnet)), files.stream())
            .toArray(String[]::new));
  }

  private static VirtualNetworkGateway gateway(AzureResources resources, String name) {
    return resources.gateway(id("virtualNetworkGateways", name)).orElseThrow();
  }

  private static Assigned endpoint(
      AzureResources resources, AddressAssignment assignment, String name, CircuitLink link) {
    return resources.connections().get(id("connections", name))
            instanceof Connection.ExpressRoute connection
        ? assignment.edgeEndpoint(connection, link).orElseThrow()
        : fail(name + " is no such connection");
  }

  private static Assigned privateAddress(
      AzureResources resources, AddressAssignment assignment, String name) {
    var nic = resources.networkInterface(id("networkInterfaces", name)).orElseThrow();
    return assignment.privateAddress(nic, nic.primaryConfiguration()).orElseThrow();
  }

  private static String publicText(AddressAssignment assignment, ResourceId id) {
    return assignment.publicAddress(id).orElseThrow().address().toString();
  }

  private static Assigned rule(String address, String rule) {
    return new Assigned(IpAddress.parse(address), Source.RULE, rule);
  }

  private static List<String> texts(List<Assigned> addresses) {
    return addresses.stream().map(assigned -> assigned.address().toString()).toList();
  }
}
