package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.net.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Effective security rules of an interface (R244). */
class EffectiveSecurityGroupsTest {
  private static final TestResources RESOURCES =
      TestResources.network()
          .vnet("v", "eastus", "10.1.0.0/16")
          .subnet("v", "apps", "10.1.1.0/24", group("ofSubnet"))
          .nic(
              "vm-nic",
              "v",
              "apps",
              "10.1.1.4",
              ", 'networkSecurityGroup': {'id': '" + id("networkSecurityGroups/ofNic") + "'}")
          .machine("vm", "vm-nic")
          .subnet("v", "open", "10.1.2.0/24")
          .host("bare", "v", "open", "10.1.2.4")
          .vnet("w", "eastus", "10.2.0.0/16")
          .peered("v", "w", "", "")
          .securityGroup(
              "ofSubnet",
              "late 200 Inbound Deny * 10.9.0.0/16 VirtualNetwork 1000-2000",
              "web 100 Inbound Allow Tcp * * 80")
          .securityGroup("ofNic", "out 100 Outbound Deny Udp * 10.3.0.0/16 53");
  private static final SolvedAzure SOLVED = SolvedAzure.of(RESOURCES.compile(), List.of());

  private static List<EffectiveSecurityGroup> groups(String machine) {
    String nic = SOLVED.names().machine(machine).orElseThrow().nics().getFirst();
    return new EffectiveSecurityGroups(SOLVED.solution(), SOLVED.names(), RESOURCES.resources())
        .of(SOLVED.names().nic(nic).orElseThrow(), Origin.NONE);
  }

  private static EffectiveSecurityRule rule(EffectiveSecurityGroup group, String name) {
    return group.rules().stream()
        .filter(rule -> rule.name().endsWith("/" + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachAssociationIsListedTheSubnetFirst() {
    List<EffectiveSecurityGroup> groups = groups("vm");

    assertThat(groups).hasSize(2);
    assertThat(groups.getFirst().networkSecurityGroup().name()).isEqualTo("ofSubnet");
    assertThat(String.valueOf(groups.getFirst().subnet()))
        .isEqualTo(id("virtualNetworks/v/subnets/apps"));
    assertThat(groups.getFirst().networkInterface()).isNull();
    assertThat(groups.getLast().networkSecurityGroup().name()).isEqualTo("ofNic");
    assertThat(String.valueOf(groups.getLast().networkInterface()))
        .isEqualTo(id("networkInterfaces/vm-nic"));
    assertThat(groups.getLast().subnet()).isNull();
  }

  @Test
  void rulesComeByDirectionAndPriorityWithTheDefaultOnes() {
    assertThat(groups("vm").getFirst().rules())
        .extracting(rule -> rule.direction() + " " + rule.priority() + " " + rule.name())
        .containsExactly(
            "Inbound 100 securityRules/web",
            "Inbound 200 securityRules/late",
            "Inbound 65000 defaultSecurityRules/AllowVnetInBound",
            "Inbound 65001 defaultSecurityRules/AllowAzureLoadBalancerInBound",
            "Inbound 65500 defaultSecurityRules/DenyAllInBound",
            "Outbound 65000 defaultSecurityRules/AllowVnetOutBound",
            "Outbound 65001 defaultSecurityRules/AllowInternetOutBound",
            "Outbound 65500 defaultSecurityRules/DenyAllOutBound");
  }

  @Test
  void valuesHaveAzuresSpelling() {
    EffectiveSecurityRule web = rule(groups("vm").getFirst(), "web");

    assertThat(web.protocol()).isEqualTo("Tcp");
    assertThat(web.sourcePortRanges()).containsExactly("0-65535");
    assertThat(web.destinationPortRanges()).containsExactly("80-80");
    assertThat(web.sourceAddressPrefixes()).containsExactly("0.0.0.0/0");
    assertThat(web.access()).isEqualTo("Allow");
    assertThat(rule(groups("vm").getFirst(), "late").protocol()).isEqualTo("All");
  }

  @Test
  void theTagVirtualNetworkExpandsToWhatTheSubnetsTableCovers() {
    EffectiveSecurityRule late = rule(groups("vm").getFirst(), "late");

    assertThat(late.expandedDestinationAddressPrefix())
        .containsExactly("10.1.0.0/16", "10.2.0.0/16", "168.63.129.16/32");
    assertThat(late.expandedSourceAddressPrefix()).as("written as a prefix").isEmpty();
  }

  @Test
  void theTagInternetExpandsToTheRestWithoutPrivateRanges() {
    List<String> internet =
        rule(groups("vm").getFirst(), "AllowInternetOutBound").expandedDestinationAddressPrefix();

    assertThat(internet).contains("8.0.0.0/7", "11.0.0.0/8", "168.63.129.17/32");
    assertThat(internet).doesNotContain("10.0.0.0/8", "168.63.129.16/32");
  }

  @Test
  void outboundRulesOfTheInterfacesGroupAreItsOwn() {
    assertThat(rule(groups("vm").getLast(), "AllowVnetOutBound").expandedSourceAddressPrefix())
        .containsExactly("10.1.0.0/16", "10.2.0.0/16", "168.63.129.16/32");
    assertThat(rule(groups("vm").getLast(), "out").destinationAddressPrefixes())
        .containsExactly("10.3.0.0/16");
  }

  @Test
  void withoutAGroupThereIsNothing() {
    assertThat(groups("bare")).isEmpty();
  }
}
