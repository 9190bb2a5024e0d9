package io.towpath.azure.print;

import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleCollection;
import io.towpath.azure.resource.FirewallRuleCollection.FirewallRule;
import io.towpath.azure.resource.FirewallRuleCollection.Kind;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Security groups, and Azure Firewalls with their policies and IP groups. */
final class FilterPrinting {
  private static final String ANY = "*";

  private final ArmOutput output;

  FilterPrinting(ArmOutput output) {
    this.output = output;
  }

  void applicationGroup(ApplicationSecurityGroup group) {
    output.add(group, Json.object());
  }

  void securityGroup(NetworkSecurityGroup group) {
    output.add(
        group,
        Json.object()
            .objects(
                "securityRules",
                group.securityRules().stream()
                    .map(rule -> Json.part(rule.name(), rule(rule)))
                    .toList()));
  }

  private static Json rule(SecurityRule rule) {
    Json json =
        Json.object()
            .number("priority", rule.priority())
            .word("direction", rule.direction())
            .word("access", rule.access())
            .word("protocol", rule.protocol());
    addresses(json, "source", rule.sources());
    ports(json, "source", rule.sourcePorts());
    addresses(json, "destination", rule.destinations());
    ports(json, "destination", rule.destinationPorts());
    return json;
  }

  private static void addresses(Json json, String end, List<AddressMatch> matches) {
    List<String> texts = new ArrayList<>();
    List<ResourceId> groups = new ArrayList<>();
    for (AddressMatch match : matches) {
      switch (match) {
        case AddressMatch.Any _ -> texts.add(ANY);
        case AddressMatch.Range(var prefix) -> texts.add(prefix.toString());
        case AddressMatch.Tag(String name) -> texts.add(name);
        case AddressMatch.ApplicationGroup(ResourceId id) -> groups.add(id);
      }
    }
    json.text(end + "AddressPrefix", texts.size() == 1 ? texts.getFirst() : null)
        .texts(end + "AddressPrefixes", texts.size() == 1 ? List.of() : texts)
        .refs(end + "ApplicationSecurityGroups", groups);
  }

  private static void ports(Json json, String end, List<PortRange> ports) {
    json.text(end + "PortRange", ports.size() == 1 ? ports.getFirst() : null)
        .texts(end + "PortRanges", ports.size() == 1 ? List.of() : ports);
  }

  void firewall(AzureFirewall firewall) {
    List<Json> configurations = new ArrayList<>();
    List<ResourceId> addresses = firewall.publicIpAddresses();
    for (int i = 0; i < Math.max(1, addresses.size()); i++) {
      configurations.add(
          Json.part(
              "configuration" + (i + 1),
              Json.object()
                  .ref("subnet", i == 0 ? firewall.subnet() : null)
                  .text("privateIPAddress", i == 0 ? firewall.privateIpAddress() : null)
                  .ref("publicIPAddress", addresses.isEmpty() ? null : addresses.get(i))));
    }
    Json properties =
        Json.object()
            .object("sku", Json.object().text("name", "AZFW_VNet").text("tier", firewall.tier()))
            .objects("ipConfigurations", configurations)
            .ref("firewallPolicy", firewall.policy());
    for (Kind kind : Kind.values()) {
      properties.objects(
          switch (kind) {
            case NAT -> "natRuleCollections";
            case NETWORK -> "networkRuleCollections";
            case APPLICATION -> "applicationRuleCollections";
          },
          firewall.collections().stream()
              .filter(collection -> collection.kind() == kind)
              .map(FilterPrinting::classic)
              .toList());
    }
    if (firewall.privateIpAddress() != null) {
      output.assigned("addresses of firewalls", firewall.origin());
    }
    output.add(firewall, properties);
  }

  private static Json classic(FirewallRuleCollection collection) {
    return Json.part(
        collection.name(),
        Json.object()
            .number("priority", collection.priority())
            .object("action", action(collection.kind(), collection.access()))
            .objects(
                "rules",
                collection.rules().stream()
                    .map(rule -> rule(rule, collection.kind(), "protocols"))
                    .toList()));
  }

  void policy(FirewallPolicy policy) {
    output.add(policy, Json.object().ref("basePolicy", policy.basePolicy()));
  }

  void ruleGroup(FirewallRuleGroup group) {
    output.add(
        group.id(),
        "",
        group.origin(),
        Json.object()
            .number("priority", group.priority())
            .objects("ruleCollections", collections(group)),
        List.of());
  }

  private record Heading(String name, int priority, RuleAccess access, boolean translates) {}

  /** A collection that filters holds rules of two kinds, which were read apart. */
  private static List<Json> collections(FirewallRuleGroup group) {
    Map<Heading, List<Json>> rules = new LinkedHashMap<>();
    for (FirewallRuleCollection one : group.collections()) {
      Heading heading =
          new Heading(one.name(), one.priority(), one.access(), one.kind() == Kind.NAT);
      List<Json> together = rules.computeIfAbsent(heading, _ -> new ArrayList<>());
      one.rules().forEach(rule -> together.add(rule(rule, one.kind(), "ipProtocols")));
    }
    List<Json> collections = new ArrayList<>();
    rules.forEach(
        (heading, together) ->
            collections.add(
                Json.object()
                    .text(
                        "ruleCollectionType",
                        heading.translates()
                            ? "FirewallPolicyNatRuleCollection"
                            : "FirewallPolicyFilterRuleCollection")
                    .text("name", heading.name())
                    .number("priority", heading.priority())
                    .object(
                        "action",
                        action(heading.translates() ? Kind.NAT : Kind.NETWORK, heading.access()))
                    .objects("rules", together)));
    return collections;
  }

  private static Json action(Kind kind, RuleAccess access) {
    return kind == Kind.NAT
        ? Json.object().text("type", "Dnat")
        : Json.object().word("type", access);
  }

  private static Json rule(FirewallRule rule, Kind kind, String protocols) {
    boolean inPolicy = protocols.startsWith("ip");
    Json json =
        Json.object()
            .text(
                "ruleType",
                !inPolicy
                    ? null
                    : switch (kind) {
                      case NAT -> "NatRule";
                      case NETWORK -> "NetworkRule";
                      case APPLICATION -> "ApplicationRule";
                    })
            .text("name", rule.name());
    switch (kind) {
      case NAT, NETWORK ->
          json.texts(
                  protocols,
                  rule.protocols().isEmpty()
                      ? List.of("Any")
                      : rule.protocols().stream().map(FilterPrinting::protocol).toList())
              .texts("destinationPorts", rule.ports());
      case APPLICATION ->
          json.objects(
                  "protocols",
                  rule.ports().stream()
                      .map(
                          port ->
                              Json.object()
                                  .text("protocolType", port.first() == 80 ? "Http" : "Https")
                                  .number("port", port.first()))
                      .toList())
              .texts("targetFqdns", List.of(ANY));
    }
    addresses(json, "source", rule.sources(), true);
    addresses(json, "destination", rule.destinations(), kind != Kind.APPLICATION);
    FirewallRuleCollection.Target target = rule.target();
    return target == null
        ? json
        : json.text("translatedAddress", target.address()).text("translatedPort", target.port());
  }

  private static void addresses(
      Json json, String end, FirewallRuleCollection.Addresses addresses, boolean stated) {
    List<Object> texts = new ArrayList<>(written(addresses.prefixes()));
    texts.addAll(addresses.tags());
    if (addresses.isAny() && stated) {
      texts.add(ANY);
    }
    json.texts(end + "Addresses", texts).texts(end + "IpGroups", addresses.ipGroups());
  }

  /** A firewall's own address stands without a length, and others may. */
  private static List<?> written(List<Prefix> prefixes) {
    return prefixes.stream().map(prefix -> prefix.isHost() ? prefix.network() : prefix).toList();
  }

  void ipGroup(IpGroup group) {
    output.add(group, Json.object().texts("ipAddresses", written(group.addresses())));
  }

  private static String protocol(int number) {
    return switch (number) {
      case PacketHeader.TCP -> "TCP";
      case PacketHeader.UDP -> "UDP";
      case PacketHeader.ICMP -> "ICMP";
      default -> throw new IllegalArgumentException("no firewall filters protocol " + number);
    };
  }
}
