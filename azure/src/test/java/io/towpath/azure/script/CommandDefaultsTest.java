package io.towpath.azure.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.ResourceTexts;
import io.towpath.azure.reader.ResourceReader;
import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.azure.resource.Subnet;
import io.towpath.net.Prefix;
import io.towpath.net.Unsupported;
import org.junit.jupiter.api.Test;

/** What commands set that no option says. */
class CommandDefaultsTest {
  private static final String VNET = "az network vnet create -g net -n v --subnet-name s --nsg g\n";

  private static AzureResources read(String script) {
    ResourceReader reader = new ResourceReader();
    AzScriptReader.read(script, "build.sh", reader, ResourceTexts.DEFAULTS);
    AzureResources read = reader.finish();
    assertThat(read.findings()).isEmpty();
    return read;
  }

  @Test
  void aRuleAllowsPort80InwardsUnlessItIsTold() {
    AzureResources read =
        read(
            """
            az network nsg create -g net -n g
            az network nsg rule create -g net --nsg-name g -n any --priority 100
            az network nsg rule create -g net --nsg-name g -n to --priority 101 --access Deny \\
              --direction Outbound --protocol Udp --source-address-prefixes 10.0.0.0/8 \\
              --destination-port-ranges 53 --destination-asgs a
            az network asg create -g net -n a
            """);

    assertThat(read.networkSecurityGroups().values().iterator().next().securityRules())
        .extracting(CommandDefaultsTest::line)
        .containsExactly(
            "100 INBOUND ALLOW ANY [*] [*] -> [*] [80]",
            "101 OUTBOUND DENY UDP [10.0.0.0/8] [*] -> [a] [53]");
  }

  private static String line(SecurityRule rule) {
    return String.join(
        " ",
        rule.priority() + "",
        rule.direction().toString(),
        rule.access().toString(),
        rule.protocol().toString(),
        rule.sources().stream().map(CommandDefaultsTest::match).toList().toString(),
        rule.sourcePorts().toString(),
        "->",
        rule.destinations().stream().map(CommandDefaultsTest::match).toList().toString(),
        rule.destinationPorts().toString());
  }

  private static String match(AddressMatch match) {
    return switch (match) {
      case AddressMatch.Range range -> range.prefix().toString();
      case AddressMatch.ApplicationGroup group -> group.id().name();
      case AddressMatch.Any _ -> "*";
      default -> match.toString();
    };
  }

  @Test
  void aNetworkHasARangeAndItsSubnetTheFirstOfIt() {
    AzureResources read = read("az network nsg create -g net -n g\n" + VNET);

    assertThat(read.virtualNetworks().values())
        .singleElement()
        .satisfies(
            vnet -> assertThat(vnet.addressSpace()).containsExactly(Prefix.parse("10.0.0.0/16")));
    Subnet subnet = read.subnets().values().iterator().next();
    assertThat(subnet.addressPrefixes()).containsExactly(Prefix.parse("10.0.0.0/24"));
    assertThat(subnet.networkSecurityGroup())
        .isEqualTo(ResourceTexts.id("networkSecurityGroups", "g"));
  }

  @Test
  void aGatewayIsABasicVpnGateway() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n v --subnet-name GatewaySubnet
            az network public-ip create -g net -n p
            az network vnet-gateway create -g net -n gw --vnet v --public-ip-addresses p
            """);

    assertThat(read.virtualNetworkGateways().values())
        .singleElement()
        .satisfies(
            gateway -> {
              assertThat(gateway.gatewayType()).isEqualTo(GatewayType.VPN);
              assertThat(gateway.sku()).isEqualTo("Basic");
            });
  }

  @Test
  void aRuleOfALoadBalancerTakesTheOnlyFrontEndAndPool() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n v --subnet-name s
            az network lb create -g net -n lb --sku Standard --vnet-name v --subnet s
            az network lb rule create -g net --lb-name lb -n r --protocol All --frontend-port 0 \\
              --backend-port 0
            """);

    assertThat(read.loadBalancers().values())
        .singleElement()
        .satisfies(
            balancer ->
                assertThat(balancer.haPortsRules())
                    .singleElement()
                    .matches(rule -> rule.frontend().name().equals("LoadBalancerFrontEnd"))
                    .matches(rule -> rule.pool().name().equals("lbbepool")));
    assertThat(read("az network lb create -g net -n lb").unsupported())
        .extracting(Unsupported::text)
        .containsExactly(
            "az network lb create: without --subnet and --public-ip-address it makes an address of"
                + " its own; state one");
  }

  @Test
  void aMachineHasAnInterfaceAGroupAndAnAddressOfItsOwn() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n v --subnet-name s
            az vm create -g net -n web --image Win2022Datacenter --vnet-name v --subnet s
            """);

    assertThat(read.unsupported()).isEmpty();
    NetworkInterface nic = read.networkInterfaces().values().iterator().next();
    assertThat(nic.id()).isEqualTo(ResourceTexts.id("networkInterfaces", "webVMNic"));
    assertThat(nic.primaryConfiguration().name()).isEqualTo("ipconfigweb");
    assertThat(nic.primaryConfiguration().publicIpAddress())
        .isEqualTo(ResourceTexts.id("publicIPAddresses", "webPublicIP"));
    assertThat(nic.networkSecurityGroup())
        .isEqualTo(ResourceTexts.id("networkSecurityGroups", "webNSG"));
    assertThat(read.networkSecurityGroups().values().iterator().next().securityRules())
        .extracting(rule -> rule.id().name() + " " + line(rule))
        .containsExactly("default-allow-rdp 1000 INBOUND ALLOW TCP [*] [*] -> [*] [3389]");
    assertThat(read.virtualMachines().values())
        .singleElement()
        .satisfies(machine -> assertThat(machine.networkInterfaces()).containsExactly(nic.id()));
  }

  @Test
  void emptyWordsSayThatAMachineHasNoGroupAndNoAddress() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n v --subnet-name s
            az vm create -g net -n vm --image Ubuntu2204 --vnet-name v --subnet s --nsg '' \\
              --public-ip-address "" --private-ip-address 10.0.0.9 --ssh-key-values k.pub
            """);

    assertThat(read.unsupported()).isEmpty();
    assertThat(read.networkSecurityGroups()).isEmpty();
    assertThat(read.publicIpAddresses()).isEmpty();
    assertThat(read.networkInterfaces().values().iterator().next().primaryConfiguration())
        .satisfies(one -> assertThat(String.valueOf(one.privateIpAddress())).isEqualTo("10.0.0.9"));
  }

  @Test
  void aMachineWhoseNetworkIsNotSaidIsListedAsAWhole() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n v --subnet-name s
            az vm create -g net -n a --image Ubuntu2204 --vnet-name v
            az vm create -g net -n b --image Ubuntu2204 --vnet-name v --subnet s --count 2
            """);

    assertThat(read.virtualMachines()).isEmpty();
    assertThat(read.unsupported())
        .extracting(entry -> entry.origin().line() + " " + entry.text())
        .satisfiesExactly(
            text -> assertThat(text).startsWith("2 az vm create: ").contains("state --nics"),
            text -> assertThat(text).startsWith("3 az vm create: ").contains("--count"));
  }

  @Test
  void theVnetOfNoSubnetIsListed() {
    assertThat(read("az network vnet create -g net -n v --vnet-name w\n").unsupported())
        .extracting(Unsupported::text)
        .containsExactly("--vnet-name of az network vnet create");
  }

  @Test
  void groupAndRegionAreThoseThatTheScriptSets() {
    AzureResources read =
        read(
            """
            az group create -n third -l uksouth
            az configure --defaults group=first location=northeurope
            az network vnet create -n a
            az config set defaults.group=second defaults.location=
            az network vnet create -n b -l westus
            az network vnet create -g third -n c
            """);

    assertThat(read.virtualNetworks().values())
        .extracting(vnet -> vnet.id().resourceGroup() + " " + vnet.name() + " " + vnet.location())
        .containsExactlyInAnyOrder("first a northeurope", "second b westus", "third c uksouth");
    assertThat(read.unsupported()).isEmpty();
  }

  @Test
  void ofAnOptionThatIsThereTwiceTheLastCounts() {
    AzureResources read =
        read(
            """
            az network vnet create -g net -n v --address-prefixes 10.0.0.0/16 \\
              --address-prefixes 10.1.0.0/16 --subnet-name s
            az network vnet subnet create -g net --vnet-name v -n s --address-prefix 10.1.2.0/24
            """);

    assertThat(read.virtualNetworks().values().iterator().next().addressSpace())
        .containsExactly(Prefix.parse("10.1.0.0/16"));
    assertThat(read.subnets().values())
        .singleElement()
        .satisfies(
            subnet ->
                assertThat(subnet.addressPrefixes()).containsExactly(Prefix.parse("10.1.2.0/24")));
  }
}
