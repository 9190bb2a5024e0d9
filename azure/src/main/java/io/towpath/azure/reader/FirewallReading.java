package io.towpath.azure.reader;

import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleCollection;
import io.towpath.azure.resource.FirewallRuleCollection.FirewallRule;
import io.towpath.azure.resource.FirewallRuleCollection.Kind;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.PublicIpAddress;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Azure Firewalls, their policies and rules. A rule that names what has no known addresses (host
 * names, service tags, IP groups) is reported as not modelled and left out; so are translations of
 * destinations.
 */
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
    collections(members, "networkRuleCollections", Kind.NETWORK, collections);
    collections(members, "applicationRuleCollections", Kind.APPLICATION, collections);
    if (!members.list("natRuleCollections").toList().isEmpty()) {
      members.reportUnsupported("natRuleCollections");
    }
    AzureFirewall firewall =
        new AzureFirewall(
            members.resource(),
            Children.location(members),
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
        object -> {
          ArmMembers one = ArmMembers.of(members.notes(), members.resource(), object);
          if (one.text("ruleCollectionType").toLowerCase(Locale.ROOT).contains("nat")) {
            one.reportUnsupported("ruleCollectionType");
            return;
          }
          for (Kind kind : Kind.values()) {
            FirewallRuleCollection collection = collection(one, kind);
            if (!collection.rules().isEmpty()) {
              collections.add(collection);
            }
          }
        });
    FirewallRuleGroup group =
        new FirewallRuleGroup(
            members.resource(), members.integer("priority", 0), collections, members.origin());
    members.reportRest(MemberTable.FIREWALL_POLICY);
    return group;
  }

  private static void collections(
      ArmMembers firewall, String name, Kind kind, List<FirewallRuleCollection> collections) {
    firewall.forEach(
        name,
        object ->
            collections.add(
                collection(ArmMembers.of(firewall.notes(), firewall.resource(), object), kind)));
  }

  /** The rules of one kind; those of the other are left for another collection of that name. */
  private static FirewallRuleCollection collection(ArmMembers members, Kind kind) {
    List<FirewallRule> rules = new ArrayList<>();
    members.forEach(
        "rules",
        object -> {
          ArmMembers one = ArmMembers.of(members.notes(), members.resource(), object);
          String type = one.optionalText("ruleType").orElse("");
          if (type.isEmpty() || type.equalsIgnoreCase(typeOf(kind))) {
            rule(one, kind).ifPresent(rules::add);
          }
        });
    RuleAccess access = members.object("action").map(FirewallReading::access).orElse(null);
    if (access == null) {
      throw members.invalid("action", "the collection neither allows nor denies", "State action.");
    }
    return new FirewallRuleCollection(
        members.text("name"),
        kind,
        members.integer("priority", 0),
        access,
        rules,
        members.origin());
  }

  private static RuleAccess access(ArmMembers action) {
    return switch (action.text("type").toLowerCase(Locale.ROOT)) {
      case "allow" -> RuleAccess.ALLOW;
      case "deny" -> RuleAccess.DENY;
      default -> throw action.invalid("type", "is no action", "Write Allow or Deny.");
    };
  }

  private static String typeOf(Kind kind) {
    return switch (kind) {
      case NETWORK -> "NetworkRule";
      case APPLICATION -> "ApplicationRule";
    };
  }

  private static Optional<FirewallRule> rule(ArmMembers members, Kind kind) {
    List<Integer> protocols = new ArrayList<>();
    List<PortRange> ports = new ArrayList<>();
    boolean known =
        switch (kind) {
          case NETWORK -> network(members, protocols, ports);
          case APPLICATION -> application(members, protocols, ports);
        };
    List<Prefix> sources = prefixes(members, "sourceAddresses");
    List<Prefix> destinations = prefixes(members, "destinationAddresses");
    if (!known || sources == null || destinations == null) {
      return Optional.empty();
    }
    FirewallRule rule =
        new FirewallRule(
            members.text("name"), protocols, sources, destinations, ports, members.origin());
    int before = members.notes().unsupported().size();
    members.reportRest(MemberTable.FIREWALL_RULE);
    return members.notes().unsupported().size() > before ? Optional.empty() : Optional.of(rule);
  }

  private static boolean network(
      ArmMembers members, List<Integer> protocols, List<PortRange> ports) {
    String name = members.has("ipProtocols") ? "ipProtocols" : "protocols";
    for (String word : members.texts(name)) {
      switch (word.toLowerCase(Locale.ROOT)) {
        case "any" -> {
          // no protocol is named
        }
        case "tcp" -> protocols.add(PacketHeader.TCP);
        case "udp" -> protocols.add(PacketHeader.UDP);
        case "icmp" -> protocols.add(PacketHeader.ICMP);
        default -> {
          members.reportUnsupported(name);
          return false;
        }
      }
    }
    ports.addAll(members.parsedList("destinationPorts", PortRange::parse));
    return true;
  }

  /** Web traffic to any host name is TCP to those ports; what other names stand for is unknown. */
  private static boolean application(
      ArmMembers members, List<Integer> protocols, List<PortRange> ports) {
    protocols.add(PacketHeader.TCP);
    members.forEach(
        "protocols",
        object -> {
          int port = ArmMembers.of(members.notes(), members.resource(), object).integer("port", 0);
          if (port > 0) {
            ports.add(new PortRange(port, port));
          }
        });
    List<String> names = members.texts("targetFqdns");
    if (!names.equals(List.of("*")) || ports.isEmpty()) {
      members.reportUnsupported("targetFqdns");
      return false;
    }
    return true;
  }

  /** Addresses and prefixes; empty for any, null if something else is named, which is reported. */
  private static @Nullable List<Prefix> prefixes(ArmMembers members, String name) {
    List<Prefix> prefixes = new ArrayList<>();
    for (String text : members.texts(name)) {
      if (text.equals("*")) {
        return List.of();
      }
      try {
        prefixes.add(
            text.indexOf('/') < 0 ? Prefix.host(IpAddress.parse(text)) : Prefix.parse(text));
      } catch (IllegalArgumentException e) {
        members.reportUnsupported(name); // a service tag or a range
        return null;
      }
    }
    if (prefixes.isEmpty() && !members.has(name)) {
      return List.of();
    }
    return prefixes;
  }
}
