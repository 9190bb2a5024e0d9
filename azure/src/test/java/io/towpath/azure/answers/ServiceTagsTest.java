package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.group;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.net.Unsupported;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Service tags in rules and routes, tags of the platform, and service endpoints. */
class ServiceTagsTest {
  private static final String[] LIST = {
    "AzureCloud - 20.60.0.0/16,20.61.0.0/16,20.70.0.0/16",
    "AzureCloud.eastus eastus 20.60.0.0/16,20.70.0.0/16",
    "Storage - 20.60.0.0/16,20.61.0.0/16,2603:1000::/48",
    "Storage.EastUS eastus 20.60.0.0/16",
    "Storage.WestUS westus 20.61.0.0/16",
    "Sql - 20.70.0.0/16",
    "Sql.EastUS eastus 20.70.0.0/16"
  };

  private static TestResources network(String subnetMembers) {
    return TestResources.network()
        .serviceTags(LIST)
        .vnet("v", "eastus", "10.1.0.0/16")
        .subnet("v", "apps", "10.1.1.0/24", subnetMembers)
        .host("vm", "v", "apps", "10.1.1.4")
        .subnet("v", "nva", "10.1.2.0/24")
        .nic("nva-nic", "v", "nva", "10.1.2.4", ", 'enableIPForwarding': true")
        .machine("nva", "nva-nic");
  }

  private static SolvedAzure solve(TestResources resources) {
    return SolvedAzure.of(resources.compile(), List.of());
  }

  private static SolvedAzure filtered(String... rules) {
    return solve(network(group("nsg")).securityGroup("nsg", rules));
  }

  private static SolvedAzure routed(String... routes) {
    return solve(network(table("rt")).routeTable("rt", "", routes));
  }

  private static List<String> publicRows(SolvedAzure solved) {
    return solved.routes("vm").stream().filter(row -> row.contains(" 20.")).toList();
  }

  private static List<String> remarks(TestResources resources) {
    AzureFragment fragment = resources.compile();
    return fragment.fragment().unsupported().stream().map(Unsupported::text).toList();
  }

  @Test
  void aRuleWithATagMatchesThePrefixesThatTheListHas() {
    SolvedAzure solved =
        filtered(
            "storage 100 Outbound Allow Tcp * Storage.eastus 443",
            "no-internet 200 Outbound Deny * * Internet *");

    // R200; names count without case.
    assertThat(solved.flow("vm", false, "10.1.1.4", "20.60.0.4", 443))
        .isEqualTo("Allow securityRules/storage");
    assertThat(solved.flow("vm", false, "10.1.1.4", "20.61.0.4", 443))
        .isEqualTo("Deny securityRules/no-internet");
    assertThat(solved.flow("vm", false, "10.1.1.4", "20.60.0.4", 80))
        .isEqualTo("Deny securityRules/no-internet");
  }

  @Test
  void tagsAndPrefixesOfOneRuleAreAUnion() {
    SolvedAzure solved = filtered("mixed 100 Outbound Deny * * Sql,Storage.WestUS,9.9.9.9 *");

    assertThat(solved.flow("vm", false, "10.1.1.4", "20.70.1.1", 1433))
        .isEqualTo("Deny securityRules/mixed");
    assertThat(solved.flow("vm", false, "10.1.1.4", "20.61.1.1", 443))
        .isEqualTo("Deny securityRules/mixed");
    assertThat(solved.flow("vm", false, "10.1.1.4", "9.9.9.9", 443))
        .isEqualTo("Deny securityRules/mixed");
    assertThat(solved.flow("vm", false, "10.1.1.4", "20.60.1.1", 443))
        .isEqualTo("Allow defaultSecurityRules/AllowInternetOutBound");
  }

  @Test
  void withoutTheListARuleIsLeftOutAndSaysSo() {
    TestResources resources =
        TestResources.network()
            .vnet("v", "eastus", "10.1.0.0/16")
            .subnet("v", "apps", "10.1.1.0/24", group("nsg"))
            .host("vm", "v", "apps", "10.1.1.4")
            .securityGroup("nsg", "storage 100 Outbound Deny Tcp * Storage 443");

    assertThat(solve(resources).flow("vm", false, "10.1.1.4", "20.60.0.4", 443))
        .isEqualTo("Allow defaultSecurityRules/AllowInternetOutBound");
    assertThat(resources.compile().fragment().unsupported())
        .singleElement()
        .satisfies(
            remark -> {
              assertThat(remark.text())
                  .endsWith(
                      "destinationAddressPrefix: service tag Storage, whose prefixes only"
                          + " Microsoft's list of service tags knows");
              assertThat(remark.affects()).contains("(azure)/v/apps");
            });
  }

  @Test
  void aTagThatTheListLacksIsReported() {
    assertThat(
            remarks(
                network(group("nsg"))
                    .securityGroup("nsg", "x 100 Outbound Deny Tcp * Storage.Moon 443")))
        .singleElement()
        .asString()
        .endsWith("service tag Storage.Moon, which is not in the list of service tags");
  }

  @Test
  void aRouteWithATagIsARouteForEachOfItsPrefixes() {
    SolvedAzure solved = routed("all 0.0.0.0/0 VirtualAppliance 10.1.2.4", "st Storage Internet");

    assertThat(publicRows(solved))
        .containsExactly(
            "User Active 20.60.0.0/16 Internet []", "User Active 20.61.0.0/16 Internet []");
    assertThat(solved.flow("vm", false, "10.1.1.4", "20.60.0.4", 443)).isEqualTo("Allow ");
  }

  @Test
  void amongRoutesOfOnePrefixTheStatedOneThenTheRegionalTagWins() {
    // R40: explicit prefix, regional tag, tag, regional AzureCloud, AzureCloud.
    assertThat(
            publicRows(
                routed(
                    "cloud AzureCloud None",
                    "cloud-region AzureCloud.eastus VirtualAppliance 10.1.2.4",
                    "storage Storage VnetLocal",
                    "storage-region Storage.EastUS Internet",
                    "stated 20.61.0.0/16 None")))
        .containsExactly(
            "User Active 20.60.0.0/16 Internet []",
            "User Active 20.61.0.0/16 None []",
            "User Active 20.70.0.0/16 VirtualAppliance [10.1.2.4]");
    assertThat(
            publicRows(
                routed(
                    "cloud AzureCloud None",
                    "cloud-region AzureCloud.eastus Internet",
                    "storage Storage VnetLocal")))
        .containsExactly(
            "User Active 20.60.0.0/16 VnetLocal []",
            "User Active 20.61.0.0/16 VnetLocal []",
            "User Active 20.70.0.0/16 Internet []");
    assertThat(
            publicRows(routed("cloud AzureCloud None", "cloud-region AzureCloud.eastus Internet")))
        .containsExactly(
            "User Active 20.60.0.0/16 Internet []",
            "User Active 20.61.0.0/16 None []",
            "User Active 20.70.0.0/16 Internet []");
  }

  @Test
  void rulesForTheWholeInternetDoNotTouchThePlatform() {
    SolvedAzure solved = filtered("none 100 Outbound Deny * * * *");

    // R6: DNS, metadata and the licences of Windows.
    assertThat(solved.trace("vm", "168.63.129.16").answered()).isTrue();
    assertThat(solved.flow("vm", false, "10.1.1.4", "168.63.129.16", 53)).startsWith("Allow");
    assertThat(solved.flow("vm", false, "10.1.1.4", "23.102.135.246", 1688)).startsWith("Allow");
    assertThat(solved.flow("vm", false, "10.1.1.4", "23.102.135.246", 443)).startsWith("Deny");
  }

  @Test
  void rulesWithTagsOfThePlatformBlockItsServicesEachOnItsOwn() {
    SolvedAzure solved =
        filtered(
            "dns 100 Outbound Deny * * AzurePlatformDNS *",
            "meta 110 Outbound Deny * * azureplatformimds *",
            "lkm 120 Outbound Deny Tcp * AzurePlatformLKM 1688");

    assertThat(solved.flow("vm", false, "10.1.1.4", "168.63.129.16", 53))
        .isEqualTo("Deny securityRules/dns");
    assertThat(solved.flow("vm", false, "10.1.1.4", "168.63.129.16", 80)).startsWith("Allow");
    assertThat(solved.flow("vm", false, "10.1.1.4", "169.254.169.254", 80))
        .isEqualTo("Deny securityRules/meta");
    assertThat(solved.trace("vm", "169.254.169.254").verdict())
        .isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(solved.flow("vm", false, "10.1.1.4", "23.102.135.246", 1688))
        .isEqualTo("Deny securityRules/lkm");
    assertThat(solved.trace("vm", "168.63.129.16").answered()).isTrue();
  }

  @Test
  void amongRulesWithTagsOfThePlatformThePriorityDecides() {
    SolvedAzure solved =
        filtered(
            "one 100 Outbound Allow * 10.1.1.4 AzurePlatformDNS *",
            "dns 200 Outbound Deny * * AzurePlatformDNS 1-100");

    assertThat(solved.flow("vm", false, "10.1.1.4", "168.63.129.16", 53))
        .isEqualTo("Allow securityRules/one");
    assertThat(solved.flow("vm", false, "10.1.1.5", "168.63.129.16", 53))
        .isEqualTo("Deny securityRules/dns");
  }

  private static String endpoints(String... services) {
    return ", 'serviceEndpoints': [" + String.join(", ", services) + "]";
  }

  @Test
  void aServiceEndpointHasTheRegionsThatItStates() {
    SolvedAzure solved =
        solve(
            network(
                endpoints(
                    "{'service': 'Microsoft.Storage', 'locations': ['West US', 'eastus']}",
                    "{'service': 'Microsoft.Sql', 'locations': ['eastus']}")));

    // R29: source Default, in this subnet alone.
    assertThat(publicRows(solved))
        .containsExactly(
            "Default Active 20.60.0.0/16 VirtualNetworkServiceEndpoint []",
            "Default Active 20.61.0.0/16 VirtualNetworkServiceEndpoint []",
            "Default Active 20.70.0.0/16 VirtualNetworkServiceEndpoint []");
    assertThat(solved.routes("nva")).noneMatch(row -> row.contains("ServiceEndpoint"));
  }

  @Test
  void aServiceEndpointWithoutRegionsHasThatOfItsVnet() {
    TestResources resources = network(endpoints("{'service': 'Microsoft.Storage'}"));

    assertThat(publicRows(solve(resources)))
        .containsExactly("Default Active 20.60.0.0/16 VirtualNetworkServiceEndpoint []");
    assertThat(remarks(resources))
        .containsExactly(
            "routes of the service endpoint Microsoft.Storage of subnet \"apps\" (R29): the paired"
                + " region is not stated in its locations");
    assertThat(remarks(network(endpoints("{'service': 'Microsoft.Sql'}")))).isEmpty();
  }

  @Test
  void aDefaultRouteOfTheUserLeavesServiceEndpointsAlone() {
    // R42
    SolvedAzure solved =
        solve(
            network(
                    table("rt")
                        + endpoints("{'service': 'Microsoft.Sql', 'locations': ['eastus']}"))
                .routeTable("rt", "", "all 0.0.0.0/0 VirtualAppliance 10.1.2.4"));

    assertThat(publicRows(solved))
        .containsExactly("Default Active 20.70.0.0/16 VirtualNetworkServiceEndpoint []");
  }

  @Test
  void endpointsOfWhichNothingIsKnownAreReported() {
    assertThat(
            remarks(
                network(
                    endpoints(
                        "{'service': 'Microsoft.Web', 'locations': ['*']}",
                        "{'service': 'Microsoft.CognitiveServices', 'locations': ['*']}"))))
        .containsExactlyInAnyOrder(
            "routes of the service endpoint Microsoft.Web of subnet \"apps\" (R29): service tag"
                + " AppService, which is not in the list of service tags",
            "routes of the service endpoint Microsoft.CognitiveServices of subnet \"apps\" (R29):"
                + " nothing published says which service tag is meant");
  }
}
