package io.towpath.azure.reader;

import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.FirewallRuleCollection.Addresses;
import io.towpath.azure.resource.FirewallRuleCollection.FirewallRule;
import io.towpath.azure.resource.FirewallRuleCollection.Kind;
import io.towpath.azure.resource.FirewallRuleCollection.Target;
import io.towpath.azure.resource.IpGroup;
import io.towpath.azure.resource.PortRange;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rules of Azure Firewalls. A rule that names what has no known addresses, such as host names, is
 * reported as not modelled and left out.
 */
final class FirewallRuleReading {
  private FirewallRuleReading() {}

  static String typeOf(Kind kind) {
    return switch (kind) {
      case NAT -> "NatRule";
      case NETWORK -> "NetworkRule";
      case APPLICATION -> "ApplicationRule";
    };
  }

  /** The rule, unless it says what is not modelled. */
  static Optional<FirewallRule> rule(ArmMembers members, Kind kind) {
    int before = members.notes().unsupported().size();
    List<Integer> protocols = new ArrayList<>();
    List<PortRange> ports = new ArrayList<>();
    Target target = null;
    mustName(members, "sourceAddresses", "sourceIpGroups");
    if (kind != Kind.APPLICATION) {
      if (members.has("destinationFqdns")) {
        members.reportUnsupported("destinationFqdns");
      } else {
        mustName(members, "destinationAddresses", "destinationIpGroups");
      }
      mustName(members, "destinationPorts");
    }
    switch (kind) {
      case NAT -> {
        network(members, protocols, ports);
        // R301: there is no other protocol with ports that it translates.
        if (protocols.isEmpty()) {
          protocols.addAll(List.of(PacketHeader.TCP, PacketHeader.UDP));
        } else if (protocols.contains(PacketHeader.ICMP)) {
          members.reportUnsupported(protocolsOf(members));
        }
        target = target(members);
      }
      case NETWORK -> network(members, protocols, ports);
      case APPLICATION -> application(members, protocols, ports);
    }
    FirewallRule rule =
        new FirewallRule(
            members.text("name"),
            protocols,
            addresses(members, "source"),
            addresses(members, "destination"),
            ports,
            target,
            members.origin());
    members.reportRest(MemberTable.FIREWALL_RULE);
    return members.notes().unsupported().size() > before ? Optional.empty() : Optional.of(rule);
  }

  /** A rule that does not say one of these is none: it must not be taken to mean all of them. */
  private static void mustName(ArmMembers members, String... names) {
    if (Arrays.stream(names).noneMatch(members::has)) {
      members.reportUnsupported(
          names[0], "the rule names none and is left out; write [\"*\"] for all");
    }
  }

  private static String protocolsOf(ArmMembers members) {
    return members.has("ipProtocols") ? "ipProtocols" : "protocols";
  }

  private static void network(ArmMembers members, List<Integer> protocols, List<PortRange> ports) {
    String name = protocolsOf(members);
    boolean any = false;
    for (String word : members.texts(name)) {
      switch (word.toLowerCase(Locale.ROOT)) {
        case "any" -> any = true;
        case "tcp" -> protocols.add(PacketHeader.TCP);
        case "udp" -> protocols.add(PacketHeader.UDP);
        case "icmp" -> protocols.add(PacketHeader.ICMP);
        default -> members.reportUnsupported(name);
      }
    }
    if (any) {
      protocols.clear();
    }
    ports.addAll(members.parsedList("destinationPorts", PortRange::parse));
  }

  /** Web traffic to any host name is TCP to those ports; what other names stand for is unknown. */
  private static void application(
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
    if (!members.texts("targetFqdns").equals(List.of("*")) || ports.isEmpty()) {
      members.reportUnsupported("targetFqdns");
    }
  }

  /** Null if a host name or no port is named, which is reported. */
  private static @Nullable Target target(ArmMembers members) {
    if (members.optionalText("translatedFqdn").isPresent()) {
      members.reportUnsupported("translatedFqdn");
      members.optionalText("translatedAddress");
      members.optionalText("translatedPort");
      return null;
    }
    IpAddress address = members.address("translatedAddress");
    Optional<PortRange> port =
        members
            .optionalParsed("translatedPort", PortRange::parse)
            .filter(range -> range.first() == range.last() && range.first() > 0);
    if (port.isEmpty()) {
      members.reportUnsupported("translatedPort");
      return null;
    }
    return new Target(address, port.get().first());
  }

  /** Addresses, service tags and IP groups of one end. */
  private static Addresses addresses(ArmMembers members, String end) {
    String name = end + "Addresses";
    List<Prefix> prefixes = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    boolean any = false;
    List<String> texts = members.texts(name);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Optional<List<Prefix>> range = range(text);
      if (text.equals("*")) {
        any = true;
      } else if (range.isPresent()) {
        prefixes.addAll(range.get());
      } else if (isListedTag(text)) {
        tags.add(text);
        members.mentionTag(name, i, text);
      } else {
        members.reportUnsupported(name, i, text);
      }
    }
    Addresses all =
        new Addresses(prefixes, tags, members.references(end + "IpGroups", IpGroup.TYPE));
    return any ? Addresses.ANY : all;
  }

  /** Tags that stand for what a subnet knows mean nothing to a firewall. */
  private static boolean isListedTag(String text) {
    return !text.isEmpty()
        && Character.isLetter(text.charAt(0))
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '_')
        && new AddressMatch.Tag(text).needsList();
  }

  /** What an address, a prefix or two addresses with a hyphen between them hold. */
  static Optional<List<Prefix>> range(String text) {
    int hyphen = text.indexOf('-');
    try {
      return Optional.of(
          hyphen < 0
              ? List.of(Prefix.parse(text))
              : Prefix.range(
                  Ipv4Address.parse(text.substring(0, hyphen).strip()),
                  Ipv4Address.parse(text.substring(hyphen + 1).strip())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
