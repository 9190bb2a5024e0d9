package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.devices.print.ListEntries;
import io.towpath.devices.print.Names;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import java.util.ArrayList;
import java.util.List;

/** Prefix lists, access lists, AS-path lists and community lists, each printed once. */
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
    return prefixList(list.name(), ListEntries.of(list));
  }

  /** Name of a prefix list that permits these and all inside them. */
  String inside(List<Prefix> prefixes) {
    return prefixList("INSIDE", ListEntries.inside(prefixes));
  }

  /** Name of a prefix list of entries of {@link ListEntries}. */
  String prefixList(String wish, List<String> entries) {
    return named(
        prefixLists, wish, ListEntries.orNoPrefix(entries), "ip prefix-list %s seq %d %s", ROUTING);
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
    return asPathList(list.name(), ListEntries.of(list));
  }

  /** Name of an AS-path list that permits paths through an AS. */
  String pathsThrough(long asn) {
    return asPathList("THROUGH-" + asn, ListEntries.pathsThrough(asn));
  }

  private String asPathList(String wish, List<String> entries) {
    return named(
        asPathLists, wish, entries, "bgp as-path access-list %s seq %d %s", FrrDaemon.BGPD);
  }

  /** Name of a community list. */
  String communityList(CommunityList list) {
    String kind = ListEntries.isExpanded(list) ? "expanded" : "standard";
    return named(
        communityLists,
        list.name(),
        ListEntries.of(list),
        "bgp community-list " + kind + " %s seq %d %s",
        FrrDaemon.BGPD);
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
