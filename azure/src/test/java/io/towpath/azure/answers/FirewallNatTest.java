package io.towpath.azure.answers;

import static io.towpath.azure.compile.TestResources.id;
import static io.towpath.azure.compile.TestResources.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.TestResources;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.PacketHeader;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R301–R303: what calls an Azure Firewall and is translated. */
class FirewallNatTest {
  private static final String FORWARDED = ", 'allowForwardedTraffic': true";
  private static final String PUBLIC = "20.0.0.9";
  private static final String SECOND = "20.0.0.10";
  private static final String PRIVATE = "10.10.1.4";

  /**
   * A firewall in a hub, a spoke on each side, clients on the Internet at 20.0.1.1 and 20.0.1.2.
   */
  private static TestResources network(String firewall) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.10.0.0/16")
        .subnet("hub", "AzureFirewallSubnet", "10.10.1.0/26")
        .vnet("a", "eastus", "10.20.0.0/16")
        .subnet("a", "apps", "10.20.0.0/24", table("rt"))
        .host("vma", "a", "apps", "10.20.0.4")
        .vnet("b", "eastus", "10.30.0.0/16")
        .subnet("b", "apps", "10.30.0.0/24")
        .host("vmb", "b", "apps", "10.30.0.4")
        .routeTable("rt", "", "all 0.0.0.0/0 VirtualAppliance 10.10.1.4")
        .peered("hub", "a", FORWARDED, FORWARDED)
        .peered("hub", "b", FORWARDED, FORWARDED)
        .vnet("outside", "eastus", "10.99.0.0/16")
        .subnet("outside", "apps", "10.99.0.0/24")
        .add("networkSecurityGroups", "open", "eastus", ALLOW)
        .add("networkInterfaces", "web-nic", "eastus", nic("10.99.0.4", "web-pip"))
        .machine("web", "web-nic")
        .add("networkInterfaces", "other-nic", "eastus", nic("10.99.0.5", "other-pip"))
        .machine("other", "other-nic")
        .publicIp("web-pip", "20.0.1.1")
        .publicIp("other-pip", "20.0.1.2")
        .publicIp("fw-pip", PUBLIC)
        .publicIp("fw-pip2", SECOND)
        .add(
            "azureFirewalls",
            "fw",
            "eastus",
            "'ipConfigurations': [{'name': 'one', 'properties': {'subnet': {'id': '"
                + id("virtualNetworks/hub/subnets/AzureFirewallSubnet")
                + "'}, 'publicIPAddress': {'id': '"
                + id("publicIPAddresses/fw-pip")
                + "'}}}, {'name': 'two', 'properties': {'publicIPAddress': {'id': '"
                + id("publicIPAddresses/fw-pip2")
                + "'}}}]"
                + firewall);
  }

  private static final String ALLOW =
      "'securityRules': [{'name': 'all', 'properties': {'priority': 100, 'direction': 'Inbound',"
          + " 'access': 'Allow', 'protocol': '*', 'sourceAddressPrefix': '*', 'sourcePortRange':"
          + " '*', 'destinationAddressPrefix': '*', 'destinationPortRange': '*'}}]";

  private static String nic(String address, String publicAddress) {
    return "'networkSecurityGroup': {'id': '"
        + id("networkSecurityGroups/open")
        + "'}, 'ipConfigurations': [{'name': 'ip', 'properties': {'privateIPAddress': '"
        + address
        + "', 'publicIPAddress': {'id': '"
        + id("publicIPAddresses/" + publicAddress)
        + "'}, 'subnet': {'id': '"
        + id("virtualNetworks/outside/subnets/apps")
        + "'}}}]";
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

  private static String nat(
      String protocol, String source, String called, String ports, String target, int port) {
    return "{'name': 'n', 'protocols': ['"
        + protocol
        + "'], 'sourceAddresses': ['"
        + source
        + "'], 'destinationAddresses': ['"
        + called
        + "'], 'destinationPorts': ['"
        + ports
        + "'], 'translatedAddress': '"
        + target
        + "', 'translatedPort': '"
        + port
        + "'}";
  }

  private static String natTo(String target) {
    return ", 'natRuleCollections': ["
        + collection(100, "Dnat", nat("TCP", "*", PUBLIC, "443", target, 8443))
        + "]";
  }

  private static SolvedAzure solved(String firewall) {
    return SolvedAzure.of(network(firewall).compile(), List.of());
  }

  @Test
  void theTargetSeesTheFirewallAndTheCallerSeesWhatItCalled() {
    Trace trace = solved(natTo("10.20.0.4")).tcp("web", PUBLIC, 443);

    PacketHeader there = trace.forward().last();
    assertThat(trace.answeredBy()).isEqualTo("vma");
    assertThat(there.source()).hasToString(PRIVATE);
    assertThat(there.destinationPort()).isEqualTo(8443);
    PacketHeader back = Objects.requireNonNull(trace.back()).last();
    assertThat(back.source()).hasToString(PUBLIC);
    assertThat(back.sourcePort()).isEqualTo(443);
  }

  @Test
  void theAnswerNeedsNoRouteTable() {
    // R302: the spoke has a default route of its own to the Internet.
    SolvedAzure solved = solved(natTo("10.30.0.4"));

    assertThat(solved.connects("web", PUBLIC, 443)).isTrue();
  }

  @Test
  void theAnswerIsLostIfTheTargetsRoutesLeadTheFirewallsSubnetElsewhere() {
    TestResources resources =
        network(natTo("10.40.0.4"))
            .vnet("c", "eastus", "10.40.0.0/16")
            .subnet("c", "apps", "10.40.0.0/24", table("away"))
            .routeTable("away", "", "fw 10.10.1.0/26 None")
            .host("vmc", "c", "apps", "10.40.0.4")
            .peered("hub", "c", FORWARDED, FORWARDED);
    SolvedAzure solved = SolvedAzure.of(resources.compile(), List.of());

    Trace trace = solved.tcp("web", PUBLIC, 443);
    assertThat(trace.forward().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(trace.answered()).isFalse();
  }

  @Test
  void whatNoRuleTranslatesIsDropped() {
    SolvedAzure solved = solved(natTo("10.20.0.4"));

    assertThat(solved.tcp("web", PUBLIC, 444).verdict()).isEqualTo(Verdict.NO_SESSION);
    assertThat(solved.tcp("web", SECOND, 443).verdict()).isEqualTo(Verdict.NO_SESSION);
    assertThat(solved.trace("web", PUBLIC).verdict()).isEqualTo(Verdict.NO_SESSION);
  }

  record Case(String claim, String rules, String from, int port, String answeredBy) {
    @Override
    public String toString() {
      return claim;
    }
  }

  static final List<Case> CASES =
      List.of(
          new Case(
              "a source that is named",
              collection(100, "Dnat", nat("TCP", "20.0.1.1", PUBLIC, "22", "10.20.0.4", 22)),
              "web",
              22,
              "vma"),
          new Case(
              "another source",
              collection(100, "Dnat", nat("TCP", "20.0.1.1", PUBLIC, "22", "10.20.0.4", 22)),
              "other",
              22,
              ""),
          new Case(
              "a range of ports to one",
              collection(100, "Dnat", nat("TCP", "*", PUBLIC, "80-90", "10.20.0.4", 8080)),
              "web",
              90,
              "vma"),
          new Case(
              "another protocol",
              collection(100, "Dnat", nat("UDP", "*", PUBLIC, "443", "10.20.0.4", 443)),
              "web",
              443,
              ""),
          new Case(
              "any protocol is TCP and UDP",
              collection(100, "Dnat", nat("Any", "*", PUBLIC, "443", "10.20.0.4", 443)),
              "web",
              443,
              "vma"),
          new Case(
              "the lower priority first",
              collection(200, "Dnat", nat("TCP", "*", PUBLIC, "443", "10.20.0.4", 443))
                  + ", "
                  + collection(100, "Dnat", nat("TCP", "*", PUBLIC, "443", "10.30.0.4", 443)),
              "web",
              443,
              "vmb"),
          new Case(
              "a collection that does not match does not end the search",
              collection(200, "Dnat", nat("TCP", "*", PUBLIC, "443", "10.20.0.4", 443))
                  + ", "
                  + collection(100, "Dnat", nat("TCP", "20.0.1.2", PUBLIC, "443", "10.30.0.4", 1)),
              "web",
              443,
              "vma"),
          new Case(
              "any destination is no address of the firewall",
              collection(100, "Dnat", nat("TCP", "*", "*", "443", "10.20.0.4", 443)),
              "web",
              443,
              ""));

  @ParameterizedTest
  @FieldSource("CASES")
  void translates(Case row) {
    Trace trace =
        solved(", 'natRuleCollections': [" + row.rules() + "]").tcp(row.from(), PUBLIC, row.port());

    assertThat(trace.answered() ? trace.answeredBy() : "").isEqualTo(row.answeredBy());
  }

  @Test
  void networkRulesAreNotAskedAboutWhatIsTranslated() {
    String deny =
        "{'name': 'd', 'protocols': ['Any'], 'sourceAddresses': ['*'], 'destinationAddresses':"
            + " ['*'], 'destinationPorts': ['*']}";
    SolvedAzure solved =
        solved(
            natTo("10.20.0.4")
                + ", 'networkRuleCollections': ["
                + collection(100, "Deny", deny)
                + "]");

    assertThat(solved.connects("web", PUBLIC, 443)).isTrue();
    assertThat(solved.connects("vma", "10.30.0.4", 443)).isFalse();
  }

  @Test
  void whatCallsThePrivateAddressIsTranslated() {
    String rules =
        ", 'natRuleCollections': ["
            + collection(100, "Dnat", nat("TCP", "10.20.0.0/24", PRIVATE, "443", "10.30.0.4", 8443))
            + "]";
    Trace trace = solved(rules).tcp("vma", PRIVATE, 443);

    assertThat(trace.answeredBy()).isEqualTo("vmb");
    assertThat(trace.forward().last().source()).hasToString(PRIVATE);
    assertThat(Objects.requireNonNull(trace.back()).last().source()).hasToString(PRIVATE);
    assertThat(solved(rules).connects("vma", PRIVATE, 444)).isFalse();
    assertThat(solved(rules).connects("vmb", PRIVATE, 443)).isFalse();
    // R301: a basic firewall has no such rules.
    assertThat(
            solved(", 'sku': {'name': 'AZFW_VNet', 'tier': 'Basic'}" + rules)
                .connects("vma", PRIVATE, 443))
        .isFalse();
  }

  @Test
  void aTargetOnTheInternetSeesAPublicAddress() {
    Trace trace = solved(natTo("20.0.1.2")).tcp("web", PUBLIC, 443);

    assertThat(trace.answeredBy()).isEqualTo("other");
    assertThat(trace.forward().last().source().toString()).isIn(PUBLIC, SECOND);
    String fromInside =
        ", 'natRuleCollections': ["
            + collection(100, "Dnat", nat("TCP", "*", PRIVATE, "443", "20.0.1.2", 443))
            + "]";
    Trace inside = solved(fromInside).tcp("vma", PRIVATE, 443);
    assertThat(inside.answeredBy()).isEqualTo("other");
    assertThat(inside.forward().last().source().toString()).isIn(PUBLIC, SECOND);
  }

  @Test
  void aSpokeThatCallsThePublicAddressIsTranslatedToo() {
    // ASSUMPTION(A-050)
    assertThat(solved(natTo("10.30.0.4")).tcp("vma", PUBLIC, 443).answeredBy()).isEqualTo("vmb");
  }

  private static String group(String type, String action, String rule) {
    return "'priority': 100, 'ruleCollections': [{'ruleCollectionType':"
        + " 'FirewallPolicy"
        + type
        + "RuleCollection', 'name': 'c', 'priority': 100, 'action': {'type': '"
        + action
        + "'}, 'rules': ["
        + rule
        + "]}]";
  }

  private static String inPolicy(String target) {
    return group(
        "Nat",
        "DNAT",
        "{'ruleType': 'NatRule', 'name': 'n', 'ipProtocols': ['TCP'], 'sourceIpGroups': ['"
            + id("ipGroups/clients")
            + "'], 'destinationAddresses': ['"
            + PUBLIC
            + "'], 'destinationPorts': ['443'], 'translatedAddress': '"
            + target
            + "', 'translatedPort': '443'}");
  }

  private static TestResources policies() {
    return network(", 'firewallPolicy': {'id': '" + id("firewallPolicies/own") + "'}")
        .add("ipGroups", "clients", "eastus", "'ipAddresses': ['20.0.1.0-20.0.1.1', '20.0.2.0/24']")
        .add("firewallPolicies", "base", "eastus", "")
        .add(
            "firewallPolicies",
            "own",
            "eastus",
            "'basePolicy': {'id': '" + id("firewallPolicies/base") + "'}");
  }

  @Test
  void aPolicyTranslatesForTheAddressesOfAnIpGroup() {
    SolvedAzure solved =
        SolvedAzure.of(
            policies()
                .add("firewallPolicies/ruleCollectionGroups", "own/g", "", inPolicy("10.20.0.4"))
                .compile(),
            List.of());

    assertThat(solved.tcp("web", PUBLIC, 443).answeredBy()).isEqualTo("vma");
    assertThat(solved.connects("other", PUBLIC, 443)).isFalse();
  }

  @Test
  void whatAnIpGroupHoldsAndIsNotUnderstoodConcernsTheFirewall() {
    AzureFragment fragment =
        network(", 'firewallPolicy': {'id': '" + id("firewallPolicies/own") + "'}")
            .add("ipGroups", "clients", "eastus", "'ipAddresses': ['20.0.1.1', 'Storage']")
            .add("firewallPolicies", "own", "eastus", "")
            .add("firewallPolicies/ruleCollectionGroups", "own/g", "", inPolicy("10.20.0.4"))
            .compile();

    assertThat(fragment.fragment().unsupported())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.text()).endsWith("ipAddresses[1]: Storage");
              assertThat(entry.affects()).containsExactly("fw");
            });
    assertThat(SolvedAzure.of(fragment, List.of()).connects("web", PUBLIC, 443)).isTrue();
  }

  @Test
  void translationsOfABasePolicyAreNotInherited() {
    SolvedAzure solved =
        SolvedAzure.of(
            policies()
                .add("firewallPolicies/ruleCollectionGroups", "base/g", "", inPolicy("10.20.0.4"))
                .compile(),
            List.of());

    assertThat(solved.connects("web", PUBLIC, 443)).isFalse();
  }

  @Test
  void networkRulesKnowIpGroupsRangesAndServiceTags() {
    String rule =
        "{'ruleType': 'NetworkRule', 'name': 'r', 'ipProtocols': ['TCP'], 'sourceIpGroups': ['"
            + id("ipGroups/spokes")
            + "'], 'destinationAddresses': ['10.30.0.2-10.30.0.4', 'Storage.EastUS'],"
            + " 'destinationPorts': ['443']}";
    TestResources resources =
        network(", 'firewallPolicy': {'id': '" + id("firewallPolicies/p") + "'}")
            .add("ipGroups", "spokes", "eastus", "'ipAddresses': ['10.20.0.4']")
            .add("firewallPolicies", "p", "eastus", "")
            .add("firewallPolicies/ruleCollectionGroups", "p/g", "", group("Filter", "Allow", rule))
            .serviceTags("Storage.EastUS eastus 20.0.1.2/32");
    SolvedAzure solved = SolvedAzure.of(resources.compile(), List.of());

    assertThat(resources.resources().unsupported()).isEmpty();
    assertThat(solved.tcp("vma", "20.0.1.2", 443).forward().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(solved.tcp("vma", "10.30.0.4", 443).forward().verdict())
        .isEqualTo(Verdict.DELIVERED);
    assertThat(solved.tcp("vma", "20.0.1.1", 443).verdict()).isEqualTo(Verdict.DROPPED_BY_FILTER);
  }

  @Test
  void whatHasNoKnownAddressesIsReported() {
    String fqdn =
        "{'name': 'n', 'protocols': ['TCP'], 'sourceAddresses': ['*'], 'destinationAddresses': ['"
            + PUBLIC
            + "'], 'destinationPorts': ['443'], 'translatedFqdn': 'app.example.com',"
            + " 'translatedPort': '443'}";
    String tag =
        "{'name': 'r', 'protocols': ['TCP'], 'sourceAddresses': ['VirtualNetwork'],"
            + " 'destinationAddresses': ['Sql'], 'destinationPorts': ['*']}";
    String names =
        "{'name': 'f', 'protocols': ['TCP'], 'sourceAddresses': ['*'], 'destinationFqdns':"
            + " ['app.example.com'], 'destinationPorts': ['443']}";
    TestResources resources =
        network(
            ", 'natRuleCollections': ["
                + collection(100, "Dnat", fqdn)
                + "], 'networkRuleCollections': ["
                + collection(100, "Allow", tag, names)
                + "]");

    assertThat(resources.resources().unsupported())
        .extracting(entry -> entry.text().replaceAll(".*rules\\[", "["))
        .containsExactlyInAnyOrder(
            "[0].translatedFqdn",
            "[0].sourceAddresses[0]: VirtualNetwork",
            "[0].destinationAddresses[0]: service tag Sql, whose prefixes only Microsoft's list of"
                + " service tags knows",
            "[1].destinationFqdns");
    assertThat(SolvedAzure.of(resources.compile(), List.of()).connects("vma", "20.0.1.2", 443))
        .isFalse();
  }
}
