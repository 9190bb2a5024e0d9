package io.towpath.azure.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.AllocationMethod;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.OsType;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.net.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Scripts as people write them. */
class AzScriptReaderTest {
  private static AzureResources read(String script) {
    ResourceReader reader = new ResourceReader();
    AzScriptReader.read(script, "build.sh", reader, ResourceTexts.DEFAULTS);
    return reader.finish();
  }

  @Test
  void quotesVariablesContinuedLinesAndCommentsAreReadAsTheShellReadsThem() {
    AzureResources read =
        read(
            """
            #!/bin/bash
            set -e
            GROUP='net'   # where all of it goes
            VNET="hub-${GROUP}"
            az group create -n $GROUP -l westeurope
            az network nsg create --resource-group "$GROUP" --name guard --location westeurope
            az network vnet create -g $GROUP -n "$VNET" -l 'West Europe' \\
              --address-prefixes "10.0.0.0/16 10.1.0.0/16" --tags owner=me && \\
            az network vnet subnet create -g $GROUP --vnet-name $VNET -n apps \\
              --address-prefix=10.0.1.0/24 --nsg guard -o none; az network nic create -g $GROUP \\
              -n nic1 --vnet-name $VNET --subnet apps --private-ip-address 10.0.1.4 --ip-forwarding
            az vm create -g $GROUP -n vm1 --nics nic1 --image Win2022AzureEditionCore
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.unsupported()).isEmpty();
    assertThat(read.virtualNetworks().values())
        .singleElement()
        .satisfies(
            vnet -> {
              assertThat(vnet.name()).isEqualTo("hub-net");
              assertThat(vnet.location()).isEqualTo("westeurope");
              assertThat(vnet.addressSpace()).hasSize(2);
              assertThat(vnet.subnets())
                  .singleElement()
                  .satisfies(
                      subnet ->
                          assertThat(subnet.networkSecurityGroup())
                              .isEqualTo(ResourceTexts.id("networkSecurityGroups", "guard")));
            });
    assertThat(read.networkInterfaces().values())
        .singleElement()
        .satisfies(
            nic -> {
              assertThat(nic.enableIpForwarding()).isTrue();
              assertThat(nic.primaryConfiguration().privateIpAddress())
                  .isEqualTo(IpAddress.parse("10.0.1.4"));
              assertThat(nic.primaryConfiguration().allocation())
                  .isEqualTo(AllocationMethod.STATIC);
              assertThat(nic.origin().file()).isEqualTo("build.sh");
              assertThat(nic.origin().line()).isEqualTo(10);
            });
    assertThat(read.virtualMachines().values())
        .singleElement()
        .satisfies(machine -> assertThat(machine.os()).isEqualTo(OsType.WINDOWS));
  }

  @Test
  void aRuleHasItsAddressesPortsAndGroups() {
    AzureResources read =
        read(
            """
            az network asg create -g net -n web
            az network nsg create -g net -n guard
            az network nsg rule create -g net --nsg-name guard -n in --priority 100 \\
              --direction Inbound --access Allow --protocol Tcp --source-address-prefixes Internet \\
              --source-port-ranges '*' --destination-asgs web --destination-port-ranges 80 443
            """);

    assertThat(read.findings()).isEmpty();
    SecurityRule rule =
        read.networkSecurityGroups().values().iterator().next().securityRules().getFirst();
    assertThat(rule.destinations())
        .containsExactly(
            new AddressMatch.ApplicationGroup(
                ResourceTexts.id("applicationSecurityGroups", "web")));
    assertThat(rule.destinationPorts()).hasSize(2);
    assertThat(rule.sources()).containsExactly(new AddressMatch.Tag("Internet"));
  }

  @Test
  void whatCommandsMakeAlongIsThere() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n hub --address-prefixes 10.0.0.0/16 \\
              --subnet-name apps --subnet-prefixes 10.0.1.0/24
            az network lb create -g net -n lb --sku Standard --vnet-name hub --subnet apps
            az network lb rule create -g net --lb-name lb -n all --protocol All --frontend-port 0 \\
              --backend-port 0 --frontend-ip-name LoadBalancerFrontEnd --backend-pool-name lbbepool
            az network nic create -g net -n nva --vnet-name hub --subnet apps --lb-name lb \\
              --lb-address-pools lbbepool
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.unsupported()).isEmpty();
    assertThat(read.subnets()).hasSize(1);
    assertThat(read.loadBalancers().values())
        .singleElement()
        .satisfies(
            balancer -> {
              assertThat(balancer.frontends()).hasSize(1);
              assertThat(balancer.haPortsRules())
                  .singleElement()
                  .matches(rule -> rule.frontend().equals(balancer.frontends().getFirst().id()))
                  .matches(rule -> rule.pool().equals(balancer.pools().getFirst().id()));
              assertThat(
                      read.networkInterfaces()
                          .values()
                          .iterator()
                          .next()
                          .primaryConfiguration()
                          .backendPools())
                  .containsExactly(balancer.pools().getFirst().id());
            });
  }

  @Test
  void aPeeringBlocksAccessUnlessTheCommandAllowsIt() {
    String made =
        """
        az network vnet create -g net -n a --address-prefixes 10.0.0.0/16
        az network vnet create -g net -n b --address-prefixes 10.1.0.0/16
        az network vnet peering create -g net --vnet-name a -n a-b --remote-vnet b%s
        """;

    assertThat(access(made.formatted(""))).isFalse();
    assertThat(access(made.formatted(" --allow-vnet-access"))).isTrue();
    assertThat(access(made.formatted(" --allow-vnet-access true"))).isTrue();
  }

  private static boolean access(String script) {
    return read(script).peerings().values().iterator().next().allowVirtualNetworkAccess();
  }

  @Test
  void whatIsNotUnderstoodIsListedWithItsLine() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n hub -l eastus --address-prefixes 10.0.0.0/16 \\
              --ddos-protection true
            az network application-gateway create -g net -n web
            id=$(az network vnet show -g net -n hub --query id)
            curl https://example.com | sh
            """);

    assertThat(read.findings()).isEmpty();
    assertThat(read.virtualNetworks()).hasSize(1);
    assertThat(read.unsupported())
        .extracting(entry -> entry.origin().line() + " " + entry.text())
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("2 --ddos-protection of az network vnet create"),
            text -> assertThat(text).isEqualTo("3 az network application-gateway create"),
            text -> assertThat(text).startsWith("4 ").contains("$("),
            text -> assertThat(text).startsWith("5 ").contains("|"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          az network vnet create -n 'hub | TP2013 | 1 | not closed
          az network vnet create -n $NAME --address-prefixes 10.0.0.0/16 | TP2014 | 1 | NAME
          az network vnet create --address-prefixes 10.0.0.0/16 | TP2015 | 1 | --name
          az network nic ip-config create --nic-name n -n two | TP2016 | 1 | no command before
          az network vnet peering create --vnet-name a -n b --allow-vnet-access maybe | TP2017 | 1 | maybe
          az network public-ip create -n a -l east us | TP2017 | 1 | one word
          az network public-ip prefix create -n a --length ten | TP2017 | 1 | no number
          az resource create --id /x --properties {} | TP2017 | 1 | not the id
          az network nic create -n a --subnet b --lb-address-pools pool | TP2015 | 1 | --vnet-name
          """)
  void aBadValueIsOneErrorWithItsPlace(String script, String code, int line, String says) {
    assertThat(read(script).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.origin().file()).isEqualTo("build.sh");
              assertThat(finding.origin().line()).isEqualTo(line);
              assertThat(finding.message()).contains(says);
            });
  }

  @Test
  void wrongMembersAreErrorsOfTheScriptToo() {
    assertThat(
            read("az network vnet create -g net -n hub -l eastus --address-prefixes 10.0.0.1/16")
                .findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.origin().file()).isEqualTo("build.sh");
              assertThat(finding.message()).contains("10.0.0.1/16");
            });
  }

  @Test
  void aChildOfWhatAnotherFileHasStandsOnItsOwn() {
    ResourceReader reader = new ResourceReader();
    AzScriptReader.read(
        "az network vnet create -g net -n hub -l eastus --address-prefixes 10.0.0.0/16",
        "1.sh",
        reader,
        ResourceTexts.DEFAULTS);
    AzScriptReader.read(
        "az network vnet subnet create -g net --vnet-name hub -n a --address-prefixes 10.0.1.0/24",
        "2.sh",
        reader,
        ResourceTexts.DEFAULTS);

    AzureResources read = reader.finish();

    assertThat(read.findings()).isEmpty();
    assertThat(read.subnets()).hasSize(1);
  }

  @Test
  void jsonAndPathsAreReadOfResourceCommands() {
    AzureResources read =
        read(
            """
            az account set --subscription 11111111-2222-3333-4444-555555555555
            az resource create -g net -n rt --resource-type Microsoft.Network/routeTables \\
              -l eastus --properties '{"routes": [{"name": "a", "properties":
                {"addressPrefix": "10.0.0.0/8", "nextHopType": "None"}}]}'
            az resource update --ids $NET/routeTables/rt \\
              --set properties.disableBgpRoutePropagation=true \\
                'properties.routes[0].properties.nextHopType=Internet'
            """
                .replace(
                    "$NET",
                    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/net"
                        + "/providers/Microsoft.Network"));

    assertThat(read.findings()).isEmpty();
    assertThat(read.routeTables().values())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.disableBgpRoutePropagation()).isTrue();
              assertThat(table.routes())
                  .singleElement()
                  .matches(route -> route.nextHopType().azureName().equals("Internet"));
            });
  }

  private static AzureResources withNextHop(String words) {
    return read(
        "az network route-table create -g net -n rt -l eastus\n"
            + "az network route-table route create -g net --route-table-name rt -n a"
            + " --address-prefix 10.9.0.0/16 --next-hop-type VirtualApplianceEcmp --next-hop "
            + words);
  }

  static final List<String> NEXT_HOPS =
      List.of(
          "next-hop-ip-addresses=[10.1.1.9,10.1.1.10]",
          "'next-hop-ip-addresses=[10.1.1.9, 10.1.1.10]'",
          "\"{next-hop-ip-addresses:['10.1.1.9','10.1.1.10']}\"",
          "'{\"next-hop-ip-addresses\": [\"10.1.1.9\", \"10.1.1.10\"]}'",
          "'{\"nextHopIpAddresses\": [\"10.1.1.9\", \"10.1.1.10\"]}'");

  @ParameterizedTest
  @FieldSource("NEXT_HOPS")
  void severalNextHopsAreReadInEachFormThatTheCommandTakes(String words) {
    AzureResources read = withNextHop(words);

    assertThat(read.findings()).isEmpty();
    assertThat(read.routeTables().values().iterator().next().routes())
        .singleElement()
        .matches(route -> route.nextHops().equals("10.1.1.9, 10.1.1.10"));
  }

  @Test
  void nextHopsInAnotherFormAreAnErrorAtTheirPlace() {
    assertThat(withNextHop("10.1.1.9").findings())
        .extracting(finding -> finding.code() + " " + finding.origin().line())
        .contains("TP2017 2");
    assertThat(withNextHop("next-hop-ip-addresses=[10.1.1.9]").findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("TP1013");
              assertThat(finding.origin().line()).isEqualTo(2);
              assertThat(finding.message()).contains("here is 1");
            });
  }
}
