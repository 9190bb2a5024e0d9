package io.towpath.azure.reader;

import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleCollection;
import io.towpath.azure.resource.FirewallRuleCollection.FirewallRule;
import io.towpath.azure.resource.FirewallRuleCollection.Kind;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Azure Firewalls, their policies, the collections of their rules, and IP groups. */
final class FirewallReading {
  private FirewallReading() {}

  static AzureFirewall firewall(ArmMembers members) {
    List<ResourceId> publics = new ArrayList<>();
    List<ResourceId> subnets = new ArrayList<>();
    List<IpAddress> addresses = new ArrayList<>();
    members.forEach(
        "ipConfigurations",
        object -> {
          ArmMembers one = ArmMembers.of(members.notes(), members.resource(), object);
          one.reference("subnet", NetworkInterfaceReading.SUBNET_TYPE).ifPresent(subnets::add);
          one.reference("publicIPAddress", PublicIpAddress.TYPE).ifPresent(publics::add);
          one.optionalAddress("privateIPAddress").ifPresent(addresses::add);
          one.reportRest(MemberTable.FIREWALL_IP_CONFIGURATION);
        });
    if (subnets.isEmpty()) {
      throw members.withoutItems(
          "ipConfigurations",
          "the firewall stands in no subnet",
          "State an ipConfiguration in AzureFirewallSubnet; hubs of Virtual WAN are not modelled.");
    }
    List<FirewallRuleCollection> collections = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      classic(members, kind, collections);
    }
    AzureFirewall firewall =
        new AzureFirewall(
            members.resource(),
            Children.location(members),
            members.object("sku").flatMap(sku -> sku.optionalText("tier")).orElse("Standard"),
            subnets.getFirst(),
            addresses.isEmpty() ? null : addresses.getFirst(),
            publics,
            members.reference("firewallPolicy", FirewallPolicy.TYPE).orElse(null),
            collections,
            members.origin());
    members.reportRest(MemberTable.FIREWALL);
    return firewall;
  }

  static FirewallPolicy policy(ArmMembers members) {
    FirewallPolicy policy =
        new FirewallPolicy(
            members.resource(),
            Children.location(members),
            members.reference("basePolicy", FirewallPolicy.TYPE).orElse(null),
            members.origin());
    members.reportRest(MemberTable.FIREWALL_POLICY);
    return policy;
  }

  static FirewallRuleGroup group(ArmMembers members) {
    List<FirewallRuleCollection> collections = new ArrayList<>();
    members.forEach(
        "ruleCollections",
        object ->
            collections(
                ArmMembers.of(members.notes(), members.resource(), object), null, collections));
    FirewallRuleGroup group =
        new FirewallRuleGroup(
            members.resource(), members.integer("priority", 0), collections, members.origin());
    members.reportRest(MemberTable.FIREWALL_POLICY);
    return group;
  }

  /** R303: addresses, prefixes and ranges; what is none of them is left out and reported. */
  static IpGroup ipGroup(ArmMembers members) {
    List<Prefix> addresses = new ArrayList<>();
    List<String> texts = members.texts("ipAddresses");
    for (int i = 0; i < texts.size(); i++) {
      Optional<List<Prefix>> found = FirewallRuleReading.range(texts.get(i));
      if (found.isEmpty()) {
        members.reportUnsupported("ipAddresses", i, texts.get(i));
      }
      found.ifPresent(addresses::addAll);
    }
    IpGroup group =
        new IpGroup(members.resource(), Children.location(members), addresses, members.origin());
    members.reportRest(MemberTable.IP_GROUP);
    return group;
  }

  private static void classic(
      ArmMembers firewall, Kind kind, List<FirewallRuleCollection> collections) {
    String name =
        switch (kind) {
          case NAT -> "natRuleCollections";
          case NETWORK -> "networkRuleCollections";
          case APPLICATION -> "applicationRuleCollections";
        };
    firewall.forEach(
        name,
        object ->
            collections(
                ArmMembers.of(firewall.notes(), firewall.resource(), object), kind, collections));
  }

  /**
   * A collection, or one for each kind of rules in it.
   *
   * @param kind of its rules; null if each says its own
   */
  private static void collections(
      ArmMembers members, @Nullable Kind kind, List<FirewallRuleCollection> collections) {
    Map<Kind, List<FirewallRule>> rules = new EnumMap<>(Kind.class);
    if (kind != null) {
      rules.put(kind, new ArrayList<>());
    }
    members.forEach(
        "rules",
        object -> {
          ArmMembers one = ArmMembers.of(members.notes(), members.resource(), object);
          Kind own = kind == null ? kind(one) : kind;
          Optional<FirewallRule> rule =
              own == null ? Optional.empty() : FirewallRuleReading.rule(one, own);
          if (own != null && rule.isPresent()) {
            rules.computeIfAbsent(own, _ -> new ArrayList<>()).add(rule.get());
          }
        });
    ArmMembers action =
        members
            .object("action")
            .orElseThrow(
                () ->
                    members.invalid(
                        "action", "the collection neither allows nor denies", "State action."));
    RuleAccess access = access(action, rules.keySet());
    rules.forEach(
        (own, list) ->
            collections.add(
                new FirewallRuleCollection(
                    members.text("name"),
                    own,
                    members.integer("priority", 0),
                    access,
                    list,
                    members.origin())));
  }

  private static @Nullable Kind kind(ArmMembers rule) {
    for (Kind kind : Kind.values()) {
      if (FirewallRuleReading.typeOf(kind)
          .equalsIgnoreCase(rule.optionalText("ruleType").orElse(""))) {
        return kind;
      }
    }
    rule.reportUnsupported("ruleType");
    return null;
  }

  /** What a collection does with what its rules match: those that translate do nothing else. */
  private static RuleAccess access(ArmMembers action, Set<Kind> kinds) {
    boolean translates = action.text("type").equalsIgnoreCase("dnat");
    if (translates && (kinds.contains(Kind.NETWORK) || kinds.contains(Kind.APPLICATION))) {
      throw action.invalid(
          "type",
          "Dnat stands above a rule that translates nothing",
          "Write Allow or Deny, or keep rules of type NatRule alone in the collection.");
    }
    if (!translates && kinds.contains(Kind.NAT)) {
      throw action.invalid(
          "type",
          "the collection holds rules that translate destinations",
          "Write Dnat, and keep other rules in a collection of their own.");
    }
    return switch (action.text("type").toLowerCase(Locale.ROOT)) {
      case "allow", "dnat" -> RuleAccess.ALLOW;
      case "deny" -> RuleAccess.DENY;
      default -> throw action.invalid("type", "is no action", "Write Allow, Deny or Dnat.");
    };
  }
}
