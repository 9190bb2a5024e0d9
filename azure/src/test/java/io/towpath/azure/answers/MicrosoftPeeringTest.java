package io.towpath.azure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.TestResources;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.net.Finding;
import io.towpath.net.Unsupported;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R135, R146, R240: what edge routers have for a customer on Microsoft peering. */
class MicrosoftPeeringTest {
  private static final String NAMED =
      ", 'routeFilter': {'id': '" + TestResources.id("routeFilters/f") + "'}";

  private static TestResources circuit(String peeringMembers) {
    return TestResources.network()
        .add(
            "expressRouteCircuits",
            "er",
            "eastus",
            "'serviceProviderProvisioningState': 'Provisioned', 'peerings': [{'name':"
                + " 'MicrosoftPeering', 'properties': {'peeringType': 'MicrosoftPeering',"
                + " 'peerASN': 3356, 'vlanId': 310, 'primaryPeerAddressPrefix':"
                + " '198.51.100.0/30', 'secondaryPeerAddressPrefix': '198.51.100.4/30'"
                + peeringMembers
                + "}}]");
  }

  private static TestResources filter(TestResources resources, String access, String... values) {
    return resources.add(
        "routeFilters",
        "f",
        "eastus",
        "'rules': [{'name': 'r', 'properties': {'access': '"
            + access
            + "', 'routeFilterRuleType': 'Community', 'communities': ['"
            + String.join("', '", values)
            + "']}}]");
  }

  private static TestResources listed(TestResources resources, String value, String prefix) {
    return resources.add(
        "bgpServiceCommunities",
        "service" + value.substring(value.indexOf(':') + 1),
        "",
        "'serviceName': 's', 'bgpCommunities': [{'communityName': 'n', 'communityValue': '"
            + value
            + "', 'communityPrefixes': ['"
            + prefix
            + "', '2001:db8::/32']}]");
  }

  private static TestResources services(TestResources resources) {
    return listed(listed(resources, "12076:5010", "192.0.2.0/26"), "12076:5020", "192.0.2.64/26");
  }

  private static List<String> announced(TestResources resources) {
    SolvedAzure solved = SolvedAzure.of(resources.compile(), List.of());
    return new CircuitTables(
            solved.solution(),
            solved.names().circuit("er").orElseThrow().links().getFirst(),
            CircuitPeeringType.MICROSOFT)
        .routes().stream().map(row -> row.network() + " [" + row.path() + "]").toList();
  }

  @Test
  void theFilterOfThePeeringSaysOfWhichCommunitiesRoutesAreThere() {
    assertThat(announced(services(filter(circuit(NAMED), "Allow", "12076:5010"))))
        .containsExactly("192.0.2.0/26 []");
    assertThat(announced(services(filter(circuit(NAMED), "Allow", "12076:5010", "12076:5020"))))
        .containsExactly("192.0.2.0/26 []", "192.0.2.64/26 []");
  }

  @Test
  void withoutAFilterThereIsNothing() {
    assertThat(announced(services(circuit("")))).isEmpty();
    assertThat(announced(services(filter(circuit(""), "Allow", "12076:5010")))).isEmpty();
  }

  @Test
  void communitiesThatNobodyListsAndFiltersThatDenyAreReported() {
    AzureFragment azure = filter(circuit(NAMED), "Deny", "12076:5100").compile();

    assertThat(azure.fragment().findings()).extracting(Finding::code).contains("TP2517");
    assertThat(azure.fragment().unsupported())
        .extracting(Unsupported::text)
        .anyMatch(text -> text.contains("access"));
  }
}
