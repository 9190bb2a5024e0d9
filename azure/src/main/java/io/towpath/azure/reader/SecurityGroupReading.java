package io.towpath.azure.reader;

import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.ApplicationSecurityGroup;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PlatformTag;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.azure.resource.RuleDirection;
import io.towpath.azure.resource.RuleProtocol;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Network security groups and their rules (R193–R202). */
final class SecurityGroupReading {

  static final String RULE = "securityRules";

  private SecurityGroupReading() {}

  /** A group that rules name; its members are named by interfaces and private endpoints. */
  static ApplicationSecurityGroup applicationGroup(ArmMembers members) {
    ApplicationSecurityGroup group =
        new ApplicationSecurityGroup(
            members.resource(), Children.location(members), members.origin());
    members.reportRest(MemberTable.APPLICATION_GROUP);
    return group;
  }

  static NetworkSecurityGroup group(ArmMembers members) {
    List<SecurityRule> rules = new ArrayList<>();
    Children.read(members, RULE, child -> rules.add(rule(child)));
    NetworkSecurityGroup group =
        new NetworkSecurityGroup(
            members.resource(), Children.location(members), rules, members.origin());
    members.reportRest(MemberTable.SECURITY_GROUP);
    return group;
  }

  static SecurityRule rule(ArmMembers members) {
    SecurityRule rule =
        new SecurityRule(
            members.resource(),
            members.required("direction", RuleDirection.values(), "R194"),
            members.integer("priority", -1),
            members.required("access", RuleAccess.values(), "R194"),
            members.required("protocol", RuleProtocol.values(), "R196"),
            addresses(members, "source"),
            ports(members, "source"),
            addresses(members, "destination"),
            ports(members, "destination"),
            members.origin());
    members.reportRest(MemberTable.SECURITY_RULE);
    return rule;
  }

  /** The singular member, the plural one and the groups, of which at least one must be there. */
  private static List<AddressMatch> addresses(ArmMembers members, String end) {
    List<AddressMatch> matches = new ArrayList<>();
    String one = end + "AddressPrefix";
    String many = end + "AddressPrefixes";
    members.optionalParsed(one, SecurityGroupReading::addressMatch).ifPresent(matches::add);
    if (!matches.isEmpty() && matches.getFirst() instanceof AddressMatch.Tag tag) {
      mention(tag, members, one, -1);
    }
    List<AddressMatch> listed = members.parsedList(many, SecurityGroupReading::addressMatch);
    for (int i = 0; i < listed.size(); i++) {
      if (listed.get(i) instanceof AddressMatch.Tag tag) {
        mention(tag, members, many, i);
      }
    }
    matches.addAll(listed);
    String groups = end + "ApplicationSecurityGroups";
    members
        .references(groups, ApplicationSecurityGroup.TYPE)
        .forEach(id -> matches.add(new AddressMatch.ApplicationGroup(id)));
    if (matches.isEmpty()) {
      throw members.invalid(one, "the rule has no " + end, "State " + one + ".");
    }
    return matches;
  }

  private static void mention(AddressMatch.Tag tag, ArmMembers members, String name, int index) {
    if (tag.needsList()) {
      members.mentionTag(name, index, tag.name());
    }
  }

  private static AddressMatch addressMatch(String text) {
    if (text.equals("*") || text.equalsIgnoreCase("Any")) {
      return new AddressMatch.Any();
    }
    char first = text.charAt(0);
    boolean tag = Character.isLetter(first) && text.indexOf(':') < 0 && text.indexOf('/') < 0;
    return tag ? tag(text) : new AddressMatch.Range(Prefix.parse(text));
  }

  /** Tags that need no list in one spelling; old interfaces write them with underscores. */
  private static AddressMatch tag(String text) {
    return new AddressMatch.Tag(
        switch (text.replace("_", "").toLowerCase(Locale.ROOT)) {
          case "virtualnetwork" -> AddressMatch.Tag.VIRTUAL_NETWORK;
          case "internet" -> AddressMatch.Tag.INTERNET;
          case "azureloadbalancer" -> AddressMatch.Tag.AZURE_LOAD_BALANCER;
          default -> PlatformTag.named(text).map(PlatformTag::azureName).orElse(text);
        });
  }

  private static List<PortRange> ports(ArmMembers members, String end) {
    String one = end + "PortRange";
    List<PortRange> ports = new ArrayList<>();
    members.optionalParsed(one, PortRange::parse).ifPresent(ports::add);
    ports.addAll(members.parsedList(end + "PortRanges", PortRange::parse));
    if (ports.isEmpty()) {
      throw members.invalid(one, "the rule has no " + end + " ports", "State \"*\" for any.");
    }
    return ports;
  }
}
