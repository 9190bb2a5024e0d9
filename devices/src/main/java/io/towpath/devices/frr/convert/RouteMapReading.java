package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.frr.SourceMark;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpOrigin;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines of route maps as matches and changes. */
final class RouteMapReading {
  private final FrrReading reading;
  private final FrrLists lists;
  private final long ownAsn;

  /** AS-path changes that stand for something else than what they say, by name of the map. */
  RouteMapReading(FrrReading reading, FrrLists lists, long ownAsn) {
    this.reading = reading;
    this.lists = lists;
    this.ownAsn = ownAsn;
  }

  /** Entries by name of the map, in order of their numbers. */
  Map<String, List<RouteMapEntry>> entries() {
    Map<String, List<RouteMapEntry>> maps = new LinkedHashMap<>();
    for (FrrBlock block : reading.config.routeMaps()) {
      reading.read(
          block.header(),
          header -> {
            List<RouteMapEntry> entries =
                maps.computeIfAbsent(header.word(1), _ -> new ArrayList<>());
            RouteMapEntry entry = entry(block);
            entries.removeIf(other -> other.sequence() == entry.sequence());
            entries.add(entry);
            return true;
          });
    }
    maps.values().forEach(all -> all.sort(Comparator.comparingInt(RouteMapEntry::sequence)));
    return maps;
  }

  /** What the lines of an entry come to. */
  private static final class Draft {
    private final Map<String, Match> matches = new LinkedHashMap<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private @Nullable String call;
    private int next;
  }

  private RouteMapEntry entry(FrrBlock block) {
    FrrLine header = block.header();
    Draft draft = new Draft();
    for (FrrLine line : block.lines()) {
      reading.read(line, it -> accept(it, draft));
    }
    return new RouteMapEntry(
        (int) header.number(3, 1, 65_535),
        header.word(2).equals("permit"),
        List.copyOf(draft.matches.values()),
        List.copyOf(draft.changes.values()),
        draft.call,
        draft.next,
        reading.origin(header));
  }

  private boolean accept(FrrLine line, Draft draft) {
    switch (line.word(0)) {
      case "description" -> {
        return true;
      }
      case "call" -> draft.call = line.word(1);
      case "on-match", "continue" ->
          draft.next =
              line.word(1).equals("goto")
                  ? (int) line.number(2, 1, 65_535)
                  : line.starts("continue") && line.count() > 1
                      ? (int) line.number(1, 1, 65_535)
                      : 1;
      case "match" -> {
        Match match = match(line);
        if (match == null) {
          return false;
        }
        // A second line of the same kind replaces the first.
        draft.matches.put(kindOfMatch(line), match);
      }
      case "set" -> {
        Change change = change(line);
        if (change == null) {
          return false;
        }
        draft.changes.put(kindOfChange(line), change);
      }
      default -> {
        return false;
      }
    }
    return !line.negated();
  }

  private static String kindOfMatch(FrrLine line) {
    return line.starts("match", "ip")
        ? String.join(" ", line.from(0).subList(0, Math.min(4, line.count() - 1)))
        : line.word(1);
  }

  private static String kindOfChange(FrrLine line) {
    if (line.starts("set", "community") || line.starts("set", "ip", "next-hop")) {
      return line.word(1);
    }
    return line.starts("set", "as-path") ? "as-path " + line.word(2) : line.word(1);
  }

  private @Nullable Match match(FrrLine line) {
    return switch (line.word(1)) {
      case "ip" -> matchIp(line);
      case "as-path" -> {
        AsPathList list = lists.asPathList(line.word(2));
        yield list == null ? new Match.Never() : new Match.InAsPathList(List.of(list));
      }
      case "community" -> {
        CommunityList list = lists.communityList(line.word(2));
        boolean exact = line.word(3).equals("exact-match");
        yield list == null ? new Match.Never() : new Match.InCommunityList(List.of(list), exact);
      }
      case "metric" -> new Match.Metric(line.number(2, 0, 0xFFFF_FFFFL));
      case "interface" -> new Match.OutInterface(List.of(line.word(2)));
      case "tag" -> {
        long tag = line.number(2, 1, 0xFFFF_FFFFL);
        Source source = SourceMark.of(tag);
        yield source == null ? new Match.Tag(List.of(tag)) : new Match.LearnedBy(source);
      }
      case "source-protocol" ->
          switch (line.word(2)) {
            case "connected" ->
                new Match.FromClass(List.of(RouteClass.CONNECTED, RouteClass.LOCAL));
            case "static" -> new Match.FromClass(List.of(RouteClass.STATIC));
            case "ospf" -> new Match.FromClass(List.of(RouteClass.OSPF));
            case "bgp" -> new Match.FromClass(List.of(RouteClass.BGP));
            default -> null;
          };
      default -> null;
    };
  }

  private @Nullable Match matchIp(FrrLine line) {
    boolean byList = line.word(3).equals("prefix-list");
    return switch (line.word(2)) {
      case "address" -> {
        if (byList) {
          yield inPrefixList(line.word(4), Match.InPrefixList::new);
        }
        yield line.count() == 4 ? lists.routesIn(line.word(3)) : null;
      }
      case "next-hop" -> {
        if (byList) {
          yield inPrefixList(line.word(4), Match.NextHopIn::new);
        }
        if (line.word(3).equals("address")) {
          Prefix host = Prefix.host(line.address(4));
          var entry = new PrefixList.Entry(5, true, host, 32, 32, reading.origin(line));
          yield new Match.NextHopIn(
              List.of(new PrefixList(host.toString(), List.of(entry), reading.origin(line))));
        }
        yield null;
      }
      default -> null;
    };
  }

  private Match inPrefixList(String name, Function<List<PrefixList>, Match> match) {
    PrefixList list = lists.prefixList(name);
    return list == null ? new Match.Never() : match.apply(List.of(list));
  }

  private @Nullable Change change(FrrLine line) {
    return switch (line.word(1)) {
      case "local-preference" -> new Change.LocalPreference(line.number(2, 0, 0xFFFF_FFFFL));
      case "weight" -> new Change.Weight((int) line.number(2, 0, Integer.MAX_VALUE));
      case "metric" -> metric(line.word(2), line);
      case "as-path" -> asPath(line);
      case "community" -> {
        if (line.word(2).equals("none")) {
          yield new Change.RemoveCommunities(null);
        }
        boolean additive = line.words().getLast().equals("additive");
        yield new Change.Communities(
            FrrLists.communities(line.words().subList(2, line.count() - (additive ? 1 : 0))),
            additive);
      }
      case "comm-list" -> {
        CommunityList list = lists.communityList(line.word(2));
        yield list == null ? null : new Change.RemoveCommunities(list);
      }
      case "ip" -> {
        boolean nextHop = line.word(2).equals("next-hop");
        if (nextHop && line.word(3).equals("peer-address")) {
          yield new Change.NextHopPeerOrSelf();
        }
        IpAddress address = nextHop && line.isAddress(3) ? line.address(3) : null;
        yield address == null ? null : new Change.SetNextHop(address);
      }
      case "origin" ->
          switch (line.word(2)) {
            case "igp" -> new Change.SetOrigin(BgpOrigin.IGP);
            case "egp" -> new Change.SetOrigin(BgpOrigin.EGP);
            case "incomplete" -> new Change.SetOrigin(BgpOrigin.INCOMPLETE);
            default -> null;
          };
      case "tag" -> new Change.SetTag(line.number(2, 1, 0xFFFF_FFFFL));
      case "metric-type" ->
          switch (line.word(2)) {
            case "type-1" -> new Change.MetricType(1);
            case "type-2" -> new Change.MetricType(2);
            default -> null;
          };
      default -> null;
    };
  }

  private static @Nullable Change metric(String word, FrrLine line) {
    if (word.startsWith("+") || word.startsWith("-")) {
      FrrLine digits = new FrrLine(line.number(), false, List.of(word.substring(1)));
      long value = digits.number(0, 0, 0xFFFF_FFFFL);
      return new Change.MedPlus(word.startsWith("-") ? -value : value);
    }
    // "set metric rtt" follows from what is measured.
    return word.contains("rtt") ? null : new Change.Med(line.number(2, 0, 0xFFFF_FFFFL));
  }

  private @Nullable Change asPath(FrrLine line) {
    return switch (line.word(2)) {
      case "prepend" -> {
        if (line.word(3).equals("last-as")) {
          yield new Change.PrependLast((int) line.number(4, 1, 10));
        }
        List<Long> asns = new ArrayList<>();
        for (int i = 3; i < line.count(); i++) {
          asns.add(line.asn(i));
        }
        yield asns.isEmpty() ? null : new Change.Prepend(asns);
      }
      case "replace" ->
          line.word(3).equals("any") || ownAsn == 0
              ? null
              : new Change.ReplaceAsn(line.asn(3), ownAsn);
      default -> null;
    };
  }
}
