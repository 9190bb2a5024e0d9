package io.towpath.devices.windows.print;

import io.towpath.devices.windows.StandardRules;
import io.towpath.devices.windows.print.ScriptText.Command;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Filter.PortRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules of Windows Firewall, besides those that every server has. */
final class FirewallPrinter {
  private final WindowsPrinting printing;
  private final @Nullable Filter filter;

  FirewallPrinter(WindowsPrinting printing, Collection<Filter> filters) {
    this.printing = printing;
    List<String> names = printing.node.firewall();
    this.filter =
        names.isEmpty()
            ? null
            : filters.stream()
                .filter(candidate -> candidate.name().equals(names.getFirst()))
                .findFirst()
                .orElse(null);
  }

  void print() {
    if (printing.node.firewall().isEmpty()) {
      printing.text.section("Whatever reaches the server is let in");
      printing.text.line("Set-NetFirewallProfile -All -Enabled False");
      return;
    }
    List<Filter.Rule> own = filter == null ? null : own(filter);
    if (own == null || printing.node.firewall().size() > 1) {
      printing.notes.absent(
          printing.node.origin(),
          "the firewall of the node",
          "It is no Windows Firewall: that ends with the rules of the system.");
      return;
    }
    if (!own.isEmpty()) {
      printing.text.section("What may reach the server itself");
      boolean allowing = false;
      for (Filter.Rule rule : own) {
        allowing |= rule.permit();
        print(rule, allowing && !rule.permit());
      }
    }
  }

  /** The rules before those that every server has; null if it has not got these. */
  private @Nullable List<Filter.Rule> own(Filter firewall) {
    List<Filter.Rule> all = firewall.rules();
    List<Filter.Rule> standard = StandardRules.of(!printing.node.services().dhcpScopes().isEmpty());
    int count = all.size() - standard.size();
    return count >= 0 && all.subList(count, all.size()).equals(standard)
        ? all.subList(0, count)
        : null;
  }

  private void print(Filter.Rule rule, boolean behindAllowing) {
    String remote = addresses(rule.sources());
    String local = addresses(rule.destinations());
    String protocol = protocol(rule.protocols());
    boolean typed = rule.icmpType() != null;
    boolean ported = !rule.sourcePorts().isEmpty() || !rule.destinationPorts().isEmpty();
    if (remote == null
        || local == null
        || protocol == null
        || rule.icmpCode() != null
        || rule.established()
        || typed && !rule.protocols().equals(List.of(PacketHeader.ICMP))
        || ported && !isTransport(rule.protocols())
        || behindAllowing) {
      printing.notes.absent(
          rule.origin(),
          "the firewall rule " + rule.name(),
          "Windows Firewall has rules for one protocol, and those that block go first.");
      return;
    }
    Command command =
        new Command("New-NetFirewallRule")
            .named("DisplayName", name(rule))
            .with("Direction", "Inbound")
            .with("Action", rule.permit() ? "Allow" : "Block")
            .with("Protocol", protocol);
    if (typed) {
      command.with("IcmpType", String.valueOf(rule.icmpType()));
    }
    ports(command, "LocalPort", rule.destinationPorts());
    ports(command, "RemotePort", rule.sourcePorts());
    if (!local.isEmpty()) {
      command.with("LocalAddress", local);
    }
    if (!remote.isEmpty()) {
      command.with("RemoteAddress", remote);
    }
    printing.text.add(command);
  }

  private static boolean isTransport(List<Integer> protocols) {
    return protocols.equals(List.of(PacketHeader.TCP))
        || protocols.equals(List.of(PacketHeader.UDP));
  }

  /** Explanations show the name of a rule in quotes. */
  private static String name(Filter.Rule rule) {
    String name = rule.name();
    return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1)
        : name;
  }

  private static @Nullable String protocol(List<Integer> protocols) {
    if (protocols.isEmpty()) {
      return "Any";
    }
    if (protocols.size() > 1) {
      return null;
    }
    return switch (protocols.getFirst()) {
      case PacketHeader.TCP -> "TCP";
      case PacketHeader.UDP -> "UDP";
      case PacketHeader.ICMP -> "ICMPv4";
      default -> protocols.getFirst().toString();
    };
  }

  private static void ports(Command command, String parameter, List<PortRange> ranges) {
    if (!ranges.isEmpty()) {
      List<String> texts = new ArrayList<>();
      for (PortRange range : ranges) {
        boolean one = range.first() == range.last();
        texts.add(one ? String.valueOf(range.first()) : range.first() + "-" + range.last());
      }
      command.with(parameter, String.join(",", texts));
    }
  }

  /** Prefixes with commas; empty for all addresses, null if Windows has no words for them. */
  private static @Nullable String addresses(List<AddressSet> sets) {
    if (sets.isEmpty() || sets.equals(List.of(new AddressSet.Any()))) {
      return "";
    }
    boolean prefixes =
        sets.size() == 1
            && sets.getFirst() instanceof AddressSet.Prefixes(List<Prefix> all)
            && !all.isEmpty()
            && all.stream().allMatch(prefix -> prefix.network() instanceof Ipv4Address);
    return prefixes && sets.getFirst() instanceof AddressSet.Prefixes(List<Prefix> all)
        ? all.stream().map(Prefix::toString).collect(Collectors.joining(","))
        : null;
  }
}
