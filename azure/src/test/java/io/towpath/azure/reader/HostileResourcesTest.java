package io.towpath.azure.reader;

import static io.towpath.azure.Samples.circuit;
import static io.towpath.azure.Samples.configuration;
import static io.towpath.azure.Samples.expressRoute;
import static io.towpath.azure.Samples.group;
import static io.towpath.azure.Samples.link;
import static io.towpath.azure.Samples.nic;
import static io.towpath.azure.Samples.peering;
import static io.towpath.azure.Samples.privatePeering;
import static io.towpath.azure.Samples.publicAddress;
import static io.towpath.azure.Samples.reference;
import static io.towpath.azure.Samples.resource;
import static io.towpath.azure.Samples.routeTable;
import static io.towpath.azure.Samples.rule;
import static io.towpath.azure.Samples.site;
import static io.towpath.azure.Samples.subnet;
import static io.towpath.azure.Samples.subnetId;
import static io.towpath.azure.Samples.tunnel;
import static io.towpath.azure.Samples.vnet;
import static io.towpath.azure.Samples.vnetToVnet;
import static io.towpath.azure.Samples.vpn;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.Profile;
import io.towpath.azure.ResourceTexts;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.compile.AzureCompiler;
import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.validation.AzureValidation;
import io.towpath.net.Finding;
import io.towpath.network.LatencyTable;
import io.towpath.network.NetworkAssembly;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever stands in a file, the answer is findings with a place, and nothing else happens. */
class HostileResourcesTest {

  private static final List<String> WHOLE =
      List.of(
          vnet(
              "hub",
              "10.1.0.0/16",
              "s=10.1.1.0/24,GatewaySubnet=10.1.255.0/27,AzureFirewallSubnet=10.1.254.0/26"),
          vnet("spoke", "10.2.0.0/16", "GatewaySubnet=10.2.255.0/27"),
          subnet(
              "hub/t",
              "10.1.2.0/24",
              reference("routeTable", "routeTables", "t"),
              reference("networkSecurityGroup", "networkSecurityGroups", "f")),
          peering("hub/p", "spoke", "'allowGatewayTransit': true"),
          peering("spoke/p", "hub", "'peeringState': 'Connected'"),
          nic("n", "hub/s", "'privateIPAddress': '10.1.1.4', 'primary': true"),
          nic("m", "hub/s", reference("publicIPAddress", "publicIPAddresses", "a")),
          publicAddress("a", "'sku': {'name': 'Standard'}"),
          routeTable(
              "t",
              "0.0.0.0/0>VirtualAppliance:10.1.1.4,10.9.0.0/16>None,"
                  + "10.8.0.0/16>VirtualApplianceEcmp:10.1.1.4+10.1.1.5"),
          group("f"),
          rule("f/r", "Inbound", 100),
          vpn("g", "hub", "'ipConfigurations': [" + configuration("one", "hub") + "]"),
          vpn("h", "spoke", "'bgpSettings': {'asn': 65010, 'bgpPeeringAddress': '10.2.255.30'}"),
          expressRoute("e", "hub"),
          site("l"),
          tunnel("t1", "g", "l", "'sharedKey': 'k', 'enableBgp': true"),
          vnetToVnet("t2", "g", "h"),
          vnetToVnet("t3", "h", "g"),
          circuit("c", "'sku': {'tier': 'Premium', 'family': 'MeteredData'}"),
          privatePeering("c"),
          link("k", "e", "c", "'routingWeight': 10"),
          publicAddress("b", "'ipAddress': '20.0.0.9', 'sku': {'name': 'Standard'}"),
          resource("ipGroups", "i", "'ipAddresses': ['10.1.1.0-10.1.1.9', '10.2.0.0/16']"),
          resource("firewallPolicies", "base", ""),
          resource("firewallPolicies", "w", reference("basePolicy", "firewallPolicies", "base")),
          resource(
              "firewallPolicies/ruleCollectionGroups",
              "w/in",
              "'priority': 100, 'ruleCollections': [{'name': 'c', 'priority': 100, 'action':"
                  + " {'type': 'DNAT'}, 'rules': [{'ruleType': 'NatRule', 'name': 'n',"
                  + " 'ipProtocols': ['TCP'], 'sourceAddresses': ['198.51.100.1-198.51.100.9'],"
                  + " 'destinationAddresses': ['20.0.0.9'], 'destinationPorts': ['80-90'],"
                  + " 'translatedAddress': '10.1.1.4', 'translatedPort': '80'}]}]"),
          resource(
              "azureFirewalls",
              "w",
              reference("firewallPolicy", "firewallPolicies", "w")
                  + ", 'ipConfigurations': [{'name': 'ip', 'subnet': '"
                  + subnetId("hub/AzureFirewallSubnet")
                  + "', "
                  + reference("publicIPAddress", "publicIPAddresses", "b")
                  + "}]"));

  private static final Pattern VALUE =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)|-?\\d+|true|false|null");

  private static final List<String> REPLACEMENTS =
      List.of(
          "null",
          "\"\"",
          "\"x\"",
          "0",
          "-1",
          "99999999999999999999",
          "1e999999999",
          "true",
          "[]",
          "{}",
          "[[null]]",
          "[\"10.0.0.0/8\"]",
          "{\"id\": 5}",
          "{\"properties\": []}",
          "\"10.0.0.0/33\"",
          "\"0.0.0.0/0\"",
          "\"::/0\"",
          "\"255.255.255.255/32\"",
          "\"fe80::1\"",
          "\"/subscriptions/s/resourceGroups/g/providers/a.b/c/d\"",
          "\"[concat('a')]\"",
          "\"GatewaySubnet\"",
          "\"Vpn\"");

  private record Damage(List<String> files) {}

  private static Damage damage(Choices choices) {
    List<String> files = new ArrayList<>(WHOLE);
    int wounds = choices.between(1, 4);
    for (int i = 0; i < wounds; i++) {
      int file = choices.nextInt(files.size());
      Matcher value = VALUE.matcher(files.get(file));
      List<int[]> places = new ArrayList<>();
      while (value.find()) {
        places.add(new int[] {value.start(), value.end()});
      }
      int[] place = choices.oneOf(places);
      String text = files.get(file);
      files.set(
          file,
          text.substring(0, place[0]) + choices.oneOf(REPLACEMENTS) + text.substring(place[1]));
    }
    return new Damage(files);
  }

  @Test
  void damagedResourcesEndInFindingsWithTheirPlace() {
    Property.named("damaged resources end in findings")
        .runs(800)
        .check(
            HostileResourcesTest::damage,
            damage -> {
              AzureResources resources = ResourceTexts.read(damage.files().toArray(String[]::new));
              assertThat(resources.findings())
                  .allSatisfy(
                      finding -> {
                        assertThat(finding.origin().file()).isNotNull();
                        assertThat(finding.origin().line()).isPositive();
                      });
              AddressAssignment addresses = AddressAssignment.of(resources, AssignedAddresses.NONE);
              for (Profile profile : Profile.values()) {
                assertThat(AzureValidation.check(resources, addresses, profile))
                    .allSatisfy(finding -> assertThat(finding.rule()).isNotNull());
                AzureFragment compiled =
                    AzureCompiler.compile(resources, profile, AssignedAddresses.NONE);
                assertThat(
                        NetworkAssembly.join(
                                List.of(compiled.fragment()), List.of(), true, LatencyTable.EMPTY)
                            .findings())
                    .noneMatch(finding -> finding.code().startsWith("TP401"));
              }
            });
  }

  @Test
  void theUndamagedResourcesHaveNoErrors() {
    AzureResources resources = ResourceTexts.readWhole(WHOLE.toArray(String[]::new));
    List<Finding> findings =
        AzureValidation.check(
            resources, AddressAssignment.of(resources, AssignedAddresses.NONE), Profile.CURRENT);

    assertThat(findings)
        .extracting(Finding::code)
        .containsOnly("TP2705", "TP2901", "TP2902", "TP2903");
  }

  @Test
  void theOrderOfFilesChangesNeitherRecordsNorFindings() {
    List<String> shuffled = new ArrayList<>(WHOLE);
    Collections.shuffle(shuffled, new Random(7));

    AzureResources one = ResourceTexts.read(WHOLE.toArray(String[]::new));
    AzureResources other = ResourceTexts.read(shuffled.toArray(String[]::new));
    assertThat(other.all().stream().map(resource -> resource.unplaced()).toList())
        .isEqualTo(one.all().stream().map(resource -> resource.unplaced()).toList());
    assertThat(messages(other)).containsExactlyInAnyOrderElementsOf(messages(one));
  }

  private static List<String> messages(AzureResources resources) {
    return AzureValidation.check(
            resources, AddressAssignment.of(resources, AssignedAddresses.NONE), Profile.CURRENT)
        .stream()
        .map(Finding::message)
        .toList();
  }
}
