package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Prefix lists, standard access lists, AS-path lists and community lists, each printed once. */
final class ListPrinter {
  private static final int LAST_AS_PATH_LIST = 500;
  private static final Pattern EXTENDED_NUMBER = Pattern.compile("1\\d\\d|2[0-6]\\d\\d");

  private final IosText text;
  private final Names prefixLists = new Names();
  private final Names accessLists = new Names();
  private final Names communityLists = new Names();
  private final Map<List<String>, Integer> asPathLists = new HashMap<>();
  private final Set<Integer> takenNumbers = new HashSet<>();

  ListPrinter(IosText text) {
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

  private String prefixList(String wish, List<String> entries) {
    String content = String.join("\n", entries);
    boolean known = prefixLists.knows(content);
    String name = prefixLists.of(content, wish);
    for (int i = 0; !known && i < entries.size(); i++) {
      text.line(
          Section.LISTS,
          "ip prefix-list %s seq %d %s".formatted(name, 5 * (i + 1), entries.get(i)));
    }
    return name;
  }

  /**
   * Names of standard access lists of which one permits exactly the addresses in one of the sets.
   * They look at the address alone, as sets do.
   */
  List<String> accessLists(String wish, List<AddressSet> sets) {
    List<String> names = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (AddressSet set : sets) {
      if (!(set instanceof AddressSet.Except(AddressSet excluded))) {
        addresses(set).forEach(addresses -> plain.add("permit " + addresses));
      } else if (excluded instanceof AddressSet.Except(AddressSet twice)) {
        names.addAll(accessLists(wish, List.of(twice)));
      } else {
        List<String> entries = new ArrayList<>();
        addresses(excluded).forEach(addresses -> entries.add("deny " + addresses));
        entries.add("permit any");
        names.add(accessList(wish, entries));
      }
    }
    if (!plain.isEmpty()) {
      names.addFirst(accessList(wish, plain));
    }
    return names;
  }

  private String accessList(String wish, List<String> entries) {
    String content = String.join("\n", entries);
    boolean known = accessLists.knows(content);
    String name = accessLists.of(content, wish);
    if (!known) {
      Block block = text.block(Section.LISTS, "ip access-list standard " + name);
      for (int i = 0; i < entries.size(); i++) {
        block.line(10 * (i + 1) + " " + entries.get(i));
      }
    }
    return name;
  }

  /** A name that no access list has yet; a number stays one if it is that of an extended list. */
  String freeExtendedList(String wish) {
    return EXTENDED_NUMBER.matcher(wish).matches()
        ? accessLists.exact(wish)
        : accessLists.free(wish);
  }

  /** True if a line of an access list can say all of a set. */
  static boolean isSayable(AddressSet set) {
    return switch (set) {
      case AddressSet.Any() -> true;
      case AddressSet.Prefixes(List<Prefix> prefixes) ->
          prefixes.stream().allMatch(prefix -> prefix.network() instanceof Ipv4Address);
      case AddressSet.Wildcard(IpAddress address, _) -> address instanceof Ipv4Address;
      case AddressSet.Derived _, AddressSet.Except _ -> false;
    };
  }

  /** Addresses in the words of access lists; a set that only a cloud can hold has none. */
  static List<String> addresses(AddressSet set) {
    return switch (set) {
      case AddressSet.Any() -> List.of("any");
      case AddressSet.Prefixes(List<Prefix> prefixes) ->
          prefixes.stream()
              .filter(prefix -> prefix.network() instanceof Ipv4Address)
              .map(IosWords::wildcarded)
              .toList();
      case AddressSet.Wildcard(IpAddress address, IpAddress wildcard) ->
          List.of(address + " " + wildcard);
      case AddressSet.Derived _, AddressSet.Except _ -> List.of();
    };
  }

  /** Number of an AS-path list; that of its name if it is one and free. */
  String asPathList(AsPathList list) {
    return asPathList(list.name(), ListEntries.of(list));
  }

  /** Number of an AS-path list that permits paths through an AS. */
  String pathsThrough(long asn) {
    return asPathList("", ListEntries.pathsThrough(asn));
  }

  private String asPathList(String wish, List<String> entries) {
    Integer known = asPathLists.get(entries);
    if (known != null) {
      return known.toString();
    }
    int number = wish.matches("[1-9]\\d{0,2}") ? Integer.parseInt(wish) : 1;
    while (number > LAST_AS_PATH_LIST || takenNumbers.contains(number)) {
      number = number >= LAST_AS_PATH_LIST ? 1 : number + 1;
    }
    takenNumbers.add(number);
    asPathLists.put(entries, number);
    for (String entry : entries) {
      text.line(Section.LISTS, "ip as-path access-list " + number + " " + entry);
    }
    return Integer.toString(number);
  }

  /** Name of a community list. */
  String communityList(CommunityList list) {
    String kind = ListEntries.isExpanded(list) ? "expanded" : "standard";
    List<String> entries = ListEntries.of(list);
    String content = kind + "\n" + String.join("\n", entries);
    boolean known = communityLists.knows(content);
    String name = communityLists.of(content, list.name());
    for (int i = 0; !known && i < entries.size(); i++) {
      text.line(Section.LISTS, "ip community-list %s %s %s".formatted(kind, name, entries.get(i)));
    }
    return name;
  }
}
