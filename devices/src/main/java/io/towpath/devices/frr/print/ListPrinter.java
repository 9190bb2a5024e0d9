package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prefix lists, access lists, AS-path lists and community lists, each printed once. A list that
 * permits nothing gets one entry that denies everything, because FRR knows no empty lists.
 */
final class ListPrinter {
  private static final FrrDaemon[] ROUTING = {FrrDaemon.ZEBRA, FrrDaemon.BGPD, FrrDaemon.OSPFD};

  private final ConfigurationText text;
  private final Names prefixLists = new Names();
  private final Names accessLists = new Names();
  private final Names asPathLists = new Names();
  private final Names communityLists = new Names();

  ListPrinter(ConfigurationText text) {
    this.text = text;
  }

  /** Name of a prefix list of the network. */
  String prefixList(PrefixList list) {
    List<String> entries = new ArrayList<>();
    for (PrefixList.Entry entry : list.entries()) {
      int length = entry.prefix().length();
      int from = Math.max(length, entry.minLength());
      int to = Math.min(32, entry.maxLength());
      if (entry.prefix().network() instanceof Ipv4Address && from <= to) {
        entries.add(entry(entry.permit(), entry.prefix(), from, to));
      }
    }
    return prefixList(list.name(), entries);
  }

  /** Name of a prefix list of entries as {@link #entry} makes them. */
  String prefixList(String wish, List<String> entries) {
    return named(
        prefixLists,
        wish,
        entries.isEmpty() ? List.of("deny 0.0.0.0/0 le 32") : entries,
        "ip prefix-list %s seq %d %s",
        ROUTING);
  }

  /** Name of a prefix list that permits these and all inside them. */
  String inside(List<Prefix> prefixes) {
    return prefixList(
        "INSIDE",
        prefixes.stream()
            .filter(prefix -> prefix.network() instanceof Ipv4Address)
            .map(prefix -> entry(true, prefix, prefix.length(), 32))
            .toList());
  }

  /** An entry; FRR wants {@code length < ge <= le}. */
  static String entry(boolean permit, Prefix prefix, int from, int to) {
    StringBuilder entry = new StringBuilder(permit ? "permit " : "deny ").append(prefix);
    if (from > prefix.length()) {
      entry.append(" ge ").append(from);
    }
    if (to > prefix.length() && !(to == 32 && from > prefix.length())) {
      entry.append(" le ").append(to);
    }
    return entry.toString();
  }

  /**
   * Names of access lists of which one permits exactly the routes whose network address is in one
   * of the sets. The lists look at the address alone, as sets do.
   */
  List<String> accessLists(List<AddressSet> sets) {
    List<String> names = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (AddressSet set : sets) {
      if (set instanceof AddressSet.Except(AddressSet excluded)) {
        if (excluded instanceof AddressSet.Except(AddressSet twice)) {
          names.addAll(accessLists(List.of(twice)));
        } else {
          List<String> entries = new ArrayList<>();
          addresses(excluded).forEach(addresses -> entries.add("deny " + addresses));
          entries.add("permit any");
          names.add(accessList(entries));
        }
      } else {
        addresses(set).forEach(addresses -> plain.add("permit " + addresses));
      }
    }
    if (!plain.isEmpty()) {
      names.addFirst(accessList(plain));
    }
    return names;
  }

  private String accessList(List<String> entries) {
    return named(accessLists, "ROUTES", entries, "access-list %s seq %d %s", ROUTING);
  }

  private static List<String> addresses(AddressSet set) {
    return switch (set) {
      case AddressSet.Any() -> List.of("any");
      case AddressSet.Prefixes(List<Prefix> prefixes) ->
          prefixes.stream()
              .filter(prefix -> prefix.network() instanceof Ipv4Address)
              .map(p -> p.network() + " " + new Ipv4Address(~Ipv4Address.mask(p.length())))
              .toList();
      case AddressSet.Wildcard(IpAddress address, IpAddress wildcard) ->
          address instanceof Ipv4Address(int bits) && wildcard instanceof Ipv4Address(int free)
              ? List.of(new Ipv4Address(bits & ~free) + " " + wildcard)
              : List.of();
      // The caller has taken exceptions apart, and derived sets hold no route.
      case AddressSet.Derived _, AddressSet.Except _ -> List.of();
    };
  }

  /** Name of an AS-path list. */
  String asPathList(AsPathList list) {
    return asPathList(
        list.name(),
        list.entries().stream()
            .map(
                entry ->
                    (entry.permit() ? "permit " : "deny ")
                        + (entry.expression().isBlank() ? ".*" : entry.expression().strip()))
            .toList());
  }

  /** Name of an AS-path list that permits paths through an AS. */
  String pathsThrough(long asn) {
    return asPathList("THROUGH-" + asn, List.of("permit _" + asn + "_"));
  }

  private String asPathList(String wish, List<String> entries) {
    return named(
        asPathLists,
        wish,
        entries.isEmpty() ? List.of("deny .*") : entries,
        "bgp as-path access-list %s seq %d %s",
        FrrDaemon.BGPD);
  }

  /**
   * Name of a community list. FRR's lists are standard or expanded as a whole; in a list of both
   * kinds the standard entries become expressions.
   */
  String communityList(CommunityList list) {
    boolean expanded = list.entries().stream().anyMatch(ListPrinter::isExpression);
    List<String> entries = new ArrayList<>();
    for (CommunityList.Entry entry : list.entries()) {
      String action = entry.permit() ? "permit " : "deny ";
      entries.add(action + (expanded ? expression(entry) : words(entry.communities())));
    }
    return named(
        communityLists,
        list.name(),
        entries.isEmpty() ? List.of("deny internet") : entries,
        "bgp community-list " + (expanded ? "expanded" : "standard") + " %s seq %d %s",
        FrrDaemon.BGPD);
  }

  private static boolean isExpression(CommunityList.Entry entry) {
    return entry.expression() != null || entry.communities().isEmpty();
  }

  private static String expression(CommunityList.Entry entry) {
    if (entry.expression() != null) {
      return entry.expression().strip();
    }
    // Communities stand in the order of their numbers in the text that is compared.
    return entry.communities().isEmpty() || entry.communities().equals(List.of(Community.INTERNET))
        ? ".*"
        : entry.communities().stream()
            .map(community -> "_" + word(community) + "_")
            .collect(Collectors.joining(".*"));
  }

  /** Communities as FRR writes them. */
  static String words(List<Community> communities) {
    return communities.stream().map(ListPrinter::word).collect(Collectors.joining(" "));
  }

  private static String word(Community community) {
    return community.equals(Community.INTERNET) ? "internet" : community.toString();
  }

  private String named(
      Names names, String wish, List<String> entries, String format, FrrDaemon... readers) {
    String content = format + '\n' + String.join("\n", entries);
    boolean known = names.knows(content);
    String name = names.of(content, wish);
    if (!known) {
      int sequence = 5;
      for (String entry : entries) {
        text.line(Section.LISTS, format.formatted(name, sequence, entry), readers);
        sequence += 5;
      }
    }
    return name;
  }
}
