package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosRouteMap;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code route-map NAME [permit|deny] [SEQUENCE]}. */
final class RouteMapMode implements Mode {

  private final PolicyDraft.ClauseDraft clause;

  private RouteMapMode(PolicyDraft.ClauseDraft clause) {
    this.clause = clause;
  }

  static Outcome open(Draft draft, SourceLine line) {
    int end = line.count();
    long sequence = 10;
    if (end > 3 && line.number(end - 1) >= 0 && isAction(line, end - 2)) {
      sequence = line.number(end - 1);
      end--;
    }
    boolean permit = true;
    if (end > 2 && isAction(line, end - 1)) {
      permit = line.is(end - 1, "permit");
      end--;
    }
    if (line.negated() || end < 2 || sequence > 65535) {
      return Outcome.UNSUPPORTED;
    }
    draft.open(
        new RouteMapMode(
            draft.policies.clause(line.name(1, end), sequence, permit, line.number())));
    return Outcome.UNDERSTOOD;
  }

  private static boolean isAction(SourceLine line, int i) {
    return line.is(i, "permit") || line.is(i, "deny");
  }

  @Override
  public Scope scope() {
    return new Scope.Router();
  }

  @Override
  public Outcome accept(SourceLine line) {
    switch (line.keyword(0)) {
      case "description" -> {
        return Outcome.UNDERSTOOD;
      }
      case "match" -> {
        IosRouteMap.Match match = line.negated() ? null : match(line);
        if (match != null) {
          clause.matches.add(match);
        }
        return Outcome.of(match != null);
      }
      case "set" -> {
        IosRouteMap.Set set = line.negated() ? null : set(line);
        if (set != null) {
          clause.sets.add(set);
        }
        return Outcome.of(set != null);
      }
      case "continue" -> {
        return Outcome.UNSUPPORTED;
      }
      default -> {
        return Outcome.UNKNOWN;
      }
    }
  }

  private static IosRouteMap.@Nullable Match match(SourceLine line) {
    int number = line.number();
    return switch (line.keyword(1)) {
      case "ip" -> matchIp(line);
      case "as-path" ->
          line.count() < 3
              ? null
              : new IosRouteMap.MatchAsPath(number, words(line, 2, line.count()));
      case "community" -> {
        boolean exact = line.is(line.count() - 1, "exact-match");
        int end = exact ? line.count() - 1 : line.count();
        yield end < 3 ? null : new IosRouteMap.MatchCommunity(number, words(line, 2, end), exact);
      }
      case "tag" -> {
        List<Long> tags = numbers(line, 2);
        yield tags == null ? null : new IosRouteMap.MatchTag(number, tags);
      }
      case "metric" -> {
        long metric = line.number(2);
        yield metric < 0 || line.count() > 3 ? null : new IosRouteMap.MatchMetric(number, metric);
      }
      case "interface" -> {
        List<String> names = new ArrayList<>();
        for (int i = 2; i < line.count(); i += InterfaceNames.words(line, i)) {
          names.add(InterfaceNames.at(line, i));
        }
        yield names.isEmpty() ? null : new IosRouteMap.MatchInterface(number, names);
      }
      case "source-protocol" ->
          line.count() < 3 ? null : new IosRouteMap.MatchSourceProtocol(number, line.rest(2));
      default -> null;
    };
  }

  private static IosRouteMap.@Nullable Match matchIp(SourceLine line) {
    boolean prefixLists = line.is(3, "prefix-list");
    List<String> names = words(line, prefixLists ? 4 : 3, line.count());
    if (names.isEmpty()) {
      return null;
    }
    return switch (line.keyword(2)) {
      case "address" ->
          prefixLists
              ? new IosRouteMap.MatchPrefixList(line.number(), names)
              : new IosRouteMap.MatchAccessList(line.number(), names);
      case "next-hop" -> new IosRouteMap.MatchNextHop(line.number(), prefixLists, names);
      default -> null;
    };
  }

  private static IosRouteMap.@Nullable Set set(SourceLine line) {
    int number = line.number();
    return switch (line.keyword(1)) {
      case "local-preference" -> {
        long value = line.number(2);
        yield value < 0 ? null : new IosRouteMap.SetLocalPreference(number, value);
      }
      case "metric" -> metric(line);
      case "weight" -> {
        int value = line.number(2, 0, 65535);
        yield value < 0 ? null : new IosRouteMap.SetWeight(number, value);
      }
      case "as-path" -> prepend(line);
      case "community" -> community(line);
      case "comm-list" ->
          line.count() > 3 && line.is(line.count() - 1, "delete")
              ? new IosRouteMap.DeleteCommunities(number, line.name(2, line.count() - 1))
              : null;
      case "ip" -> nextHop(line);
      case "origin" ->
          switch (line.keyword(2)) {
            case "igp" -> new IosRouteMap.SetOrigin(number, IosRouteMap.OriginCode.IGP);
            case "egp" -> new IosRouteMap.SetOrigin(number, IosRouteMap.OriginCode.EGP);
            case "incomplete" ->
                new IosRouteMap.SetOrigin(number, IosRouteMap.OriginCode.INCOMPLETE);
            default -> null;
          };
      case "tag" -> {
        long tag = line.number(2);
        yield tag < 0 ? null : new IosRouteMap.SetTag(number, tag);
      }
      case "metric-type" -> {
        int type = line.is(2, "type-1") ? 1 : line.is(2, "type-2") ? 2 : 0;
        yield type == 0 ? null : new IosRouteMap.SetMetricType(number, type);
      }
      default -> null;
    };
  }

  private static IosRouteMap.@Nullable Set metric(SourceLine line) {
    String word = line.word(2);
    IosRouteMap.Change change =
        word.startsWith("+")
            ? IosRouteMap.Change.PLUS
            : word.startsWith("-") ? IosRouteMap.Change.MINUS : IosRouteMap.Change.TO;
    long value =
        change == IosRouteMap.Change.TO ? line.number(2) : Numbers.decimal(word.substring(1));
    return value < 0 || line.count() > 3
        ? null
        : new IosRouteMap.SetMetric(line.number(), change, value);
  }

  private static IosRouteMap.@Nullable Set prepend(SourceLine line) {
    if (!line.is(2, "prepend") || line.count() < 4) {
      return null;
    }
    if (line.is(3, "last-as")) {
      int times = line.count() == 4 ? 1 : line.number(4, 1, 10);
      return times < 0 ? null : new IosRouteMap.SetPrependLast(line.number(), times);
    }
    List<Long> asns = new ArrayList<>();
    for (int i = 3; i < line.count(); i++) {
      long asn = line.asn(i);
      if (asn < 0) {
        return null;
      }
      asns.add(asn);
    }
    return new IosRouteMap.SetPrepend(line.number(), asns);
  }

  private static IosRouteMap.@Nullable Set community(SourceLine line) {
    if (line.is(2, "none") && line.count() == 3) {
      return new IosRouteMap.SetNoCommunity(line.number());
    }
    boolean additive = line.is(line.count() - 1, "additive");
    List<Community> communities =
        ListLines.communities(line, 2, additive ? line.count() - 1 : line.count());
    return communities == null
        ? null
        : new IosRouteMap.SetCommunity(line.number(), communities, additive);
  }

  private static IosRouteMap.@Nullable Set nextHop(SourceLine line) {
    if (!line.is(2, "next-hop") || line.count() != 4) {
      return null;
    }
    if (line.is(3, "peer-address")) {
      return new IosRouteMap.SetNextHopPeer(line.number());
    }
    if (line.is(3, "self")) {
      return new IosRouteMap.SetNextHopSelf(line.number());
    }
    Ipv4Address address = line.address(3);
    return address == null ? null : new IosRouteMap.SetNextHop(line.number(), address);
  }

  private static List<String> words(SourceLine line, int from, int to) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < to; i++) {
      words.add(line.word(i));
    }
    return words;
  }

  private static @Nullable List<Long> numbers(SourceLine line, int from) {
    List<Long> numbers = new ArrayList<>();
    for (int i = from; i < line.count(); i++) {
      long value = line.number(i);
      if (value < 0) {
        return null;
      }
      numbers.add(value);
    }
    return numbers.isEmpty() ? null : numbers;
  }
}
