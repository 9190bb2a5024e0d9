package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of a filter rule in the words of nftables. A rule may need several conditions, of
 * which one has to hold: nftables has no "or" across kinds of addresses or protocols.
 */
final class NftMatch {
  private NftMatch() {}

  /**
   * Conditions of a rule, at least one unless nothing can match it.
   *
   * @param sets names of the sets that the agent fills
   */
  static List<String> of(Filter.Rule rule, DynamicSets sets) {
    List<String> all = new ArrayList<>();
    for (String protocol : protocols(rule)) {
      for (String source : addresses("saddr", rule.sources(), sets)) {
        for (String destination : addresses("daddr", rule.destinations(), sets)) {
          all.add(join(protocol, source, destination));
        }
      }
    }
    return all;
  }

  /** Parts of a condition beside each other, without empty ones. */
  static String join(String... parts) {
    List<String> present = new ArrayList<>();
    for (String part : parts) {
      if (!part.isEmpty()) {
        present.add(part);
      }
    }
    return String.join(" ", present);
  }

  /** R196: ports say nothing about packets that have none; a rule for ICMP ignores them. */
  private static List<String> protocols(Filter.Rule rule) {
    String ports =
        join(ports("sport", rule.sourcePorts()), ports("dport", rule.destinationPorts()));
    String icmp = icmp(rule);
    if (rule.established()) {
      // Of a flow already open: what IOS calls "established", a segment with ACK or RST.
      boolean tcp = rule.protocols().isEmpty() || rule.protocols().contains(PacketHeader.TCP);
      return tcp && icmp.isEmpty()
          ? List.of(join("tcp flags & (ack | rst) != 0", ports))
          : List.of();
    }
    if (!icmp.isEmpty()) {
      boolean named = rule.protocols().contains(PacketHeader.ICMP);
      return named || rule.protocols().isEmpty() && ports.isEmpty() ? List.of(icmp) : List.of();
    }
    if (ports.isEmpty()) {
      return List.of(protocolSet(rule.protocols()));
    }
    List<String> conditions = new ArrayList<>();
    List<Integer> withPorts = new ArrayList<>(List.of(PacketHeader.TCP, PacketHeader.UDP));
    if (!rule.protocols().isEmpty()) {
      withPorts.retainAll(rule.protocols());
    }
    if (!withPorts.isEmpty()) {
      conditions.add(join(protocolSet(withPorts), ports));
    }
    if (rule.protocols().contains(PacketHeader.ICMP)) {
      conditions.add(protocolSet(List.of(PacketHeader.ICMP)));
    }
    return conditions;
  }

  private static String protocolSet(List<Integer> protocols) {
    return protocols.isEmpty() ? "" : "meta l4proto " + set(protocols.stream().distinct());
  }

  private static String icmp(Filter.Rule rule) {
    String type = rule.icmpType() == null ? "" : "icmp type " + rule.icmpType();
    return join(type, rule.icmpCode() == null ? "" : "icmp code " + rule.icmpCode());
  }

  /** Condition on a port of one side; empty if every port meets it. */
  static String ports(String side, List<Filter.PortRange> ranges) {
    // A range over every port is no condition, so that it holds for packets without ports too.
    if (ranges.isEmpty()
        || ranges.stream().anyMatch(range -> range.first() <= 0 && range.last() >= 65535)) {
      return "";
    }
    return "th "
        + side
        + " "
        + set(
            ranges.stream()
                .map(r -> r.first() == r.last() ? "" + r.first() : r.first() + "-" + r.last())
                .distinct());
  }

  /**
   * Conditions on an address, of which one has to hold; an empty one always does.
   *
   * @param side {@code saddr} or {@code daddr}
   * @param union empty = every address
   */
  static List<String> addresses(String side, List<AddressSet> union, DynamicSets sets) {
    if (union.isEmpty()) {
      return List.of("");
    }
    SequencedSet<String> conditions = new LinkedHashSet<>();
    for (AddressSet set : union) {
      String condition = address(side, set, sets, true);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions.contains("") ? List.of("") : List.copyOf(conditions);
  }

  /** Null if no address is in the set, empty if every one is. */
  private static @Nullable String address(
      String side, AddressSet set, DynamicSets sets, boolean inside) {
    String not = inside ? "" : "!= ";
    return switch (set) {
      case AddressSet.Any() -> inside ? "" : null;
      case AddressSet.Prefixes(var prefixes) -> {
        List<Prefix> ipv4 = disjoint(prefixes);
        if (ipv4.isEmpty()) {
          yield inside ? null : "";
        }
        if (ipv4.getFirst().length() == 0) {
          yield inside ? "" : null;
        }
        yield "ip " + side + " " + not + set(ipv4.stream());
      }
      case AddressSet.Wildcard(Ipv4Address(int base), Ipv4Address(int wildcard)) ->
          "ip %s & %s %s %s"
              .formatted(
                  side,
                  new Ipv4Address(~wildcard),
                  inside ? "==" : "!=",
                  new Ipv4Address(base & ~wildcard));
      case AddressSet.Wildcard _ -> inside ? null : "";
      case AddressSet.Derived derived -> "ip " + side + " " + not + "@" + sets.name(derived);
      case AddressSet.Except(AddressSet excluded) -> address(side, excluded, sets, !inside);
    };
  }

  /** IPv4 prefixes without those inside others. */
  static List<Prefix> disjoint(List<Prefix> prefixes) {
    List<Prefix> result = new ArrayList<>();
    for (Prefix prefix : new TreeSet<>(prefixes)) {
      boolean inside = !result.isEmpty() && result.getLast().covers(prefix);
      if (!inside && prefix.family() == AddressFamily.IPV4) {
        result.add(prefix);
      }
    }
    return result;
  }

  /** An anonymous set. */
  static String set(Stream<?> elements) {
    return elements.map(String::valueOf).collect(Collectors.joining(", ", "{ ", " }"));
  }

  /** A set of interface names. */
  static String interfaces(List<String> names) {
    return set(names.stream().map(name -> '"' + name + '"'));
  }

  /** A comment for a rule: nftables allows 127 bytes and no quotes. */
  static String comment(String text) {
    String plain = text.replaceAll("[^ -~]", "?").replace('"', '\'').replace('\\', '/');
    return "comment \"" + (plain.length() <= 120 ? plain : plain.substring(0, 120)) + '"';
  }
}
