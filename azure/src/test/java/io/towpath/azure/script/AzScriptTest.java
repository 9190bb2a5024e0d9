package io.towpath.azure.script;

import static io.towpath.azure.ResourceTexts.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.compile.TestResources;
import io.towpath.azure.print.ArmTemplate;
import io.towpath.azure.print.PrintAndRead;
import io.towpath.azure.reader.ResourceDefaults;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.PowerState;
import io.towpath.net.Severity;
import org.junit.jupiter.api.Test;

/** Resources as a script: which commands stand in it, and that it is read back. */
class AzScriptTest {

  private static TestResources whole() {
    return TestResources.network()
        .vnet("hub", "eastus", "10.0.0.0/16")
        .subnet(
            "hub",
            "apps",
            "10.0.1.0/24",
            TestResources.table("rt")
                + ", 'serviceEndpoints': ["
                + "{'service': 'Microsoft.Storage', 'locations': ['eastus']},"
                + " {'service': 'Microsoft.Sql'}]")
        .subnet("hub", "GatewaySubnet", "10.0.255.0/26")
        .subnet("hub", "RouteServerSubnet", "10.0.254.0/26")
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
        .expressRouteGateway("ergw", "hub", "eastus", "")
        .routeServer("rs", "hub", ", 'allowBranchToBranchTraffic': true", "nva 10.1.1.9 65001")
        .device("site", "66.1.1.1", "65021 10.9.0.1", "10.9.0.0/24")
        .toDevice("to-site", "gw", "site", ", 'enableBgp': true, 'sharedKey': '-\\' $key'")
        .circuit("er", "", "")
        .add(
            "loadBalancers",
            "lb",
            "eastus",
            """
            'frontendIPConfigurations': [
              {'name': 'in', 'properties': {'privateIPAddress': '10.1.1.50', 'subnet': %s}},
              {'name': 'dynamic', 'properties': {'subnet': %s}}],
            'backendAddressPools': [{'name': 'nvas'}, {'name': 'others'}],
            'probes': [{'name': 'p', 'properties': {'protocol': 'Tcp', 'port': 22}}],
            'loadBalancingRules': [{'name': 'all', 'properties': {'protocol': 'All',
              'frontendPort': 0, 'backendPort': 0, 'enableFloatingIP': true,
              'frontendIPConfiguration': %s, 'backendAddressPool': %s, 'probe': %s}}]\
            """
                .formatted(
                    ref("virtualNetworks/spoke/subnets/apps"),
                    ref("virtualNetworks/spoke/subnets/apps"),
                    ref("loadBalancers/lb/frontendIPConfigurations/in"),
                    ref("loadBalancers/lb/backendAddressPools/nvas"),
                    ref("loadBalancers/lb/probes/p")))
        .toCircuit("er-hub", "ergw", "er", "");
  }

  private static String ref(String path) {
    return "{'id': '" + TestResources.id(path) + "'}";
  }

  private static AzureResources read(String script) {
    ResourceReader reader = new ResourceReader();
    AzScriptReader.read(script, "build.sh", reader, ResourceDefaults.NONE);
    return reader.finish();
  }

  @Test
  void whatIsPrintedIsReadBackToTheSameResources() {
    PrintAndRead.holds(
        "any part of a network is printed as commands, read and printed the same",
        whole().texts(),
        resources -> AzScript.print(resources).text(),
        AzScriptTest::read);
  }

  @Test
  void aWholeNetworkIsReadBackWithoutErrors() {
    AzureResources resources = ResourceTexts.readWhole(whole().texts());
    AzureResources read = read(AzScript.print(resources).text());

    assertThat(read.findings())
        .filteredOn(finding -> finding.severity() == Severity.ERROR)
        .isEmpty();
    assertThat(read.routeTables().values())
        .first()
        .satisfies(
            table ->
                assertThat(table.unplaced())
                    .isEqualTo(resources.routeTables().values().iterator().next().unplaced()));
    assertThat(read.connections().values().stream().map(Connection::unplaced))
        .isEqualTo(resources.connections().values().stream().map(Connection::unplaced).toList());
    assertThat(ArmTemplate.print(read).text())
        .contains("\"name\": \"vnetGatewayConfig1\"", "\"activeActive\": true");
  }

  @Test
  void eachResourceIsAStepWithItsOptions() {
    String script = AzScript.print(ResourceTexts.readWhole(whole().texts())).text();

    assertThat(script)
        .startsWith("#!/bin/sh\n")
        .contains(
            """

            # virtualNetworks "hub"
            az network vnet create -g net -n hub -l eastus \\
                --address-prefixes 10.0.0.0/16

            """,
            """
            # routes "rt/a"
            az network route-table route create -g net --route-table-name rt -n a \\
                --address-prefix 10.9.0.0/16 \\
                --next-hop-type VirtualAppliance \\
                --next-hop-ip-address 10.1.1.9
            """,
            "az network route-table create -g net -n rt -l eastus \\\n",
            "    --disable-peering-route All\n",
            """
            az network route-table route create -g net --route-table-name rt -n c \\
                --address-prefix 10.7.0.0/16 \\
                --next-hop-type VirtualApplianceEcmp \\
                --next-hop 'next-hop-ip-addresses=[10.1.1.9,10.1.1.10]'
            """,
            "    --route-table \"$NET/routeTables/rt\"",
            "    --allow-vnet-access true \\\n",
            "    --public-ip-addresses \"$NET/publicIPAddresses/gw-pip0\""
                + " \"$NET/publicIPAddresses/gw-pip1\"",
            "az network routeserver create -g net -n rs",
            "az network routeserver update -g net -n rs \\\n    --allow-b2b-traffic true",
            "az network routeserver peering create -g net --routeserver rs -n nva \\\n"
                + "    --peer-ip 10.1.1.9",
            "    --express-route-circuit2 \"$NET/expressRouteCircuits/er\"",
            """
            az network lb create -g net -n lb -l eastus \\
                --sku Basic \\
                --frontend-ip-name in \\
                --subnet "$NET/virtualNetworks/spoke/subnets/apps" \\
                --private-ip-address 10.1.1.50 \\
                --backend-pool-name nvas

            # frontendIPConfigurations "lb/dynamic"
            """,
            "az network lb address-pool create -g net --lb-name lb -n others\n",
            """
                --frontend-ip-name in \\
                --backend-pool-name nvas \\
                --probe-name p \\
                --enable-floating-ip true
            """,
            "    --ip-forwarding true",
            "# assigned: properties.ipAddress=20.0.0.8")
        .contains("az network nsg rule create", "--source-address-prefixes Internet")
        // A key that looks like an option and has what the shell would change.
        .contains("--shared-key='-\" $key'")
        // Regions of service endpoints have no option.
        .contains("--set")
        .contains("properties.subnets[0].properties.serviceEndpoints=[{\"service\"");
  }

  @Test
  void whatNoCommandMakesIsMadeAsJson() {
    String policy =
        json(
            """
            {'type': 'Microsoft.Network/firewallPolicies', 'name': 'p', 'location': 'eastus',
             'properties': {}}\
            """);
    String group =
        json(
            """
            {'type': 'Microsoft.Network/firewallPolicies/ruleCollectionGroups', 'name': 'p/g',
             'properties': {'priority': 200, 'ruleCollections': [{'name': 'c', 'priority': 1,
              'ruleCollectionType': 'FirewallPolicyFilterRuleCollection',
              'action': {'type': 'Allow'}, 'rules': [{'ruleType': 'NetworkRule', 'name': 'any',
              'ipProtocols': ['Any'], 'sourceAddresses': ['*'], 'destinationAddresses': ['*'],
              'destinationPorts': ['*']}]}]}}\
            """);
    String addresses =
        json(
            """
            {'type': 'Microsoft.Network/ipGroups', 'name': 'i', 'location': 'eastus',
             'properties': {'ipAddresses': ['10.0.0.4', '10.1.0.0/16']}}\
            """);
    AzureResources resources = ResourceTexts.readWhole(policy, group, addresses);

    String script = AzScript.print(resources).text();

    assertThat(script)
        .contains("az network firewall policy create -g net -n p", "az resource create --id")
        .contains("az network ip-group create", "--ip-addresses 10.0.0.4 10.1.0.0/16");
    assertThat(read(script).ipGroups().values())
        .extracting(one -> one.unplaced())
        .isEqualTo(resources.ipGroups().values().stream().map(one -> one.unplaced()).toList());
    AzureResources read = read(script);
    assertThat(read.firewallRuleGroups().values())
        .extracting(one -> one.unplaced())
        .isEqualTo(
            resources.firewallRuleGroups().values().stream().map(one -> one.unplaced()).toList());
  }

  @Test
  void aMachineThatDoesNotRunIsStopped() {
    AzureResources resources =
        ResourceTexts.readWhole(
            machine("off", "VM deallocated"), machine("halted", "VM stopped"), machine("on", ""));

    AzScript script = AzScript.print(resources);

    assertThat(script.text())
        .contains("az vm deallocate -g net -n off", "az vm stop -g net -n halted")
        .doesNotContain("az vm stop -g net -n on");
    assertThat(read(script.text()).virtualMachines().values())
        .extracting(one -> one.name() + " " + one.powerState())
        .containsExactly(
            "halted " + PowerState.STOPPED,
            "off " + PowerState.DEALLOCATED,
            "on " + PowerState.RUNNING);
    assertThat(
            AzScript.print(ResourceTexts.readWhole(machine("up", "VM starting"))).notExpressible())
        .anyMatch(note -> note.what().equals("virtualMachines \"up\" is starting"));
  }

  private static String machine(String name, String power) {
    return json(
        """
        {'type': 'Microsoft.Compute/virtualMachines', 'name': '%s', 'location': 'eastus',
         'powerState': '%s', 'networkProfile': {'networkInterfaces': []}}\
        """
            .formatted(name, power));
  }
}
