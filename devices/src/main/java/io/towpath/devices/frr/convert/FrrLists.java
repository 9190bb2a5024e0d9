package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrLine;
import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prefix lists, access lists, AS-path lists and community lists by name. An undefined list matches
 * nothing in FRR, whatever it is used for.
 */
final class FrrLists {
  private final FrrReading reading;
  private final Map<String, List<PrefixList.Entry>> prefixes = new HashMap<>();
  private final Map<String, List<AccessEntry>> access = new HashMap<>();
  private final Map<String, List<Sequenced<AsPathList.Entry>>> paths = new HashMap<>();
  private final Map<String, List<Sequenced<CommunityList.Entry>>> communities = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();

  private record Sequenced<T>(long sequence, T entry) {}

  /**
   * An entry of an access list.
   *
   * @param addresses compared with the address of a route alone; null = prefix counts
   * @param prefix compared with the route as a whole; null with addresses
   */
  private record AccessEntry(
      long sequence,
      boolean permit,
      @Nullable AddressSet addresses,
      @Nullable Prefix prefix,
      boolean exact,
      Origin origin) {}

  FrrLists(FrrReading reading) {
    this.reading = reading;
  }

  /** Takes a line if it is one of a list. */
  boolean accept(FrrLine line) {
    if (line.starts("ip", "prefix-list")) {
      return line.negated() || prefixList(line);
    }
    if (line.starts("access-list")) {
      return line.negated() || accessList(line);
    }
    if (line.starts("bgp", "as-path", "access-list")
        || line.starts("ip", "as-path", "access-list")) {
      return line.negated() || asPathList(line);
    }
    if (line.starts("bgp", "community-list") || line.starts("ip", "community-list")) {
      return line.negated() || communityList(line);
    }
    return false;
  }

  /** {@code ip prefix-list NAME [seq N] permit P [ge N] [le N]}. */
  private boolean prefixList(FrrLine line) {
    String name = line.word(2);
    List<PrefixList.Entry> entries = prefixes.computeIfAbsent(name, _ -> new ArrayList<>());
    if (line.word(3).equals("description")) {
      return true;
    }
    int at = line.word(3).equals("seq") ? 5 : 3;
    long sequence =
        at == 5
            ? line.number(4, 0, 0xFFFF_FFFFL)
            : entries.stream().mapToInt(PrefixList.Entry::sequence).max().orElse(0) + 5L;
    boolean any = line.word(at + 1).equals("any");
    Prefix prefix = any ? Prefix.DEFAULT_IPV4 : line.prefix(at + 1);
    int from = prefix.length();
    int to = any ? 32 : prefix.length();
    for (int i = at + 2; i + 1 < line.count(); i += 2) {
      int bound = (int) line.number(i + 1, 0, 32);
      switch (line.word(i)) {
        case "ge" -> {
          from = bound;
          to = line.has(at + 2, "le") ? to : 32;
        }
        case "le" -> to = bound;
        default -> {
          return false;
        }
      }
    }
    entries.removeIf(entry -> entry.sequence() == sequence);
    entries.add(
        new PrefixList.Entry(
            (int) Math.min(sequence, Integer.MAX_VALUE),
            permit(line, at),
            prefix,
            from,
            to,
            reading.origin(line)));
    return true;
  }

  private static boolean permit(FrrLine line, int at) {
    return switch (line.word(at)) {
      case "permit" -> true;
      case "deny" -> false;
      default -> throw new IllegalArgumentException("neither permit nor deny");
    };
  }

  /** Zebra's own form with a prefix, or the form of Cisco with a wildcard. */
  private boolean accessList(FrrLine line) {
    String name = line.word(1);
    List<AccessEntry> entries = access.computeIfAbsent(name, _ -> new ArrayList<>());
    if (line.word(2).equals("remark")) {
      return true;
    }
    boolean numbered = line.word(2).equals("seq");
    int at = numbered ? 4 : 2;
    long sequence =
        numbered
            ? line.number(3, 1, 0xFFFF_FFFFL)
            : entries.stream().mapToLong(AccessEntry::sequence).max().orElse(0) + 5;
    AddressSet addresses = null;
    Prefix prefix = null;
    String what = line.word(at + 1);
    int last = at + 2;
    if (what.equals("any")) {
      addresses = new AddressSet.Any();
    } else if (what.equals("host")) {
      addresses = new AddressSet.Prefixes(List.of(Prefix.host(line.address(at + 2))));
      last = at + 3;
    } else if (what.indexOf('/') > 0) {
      prefix = line.prefix(at + 1);
    } else if (line.isAddress(at + 1)) {
      boolean host = line.count() <= at + 2;
      addresses =
          host
              ? new AddressSet.Prefixes(List.of(Prefix.host(line.address(at + 1))))
              : wildcard(line.address(at + 1), line.address(at + 2));
      last = host ? at + 2 : at + 3;
    }
    boolean exact = prefix != null && line.word(last).equals("exact-match");
    if (addresses == null && prefix == null || line.count() > last + (exact ? 1 : 0)) {
      unreadable.add("access-list " + name);
      return false;
    }
    entries.add(
        new AccessEntry(
            sequence, permit(line, at), addresses, prefix, exact, reading.origin(line)));
    return true;
  }

  private static AddressSet wildcard(Ipv4Address address, Ipv4Address wildcard) {
    int length = Integer.numberOfLeadingZeros(wildcard.bits());
    boolean contiguous = wildcard.bits() == ~Ipv4Address.mask(length);
    return contiguous
        ? new AddressSet.Prefixes(List.of(new Prefix(address, length)))
        : new AddressSet.Wildcard(address, wildcard);
  }

  private boolean asPathList(FrrLine line) {
    boolean numbered = line.word(4).equals("seq");
    int at = numbered ? 6 : 4;
    List<Sequenced<AsPathList.Entry>> entries =
        paths.computeIfAbsent(line.word(3), _ -> new ArrayList<>());
    long sequence = numbered ? line.number(5, 0, 0xFFFF_FFFFL) : next(entries);
    entries.add(
        new Sequenced<>(
            sequence,
            new AsPathList.Entry(
                permit(line, at), String.join(" ", line.from(at + 1)), reading.origin(line))));
    return line.count() > at + 1;
  }

  private static <T> long next(List<Sequenced<T>> entries) {
    return entries.stream().mapToLong(Sequenced::sequence).max().orElse(0) + 5;
  }

  /** {@code bgp community-list [standard|expanded] NAME [seq N] permit …}. */
  private boolean communityList(FrrLine line) {
    boolean styled = line.word(2).equals("standard") || line.word(2).equals("expanded");
    int nameAt = styled ? 3 : 2;
    String name = line.word(nameAt);
    // Unstyled lists go by number: 1–99 are standard, 100–500 expanded.
    boolean expanded = styled ? line.word(2).equals("expanded") : line.number(2, 1, 500) >= 100;
    boolean numbered = line.word(nameAt + 1).equals("seq");
    int at = nameAt + (numbered ? 3 : 1);
    List<Sequenced<CommunityList.Entry>> entries =
        communities.computeIfAbsent(name, _ -> new ArrayList<>());
    long sequence = numbered ? line.number(nameAt + 2, 0, 0xFFFF_FFFFL) : next(entries);
    List<String> words = line.from(at + 1);
    entries.add(
        new Sequenced<>(
            sequence,
            new CommunityList.Entry(
                permit(line, at),
                expanded ? List.of() : communities(words),
                expanded ? String.join(" ", words) : null,
                reading.origin(line))));
    return !words.isEmpty();
  }

  /** Communities by number or by FRR's names for well-known ones. */
  static List<Community> communities(List<String> words) {
    return words.stream().map(FrrLists::community).toList();
  }

  private static Community community(String word) {
    return switch (word) {
      case "graceful-shutdown" -> new Community(0xFFFF0000);
      case "accept-own" -> new Community(0xFFFF0001);
      case "route-filter-translated-v4" -> new Community(0xFFFF0002);
      case "route-filter-v4" -> new Community(0xFFFF0003);
      case "route-filter-translated-v6" -> new Community(0xFFFF0004);
      case "route-filter-v6" -> new Community(0xFFFF0005);
      case "llgr-stale" -> new Community(0xFFFF0006);
      case "no-llgr" -> new Community(0xFFFF0007);
      case "accept-own-nexthop" -> new Community(0xFFFF0008);
      case "blackhole" -> new Community(0xFFFF029A);
      case "no-peer" -> new Community(0xFFFFFF04);
      default -> Community.parse(word);
    };
  }

  /** The prefix list, or null if it is undefined. */
  @Nullable PrefixList prefixList(String name) {
    List<PrefixList.Entry> entries = prefixes.get(name);
    if (entries == null || entries.isEmpty()) {
      return null;
    }
    List<PrefixList.Entry> sorted =
        entries.stream().sorted(Comparator.comparingInt(PrefixList.Entry::sequence)).toList();
    return new PrefixList(name, sorted, sorted.getFirst().origin());
  }

  /** The AS-path list, or null if it is undefined. */
  @Nullable AsPathList asPathList(String name) {
    List<Sequenced<AsPathList.Entry>> entries = paths.get(name);
    if (entries == null) {
      return null;
    }
    List<AsPathList.Entry> sorted = sorted(entries);
    return new AsPathList(name, sorted, sorted.getFirst().origin());
  }

  /** The community list, or null if it is undefined. */
  @Nullable CommunityList communityList(String name) {
    List<Sequenced<CommunityList.Entry>> entries = communities.get(name);
    if (entries == null) {
      return null;
    }
    List<CommunityList.Entry> sorted = sorted(entries);
    return new CommunityList(name, sorted, sorted.getFirst().origin());
  }

  private static <T> List<T> sorted(List<Sequenced<T>> entries) {
    return entries.stream()
        .sorted(Comparator.comparingLong(Sequenced::sequence))
        .map(Sequenced::entry)
        .toList();
  }

  /**
   * The routes that an access list permits; null if that cannot be said.
   *
   * <p>Entries with a prefix permit the prefix and what lies inside; entries with a wildcard look
   * at the address alone.
   */
  @Nullable Match routesIn(String name) {
    List<AccessEntry> entries = access.get(name);
    if (unreadable.contains("access-list " + name)) {
      return null;
    }
    if (entries == null || entries.isEmpty()) {
      return new Match.Never();
    }
    List<AccessEntry> sorted =
        entries.stream().sorted(Comparator.comparingLong(AccessEntry::sequence)).toList();
    boolean byAddress = sorted.stream().allMatch(entry -> entry.addresses != null);
    return byAddress ? byAddress(sorted) : byPrefix(name, sorted);
  }

  private static @Nullable Match byPrefix(String name, List<AccessEntry> sorted) {
    List<PrefixList.Entry> all = new ArrayList<>();
    for (AccessEntry entry : sorted) {
      if (entry.prefix == null && !(entry.addresses instanceof AddressSet.Any)) {
        return null;
      }
      Prefix prefix = entry.prefix == null ? Prefix.DEFAULT_IPV4 : entry.prefix;
      all.add(
          new PrefixList.Entry(
              (int) Math.min(entry.sequence, Integer.MAX_VALUE),
              entry.permit,
              prefix,
              prefix.length(),
              entry.exact ? prefix.length() : 32,
              entry.origin));
    }
    return new Match.InPrefixList(List.of(new PrefixList(name, all, all.getFirst().origin())));
  }

  private static @Nullable Match byAddress(List<AccessEntry> sorted) {
    List<AddressSet> permitted = new ArrayList<>();
    List<AddressSet> denied = new ArrayList<>();
    for (AccessEntry entry : sorted) {
      AddressSet set = java.util.Objects.requireNonNull(entry.addresses);
      if (!entry.permit) {
        denied.add(set);
      } else if (denied.isEmpty()) {
        permitted.add(set);
      } else if (set instanceof AddressSet.Any) {
        AddressSet rest = except(denied);
        if (rest == null) {
          return null;
        }
        permitted.add(rest);
        break;
      } else {
        return null;
      }
      if (set instanceof AddressSet.Any) {
        break;
      }
    }
    return permitted.isEmpty() ? new Match.Never() : new Match.InAddressSet(permitted);
  }

  /** Everything but these; null if they are several and not all prefixes. */
  private static @Nullable AddressSet except(List<AddressSet> denied) {
    if (denied.size() == 1) {
      return new AddressSet.Except(denied.getFirst());
    }
    List<Prefix> prefixes = new ArrayList<>();
    for (AddressSet set : denied) {
      if (!(set instanceof AddressSet.Prefixes(List<Prefix> some))) {
        return null;
      }
      prefixes.addAll(some);
    }
    return new AddressSet.Except(new AddressSet.Prefixes(prefixes));
  }
}
