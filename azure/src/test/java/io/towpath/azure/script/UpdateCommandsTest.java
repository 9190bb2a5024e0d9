package io.towpath.azure.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PowerState;
import io.towpath.azure.resource.Subnet;
import io.towpath.net.Prefix;
import io.towpath.net.Unsupported;
import org.junit.jupiter.api.Test;

/** Commands that change what commands before them made. */
class UpdateCommandsTest {
  private static final String NETWORK =
      """
      az network nsg create -g net -n g
      az network route-table create -g net -n rt
      az network route-table route create -g net --route-table-name rt -n def \\
        --address-prefix 0.0.0.0/0 --next-hop-type None
      az network vnet create -g net -n v --subnet-name first
      az network vnet subnet create -g net --vnet-name v -n s --address-prefixes 10.0.1.0/24 --nsg g
      az network nic create -g net -n nic --vnet-name v --subnet s --private-ip-address 10.0.1.9
      """;

  private static AzureResources read(String script) {
    ResourceReader reader = new ResourceReader();
    AzScriptReader.read(NETWORK + script, "build.sh", reader, ResourceTexts.DEFAULTS);
    return reader.finish();
  }

  private static Subnet subnet(AzureResources read) {
    return read.subnets().values().stream()
        .filter(one -> one.id().name().equals("s"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSubnetIsGivenAndLosesWhatIsAssociated() {
    AzureResources read =
        read(
            """
            az network vnet subnet update -g net --vnet-name v -n s --route-table rt --nsg '' \\
              --address-prefixes 10.0.2.0/24 --service-endpoints Microsoft.Sql
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.unsupported()).isEmpty();
    assertThat(subnet(read).routeTable()).isEqualTo(ResourceTexts.id("routeTables", "rt"));
    assertThat(subnet(read).networkSecurityGroup()).isNull();
    assertThat(subnet(read).addressPrefixes()).containsExactly(Prefix.parse("10.0.2.0/24"));
    assertThat(subnet(read).serviceEndpoints()).hasSize(1);
    assertThat(read.subnets()).hasSize(2);
  }

  @Test
  void anInterfaceForwardsAndItsAddressBecomesDynamic() {
    AzureResources read =
        read(
            """
            az network nic update -g net -n nic --ip-forwarding true --nsg g
            az network nic ip-config update -g net --nic-name nic -n ipconfig1 --private-ip-address ''
            """);

    assertThat(read.findings()).isEmpty();
    NetworkInterface nic = read.networkInterfaces().values().iterator().next();
    assertThat(nic.enableIpForwarding()).isTrue();
    assertThat(nic.networkSecurityGroup())
        .isEqualTo(ResourceTexts.id("networkSecurityGroups", "g"));
    assertThat(nic.ipConfigurations()).hasSize(1);
    assertThat(nic.primaryConfiguration().allocation()).isEqualTo(AllocationMethod.DYNAMIC);
  }

  @Test
  void routesRulesAndPeeringsChange() {
    AzureResources read =
        read(
            """
            az network route-table route update -g net --route-table-name rt -n DEF \\
              --next-hop-type VirtualAppliance --next-hop-ip-address 10.0.1.9
            az network route-table update -g net -n rt --disable-bgp-route-propagation true
            az network route-table update -g net -n rt --disable-peering-route All
            az network nsg rule create -g net --nsg-name g -n r --priority 100
            az network nsg rule update -g net --nsg-name g -n r --access Deny \\
              --source-address-prefixes 10.0.0.0/8 --set priority=200
            az network vnet create -g net -n w --address-prefixes 10.1.0.0/16
            az network vnet peering create -g net --vnet-name v -n p --remote-vnet w
            az network vnet peering update -g net --vnet-name v -n p \\
              --set allowVirtualNetworkAccess=true allowForwardedTraffic=true a.b=c
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.unsupported())
        .extracting(Unsupported::text)
        .containsExactly("--set a.b of az network vnet peering update");
    assertThat(read.routeTables().values())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.disableBgpRoutePropagation()).isTrue();
              assertThat(table.keepsPeeringRoutesOut()).isTrue();
              assertThat(table.routes())
                  .singleElement()
                  .matches(route -> route.nextHopType().azureName().equals("VirtualAppliance"));
            });
    assertThat(read.networkSecurityGroups().values().iterator().next().securityRules())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.priority()).isEqualTo(200);
              assertThat(rule.access()).hasToString("DENY");
              assertThat(rule.sources()).hasSize(1);
              assertThat(rule.sources().toString()).contains("10.0.0.0/8");
            });
    assertThat(read.peerings().values())
        .singleElement()
        .matches(Peering::allowVirtualNetworkAccess)
        .matches(Peering::allowForwardedTraffic);
  }

  @Test
  void whatNoCommandMadeCannotChange() {
    assertThat(read("az network vnet subnet update -g net --vnet-name v -n t --nsg g").findings())
        .extracting(finding -> finding.code() + " " + finding.origin().line())
        .containsExactly("TP2016 8");
  }

  @Test
  void idsNameWhatACommandIsAbout() {
    String base =
        "/subscriptions/" + ResourceTexts.SUBSCRIPTION + "/resourceGroups/net/providers/Microsoft.";
    AzureResources read =
        read(
            """
            az vm create -g net -n a --nics nic --image Ubuntu2204
            az vm create -g net -n b --nics nic --image Ubuntu2204
            az vm deallocate --no-wait --ids $BCompute/virtualMachines/a $BCompute/virtualMachines/b
            az network vnet subnet update --ids $BNetwork/virtualNetworks/v/subnets/s --route-table rt
            """
                .replace("$B", base));

    assertThat(read.unsupported()).isEmpty();
    assertThat(read.virtualMachines().values())
        .allMatch(machine -> machine.powerState() == PowerState.DEALLOCATED)
        .hasSize(2);
    assertThat(subnet(read).routeTable()).isEqualTo(ResourceTexts.id("routeTables", "rt"));
    assertThat(read("az vm stop --ids " + base + "Network/networkInterfaces/nic").findings())
        .extracting(finding -> finding.code() + " " + finding.origin().line())
        .containsExactly("TP2017 8");
  }
}
