package io.towpath.testkit.networks.bgp;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AsPathList;
import io.towpath.network.CommunityList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evaluates policies on plain routes, term by term and list by list. */
final class ReferencePolicy {
  private ReferencePolicy() {}

  /**
   * Applies policies in order.
   *
   * @param ownOrPeer own address when sending, the peer's when receiving; null when originating
   * @return false if one denies; the draft is then of no use
   */
  static boolean permits(
      List<RoutePolicy> policies,
      Prefix prefix,
      ReferenceRoute.Draft draft,
      RoutePolicy.Source source,
      @Nullable Ipv4Address ownOrPeer) {
    for (RoutePolicy policy : policies) {
      if (!permits(policy, prefix, draft, source, ownOrPeer)) {
        return false;
      }
    }
    return true;
  }

  private static boolean permits(
      RoutePolicy policy,
      Prefix prefix,
      ReferenceRoute.Draft draft,
      RoutePolicy.Source source,
      @Nullable Ipv4Address ownOrPeer) {
    for (RoutePolicy.Term term : policy.terms()) {
      if (term.matches().stream().allMatch(match -> holds(match, prefix, draft, source))) {
        if (term.permit()) {
          term.changes().forEach(change -> apply(change, draft, ownOrPeer));
        }
        return term.permit();
      }
    }
    return false;
  }

  private static boolean holds(
      Match match, Prefix prefix, ReferenceRoute.Draft draft, RoutePolicy.Source source) {
    return switch (match) {
      case Match.InPrefixList(var lists) -> lists.stream().anyMatch(list -> list.permits(prefix));
      case Match.CoveredBy(var prefixes) -> prefixes.stream().anyMatch(p -> p.covers(prefix));
      case Match.InAsPathList(var lists) ->
          lists.stream().anyMatch(list -> permits(list, draft.asPath));
      case Match.AsPathContains(long asn) -> draft.asPath.contains(asn);
      case Match.InCommunityList(var lists, boolean exact) ->
          lists.stream().anyMatch(list -> permits(list, draft, exact));
      case Match.NextHopIn(var lists) ->
          lists.stream().anyMatch(list -> list.permits(Prefix.host(nextHop(draft))));
      case Match.Tag(var tags) -> tags.contains(draft.tag);
      case Match.Metric(long value) -> value == (draft.med == null ? 0 : draft.med);
      case Match.LearnedBy(RoutePolicy.Source wanted) -> wanted == source;
      case Match.Never() -> false;
      case Match.InAddressSet _, Match.FromClass _, Match.OutInterface _ ->
          throw new IllegalArgumentException("not covered: " + match);
    };
  }

  private static Ipv4Address nextHop(ReferenceRoute.Draft draft) {
    Ipv4Address hop = draft.nextHop;
    return hop == null ? new Ipv4Address(0) : hop;
  }

  private static boolean permits(AsPathList list, List<Long> path) {
    String text = path.stream().map(String::valueOf).collect(Collectors.joining(" "));
    for (AsPathList.Entry entry : list.entries()) {
      // Only digits, anchors, dots and borders are generated: a border is the edge of a number.
      if (Pattern.compile(entry.expression().replace("_", "(^| |$)")).matcher(text).find()) {
        return entry.permit();
      }
    }
    return false;
  }

  private static boolean permits(CommunityList list, ReferenceRoute.Draft draft, boolean exact) {
    for (CommunityList.Entry entry : list.entries()) {
      boolean all = draft.communities.containsAll(entry.communities());
      if (all && (!exact || draft.communities.size() == entry.communities().size())) {
        return entry.permit();
      }
    }
    return false;
  }

  private static void apply(
      Change change, ReferenceRoute.Draft draft, @Nullable Ipv4Address ownOrPeer) {
    switch (change) {
      case Change.LocalPreference(long value) -> draft.localPreference = value;
      case Change.Weight(int value) -> draft.weight = value;
      case Change.Med(long value) -> {
        draft.med = value;
        draft.medWithheld = false;
      }
      case Change.MedPlus(long difference) -> {
        long before = draft.med == null || draft.medWithheld ? 0 : draft.med;
        draft.med = Math.clamp(before + difference, 0, 0xFFFF_FFFFL);
        draft.medWithheld = false;
      }
      case Change.Prepend(List<Long> asns) -> draft.asPath = concat(asns, draft.asPath);
      case Change.PrependLast(int times) -> {
        for (int i = 0; i < times && !draft.asPath.isEmpty(); i++) {
          draft.asPath = concat(List.of(draft.asPath.getFirst()), draft.asPath);
        }
      }
      case Change.Communities(List<Community> communities, boolean additive) -> {
        if (!additive) {
          draft.communities = new TreeSet<>();
        }
        draft.communities.addAll(communities);
      }
      case Change.RemoveCommunities(var list) ->
          draft.communities.removeIf(
              c ->
                  list == null
                      || list.entries().stream()
                          .filter(e -> e.communities().equals(List.of(c)))
                          .findFirst()
                          .map(CommunityList.Entry::permit)
                          .orElse(false));
      case Change.SetNextHop(var address) -> setNextHop(draft, (Ipv4Address) address);
      case Change.NextHopPeerOrSelf() -> setNextHop(draft, ownOrPeer);
      case Change.SetOrigin(var origin) -> draft.origin = origin;
      case Change.SetTag(long value) -> draft.tag = value;
      case Change.ReplaceAsn(long from, long to) ->
          draft.asPath =
              draft.asPath.stream().map(asn -> asn == from ? Long.valueOf(to) : asn).toList();
      case Change.NotEligible _ -> draft.eligible = false;
      case Change.MetricType _ -> {}
      case Change.TranslatePrefix _ -> throw new IllegalArgumentException("not covered: " + change);
    }
  }

  private static void setNextHop(ReferenceRoute.Draft draft, @Nullable Ipv4Address address) {
    draft.nextHop = address;
    draft.nextHopSet = true;
  }

  static List<Long> concat(List<Long> front, List<Long> back) {
    List<Long> all = new ArrayList<>(front.size() + back.size());
    Stream.of(front, back).forEach(all::addAll);
    return List.copyOf(all);
  }
}
