package io.towpath.devices.bird;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists of policies as conditions. A list is a function that returns at its first entry that
 * matches; null stands for a condition that BIRD cannot state.
 */
final class ListFunctions {
  private final Printing printing;

  ListFunctions(Printing printing) {
    this.printing = printing;
  }

  /** The prefix is permitted by the list. */
  String prefixList(PrefixList list) {
    List<String> body = new ArrayList<>();
    for (PrefixList.Entry entry : list.entries()) {
      if (entry.prefix().network() instanceof Ipv4Address) {
        body.add(
            "if net ~ [ "
                + pattern(entry.prefix(), entry.minLength(), entry.maxLength())
                + " ] then return "
                + entry.permit()
                + ";");
      }
    }
    body.add("return false;");
    return printing.function("prefixes_", list.name(), "", body) + "()";
  }

  /** The next hop, as a host prefix, is permitted by the list. */
  String nextHopList(PrefixList list) {
    List<String> body = new ArrayList<>();
    for (PrefixList.Entry entry : list.entries()) {
      if (entry.prefix().network() instanceof Ipv4Address
          && entry.minLength() <= 32
          && entry.maxLength() >= 32) {
        body.add("if bgp_next_hop ~ " + entry.prefix() + " then return " + entry.permit() + ";");
      }
    }
    body.add("return false;");
    return printing.function("next_hops_", list.name(), "", body) + "()";
  }

  /** The prefix equals or lies inside one of these. */
  static String inside(List<Prefix> prefixes) {
    String patterns =
        prefixes.stream()
            .filter(prefix -> prefix.network() instanceof Ipv4Address)
            .map(prefix -> pattern(prefix, prefix.length(), 32))
            .collect(Collectors.joining(", "));
    return patterns.isEmpty() ? "false" : "net ~ [ " + patterns + " ]";
  }

  private static String pattern(Prefix prefix, int from, int to) {
    return prefix + "{" + from + "," + to + "}";
  }

  /** The network address lies in the set. */
  @Nullable String addresses(AddressSet set, Origin origin) {
    return switch (set) {
      case AddressSet.Any() -> "true";
      case AddressSet.Prefixes(List<Prefix> prefixes) -> {
        String any =
            prefixes.stream()
                .filter(prefix -> prefix.network() instanceof Ipv4Address)
                .map(prefix -> "net.ip ~ " + prefix)
                .collect(Collectors.joining(" || "));
        yield any.isEmpty() ? "false" : "(" + any + ")";
      }
      case AddressSet.Wildcard(var address, var wildcard) -> {
        int length = contiguous(wildcard);
        if (length < 0) {
          printing.notes.absent(
              origin,
              "addresses like " + address + " " + wildcard,
              "BIRD compares leading bits only; the term is left out.");
          yield null;
        }
        yield "net.ip ~ " + new Prefix(address, length);
      }
      case AddressSet.Derived _ -> {
        printing.notes.absent(
            origin,
            "a set of addresses that follows from routing",
            "BIRD has none; the term is left out.");
        yield null;
      }
      case AddressSet.Except(AddressSet excluded) -> {
        String inner = addresses(excluded, origin);
        yield inner == null ? null : "! (" + inner + ")";
      }
    };
  }

  private static int contiguous(Object wildcard) {
    if (wildcard instanceof Ipv4Address(int free)) {
      int length = Integer.numberOfLeadingZeros(free);
      boolean rest = length == 32 || free == -1 >>> length;
      return rest ? length : -1;
    }
    return -1;
  }

  /** The AS path is permitted by the list. */
  @Nullable String asPathList(AsPathList list) {
    List<String> body = new ArrayList<>();
    for (AsPathList.Entry entry : list.entries()) {
      String mask = PathMask.of(entry.expression());
      if (mask == null) {
        printing.notes.absent(
            entry.origin(),
            "the expression \"" + entry.expression() + "\" over AS paths",
            "BIRD's path masks work on whole ASNs; the term is left out.");
        return null;
      }
      body.add("if bgp_path ~ " + mask + " then return " + entry.permit() + ";");
    }
    body.add("return false;");
    return printing.function("paths_", list.name(), "", body) + "()";
  }

  /** The communities are permitted by the list. */
  @Nullable String communityList(CommunityList list, boolean exact) {
    List<String> body = new ArrayList<>();
    for (CommunityList.Entry entry : list.entries()) {
      String condition = condition(entry, exact);
      if (condition == null) {
        notMasked(entry);
        return null;
      }
      body.add("if " + condition + " then return " + entry.permit() + ";");
    }
    body.add("return false;");
    return printing.function("communities_", list.name(), "", body) + "()";
  }

  private void notMasked(CommunityList.Entry entry) {
    printing.notes.absent(
        entry.origin(),
        "the expression \"" + entry.expression() + "\" over communities",
        "BIRD compares numbers and not text; the term is left out.");
  }

  private static @Nullable String condition(CommunityList.Entry entry, boolean exact) {
    if (entry.expression() != null) {
      String set = CommunityPattern.of(entry.expression());
      return set == null ? null : "bgp_community ~ [ " + set + " ]";
    }
    List<String> all = new ArrayList<>();
    for (Community community : entry.communities()) {
      if (!community.equals(Community.INTERNET)) {
        all.add(pair(community) + " ~ bgp_community");
      }
    }
    if (exact && all.size() == entry.communities().size()) {
      all.add("bgp_community.len = " + all.size());
    }
    return all.isEmpty() ? "true" : String.join(" && ", all);
  }

  /** Elements of a set of communities that the list permits one by one; null if there is none. */
  @Nullable String communitySet(CommunityList list) {
    List<String> elements = new ArrayList<>();
    for (CommunityList.Entry entry : list.entries()) {
      String set =
          entry.expression() != null
              ? CommunityPattern.of(entry.expression())
              : entry.communities().size() == 1 ? pair(entry.communities().getFirst()) : null;
      if (set == null || !entry.permit()) {
        notMasked(entry);
        return null;
      }
      elements.add(set);
    }
    return elements.isEmpty() ? null : "[ " + String.join(", ", elements) + " ]";
  }

  static String pair(Community community) {
    return "(" + (community.value() >>> 16) + ", " + (community.value() & 0xFFFF) + ")";
  }
}
