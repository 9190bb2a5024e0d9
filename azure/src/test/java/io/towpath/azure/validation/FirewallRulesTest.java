package io.towpath.azure.validation;

import static io.towpath.azure.compile.TestResources.id;
import static io.towpath.azure.validation.RuleRow.fine;
import static io.towpath.azure.validation.RuleRow.warned;

import io.towpath.azure.compile.TestResources;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R300, R301: both sides of each boundary. */
class FirewallRulesTest {
  private static TestResources firewall(String name, String address, String members, String table) {
    return TestResources.network()
        .vnet("hub", "eastus", "10.10.0.0/16")
        .subnet("hub", "AzureFirewallSubnet", "10.10.1.0/26", table)
        .publicIp(name + "-pip", address)
        .add("azureFirewalls", name, "eastus", configuration(name) + members);
  }

  private static String configuration(String name) {
    return "'ipConfigurations': [{'name': 'one', 'properties': {'subnet': {'id': '"
        + id("virtualNetworks/hub/subnets/AzureFirewallSubnet")
        + "'}, 'publicIPAddress': {'id': '"
        + id("publicIPAddresses/" + name + "-pip")
        + "'}}}]";
  }

  private static String rule(String called, String ports) {
    return "'rules': [{'ruleType': 'NatRule', 'name': 'n', 'ipProtocols': ['TCP'],"
        + " 'sourceAddresses': ['*'], 'destinationAddresses': ['"
        + called
        + "'], 'destinationPorts': ['"
        + ports
        + "'], 'translatedAddress': '10.10.9.4', 'translatedPort': '443'}]";
  }

  private static String classic(String called, String ports) {
    return ", 'natRuleCollections': [{'name': 'c', 'properties': {'priority': 100, 'action':"
        + " {'type': 'Dnat'}, "
        + rule(called, ports)
        + "}}]";
  }

  private static String[] of(String called, String ports) {
    return firewall("fw", "20.0.0.9", classic(called, ports), "").texts();
  }

  private static String[] behind(String nextHop) {
    return firewall("fw", "20.0.0.9", classic("20.0.0.9", "443"), TestResources.table("rt"))
        .routeTable("rt", "", "all 0.0.0.0/0 " + nextHop)
        .texts();
  }

  private static String[] tier(String tier, String called) {
    return firewall(
            "fw",
            "20.0.0.9",
            ", 'sku': {'name': 'AZFW_VNet', 'tier': '" + tier + "'}" + classic(called, "443"),
            "")
        .texts();
  }

  /** A policy with rules, another that inherits from it, and a firewall with one of them. */
  private static String[] policy(String used) {
    return firewall(
            "fw",
            "20.0.0.9",
            ", 'firewallPolicy': {'id': '" + id("firewallPolicies/" + used) + "'}",
            "")
        .add("firewallPolicies", "base", "eastus", "")
        .add(
            "firewallPolicies",
            "heir",
            "eastus",
            "'basePolicy': {'id': '" + id("firewallPolicies/base") + "'}")
        .add(
            "firewallPolicies/ruleCollectionGroups",
            "base/g",
            "",
            "'priority': 100, 'ruleCollections': [{'ruleCollectionType':"
                + " 'FirewallPolicyNatRuleCollection', 'name': 'c', 'priority': 100, 'action':"
                + " {'type': 'DNAT'}, "
                + rule("20.0.0.9", "443")
                + "}]")
        .texts();
  }

  static final List<RuleRow> ROWS =
      List.of(
          fine("R301", "TP2820", "a public address", of("20.0.0.9", "443")),
          fine("R301", "TP2820", "the private address", of("10.10.1.4", "443")),
          fine("R301", "TP2820", "an address of the firewall of a policy", policy("base")),
          warned("R301", "TP2820", "an address of nobody", of("20.0.0.8", "443")),
          warned("R301", "TP2820", "a range with the address", of("20.0.0.8/31", "443")),
          warned("R301", "TP2820", "any address", of("*", "443")),
          fine("R301", "TP2821", "the last port", of("20.0.0.9", "63999")),
          warned("R301", "TP2821", "a port above", of("20.0.0.9", "63990-64000")),
          fine("R301", "TP2822", "a default route to the Internet", behind("Internet")),
          warned(
              "R301", "TP2822", "a default route elsewhere", behind("VirtualAppliance 10.10.2.4")),
          fine("R301", "TP2823", "a basic firewall's public address", tier("Basic", "20.0.0.9")),
          fine("R301", "TP2823", "a standard one's private", tier("Standard", "10.10.1.4")),
          warned("R301", "TP2823", "a basic one's private", tier("Basic", "10.10.1.4")),
          fine("R300", "TP2824", "a policy of a firewall", policy("base")),
          warned("R300", "TP2824", "a base policy", policy("heir")));

  @ParameterizedTest
  @FieldSource("ROWS")
  void translationsOfFirewallsAreChecked(RuleRow row) {
    row.check();
  }
}
