package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.id;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An Azure Firewall between two spokes and towards the Internet. */
class AzureFirewallTest {
  private static final String FORWARDED = ", 'allowForwardedTraffic': true";

  private static TestResources network(String firewall) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.10.0.0/16")
        .subnet("hub", "AzureFirewallSubnet", "10.10.1.0/26")
        .vnet("a", "eastus", "10.20.0.0/16")
        .subnet("a", "apps", "10.20.0.0/24", table("rt"))
        .host("vma", "a", "apps", "10.20.0.4")
        .vnet("b", "eastus", "10.30.0.0/16")
        .subnet("b", "apps", "10.30.0.0/24", table("rt"))
        .host("vmb", "b", "apps", "10.30.0.4")
        .vnet("outside", "eastus", "10.99.0.0/16")
        .subnet("outside", "apps", "10.99.0.0/24")
        .nic("web-nic", "outside", "apps", "10.99.0.4", "")
        .machine("web", "web-nic")
        .routeTable("rt", "", "all 0.0.0.0/0 VirtualAppliance 10.10.1.4")
        .peered("hub", "a", FORWARDED, FORWARDED)
        .peered("hub", "b", FORWARDED, FORWARDED)
        .publicIp("fw-pip", "20.0.0.9")
        .add(
            "azureFirewalls",
            "fw",
            "eastus",
            "'ipConfigurations': [{'name': 'one', 'properties': {'subnet': {'id': '"
                + id("virtualNetworks/hub/subnets/AzureFirewallSubnet")
                + "'}, 'publicIPAddress': {'id': '"
                + id("publicIPAddresses/fw-pip")
                + "'}}}]"
                + firewall);
  }

  private static String collection(int priority, String action, String... rules) {
    return "{'name': 'c"
        + priority
        + "', 'properties': {'priority': "
        + priority
        + ", 'action': {'type': '"
        + action
        + "'}, 'rules': ["
        + String.join(", ", rules)
        + "]}}";
  }

  private static String network(String protocol, String destination, String port) {
    return "{'name': 'r', 'protocols': ['"
        + protocol
        + "'], 'sourceAddresses': ['10.20.0.0/16'], 'destinationAddresses': ['"
        + destination
        + "'], 'destinationPorts': ['"
        + port
        + "']}";
  }

  private static String application(String names) {
    return "{'name': 'web', 'sourceAddresses': ['*'], 'protocols': [{'protocolType': 'Http',"
        + " 'port': 80}], 'targetFqdns': ['"
        + names
        + "']}";
  }

  private static String own(String networkRules, String applicationRules) {
    return ", 'networkRuleCollections': ["
        + networkRules
        + "], 'applicationRuleCollections': ["
        + applicationRules
        + "]";
  }

  record Case(String claim, String firewall, int tcp, boolean passes) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case("nothing passes without a rule", own("", ""), 80, false),
          new Case(
              "a network rule allows",
              own(collection(200, "Allow", network("TCP", "10.30.0.4", "80")), ""),
              80,
              true),
          new Case(
              "other ports stay closed",
              own(collection(200, "Allow", network("TCP", "10.30.0.4", "80")), ""),
              443,
              false),
          new Case(
              "the lower priority is tried first",
              own(
                  collection(200, "Allow", network("Any", "*", "*"))
                      + ", "
                      + collection(100, "Deny", network("TCP", "10.30.0.0/16", "80-90")),
                  ""),
              80,
              false),
          new Case(
              "an application rule for every name is one for its ports",
              own("", collection(100, "Allow", application("*"))),
              80,
              true),
          new Case(
              "network rules come before application rules of a lower priority",
              own(
                  collection(300, "Deny", network("TCP", "10.30.0.4", "*")),
                  collection(100, "Allow", application("*"))),
              80,
              false));

  @ParameterizedTest
  @FieldSource("CASES")
  void decides(Case row) {
    SolvedAzure solved = SolvedAzure.of(network(row.firewall()).compile(), List.of());

    assertThat(solved.connects("vma", "10.30.0.4", row.tcp())).isEqualTo(row.passes());
  }

  @Test
  void theRulesOfABasePolicyComeFirst() {
    String rules =
        "'priority': 100, 'ruleCollections': [{'ruleCollectionType':"
            + " 'FirewallPolicyFilterRuleCollection', 'name': 'c', 'priority': 100, 'action':"
            + " {'type': '%s'}, 'rules': [{'ruleType': 'NetworkRule', 'name': 'r', 'ipProtocols':"
            + " ['TCP'], 'sourceAddresses': ['*'], 'destinationAddresses': ['*'],"
            + " 'destinationPorts': ['%s']}]}]";
    TestResources resources =
        network(", 'firewallPolicy': {'id': '" + id("firewallPolicies/own") + "'}")
            .add("firewallPolicies", "base", "eastus", "")
            .add(
                "firewallPolicies",
                "own",
                "eastus",
                "'basePolicy': {'id': '" + id("firewallPolicies/base") + "'}")
            .add(
                "firewallPolicies/ruleCollectionGroups",
                "base/g",
                "",
                rules.formatted("Deny", "80"))
            .add(
                "firewallPolicies/ruleCollectionGroups",
                "own/g",
                "",
                rules.formatted("Allow", "1-1000"));
    SolvedAzure solved = SolvedAzure.of(resources.compile(), List.of());

    assertThat(solved.connects("vma", "10.30.0.4", 80)).isFalse();
    assertThat(solved.connects("vma", "10.30.0.4", 443)).isTrue();
  }

  @Test
  void whatIsDroppedIsDroppedByAFilter() {
    SolvedAzure solved = SolvedAzure.of(network("").compile(), List.of());

    assertThat(solved.trace("vma", "10.30.0.4").verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
    assertThat(solved.trace("vma", "10.10.1.4").answered()).isFalse();
  }

  @Test
  void theInternetSeesThePublicAddressOfTheFirewall() {
    TestResources resources = network(own(collection(100, "Allow", network("Any", "*", "*")), ""));
    SolvedAzure solved = SolvedAzure.of(resources.compile(), List.of());

    // R57: nobody of the model has the address, but the packet leaves translated.
    assertThat(solved.trace("vma", "20.1.1.1").verdict()).isEqualTo(Verdict.LEFT_THE_MODEL);
    assertThat(solved.trace("vma", "20.1.1.1").forward().last().source()).hasToString("20.0.0.9");
  }

  @Test
  void namesOfHostsAreReported() {
    TestResources resources =
        network(own("", collection(100, "Allow", application("*.example.com"))));

    assertThat(resources.resources().unsupported())
        .extracting(unsupported -> unsupported.text())
        .anyMatch(text -> text.endsWith("targetFqdns"));
    assertThat(SolvedAzure.of(resources.compile(), List.of()).connects("vma", "10.30.0.4", 80))
        .isFalse();
  }
}
