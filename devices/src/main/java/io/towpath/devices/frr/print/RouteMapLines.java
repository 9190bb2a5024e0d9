package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.SourceMark;
import io.towpath.devices.frr.print.RouteMapPrinter.Line;
import io.towpath.devices.print.ListEntries;
import io.towpath.net.Community;
import io.towpath.network.AddressSet;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Source;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Matches and changes of a term as lines of route map entries. */
final class RouteMapLines {
  private final Printing printing;
  private final ListPrinter lists;

  RouteMapLines(Printing printing, ListPrinter lists) {
    this.printing = printing;
    this.lists = lists;
  }

  /**
   * When a term holds.
   *
   * @param alternatives match lines of one entry each; none = never
   * @param unless lines that must not match
   */
  record Conditions(List<List<Line>> alternatives, List<Line> unless) {
    Conditions {
      alternatives = List.copyOf(alternatives);
      unless = List.copyOf(unless);
    }
  }

  /** The matches of a term. */
  Conditions conditions(Term term, RouteMapUse use) {
    List<List<Line>> alternatives = new ArrayList<>();
    alternatives.add(List.of());
    List<Line> unless = new ArrayList<>();
    Set<String> commands = new HashSet<>();
    for (Match match : term.matches()) {
      if (match instanceof Match.LearnedBy(Source source) && use.source() == null) {
        if (source == Source.ORIGINATED) {
          unless.add(tag(SourceMark.EXTERNAL, use));
          unless.add(tag(SourceMark.INTERNAL, use));
          continue;
        }
      }
      Lines lines = lines(match, term, use);
      if (lines == null) {
        continue;
      }
      if (!lines.alternatives.isEmpty() && !commands.add(lines.command)) {
        printing.notes.absent(
            term.origin(),
            "two conditions \"" + lines.command + "\" in one term",
            "An entry of a route map holds one of each kind; the term is left out.");
        return new Conditions(List.of(), List.of());
      }
      alternatives =
          alternatives.stream()
              .flatMap(
                  before ->
                      lines.alternatives.stream()
                          .map(
                              word -> {
                                List<Line> all = new ArrayList<>(before);
                                all.add(new Line(lines.command + " " + word, use.daemon()));
                                return all;
                              }))
              .collect(Collectors.toList());
    }
    return new Conditions(alternatives, unless);
  }

  private static Line tag(long tag, RouteMapUse use) {
    return new Line("match tag " + tag, use.daemon());
  }

  /** Lines of one command of which one must match; without any the term never holds. */
  private record Lines(String command, List<String> alternatives) {
    private static final Lines NEVER = new Lines("", List.of());

    static <T> Lines of(String command, List<T> all, Function<T, String> word) {
      return new Lines(command, all.stream().map(word).distinct().toList());
    }
  }

  /** The lines of a match; null if it always holds here. */
  private @Nullable Lines lines(Match match, Term term, RouteMapUse use) {
    return switch (match) {
      case Match.InPrefixList(var all) ->
          Lines.of("match ip address prefix-list", all, lists::prefixList);
      case Match.InAddressSet(var sets) -> {
        if (sets.stream().anyMatch(AddressSet.Derived.class::isInstance)) {
          printing.notes.absent(
              term.origin(), "a set of addresses that follows from routing", "FRR has none.");
        }
        yield new Lines("match ip address", lists.accessLists(sets));
      }
      case Match.CoveredBy(var prefixes) ->
          new Lines("match ip address prefix-list", List.of(lists.inside(prefixes)));
      case Match.InAsPathList(var all) ->
          ofBgp(use, term, Lines.of("match as-path", all, lists::asPathList));
      case Match.AsPathContains(long asn) ->
          ofBgp(use, term, new Lines("match as-path", List.of(lists.pathsThrough(asn))));
      case Match.InCommunityList(var all, boolean exact) ->
          ofBgp(
              use,
              term,
              Lines.of(
                  "match community",
                  all,
                  list -> lists.communityList(list) + (exact ? " exact-match" : "")));
      case Match.NextHopIn(var all) ->
          Lines.of("match ip next-hop prefix-list", all, lists::prefixList);
      case Match.Tag(var tags) -> tags(tags, term);
      case Match.Metric(long value) -> new Lines("match metric", List.of(Long.toString(value)));
      case Match.FromClass(var classes) -> fromClass(classes, term, use);
      case Match.LearnedBy(Source source) -> learnedBy(source, use);
      case Match.OutInterface(var interfaces) -> {
        if (use.flow() != RouteMapUse.Flow.ORIGINATION) {
          printing.notes.approximated(
              term.origin(),
              "match interface on a BGP session",
              "FRR looks at the interface of the next hop, which the prediction does not know.");
        }
        yield Lines.of("match interface", interfaces, name -> name);
      }
      case Match.Never() -> Lines.NEVER;
    };
  }

  private Lines ofBgp(RouteMapUse use, Term term, Lines lines) {
    if (!use.isBgp()) {
      printing.notes.absent(
          term.origin(),
          "\"" + lines.command + "\" for routes into OSPF",
          "ospfd knows no BGP attributes; the term is left out.");
      return Lines.NEVER;
    }
    return lines;
  }

  private Lines tags(List<Long> tags, Term term) {
    List<String> words =
        tags.stream().filter(tag -> tag != 0).distinct().map(String::valueOf).toList();
    if (tags.contains(0L)) {
      printing.notes.absent(term.origin(), "match tag 0", "FRR matches tags from 1 on.");
    }
    return new Lines("match tag", words);
  }

  private @Nullable Lines fromClass(List<String> classes, Term term, RouteMapUse use) {
    String known = use.routeClass();
    if (known != null) {
      return classes.contains(known) ? null : Lines.NEVER;
    }
    if (use.flow() == RouteMapUse.Flow.FROM_EXTERNAL
        || use.flow() == RouteMapUse.Flow.FROM_INTERNAL) {
      return Lines.NEVER;
    }
    printing.notes.absent(
        term.origin(),
        "a condition on the class of a route (" + String.join(", ", classes) + ")",
        "bgpd 8.4 does not know where a route came from; the condition is left out.");
    return null;
  }

  private @Nullable Lines learnedBy(Source source, RouteMapUse use) {
    Source known = use.source();
    if (known != null) {
      return known == source ? null : Lines.NEVER;
    }
    long mark = source == Source.EBGP ? SourceMark.EXTERNAL : SourceMark.INTERNAL;
    return new Lines("match tag", List.of(Long.toString(mark)));
  }

  /** True if the term keeps routes in the Adj-RIB-In only; notes what FRR does instead. */
  boolean keepsOut(Term term, RouteMapUse use) {
    for (Change change : term.changes()) {
      if (change instanceof Change.NotEligible(String reason)) {
        printing.notes.approximated(
            term.origin(),
            "routes that are listed and not eligible: " + reason,
            use.flow() == RouteMapUse.Flow.OUT
                ? "A route map denies or permits; the routes are denied."
                : "The route map denies them; with soft reconfiguration they stay in the"
                    + " Adj-RIB-In.");
        return true;
      }
    }
    return false;
  }

  /**
   * The changes of a term in stages: in one stage FRR applies the lines in their order, but keeps
   * only the last of a kind.
   */
  List<List<Line>> changes(Term term, RouteMapUse use) {
    List<List<Line>> stages = new ArrayList<>();
    List<Line> stage = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (Change change : term.changes()) {
      Line line = line(change, term, use);
      if (line == null) {
        continue;
      }
      if (!kinds.add(kind(change))) {
        stages.add(stage);
        stage = new ArrayList<>();
        kinds.clear();
        kinds.add(kind(change));
      }
      stage.add(line);
    }
    stages.add(stage);
    return stages;
  }

  private static String kind(Change change) {
    return switch (change) {
      case Change.LocalPreference _ -> "local-preference";
      case Change.Weight _ -> "weight";
      case Change.Med _, Change.MedPlus _ -> "metric";
      case Change.Prepend _, Change.PrependLast _, Change.ReplaceAsn _ -> "as-path";
      case Change.Communities _, Change.RemoveCommunities _ -> "community";
      case Change.SetNextHop _, Change.NextHopPeerOrSelf _ -> "next-hop";
      case Change.SetOrigin _ -> "origin";
      case Change.SetTag _ -> "tag";
      case Change.MetricType _ -> "metric-type";
      case Change.NotEligible _, Change.TranslatePrefix _ -> "none";
    };
  }

  /**
   * The line of a change. Changes without meaning for the daemon, which have none in the prediction
   * either, are written for the daemon that knows them, so that the text says all.
   */
  private @Nullable Line line(Change change, Term term, RouteMapUse use) {
    return switch (change) {
      case Change.LocalPreference(long value) -> ofBgp("set local-preference " + value);
      case Change.Weight(int value) -> ofBgp("set weight " + value);
      case Change.Med(long value) -> new Line("set metric " + value, use.daemon());
      case Change.MedPlus(long difference) ->
          new Line(
              "set metric " + (difference < 0 ? "" + difference : "+" + difference), use.daemon());
      case Change.Prepend(var asns) ->
          asns.isEmpty()
              ? null
              : ofBgp(
                  "set as-path prepend "
                      + asns.stream().map(String::valueOf).collect(Collectors.joining(" ")));
      case Change.PrependLast(int times) -> {
        if (times > 10) {
          printing.notes.approximated(
              term.origin(), "prepend last-as " + times, "FRR prepends 10 times at most.");
        }
        yield times < 1 ? null : ofBgp("set as-path prepend last-as " + Math.min(times, 10));
      }
      case Change.Communities(List<Community> communities, boolean additive) -> {
        if (communities.isEmpty()) {
          yield additive ? null : ofBgp("set community none");
        }
        yield ofBgp(
            "set community " + ListEntries.words(communities) + (additive ? " additive" : ""));
      }
      case Change.RemoveCommunities(var list) ->
          ofBgp(
              list == null
                  ? "set community none"
                  : "set comm-list " + lists.communityList(list) + " delete");
      case Change.SetNextHop(var address) -> ofBgp("set ip next-hop " + address);
      case Change.NextHopPeerOrSelf() -> ofBgp("set ip next-hop peer-address");
      case Change.SetOrigin(BgpOrigin origin) ->
          ofBgp("set origin " + origin.name().toLowerCase(Locale.ROOT));
      case Change.SetTag(long value) -> {
        if (value == 0) {
          printing.notes.absent(term.origin(), "set tag 0", "FRR sets tags from 1 on.");
        }
        yield value == 0 ? null : new Line("set tag " + value, use.daemon());
      }
      case Change.MetricType(int type) -> new Line("set metric-type type-" + type, FrrDaemon.OSPFD);
      case Change.ReplaceAsn(long from, long to) -> {
        if (to != use.ownAsn()) {
          printing.notes.absent(
              term.origin(),
              "AS " + from + " replaced by " + to + " in the path",
              "FRR 8.4 replaces an ASN by the router's own only.");
          yield null;
        }
        yield ofBgp("set as-path replace " + from);
      }
      // What FRR does instead is decided for the whole term.
      case Change.NotEligible _ -> null;
      case Change.TranslatePrefix(var from, var to) -> {
        printing.notes.absent(
            term.origin(), "prefixes of " + from + " announced as " + to, "FRR has no such thing.");
        yield null;
      }
    };
  }

  private static Line ofBgp(String text) {
    return new Line(text, FrrDaemon.BGPD);
  }

  /** True if some term looks at how a route was learned. */
  static boolean asksForSource(List<Term> terms) {
    return terms.stream()
        .flatMap(term -> term.matches().stream())
        .anyMatch(Match.LearnedBy.class::isInstance);
  }

  /** The class that a redistributed route has for policies. */
  static String policyClass(String redistributed) {
    return switch (redistributed) {
      case RouteClass.OSPF_INTERNAL, RouteClass.OSPF_EXTERNAL_1, RouteClass.OSPF_EXTERNAL_2 ->
          RouteClass.OSPF;
      default -> redistributed;
    };
  }
}
