package io.towpath.azure.print;

import static io.towpath.azure.ResourceTexts.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.compile.TestResources;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.PowerState;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.JsonReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resources as a deployment template: what stands in it, and that it is read back. */
class ArmTemplateTest {
  private static final String HUB = TestResources.id("virtualNetworks/hub");

  private static TestResources whole() {
    return TestResources.network()
        .vnet("hub", "eastus", "10.0.0.0/16")
        .subnet("hub", "apps", "10.0.1.0/24", TestResources.table("rt"))
        .subnet("hub", "GatewaySubnet", "10.0.255.0/26")
        .vnet("spoke", "eastus", "10.1.0.0/16", "10.2.0.0/16")
        .subnet("spoke", "apps", "10.1.1.0/24", TestResources.group("nsg"))
        .peered("hub", "spoke", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
        .routeTable(
            "rt",
            ", 'disablePeeringRoute': 'All'",
            "a 10.9.0.0/16 VirtualAppliance 10.1.1.9",
            "b 10.8.0.0/16 None",
            "c 10.7.0.0/16 VirtualApplianceEcmp 10.1.1.9+10.1.1.10")
        .securityGroup("nsg", "web 100 Inbound Allow Tcp Internet * 443")
        .host("vm", "hub", "apps", "10.0.1.4")
        .nic("n1", "spoke", "apps", "10.1.1.9", ", 'enableIPForwarding': true")
        .machine("nva", "n1")
        .vpnGateway("gw", "hub", "eastus", 65010, "20.0.0.8", "20.0.0.9")
        .device("site", "66.1.1.1", "65021 10.9.0.1", "10.9.0.0/24")
        .toDevice("to-site", "gw", "site", ", 'enableBgp': true, 'sharedKey': 'it\\'s a key'")
        .circuit("er", "", "");
  }

  private static AzureResources again(AzureResources resources) {
    return ResourceTexts.readWhole(ArmTemplate.print(resources).text());
  }

  @Test
  void whatIsPrintedIsReadBackToTheSameResources() {
    PrintAndRead.holds(
        "any part of a network is printed, read and printed the same",
        whole().texts(),
        resources -> ArmTemplate.print(resources).text(),
        ResourceTexts::read);
  }

  @Test
  void firewallsAndTheirRulesAreReadBackToTheSame() {
    String ends =
        "'sourceIpGroups': ['%s'], 'sourceAddresses': ['10.0.0.0/8'],"
                .formatted(TestResources.id("ipGroups/clients"))
            + " 'destinationPorts': ['443', '80-90']";
    String nat =
        "'rules': [{'ruleType': 'NatRule', 'name': 'n', 'ipProtocols': ['TCP'], %s,".formatted(ends)
            + " 'destinationAddresses': ['10.0.9.4'], 'translatedAddress': '10.0.1.4',"
            + " 'translatedPort': '8443'}]";
    String network =
        "'rules': [{'ruleType': 'NetworkRule', 'name': 'r', 'ipProtocols': ['Any'], %s,"
                .formatted(ends)
            + " 'destinationAddresses': ['Storage', '10.1.0.0/16']}, {'ruleType':"
            + " 'ApplicationRule', 'name': 'web', 'sourceAddresses': ['*'], 'protocols':"
            + " [{'protocolType': 'Http', 'port': 80}], 'targetFqdns': ['*']}]";
    String collection =
        "{'ruleCollectionType': 'FirewallPolicy%sRuleCollection', 'name': '%s', 'priority': 100,"
            + " 'action': {'type': '%s'}, %s}";
    AzureResources resources =
        TestResources.network()
            .vnet("hub", "eastus", "10.0.0.0/16")
            .subnet("hub", "AzureFirewallSubnet", "10.0.9.0/26")
            .serviceTags("Storage - 20.0.0.0/24")
            .add("ipGroups", "clients", "eastus", "'ipAddresses': ['10.1.0.4-10.1.0.6']")
            .add("firewallPolicies", "p", "eastus", "")
            .add(
                "firewallPolicies/ruleCollectionGroups",
                "p/g",
                "",
                "'priority': 200, 'ruleCollections': ["
                    + collection.formatted("Nat", "in", "DNAT", nat)
                    + ", "
                    + collection.formatted("Filter", "out", "Deny", network)
                    + "]")
            .add(
                "azureFirewalls",
                "fw",
                "eastus",
                "'sku': {'name': 'AZFW_VNet', 'tier': 'Premium'}, 'ipConfigurations': [{'name':"
                    + " 'configuration1', 'properties': {'subnet': {'id': '"
                    + TestResources.id("virtualNetworks/hub/subnets/AzureFirewallSubnet")
                    + "'}}}], 'natRuleCollections': [{'name': 'own', 'properties': {'priority': 7,"
                    + " 'action': {'type': 'Dnat'}, "
                    + nat.replace("'ruleType': 'NatRule', ", "").replace("ipProtocols", "protocols")
                    + "}}]")
            .resources();
    assertThat(resources.unsupported()).isEmpty();

    AzureResources read = again(resources);

    assertThat(read.all().stream().map(one -> one.unplaced()))
        .isEqualTo(resources.all().stream().map(one -> one.unplaced()).toList());
    assertThat(ArmTemplate.print(read).text()).isEqualTo(ArmTemplate.print(resources).text());
  }

  @Test
  void aTemplateHasLiteralResourcesEachAfterWhatItNeeds() {
    String text = ArmTemplate.print(whole().resources()).text();
    ObjectValue template = (ObjectValue) JsonReader.parse(text, "main.json");

    assertThat(((StringValue) value(template, "$schema")).text())
        .endsWith("deploymentTemplate.json#");
    List<String> seen = new ArrayList<>();
    for (DocumentValue item : ((ArrayValue) value(template, "resources")).items()) {
      ObjectValue resource = (ObjectValue) item;
      assertThat(resource.members()).containsKeys("type", "apiVersion", "name");
      if (resource.get("dependsOn") instanceof ArrayValue needed) {
        assertThat(needed.items()).allSatisfy(id -> assertThat(seen).contains(text(id)));
      }
      ResourceId id =
          ResourceId.of(
              ResourceTexts.SUBSCRIPTION,
              ResourceTexts.GROUP,
              text(value(resource, "type")),
              text(value(resource, "name")));
      seen.add(id.toString());
    }
    // R70: the gateway is there before the other side uses it.
    assertThat(seen.indexOf(TestResources.id("virtualNetworkGateways/gw")))
        .isLessThan(
            seen.indexOf(
                TestResources.id("virtualNetworks/spoke/virtualNetworkPeerings/spoke-hub")));
    assertThat(seen).contains(HUB);
  }

  private static DocumentValue value(ObjectValue object, String name) {
    return java.util.Objects.requireNonNull(object.get(name), name);
  }

  private static String text(DocumentValue value) {
    return ((StringValue) value).text();
  }

  @Test
  void severalGroupsAreNestedDeploymentsOneAfterTheOther() {
    String other =
        json(
            """
            {'id': '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/edge/providers\
            /Microsoft.Network/routeTables/rt', 'location': 'eastus', 'properties': {}}\
            """);
    AzureResources resources =
        ResourceTexts.readWhole(
            other,
            json(
                """
                {'type': 'Microsoft.Network/virtualNetworks', 'name': 'hub', 'location': 'eastus',
                 'properties': {'addressSpace': {'addressPrefixes': ['10.0.0.0/16']},
                  'subnets': [{'name': 'a', 'properties': {'addressPrefix': '10.0.1.0/24',
                   'routeTable': {'id': '/subscriptions/11111111-2222-3333-4444-555555555555\
                /resourceGroups/edge/providers/Microsoft.Network/routeTables/rt'}}}]}}\
                """));

    String text = ArmTemplate.print(resources).text();

    assertThat(text)
        .contains(
            "\"type\": \"Microsoft.Resources/deployments\"",
            "\"resourceGroup\": \"edge\"",
            "\"resourceGroup\": \"net\"",
            "\"towpath-1\"");
    assertThat(text.indexOf("\"edge\"")).isLessThan(text.indexOf("\"net\""));
    AzureResources read = ResourceTexts.readWhole(text);
    assertThat(read.all())
        .extracting(one -> one.id().toString())
        .isEqualTo(resources.all().stream().map(one -> one.id().toString()).toList());
    assertThat(read.subnets().values()).allMatch(subnet -> subnet.routeTable() != null);
  }

  @Test
  void whatADeploymentDoesNotMakeIsSaid() {
    AzureResources resources =
        ResourceTexts.readWhole(
            whole()
                .texts(
                    json(
                        """
                        {'type': 'Microsoft.Compute/virtualMachines', 'name': 'off',
                         'location': 'eastus', 'powerState': 'VM deallocated',
                         'networkProfile': {'networkInterfaces': []}}\
                        """),
                    json(
                        """
                        {'type': 'Microsoft.Network/applicationGateways', 'name': 'web',
                         'location': 'eastus', 'properties': {}}\
                        """)));

    ArmTemplate template = ArmTemplate.print(resources);

    assertThat(template.notExpressible())
        .extracting(note -> note.degree() + " " + note.what())
        .anyMatch(note -> note.startsWith("APPROXIMATED public addresses"))
        .anyMatch(note -> note.startsWith("APPROXIMATED dynamic private addresses"))
        .anyMatch(note -> note.contains("virtualMachines \"off\" does not run"))
        .anyMatch(note -> note.startsWith("ABSENT the provider of expressRouteCircuits \"er\""))
        .anyMatch(note -> note.startsWith("ABSENT Microsoft.Network/applicationGateways \"web\""));
    AzureResources read = again(resources);
    assertThat(read.virtualMachines().values())
        .filteredOn(machine -> machine.name().equals("off"))
        .allMatch(machine -> machine.powerState() == PowerState.DEALLOCATED)
        .hasSize(1);
  }

  @Test
  void interfacesNameTheirPoolsAndMachinesTheirInterfaces() {
    AzureResources resources =
        ResourceTexts.readWhole(
            whole()
                .texts(
                    json(
                        """
                        {'type': 'Microsoft.Network/loadBalancers', 'name': 'lb',
                         'location': 'eastus', 'sku': {'name': 'Standard'}, 'properties': {
                         'frontendIPConfigurations': [{'name': 'in', 'properties': {
                           'privateIPAddress': '10.1.1.50', 'subnet': {'id': '%s'}}}],
                         'backendAddressPools': [{'name': 'nvas', 'properties': {
                           'backendIPConfigurations': [{'id': '%s'}]}}],
                         'loadBalancingRules': [{'name': 'all', 'properties': {
                           'protocol': 'All', 'frontendPort': 0, 'backendPort': 0,
                           'frontendIPConfiguration': {'id': '%s'},
                           'backendAddressPool': {'id': '%s'}}}]}}\
                        """
                            .formatted(
                                TestResources.id("virtualNetworks/spoke/subnets/apps"),
                                TestResources.id("networkInterfaces/n1/ipConfigurations/ip"),
                                TestResources.id("loadBalancers/lb/frontendIPConfigurations/in"),
                                TestResources.id("loadBalancers/lb/backendAddressPools/nvas")))));

    AzureResources read = again(resources);

    assertThat(read.networkInterface(ResourceTexts.id("networkInterfaces", "n1")))
        .hasValueSatisfying(
            nic ->
                assertThat(nic.primaryConfiguration().backendPools())
                    .containsExactly(
                        ResourceId.parse(
                            TestResources.id("loadBalancers/lb/backendAddressPools/nvas"))));
    assertThat(read.loadBalancers().values())
        .allMatch(balancer -> balancer.haPortsRules().size() == 1)
        .hasSize(1);
    assertThat(ArmTemplate.print(read).text()).isEqualTo(ArmTemplate.print(resources).text());
  }

  @Test
  void aTableThatKeepsPeeringRoutesOutAsksForAVersionThatKnowsIt() {
    TestResources keeping =
        TestResources.network().routeTable("rt", ", 'disablePeeringRoute': 'all'");
    TestResources ordinary =
        TestResources.network().routeTable("rt", ", 'disablePeeringRoute': 'None'");

    assertThat(ArmTemplate.print(keeping.resources()).text())
        .contains("\"apiVersion\": \"2025-07-01\"", "\"disablePeeringRoute\": \"All\"");
    assertThat(ArmTemplate.print(ordinary.resources()).text())
        .doesNotContain("2025-07-01", "disablePeeringRoute");
  }

  @Test
  void aTableWithARouteToSeveralAppliancesAsksForAVersionThatKnowsIt() {
    String several = ArmTemplate.print(whole().resources()).text();
    String single =
        ArmTemplate.print(
                TestResources.network()
                    .routeTable("rt", "", "a 10.9.0.0/16 VirtualAppliance 10.1.1.9")
                    .resources())
            .text();

    assertThat(several)
        .containsOnlyOnce("\"apiVersion\": \"2025-07-01\"")
        .contains("\"nextHopType\": \"VirtualApplianceEcmp\"", "\"nextHopIpAddresses\": [");
    assertThat(single)
        .contains("\"nextHopIpAddress\": \"10.1.1.9\"")
        .doesNotContain("2025-07-01", "nextHopIpAddresses");
  }
}
