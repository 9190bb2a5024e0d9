package io.towpath.devices.print;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpOrigin;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Source;
import io.towpath.network.RoutePolicy.Term;
import io.towpath.testkit.Choices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Policies of what FRR can match and change in each place. Left out is what cannot be printed: two
 * conditions of one kind in a term, conditions on the class of a route, replaced ASNs and
 * translated prefixes.
 */
final class RandomPolicy {
  private static final Origin NOWHERE = Origin.NONE;

  /** Where a policy is used. */
  private enum Place {
    RECEIVING,
    SENDING,
    ORIGINATING,
    INTO_OSPF
  }

  RoutePolicy receiving(Choices choices) {
    return policy(choices, Place.RECEIVING);
  }

  RoutePolicy sending(Choices choices) {
    return policy(choices, Place.SENDING);
  }

  RoutePolicy originating(Choices choices) {
    return policy(choices, Place.ORIGINATING);
  }

  RoutePolicy intoOspf(Choices choices) {
    return policy(choices, Place.INTO_OSPF);
  }

  static Prefix prefix(Choices choices) {
    int length = choices.oneOf(List.of(0, 8, 16, 24, 32));
    return new Prefix(
        new Ipv4Address(10 << 24 | choices.nextInt(3) << 16 | choices.nextInt(3) << 8), length);
  }

  private RoutePolicy policy(Choices choices, Place place) {
    List<Term> terms = new ArrayList<>();
    int count = choices.nextInt(4);
    for (int i = 0; i < count; i++) {
      boolean permit = choices.nextInt(3) > 0;
      terms.add(
          new Term(
              (i + 1) * 10,
              permit,
              matches(choices, place),
              permit ? choices.list(0, 3, c -> change(c, place)) : List.of(),
              NOWHERE));
    }
    String name = choices.oneOf(List.of("p", "from the peer", "7 up", "p"));
    return new RoutePolicy(name, terms, NOWHERE);
  }

  private List<Match> matches(Choices choices, Place place) {
    List<Match> matches = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (Match match : choices.list(0, 3, c -> match(c, place))) {
      String kind =
          switch (match) {
            case Match.CoveredBy _, Match.InPrefixList _ -> "prefix-list";
            case Match.AsPathContains _, Match.InAsPathList _ -> "as-path";
            case Match.LearnedBy _, Match.Tag _ -> "tag";
            default -> match.getClass().getSimpleName();
          };
      if (kinds.add(kind)) {
        matches.add(match);
      }
    }
    return matches;
  }

  private static Match match(Choices choices, Place place) {
    boolean bgp = place != Place.INTO_OSPF;
    return switch (choices.nextInt(bgp ? 10 : 6)) {
      case 0 -> new Match.InPrefixList(choices.list(1, 2, RandomPolicy::prefixList));
      case 1 -> new Match.InAddressSet(choices.list(1, 3, RandomPolicy::addressSet));
      case 2 -> new Match.CoveredBy(choices.list(1, 2, RandomPolicy::prefix));
      case 3 -> new Match.NextHopIn(choices.list(1, 2, RandomPolicy::prefixList));
      case 4 ->
          place == Place.SENDING
              ? new Match.LearnedBy(choices.oneOf(List.of(Source.values())))
              : new Match.Tag(choices.list(1, 2, c -> (long) c.between(1, 3)));
      case 5 ->
          place == Place.ORIGINATING || place == Place.INTO_OSPF
              ? new Match.OutInterface(List.of("Loopback0", "Loopback1"))
              : new Match.Metric(choices.nextInt(3));
      case 6 -> new Match.InAsPathList(choices.list(1, 2, RandomPolicy::asPathList));
      case 7 -> new Match.AsPathContains(65000 + choices.nextInt(3));
      case 8 ->
          new Match.InCommunityList(
              choices.list(1, 2, RandomPolicy::communityList), choices.nextBoolean());
      default -> new Match.Never();
    };
  }

  private static PrefixList prefixList(Choices choices) {
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (Prefix prefix : choices.list(0, 3, RandomPolicy::prefix)) {
      int from = choices.between(prefix.length(), 32);
      entries.add(
          new PrefixList.Entry(
              5 * entries.size() + 5,
              choices.nextBoolean(),
              prefix,
              from,
              choices.between(from, 32),
              NOWHERE));
    }
    return new PrefixList(choices.oneOf(List.of("nets", "10", "my nets")), entries, NOWHERE);
  }

  private static AddressSet addressSet(Choices choices) {
    return switch (choices.nextInt(4)) {
      case 0 -> new AddressSet.Prefixes(choices.list(1, 2, RandomPolicy::prefix));
      case 1 -> new AddressSet.Wildcard(new Ipv4Address(0x0A000100), new Ipv4Address(0x00FF00FF));
      case 2 ->
          new AddressSet.Except(new AddressSet.Prefixes(choices.list(1, 2, RandomPolicy::prefix)));
      default -> new AddressSet.Any();
    };
  }

  private static AsPathList asPathList(Choices choices) {
    List<AsPathList.Entry> entries = new ArrayList<>();
    for (String text : choices.list(0, 2, c -> c.oneOf(List.of("^$", "_65001_", "^1 2$")))) {
      entries.add(new AsPathList.Entry(choices.nextBoolean(), text, NOWHERE));
    }
    return new AsPathList(choices.oneOf(List.of("paths", "1")), entries, NOWHERE);
  }

  private static CommunityList communityList(Choices choices) {
    boolean expanded = choices.nextInt(3) == 0;
    List<CommunityList.Entry> entries = new ArrayList<>();
    int count = choices.nextInt(3);
    for (int i = 0; i < count; i++) {
      entries.add(
          new CommunityList.Entry(
              choices.nextBoolean(),
              expanded ? List.of() : choices.list(1, 2, RandomPolicy::community),
              expanded ? "_65000:[12]_" : null,
              NOWHERE));
    }
    return new CommunityList(choices.oneOf(List.of("tags", "3")), entries, NOWHERE);
  }

  private static Community community(Choices choices) {
    return choices.oneOf(
        List.of(
            Community.parse("65000:1"),
            Community.parse("65000:2"),
            Community.parse("65535:666"),
            Community.NO_EXPORT,
            Community.NO_ADVERTISE,
            Community.LOCAL_AS));
  }

  private static Change change(Choices choices, Place place) {
    if (place == Place.INTO_OSPF && choices.nextInt(4) > 0) {
      return switch (choices.nextInt(3)) {
        case 0 -> new Change.Med(choices.nextInt(50));
        case 1 -> new Change.MetricType(choices.between(1, 2));
        default -> new Change.SetTag(choices.between(1, 9));
      };
    }
    return switch (choices.nextInt(11)) {
      case 0 -> new Change.LocalPreference(choices.oneOf(List.of(0L, 200L, 4_294_967_295L)));
      case 1 -> new Change.Weight(choices.oneOf(List.of(0, 32_768)));
      case 2 -> new Change.Med(choices.oneOf(List.of(0L, 50L, 4_294_967_294L)));
      case 3 -> new Change.MedPlus(choices.oneOf(List.of(5L, -5L)));
      case 4 -> new Change.Prepend(choices.list(1, 3, c -> 65000L + c.nextInt(3)));
      case 5 -> new Change.PrependLast(choices.between(1, 3));
      case 6 ->
          new Change.Communities(
              choices.list(1, 3, RandomPolicy::community).stream().distinct().toList(),
              choices.nextBoolean());
      case 7 -> new Change.RemoveCommunities(choices.nextBoolean() ? null : communityList(choices));
      case 8 -> new Change.SetNextHop(new Ipv4Address(0x0A000009));
      case 9 -> new Change.NextHopPeerOrSelf();
      default -> new Change.SetOrigin(choices.oneOf(List.of(BgpOrigin.values())));
    };
  }
}
