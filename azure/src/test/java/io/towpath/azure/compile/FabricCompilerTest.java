package io.towpath.azure.compile;

import static io.towpath.azure.compile.Parts.summary;
import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.network;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.net.Severity;
import io.towpath.network.AddressSet;
import io.towpath.network.Failure;
import io.towpath.network.Filter;
import io.towpath.network.Host;
import io.towpath.network.LinkState;
import io.towpath.network.NextHop;
import io.towpath.network.Vrf;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fabric's tables and ports, and what stands behind them. */
class FabricCompilerTest {

  private static TestResources hubAndSpoke(String ofHub, String ofSpoke) {
    return network()
        .vnet("hub", "eastus", "10.0.0.0/16")
        .subnet("hub", "apps", "10.0.1.0/24")
        .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
        .vnet("spoke", "eastus", "10.1.0.0/16", "10.2.0.0/16")
        .subnet("spoke", "apps", "10.1.1.0/24")
        .peered("hub", "spoke", ofHub, ofSpoke);
  }

  @Test
  void everySubnetStartsWithTheSystemRoutes() {
    Parts parts =
        new Parts(
            network()
                .vnet("v", "eastus", "10.1.0.0/16", "192.168.0.0/16")
                .subnet("v", "apps", "10.1.1.0/24")
                .compile());

    // R23; R25: a range equal to a reserved one takes its place, one inside it does not.
    assertThat(summary(parts.layer("v system").routes()))
        .containsExactly(
            "10.1.0.0/16 system-vnet VnetLocal",
            "192.168.0.0/16 system-vnet VnetLocal",
            "10.0.0.0/8 system-none None",
            "172.16.0.0/12 system-none None",
            "100.64.0.0/10 system-none None",
            "168.63.129.16/32 platform Internet",
            "169.254.169.254/32 platform Internet",
            "0.0.0.0/0 system-internet Internet");
    assertThat(parts.subnet("v/apps").layers()).containsExactly("v system");
  }

  @Test
  void subnetsOfOneVnetShareTheirLayers() {
    Parts parts =
        new Parts(
            hubAndSpoke(", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
                .vpnGateway("gw", "hub", "eastus", 65515, "20.0.0.9")
                .compile());

    assertThat(parts.subnet("hub/apps").layers())
        .containsExactly("hub system", "hub peering", "hub gateways");
    // R68: what comes from a gateway is no forwarded traffic.
    assertThat(parts.subnet("hub/GatewaySubnet").layers())
        .containsExactly("hub system", "hub peering from gateways", "hub gateways");
    // R69: the spoke sees what the hub's gateways learn.
    assertThat(parts.subnet("spoke/apps").layers())
        .containsExactly("spoke system", "spoke peering", "hub gateways");
    assertThat(parts.fabric().vrfs())
        .extracting(Vrf::precedence)
        .containsOnly(SubnetPrecedence.TABLE);
  }

  @Test
  void aSpokeWithoutTransitSeesNoGatewayRoutes() {
    TestResources resources =
        hubAndSpoke(", 'allowGatewayTransit': true", "")
            .vpnGateway("gw", "hub", "eastus", 65515, "20.0.0.9");

    assertThat(new Parts(resources.compile()).subnet("spoke/apps").layers())
        .containsExactly("spoke system", "spoke peering");
  }

  @Test
  void peeringRowsStandPerRangeAndNameTheRegion() {
    Parts parts =
        new Parts(
            network()
                .vnet("a", "eastus", "10.0.0.0/16")
                .vnet("b", "eastus", "10.1.0.0/16", "10.2.0.0/16")
                .vnet("c", "westeurope", "10.3.0.0/16")
                .peered("a", "b", "", "")
                .peered("a", "c", "", "")
                .half("b", "c", "")
                .compile());

    assertThat(summary(parts.layer("a peering").routes()))
        .containsExactly(
            "10.1.0.0/16 peering VNetPeering",
            "10.2.0.0/16 peering VNetPeering",
            "10.3.0.0/16 peering VNetGlobalPeering");
    // R63: one half alone carries nothing; R65: nor does the way through a.
    assertThat(summary(parts.layer("b peering").routes()))
        .containsExactly("10.0.0.0/16 peering VNetPeering");
  }

  @Test
  void forwardedTrafficPassesOnlyIfTheReceiverAllowsIt() {
    Parts parts = new Parts(hubAndSpoke("", ", 'allowForwardedTraffic': true").compile());

    // R68: towards the spoke everything passes, towards the hub only what the spoke sends itself.
    assertThat(filterOf(parts, "hub peering")).isNull();
    String towardsHub = filterOf(parts, "spoke peering");
    assertThat(towardsHub).isNotNull();
    Filter filter = parts.filter(String.valueOf(towardsHub));
    assertThat(filter.kind()).isEqualTo(Filter.Kind.PEERING);
    assertThat(filter.permitsByDefault()).isFalse();
    assertThat(filter.rules()).hasSize(1);
    assertThat(filter.rules().getFirst().permit()).isTrue();
    assertThat(filter.rules().getFirst().sources())
        .containsExactly(
            new AddressSet.Prefixes(
                List.of(Prefix.parse("10.1.0.0/16"), Prefix.parse("10.2.0.0/16"))));
    assertThat(filterOf(parts, "hub peering from gateways")).isNull();
  }

  @Test
  void closedAccessStopsTrafficInTheSeedEraAndOnlyLeavesTheTagToday() {
    TestResources resources =
        hubAndSpoke(
            ", 'allowVirtualNetworkAccess': false, 'allowForwardedTraffic': true",
            ", 'allowForwardedTraffic': true");

    Parts then = new Parts(resources.compile(Profile.SEED_ERA));
    Filter filter = then.filter(String.valueOf(filterOf(then, "hub peering")));
    assertThat(filter.rules().getFirst().permit()).isFalse();
    assertThat(filterOf(then, "spoke peering")).isNotNull();

    Parts now = new Parts(resources.compile(Profile.CURRENT));
    assertThat(filterOf(now, "hub peering")).isNull();
    assertThat(summary(now.layer("hub peering").routes()))
        .contains("10.1.0.0/16 peering-without-access VNetPeering");
    assertThat(AzureRouteClass.VIRTUAL_NETWORK_TAG)
        .doesNotContain(AzureRouteClass.PEERING_WITHOUT_ACCESS);
  }

  private static @Nullable String filterOf(Parts parts, String layer) {
    return parts.layer(layer).routes().getFirst().nextHop() instanceof NextHop.Deliver deliver
        ? deliver.filter()
        : "no delivery";
  }

  @Test
  void aDisconnectedPeeringNamesTheDeliveriesOfBothSides() {
    AzureFragment azure = hubAndSpoke("", "").compile();

    assertThat(azure.names().peering("hub/hub-spoke").orElseThrow().failures())
        .containsExactly(
            new Failure.DeliveryDown("hub peering", "spoke"),
            new Failure.DeliveryDown("hub peering from gateways", "spoke"),
            new Failure.DeliveryDown("spoke peering", "hub"));
  }

  @Test
  void transitAcrossRegionsIsRefusedInTheSeedEraOnly() {
    TestResources resources =
        network()
            .vnet("hub", "eastus", "10.0.0.0/16")
            .subnet("hub", "GatewaySubnet", "10.0.255.0/27")
            .vnet("far", "westus2", "10.1.0.0/16")
            .subnet("far", "apps", "10.1.1.0/24")
            .peered("hub", "far", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
            .vpnGateway("gw", "hub", "eastus", 65515, "20.0.0.9");

    assertThat(new Parts(resources.compile(Profile.CURRENT)).subnet("far/apps").layers())
        .contains("hub gateways");
    AzureFragment then = resources.compile(Profile.SEED_ERA);
    assertThat(then.fragment().nodes()).isEmpty();
    assertThat(then.fragment().findings())
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .extracting(Finding::rule)
        .containsExactly("R72");
  }

  @Test
  void routeTablesWorkInTheirSubnetsOnly() {
    Parts parts =
        new Parts(
            hubAndSpoke(", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
                .vpnGateway("gw", "hub", "eastus", 65515, "20.0.0.9")
                .subnet("spoke", "inspected", "10.1.2.0/24", table("rt"))
                .routeTable(
                    "rt",
                    ", 'disableBgpRoutePropagation': true",
                    "own 10.1.1.0/24 VirtualAppliance 10.1.9.4",
                    "far 0.0.0.0/0 VirtualAppliance 10.0.1.4",
                    "local 10.1.3.0/24 VnetLocal",
                    "out 8.8.8.8/32 Internet",
                    "drop 10.9.0.0/16 None",
                    "vpn 10.8.0.0/16 VirtualNetworkGateway")
                .compile());

    // R58: propagation off removes the gateway layer.
    assertThat(parts.subnet("spoke/inspected").layers())
        .containsExactly("spoke system", "spoke peering", "rt in spoke");
    assertThat(summary(parts.layer("rt in spoke").routes()))
        .containsExactly(
            "10.1.1.0/24 user-appliance VirtualAppliance",
            "0.0.0.0/0 user-appliance VirtualAppliance",
            "10.1.3.0/24 user-vnet VnetLocal",
            "8.8.8.8/32 user-internet Internet",
            "10.9.0.0/16 user-none None",
            "10.8.0.0/16 user-gateway VirtualNetworkGateway");
    assertThat(parts.layer("rt in spoke").routes())
        .extracting(route -> route.nextHop().getClass().getSimpleName())
        .containsExactly("Port", "Port", "Deliver", "Internet", "Discard", "ToGroup");
    // R52: the appliance may stand in a directly peered VNet.
    assertThat(parts.layer("rt in spoke").routes().get(1).nextHop())
        .isInstanceOfSatisfying(
            NextHop.Port.class, port -> assertThat(port.domain()).isEqualTo("hub"));
  }

  @Test
  void anApplianceOutOfReachDropsPackets() {
    AzureFragment azure =
        network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24", table("rt"))
            .routeTable(
                "rt",
                "",
                "r 10.9.0.0/16 VirtualAppliance 172.16.0.4",
                "g 10.8.0.0/16 VirtualNetworkGateway")
            .compile();

    assertThat(new Parts(azure).layer("rt in v").routes())
        .allSatisfy(route -> assertThat(route.nextHop()).isInstanceOf(NextHop.Discard.class));
    assertThat(azure.fragment().findings())
        .filteredOn(finding -> finding.severity() == Severity.WARNING)
        .allSatisfy(finding -> assertThat(finding.affects()).containsExactly("(azure)/v/apps"))
        .extracting(Finding::rule)
        .containsExactly("R52", "R54");
  }

  @Test
  void aPlainMachineIsAHostOnItsPort() {
    AzureFragment azure =
        network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24")
            .host("vm", "v", "apps", "10.0.1.4")
            .compile();
    Parts parts = new Parts(azure);

    Host host = azure.fragment().hosts().getFirst();
    assertThat(host.name()).isEqualTo("vm");
    assertThat(host.gateway()).isEqualTo(IpAddress.parse("10.0.1.1")); // R5
    assertThat(host.attachedTo().toString()).isEqualTo("(azure):vm-nic");
    assertThat(parts.port("vm-nic"))
        .satisfies(
            port -> {
              assertThat(port.vrf()).isEqualTo("v/apps");
              assertThat(port.owned()).containsExactly(IpAddress.parse("10.0.1.4"));
              assertThat(port.checkSourceIn()).isTrue();
              assertThat(port.checkDestinationOut()).isTrue();
              assertThat(port.answersAllArp()).isTrue();
              assertThat(port.sites()).containsExactly("vm", "region:eastus");
              // R211 a: neither None nor Internet nor appliance routes make a source known.
              assertThat(port.icmpErrorClasses())
                  .contains("system-vnet", "peering", "gateway")
                  .doesNotContain("system-none", "system-internet", "user-appliance");
            });
    assertThat(azure.names().machine("VM").orElseThrow().isHost()).isTrue();
    assertThat(azure.names().nic("vm-nic").orElseThrow().machine()).isEqualTo("vm");
  }

  @Test
  void aForwardingInterfaceIsNotCheckedAndItsGuestForwards() {
    AzureFragment azure =
        network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "a", "10.0.1.0/24")
            .subnet("v", "b", "10.0.2.0/24")
            .nic("n1", "v", "a", "10.0.1.4", "")
            .nic("n2", "v", "b", "10.0.2.4", ", 'enableIPForwarding': true")
            .machine("nva", "n1", "n2")
            .compile();
    Parts parts = new Parts(azure);

    assertThat(parts.port("n1").checkSourceIn()).isTrue();
    assertThat(parts.port("n2").checkSourceIn()).isFalse(); // R53
    assertThat(parts.port("n2").checkDestinationOut()).isFalse();
    assertThat(parts.node("nva").forwards()).isTrue();
    assertThat(parts.iface("nva", "n2").addresses().getFirst().toString()).isEqualTo("10.0.2.4/24");
    // R62: only the primary interface gets a default route.
    assertThat(parts.vrf("nva", Vrf.DEFAULT).routes())
        .singleElement()
        .satisfies(
            route ->
                assertThat(route.nextHop())
                    .isEqualTo(new NextHop.Via(IpAddress.parse("10.0.1.1"), "n1", null)));
    assertThat(azure.fragment().findings())
        .filteredOn(finding -> finding.code().equals("TP2803"))
        .hasSize(1);
  }

  @Test
  void aMachineWithTwoInterfacesDoesNotForwardByItself() {
    Parts parts =
        new Parts(
            network()
                .vnet("v", "eastus", "10.0.0.0/16")
                .subnet("v", "a", "10.0.1.0/24")
                .nic("n1", "v", "a", "10.0.1.4", "")
                .nic("n2", "v", "a", "10.0.1.5", "")
                .machine("vm", "n1", "n2")
                .compile());

    assertThat(parts.node("vm").forwards()).isFalse();
  }

  @Test
  void securityGroupsStandInTheOrderOfThePacket() {
    AzureFragment azure =
        network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24", group("outer"))
            .securityGroup("outer", "web 100 Inbound Allow Tcp Internet * 443")
            .securityGroup("inner", "ping 200 Inbound Deny Icmp 10.0.0.0/8 * 80")
            .nic("n", "v", "apps", "10.0.1.4", group("inner"))
            .machine("vm", "n")
            .compile();
    Parts parts = new Parts(azure);

    // R193: inbound subnet then NIC, outbound NIC then subnet.
    assertThat(parts.port("n").filtersOut())
        .containsExactly("outer Inbound in v/apps", "inner Inbound in v/apps");
    assertThat(parts.port("n").filtersIn())
        .containsExactly("inner Outbound in v/apps", "outer Outbound in v/apps");
    Filter outer = parts.filter("outer Inbound in v/apps");
    assertThat(outer.stateful()).isTrue(); // R198
    assertThat(outer.rules())
        .extracting(Filter.Rule::name)
        .containsExactly(
            "securityRules/web",
            "defaultSecurityRules/AllowVnetInBound",
            "defaultSecurityRules/AllowAzureLoadBalancerInBound",
            "defaultSecurityRules/DenyAllInBound");
    assertThat(outer.rules().getFirst().destinationPorts())
        .containsExactly(new Filter.PortRange(443, 443));
    assertThat(outer.rules().getFirst().sources().getFirst())
        .isInstanceOf(AddressSet.Except.class); // R200
    assertThat(outer.rules().get(1).sources().getFirst())
        .isInstanceOfSatisfying(
            AddressSet.Derived.class, // R199
            set -> {
              assertThat(set.vrf().toString()).isEqualTo("(azure)/v/apps");
              assertThat(set.extra()).containsExactly(Prefix.parse("168.63.129.16/32"));
            });
    // R196: ports mean nothing for ICMP.
    assertThat(parts.filter("inner Inbound in v/apps").rules().getFirst().destinationPorts())
        .isEmpty();
  }

  @Test
  void unknownTagsAreRemarkedUponWithThePortsThatTheyConcern() {
    AzureFragment azure =
        network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24", group("g"))
            .securityGroup(
                "g",
                "sql 100 Outbound Deny Tcp * Sql 1433",
                "ok 110 Outbound Allow Tcp * VirtualNetwork 443")
            .host("vm", "v", "apps", "10.0.1.4")
            .compile();

    assertThat(new Parts(azure).filter("g Outbound in v/apps").rules())
        .extracting(Filter.Rule::name)
        .doesNotContain("securityRules/sql")
        .startsWith("platform addresses (R6)", "licensing of Windows (R6)", "securityRules/ok");
    assertThat(azure.fragment().unsupported())
        .singleElement()
        .satisfies(
            remark -> {
              assertThat(remark.text()).contains("destinationAddressPrefix: service tag Sql");
              assertThat(remark.affects()).containsExactly("(azure)/v/apps");
            });
  }

  @Test
  void publicAddressesComeBeforeDefaultOutboundAccess() {
    AzureFragment azure =
        network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24")
            .publicIp("pip", "20.1.1.1")
            .add(
                "networkInterfaces",
                "n",
                "eastus",
                "'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '10.0.1.4',"
                    + " 'subnet': {'id': '"
                    + TestResources.id("virtualNetworks/v/subnets/apps")
                    + "'}, 'publicIPAddress': {'id': '"
                    + TestResources.id("publicIPAddresses/pip")
                    + "'}}}]")
            .compile();
    Parts parts = new Parts(azure);

    // R218
    assertThat(parts.node("v (Internet edge)").nat())
        .extracting(rule -> rule.getClass().getSimpleName())
        .containsExactly("Static", "Dynamic", "Dynamic");
    // What calls the address is translated; the edge itself does not have it.
    assertThat(parts.iface("v (Internet edge)", "outside").addresses())
        .extracting(address -> address.address().toString())
        .doesNotContain("20.1.1.1");
    assertThat(azure.fragment().openEnds())
        .singleElement()
        .satisfies(end -> assertThat(end.name()).isEqualTo("internet"));
    // A packet from the Internet enters in a table that knows the VNet only.
    assertThat(summary(parts.subnet("v Internet").routes()))
        .containsExactly("10.0.0.0/16 system-vnet VnetLocal");
  }

  @Test
  void aStoppedMachineHasAPortWithoutCarrier() {
    TestResources resources =
        network()
            .vnet("v", "eastus", "10.0.0.0/16")
            .subnet("v", "apps", "10.0.1.0/24")
            .nic("n", "v", "apps", "10.0.1.4", "");
    AzureFragment azure =
        AzureCompiler.compile(
            ResourceTexts.readWhole(
                resources.texts(
                    """
                    {"type": "Microsoft.Compute/virtualMachines", "name": "vm", "powerState":
                      "VM deallocated", "networkProfile": {"networkInterfaces": [{"id": "%s"}]}}
                    """
                        .formatted(TestResources.id("networkInterfaces/n")))),
            Profile.CURRENT,
            AssignedAddresses.NONE);

    assertThat(new Parts(azure).port("n").state()).isEqualTo(LinkState.CARRIER_DOWN);
    assertThat(azure.names().machine("vm").orElseThrow().running()).isFalse();
  }

  @Test
  void equalNamesInTwoGroupsAreToldApartByTheirGroup() {
    String text =
        """
        {"type": "Microsoft.Network/virtualNetworks", "name": "v", "resourceGroup": "%s",
          "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
          "subnets": [{"name": "s", "addressPrefix": "10.0.0.0/24"}]}
        """;
    AzureFragment azure =
        AzureCompiler.compile(
            ResourceTexts.readWhole(text.formatted("one"), text.formatted("two")),
            Profile.CURRENT,
            AssignedAddresses.NONE);

    assertThat(azure.names().subnets().keySet()).containsExactly("one/v/s", "two/v/s");
  }
}
