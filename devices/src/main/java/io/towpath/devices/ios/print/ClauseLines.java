package io.towpath.devices.ios.print;

import io.towpath.devices.print.ListEntries;
import io.towpath.net.Community;
import io.towpath.network.AddressSet;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The {@code match} and {@code set} lines of a clause.
 *
 * <p>Several lists in one match are alternatives to IOS-XE as they are to the network. Two matches
 * of one kind it would take for alternatives too, and of two changes of one kind it keeps the last;
 * the network wants both. Changes are folded into one where that is the same; what remains is
 * noted.
 */
final class ClauseLines {
  private static final int HIGHEST_WEIGHT = 65_535;
  private static final int MOST_PREPENDED = 10;

  private final IosPrinting printing;
  private final ListPrinter lists;

  ClauseLines(IosPrinting printing, ListPrinter lists) {
    this.printing = printing;
    this.lists = lists;
  }

  /**
   * The lines of a term.
   *
   * @param outbound the policy is for what a peer is sent
   * @return null if no route can match, or if a condition cannot be said, which is noted
   */
  @Nullable List<String> of(Term term, boolean outbound) {
    Map<String, String> matches = new LinkedHashMap<>();
    for (Match match : term.matches()) {
      String line = match(match, term);
      if (line == null) {
        return null;
      }
      if (matches.putIfAbsent(kind(match), line) != null) {
        absent(term, "a second condition of the kind \"" + kind(match) + "\"");
        return null;
      }
    }
    List<String> lines = new ArrayList<>(matches.values());
    if (term.permit()) {
      lines.addAll(changes(term, outbound));
    }
    return lines;
  }

  private void absent(Term term, String what) {
    printing.notes.absent(
        term.origin(),
        what + " in a clause of a route map",
        "IOS-XE has no words for it; the clause is left out.");
  }

  private static String kind(Match match) {
    return switch (match) {
      case Match.InPrefixList _, Match.InAddressSet _, Match.CoveredBy _ -> "ip address";
      case Match.InAsPathList _, Match.AsPathContains _ -> "as-path";
      case Match.InCommunityList _ -> "community";
      case Match.NextHopIn _ -> "ip next-hop";
      case Match.Tag _ -> "tag";
      case Match.Metric _ -> "metric";
      case Match.FromClass _ -> "source-protocol";
      case Match.LearnedBy _ -> "route-type";
      case Match.OutInterface _ -> "interface";
      case Match.Never _ -> "never";
    };
  }

  /** The line of a condition; null if nothing meets it or it cannot be said. */
  private @Nullable String match(Match match, Term term) {
    return switch (match) {
      case Match.InPrefixList(var all) ->
          line("match ip address prefix-list ", all, lists::prefixList);
      case Match.CoveredBy(var prefixes) ->
          "match ip address prefix-list " + lists.inside(prefixes);
      case Match.InAddressSet(var sets) -> addresses(sets, term);
      case Match.InAsPathList(var all) -> line("match as-path ", all, lists::asPathList);
      case Match.AsPathContains(long asn) -> "match as-path " + lists.pathsThrough(asn);
      case Match.InCommunityList(var all, boolean exact) -> {
        String line = line("match community ", all, lists::communityList);
        yield line == null || !exact ? line : line + " exact-match";
      }
      case Match.NextHopIn(var all) ->
          line("match ip next-hop prefix-list ", all, lists::prefixList);
      case Match.Tag(var tags) -> line("match tag ", tags, String::valueOf);
      case Match.Metric(long value) -> "match metric " + value;
      case Match.FromClass(var classes) -> sourceProtocol(classes, term);
      case Match.OutInterface(var names) -> line("match interface ", names, name -> name);
      case Match.LearnedBy _ -> {
        absent(term, "how a route was learned");
        yield null;
      }
      case Match.Never() -> null;
    };
  }

  private static <T> @Nullable String line(String start, List<T> all, Function<T, String> word) {
    return all.isEmpty()
        ? null
        : start + all.stream().map(word).distinct().collect(Collectors.joining(" "));
  }

  private @Nullable String addresses(List<AddressSet> sets, Term term) {
    if (sets.stream().anyMatch(AddressSet.Derived.class::isInstance)) {
      absent(term, "addresses that follow from another table");
      return null;
    }
    List<String> names = lists.accessLists("ROUTES", sets);
    return names.isEmpty() ? null : "match ip address " + String.join(" ", names);
  }

  private @Nullable String sourceProtocol(List<String> classes, Term term) {
    SequencedSet<String> words = new LinkedHashSet<>();
    for (String name : classes) {
      switch (name) {
        case RouteClass.CONNECTED, RouteClass.LOCAL -> words.add("connected");
        case RouteClass.STATIC -> words.add("static");
        case RouteClass.OSPF -> words.add("ospf 1");
        case RouteClass.BGP -> words.add("bgp 1");
        default -> {
          absent(term, "routes of the class \"" + name + "\"");
          return null;
        }
      }
    }
    return words.isEmpty() ? null : "match source-protocol " + String.join(" ", words);
  }

  private List<String> changes(Term term, boolean outbound) {
    Map<String, Change> byKind = new LinkedHashMap<>();
    for (Change change : term.changes()) {
      String kind = kind(change);
      Change before = byKind.remove(kind);
      Change both = before == null ? change : fold(before, change);
      if (both == null) {
        printing.notes.approximated(
            term.origin(),
            "two changes of " + kind + " in one clause of a route map",
            "IOS-XE makes the last of them only.");
        both = change;
      }
      byKind.put(kind, both);
    }
    List<String> lines = new ArrayList<>();
    byKind.values().stream()
        .map(change -> set(change, term, outbound))
        .filter(line -> !line.isEmpty())
        .forEach(lines::add);
    return lines;
  }

  private static String kind(Change change) {
    return switch (change) {
      case Change.LocalPreference _ -> "local preference";
      case Change.Weight _ -> "weight";
      case Change.Med _, Change.MedPlus _ -> "metric";
      case Change.Prepend _, Change.PrependLast _, Change.ReplaceAsn _ -> "AS path";
      case Change.Communities _ -> "communities";
      case Change.RemoveCommunities(var list) ->
          list == null ? "communities" : "removed communities";
      case Change.SetNextHop _, Change.NextHopPeerOrSelf _ -> "next hop";
      case Change.SetOrigin _ -> "origin";
      case Change.SetTag _ -> "tag";
      case Change.MetricType _ -> "metric type";
      case Change.NotEligible _ -> "eligibility";
      case Change.TranslatePrefix _ -> "prefix";
    };
  }

  /** One change that does what two of a kind do, the first before the second; null if none does. */
  private static @Nullable Change fold(Change first, Change second) {
    return switch (second) {
      case Change.LocalPreference _,
          Change.Weight _,
          Change.Med _,
          Change.SetNextHop _,
          Change.NextHopPeerOrSelf _,
          Change.SetOrigin _,
          Change.SetTag _,
          Change.MetricType _ ->
          second;
      case Change.MedPlus(long plus) ->
          switch (first) {
            case Change.Med(long value) -> new Change.Med(Math.max(0, value + plus));
            case Change.MedPlus(long before) when Long.signum(before) == Long.signum(plus) ->
                new Change.MedPlus(before + plus);
            default -> null;
          };
      case Change.Prepend(List<Long> asns) ->
          first instanceof Change.Prepend(List<Long> before) ? prepended(asns, before) : null;
      case Change.PrependLast(int times) ->
          first instanceof Change.PrependLast(int before)
              ? new Change.PrependLast(before + times)
              : null;
      case Change.Communities(List<Community> added, boolean additive) -> {
        if (!additive) {
          yield second;
        }
        yield switch (first) {
          case Change.Communities(List<Community> before, boolean too) ->
              new Change.Communities(union(before, added), too);
          case Change.RemoveCommunities _ -> new Change.Communities(added, false);
          default -> null;
        };
      }
      case Change.RemoveCommunities(var list) -> list == null ? second : null;
      case Change.ReplaceAsn _, Change.NotEligible _, Change.TranslatePrefix _ -> null;
    };
  }

  private static Change prepended(List<Long> outer, List<Long> inner) {
    List<Long> all = new ArrayList<>(outer);
    all.addAll(inner);
    return new Change.Prepend(all);
  }

  private static List<Community> union(List<Community> before, List<Community> added) {
    SequencedSet<Community> all = new LinkedHashSet<>(before);
    all.addAll(added);
    return List.copyOf(all);
  }

  /** The line of a change; empty if nothing is left to change. */
  private String set(Change change, Term term, boolean outbound) {
    return switch (change) {
      case Change.LocalPreference(long value) -> "set local-preference " + value;
      case Change.Weight(int value) -> "set weight " + Math.clamp(value, 0, HIGHEST_WEIGHT);
      case Change.Med(long value) -> "set metric " + value;
      case Change.MedPlus(long difference) ->
          "set metric " + (difference < 0 ? "" + difference : "+" + difference);
      case Change.Prepend(List<Long> asns) ->
          asns.isEmpty()
              ? ""
              : "set as-path prepend "
                  + asns.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case Change.PrependLast(int times) -> {
        if (times > MOST_PREPENDED) {
          printing.notes.approximated(
              term.origin(), "prepend last-as " + times, "IOS-XE prepends 10 times at most.");
        }
        yield times < 1 ? "" : "set as-path prepend last-as " + Math.min(times, MOST_PREPENDED);
      }
      case Change.Communities(List<Community> communities, boolean additive) -> {
        if (communities.isEmpty()) {
          yield additive ? "" : "set community none";
        }
        yield "set community " + ListEntries.words(communities) + (additive ? " additive" : "");
      }
      case Change.RemoveCommunities(var list) ->
          list == null
              ? "set community none"
              : "set comm-list " + lists.communityList(list) + " delete";
      case Change.SetNextHop(var address) -> "set ip next-hop " + address;
      case Change.NextHopPeerOrSelf() ->
          outbound ? "set ip next-hop self" : "set ip next-hop peer-address";
      case Change.SetOrigin(BgpOrigin origin) ->
          "set origin "
              + (origin == BgpOrigin.EGP ? "egp 1" : origin.name().toLowerCase(Locale.ROOT));
      case Change.SetTag(long value) -> "set tag " + value;
      case Change.MetricType(int type) -> "set metric-type type-" + type;
      case Change.ReplaceAsn(long from, long to) ->
          refused(term, "AS " + from + " replaced by " + to + " in the path");
      case Change.NotEligible _ -> refused(term, "a route that is kept and not used");
      case Change.TranslatePrefix(var from, var to) ->
          refused(term, "prefixes of " + from + " announced as " + to);
    };
  }

  private String refused(Term term, String what) {
    printing.notes.absent(term.origin(), what, "Route maps of IOS-XE have no such change.");
    return "";
  }
}
