package io.towpath.azure.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.network.LatencyTable;
import io.towpath.network.NetworkAssembly;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of every set of resources. */
class CompilerPropertiesTest {
  private static final String BGP = ", 'enableBgp': true";

  private static final String[] WHOLE =
      TestResources.network()
          .vnet("hub", "eastus", "10.0.0.0/16")
          .subnet("hub", "apps", "10.0.1.0/24", TestResources.table("rt"))
          .subnet("hub", "GatewaySubnet", "10.0.255.0/25")
          .vnet("spoke", "eastus", "10.1.0.0/16", "10.2.0.0/16")
          .subnet("spoke", "apps", "10.1.1.0/24", TestResources.group("nsg"))
          .vnet("far", "westus2", "10.5.0.0/16")
          .subnet("far", "GatewaySubnet", "10.5.255.0/26")
          .peered("hub", "spoke", ", 'allowGatewayTransit': true", ", 'useRemoteGateways': true")
          .peered("spoke", "far", "", "")
          .routeTable("rt", "", "a 10.9.0.0/16 VirtualAppliance 10.1.1.9", "b 10.8.0.0/16 None")
          .securityGroup("nsg", "web 100 Inbound Allow Tcp Internet * 443")
          .host("vm", "hub", "apps", "10.0.1.4")
          .nic("n1", "spoke", "apps", "10.1.1.9", ", 'enableIPForwarding': true")
          .nic("n2", "spoke", "apps", "10.1.1.10", TestResources.group("nsg"))
          .machine("nva", "n1", "n2")
          .vpnGateway("gw", "hub", "eastus", 65515, "20.0.0.8", "20.0.0.9")
          .vpnGateway("fargw", "far", "westus2", 65516, "30.0.0.8")
          .expressRouteGateway("ergw", "hub", "eastus", "")
          .expressRouteGateway("farer", "far", "westus2", "")
          .device("site", "66.1.1.1", "65021 10.9.0.1", "10.9.0.0/24")
          .toDevice("to-site", "gw", "site", BGP)
          .toGateway("there", "gw", "fargw", BGP)
          .toGateway("back", "fargw", "gw", BGP)
          .circuit("er", "", "")
          .toCircuit("er-hub", "ergw", "er", "")
          .toCircuit("er-far", "farer", "er", "")
          .texts();

  private static List<String> part(Choices choices) {
    List<String> texts = new ArrayList<>();
    for (String text : WHOLE) {
      if (choices.nextInt(5) > 0) {
        texts.add(text);
      }
    }
    return texts;
  }

  @Test
  void whateverIsMissingTheRestCompilesToWhatHoldsTogether() {
    Property.named("parts of a network compile to what holds together")
        .runs(150)
        .check(
            CompilerPropertiesTest::part,
            texts -> {
              AzureResources resources = ResourceTexts.read(texts.toArray(String[]::new));
              for (Profile profile : Profile.values()) {
                AzureFragment azure =
                    AzureCompiler.compile(resources, profile, AssignedAddresses.NONE);
                assertThat(
                        NetworkAssembly.join(
                                List.of(azure.fragment()), List.of(), true, LatencyTable.EMPTY)
                            .findings())
                    .noneMatch(finding -> finding.code().startsWith("TP40"));
              }
            });
  }

  @Test
  void theOrderOfResourcesDoesNotMatter() {
    AzureResources resources = ResourceTexts.readWhole(WHOLE);
    List<AzureResource> all = new ArrayList<>();
    all.addAll(resources.virtualNetworks().values());
    all.addAll(resources.networkInterfaces().values());
    all.addAll(resources.virtualMachines().values());
    all.addAll(resources.publicIpAddresses().values());
    all.addAll(resources.routeTables().values());
    all.addAll(resources.networkSecurityGroups().values());
    all.addAll(resources.virtualNetworkGateways().values());
    all.addAll(resources.localNetworkGateways().values());
    all.addAll(resources.connections().values());
    all.addAll(resources.expressRouteCircuits().values());
    AzureFragment expected = compile(all);

    Property.named("the order of resources does not matter")
        .runs(20)
        .check(
            choices -> choices.nextInt(Integer.MAX_VALUE),
            seed -> {
              List<AzureResource> shuffled = new ArrayList<>(all);
              Collections.shuffle(shuffled, new Random(seed));
              assertThat(compile(shuffled)).isEqualTo(expected);
            });
    assertThat(expected.fragment().nodes()).hasSizeGreaterThan(8);
  }

  private static AzureFragment compile(List<AzureResource> resources) {
    return AzureCompiler.compile(
        AzureResources.of(resources, List.of(), List.of()),
        Profile.CURRENT,
        AssignedAddresses.NONE);
  }

  @Test
  void everyElementThatSomebodyWroteSaysWhere() {
    AzureFragment azure =
        AzureCompiler.compile(
            ResourceTexts.readWhole(WHOLE), Profile.CURRENT, AssignedAddresses.NONE);

    assertThat(azure.fragment().nodes())
        .filteredOn(node -> !node.name().equals(ElementNames.FABRIC))
        .allSatisfy(node -> assertThat(node.origin().file()).isNotNull());
    assertThat(new Parts(azure).fabric().interfaces())
        .allSatisfy(port -> assertThat(port.origin().file()).isNotNull());
    assertThat(azure.fragment().layers())
        .flatExtracting(layer -> layer.routes())
        .filteredOn(
            route -> route.routeClass().startsWith("user") || route.routeClass().equals("peering"))
        .isNotEmpty()
        .allSatisfy(route -> assertThat(route.origin().file()).isNotNull());
    assertThat(azure.fragment().nodes())
        .flatExtracting(node -> node.tunnels())
        .isNotEmpty()
        .allSatisfy(tunnel -> assertThat(tunnel.origin().resource()).contains("connections"));
  }
}
