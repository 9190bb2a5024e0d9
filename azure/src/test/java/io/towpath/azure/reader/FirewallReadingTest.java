package io.towpath.azure.reader;

import static io.towpath.azure.ResourceTexts.json;
import static io.towpath.azure.ResourceTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.azure.resource.AzureResources;
import io.towpath.net.Finding;
import io.towpath.net.Unsupported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of Azure Firewalls, as they are written (R300, R301). */
class FirewallReadingTest {

  /** A rule group with one collection of one rule. */
  private static AzureResources group(String type, String action, String rule, String source) {
    return read(
        json(
            """
            {'type': 'Microsoft.Network/firewallPolicies/ruleCollectionGroups', 'name': 'p/g',
             'properties': {'priority': 100, 'ruleCollections': [{
               'ruleCollectionType': 'FirewallPolicy%sRuleCollection', 'name': 'c',
               'priority': 100, 'action': {'type': '%s'}, 'rules': [{
                 'ruleType': '%s', 'name': 'r', 'ipProtocols': ['TCP'],
                 'sourceAddresses': ['%s'], 'destinationAddresses': ['20.0.0.9'],
                 'destinationPorts': ['443']%s}]}]}}
            """
                .formatted(
                    type,
                    action,
                    rule,
                    source,
                    rule.equals("NatRule")
                        ? ", 'translatedAddress': '10.0.0.4', 'translatedPort': '443'"
                        : "")));
  }

  @Test
  void anEmptyAddressIsReportedAndTheRuleLeftOut() {
    AzureResources resources = group("Nat", "DNAT", "NatRule", "");

    assertThat(resources.unsupported())
        .extracting(Unsupported::text)
        .singleElement()
        .asString()
        .contains("rules[0].sourceAddresses[0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "NatRule|'sourceAddresses': ['*'], 'destinationAddresses': ['20.0.0.9']|destinationPorts",
        "NatRule|'sourceAddresses': ['*'], 'destinationPorts': ['443']|destinationAddresses",
        "NetworkRule|'destinationAddresses': ['*'], 'destinationPorts': ['443']|sourceAddresses",
        "NetworkRule|'sourceAddresses': ['*'], 'destinationAddresses': ['*']|destinationPorts",
        "ApplicationRule|'targetFqdns': ['*']|sourceAddresses",
      })
  void whatARuleDoesNotNameIsNotEverything(String rule, String members, String missing) {
    boolean nat = rule.equals("NatRule");
    AzureResources resources =
        read(
            json(
                """
                {'type': 'Microsoft.Network/firewallPolicies/ruleCollectionGroups', 'name': 'p/g',
                 'properties': {'priority': 100, 'ruleCollections': [{
                   'ruleCollectionType': 'FirewallPolicy%sRuleCollection', 'name': 'c',
                   'priority': 100, 'action': {'type': '%s'}, 'rules': [{
                     'ruleType': '%s', 'name': 'r', %s, %s}]}]}}
                """
                    .formatted(
                        nat ? "Nat" : "Filter",
                        nat ? "DNAT" : "Allow",
                        rule,
                        nat
                            ? "'ipProtocols': ['TCP'], 'translatedAddress': '10.0.0.4',"
                                + " 'translatedPort': '443'"
                            : rule.equals("NetworkRule")
                                ? "'ipProtocols': ['TCP']"
                                : "'protocols': [{'protocolType': 'Https', 'port': 443}]",
                        members)));

    assertThat(resources.unsupported())
        .extracting(Unsupported::text)
        .singleElement()
        .asString()
        .contains("rules[0]." + missing, "left out");
  }

  @ParameterizedTest
  @CsvSource({
    "Nat, DNAT, NetworkRule, Dnat stands above a rule that translates nothing",
    "Filter, Allow, NatRule, the collection holds rules that translate destinations",
    "Nat, Deny, NatRule, the collection holds rules that translate destinations",
    "Nat, Snat, NatRule, the collection holds rules that translate destinations",
    "Filter, Perhaps, NetworkRule, is no action"
  })
  void aCollectionEitherTranslatesOrFilters(
      String type, String action, String rule, String problem) {
    assertThat(group(type, action, rule, "*").findings())
        .extracting(Finding::message)
        .anySatisfy(message -> assertThat(message).contains(problem));
  }

  @ParameterizedTest
  @CsvSource({"Nat, DNAT, NatRule", "Filter, Allow, NetworkRule", "Filter, deny, NetworkRule"})
  void theActionFitsTheRules(String type, String action, String rule) {
    AzureResources resources = group(type, action, rule, "*");

    assertThat(resources.unsupported()).isEmpty();
    assertThat(resources.findings())
        .extracting(Finding::message)
        .noneMatch(message -> message.contains("action"));
    assertThat(resources.firewallRuleGroups()).hasSize(1);
  }
}
