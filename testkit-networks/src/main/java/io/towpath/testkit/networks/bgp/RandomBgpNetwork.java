package io.towpath.testkit.networks.bgp;

import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random BGP networks of 2 to 10 speakers in up to 6 ASs, with all that {@link ReferenceBgp}
 * covers. The same numbers from the source of randomness build the same network; smaller numbers
 * build a simpler one.
 */
public final class RandomBgpNetwork {
  /** How much may go wrong. */
  public enum Kind {
    /** Only what keeps longer paths worse: one stable state. */
    TAME,
    /** Local preferences, MED and reflection at random: one stable state, several, or none. */
    WILD
  }

  private static final List<Prefix> PREFIXES =
      List.of(
          Prefix.parse("10.1.0.0/24"),
          Prefix.parse("10.1.1.0/24"),
          Prefix.parse("10.1.1.128/25"),
          Prefix.parse("10.2.0.0/16"),
          Prefix.parse("10.2.3.0/24"),
          Prefix.parse("192.0.2.0/24"),
          Prefix.parse("0.0.0.0/0"));
  private static final List<Long> ASNS = List.of(100L, 65001L, 65002L, 200L, 4_200_000_001L, 300L);
  private static final List<Community> COMMUNITIES =
      List.of(
          Community.parse("100:1"),
          Community.parse("100:2"),
          Community.NO_EXPORT,
          Community.NO_ADVERTISE);

  private final RandomGenerator random;
  private final Kind kind;
  private final List<Long> asnOf = new ArrayList<>();
  private final List<BgpNetwork.Session> sessions = new ArrayList<>();

  private RandomBgpNetwork(RandomGenerator random, Kind kind) {
    this.random = random;
    this.kind = kind;
  }

  /** Builds one. */
  public static BgpNetwork of(RandomGenerator random, Kind kind) {
    return new RandomBgpNetwork(random, kind).build();
  }

  private BgpNetwork build() {
    int systems = 1 + random.nextInt(ASNS.size());
    for (int system = 0; system < systems; system++) {
      List<Integer> speakers = new ArrayList<>();
      int size = 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
      for (int i = 0; i < size && asnOf.size() < 10; i++) {
        speakers.add(asnOf.size());
        asnOf.add(ASNS.get(system));
      }
      connectInside(speakers);
    }
    int links = random.nextInt(2 * asnOf.size());
    for (int i = 0; i < asnOf.size() - 1 + links; i++) {
      // First a tree over all speakers, then links at random.
      int b = i < asnOf.size() - 1 ? i + 1 : random.nextInt(asnOf.size());
      int a = random.nextInt(i < asnOf.size() - 1 ? b : asnOf.size());
      if (a != b && !asnOf.get(a).equals(asnOf.get(b))) {
        connect(a, end(b, true, false), b, end(a, true, false));
      }
    }
    List<BgpNetwork.Speaker> speakers = new ArrayList<>();
    List<List<BgpNetwork.Announced>> announced = new ArrayList<>();
    for (int s = 0; s < asnOf.size(); s++) {
      speakers.add(speaker(s));
      announced.add(announced());
    }
    return new BgpNetwork(speakers, sessions, announced);
  }

  private void connectInside(List<Integer> speakers) {
    boolean reflection = kind == Kind.WILD && speakers.size() > 2 && random.nextInt(2) == 1;
    for (int i = 0; i < speakers.size(); i++) {
      for (int k = i + 1; k < speakers.size(); k++) {
        int a = speakers.get(i);
        int b = speakers.get(k);
        if (i == 0 || !reflection || random.nextInt(4) == 3) {
          connect(
              a, end(b, false, reflection && i == 0), b, end(a, false, reflection && chance(8)));
        }
      }
    }
  }

  private List<BgpNetwork.Announced> announced() {
    List<BgpNetwork.Announced> list = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Prefix prefix = pick(PREFIXES);
      if (list.stream().noneMatch(a -> a.prefix().equals(prefix))) {
        BgpOrigin origin = chance(4) ? BgpOrigin.INCOMPLETE : BgpOrigin.IGP;
        long med = kind == Kind.WILD ? random.nextInt(3) * 10L : 0;
        list.add(
            new BgpNetwork.Announced(
                prefix, origin, med, random.nextInt(3), chance(4) ? policy(true) : null));
      }
    }
    return list;
  }

  private BgpSpeaker.MultipathAsPath multipath() {
    BgpSpeaker.MultipathAsPath[] all = BgpSpeaker.MultipathAsPath.values();
    return all[random.nextInt(all.length)];
  }

  private BgpNetwork.Speaker speaker(int index) {
    int external = chance(3) ? 4 : 1;
    int internal = chance(3) ? 4 : 1;
    BgpSpeaker.Options options =
        new BgpSpeaker.Options(
            external,
            internal,
            multipath(),
            chance(2),
            kind == Kind.WILD && chance(4),
            chance(2),
            100,
            chance(6) ? new Ipv4Address(7) : null,
            20,
            200,
            200);
    List<BgpSpeaker.Aggregate> aggregates = new ArrayList<>();
    if (chance(6)) {
      Prefix prefix = Prefix.parse(chance(2) ? "10.1.0.0/16" : "10.0.0.0/8");
      aggregates.add(
          new BgpSpeaker.Aggregate(
              prefix, chance(2), false, chance(4) ? policy(true) : null, Origin.NONE));
    }
    BgpSpeaker config =
        new BgpSpeaker(
            "default",
            asnOf.get(index),
            null,
            options,
            List.of(),
            aggregates,
            List.of(),
            List.of(),
            BgpSpeaker.Install.ALL,
            Origin.NONE);
    return new BgpNetwork.Speaker(
        new VrfRef("r" + index, "default"), config, new Ipv4Address(1 + index * 7 % 11));
  }

  private void connect(int a, BgpPeer endA, int b, BgpPeer endB) {
    Ipv4Address addressA = (Ipv4Address) endB.address();
    Ipv4Address addressB = (Ipv4Address) endA.address();
    sessions.add(new BgpNetwork.Session(a, endA, addressA, b, endB, addressB));
  }

  private BgpPeer end(int peer, boolean external, boolean client) {
    // Addresses are unique per session; their order is not that of the speakers.
    int number = 2 * sessions.size();
    Ipv4Address address =
        new Ipv4Address((172 << 24) + (number * 37 % 251 << 8) + peer + 16 * random.nextInt(3));
    boolean direct = external && !chance(5);
    return new BgpPeer(
        address,
        asnOf.get(peer),
        null,
        direct ? BgpPeer.Transport.CONNECTED : BgpPeer.Transport.multihop(255),
        List.of(family(external, client)),
        null,
        Origin.NONE);
  }

  private BgpPeer.Family family(boolean external, boolean client) {
    boolean wild = kind == Kind.WILD;
    BgpPeer.Family plain =
        BgpPeer.Family.ipv4(
            chance(2) ? List.of(policy(false)) : List.of(),
            chance(2) ? List.of(policy(false)) : List.of());
    return new BgpPeer.Family(
        plain.family(),
        plain.imports(),
        plain.exports(),
        0,
        false,
        chance(4) ? pick(List.of(BgpPeer.NextHopMode.values())) : BgpPeer.NextHopMode.DEFAULT,
        client,
        wild && external && chance(5)
            ? pick(List.of(BgpPeer.RemovePrivate.values()))
            : BgpPeer.RemovePrivate.NO,
        chance(8) ? 1 : 0,
        external && chance(8),
        wild && chance(6) ? 10 * random.nextInt(3) : 0,
        !chance(4),
        chance(12),
        chance(2) ? policy(true) : null,
        true);
  }

  private RoutePolicy policy(boolean forOwn) {
    List<RoutePolicy.Term> terms = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      terms.add(
          new RoutePolicy.Term(
              10 * (i + 1),
              !chance(5),
              chance(2) ? List.of(match()) : List.of(),
              chance(2) || forOwn ? List.of(change(forOwn)) : List.of(),
              Origin.NONE));
    }
    if (!chance(4)) {
      terms.add(new RoutePolicy.Term(100, true, List.of(), List.of(), Origin.NONE));
    }
    return new RoutePolicy("p" + random.nextInt(100), terms, Origin.NONE);
  }

  private Match match() {
    return switch (random.nextInt(8)) {
      case 0 -> new Match.InPrefixList(List.of(prefixList()));
      case 1 -> new Match.CoveredBy(List.of(pick(PREFIXES)));
      case 2 -> new Match.InAsPathList(List.of(asPathList()));
      case 3 -> new Match.AsPathContains(pick(ASNS));
      case 4 -> new Match.InCommunityList(List.of(communityList()), chance(3));
      case 5 -> new Match.Metric(10L * random.nextInt(2));
      case 6 -> new Match.LearnedBy(pick(List.of(RoutePolicy.Source.values())));
      default -> new Match.Tag(List.of(1L));
    };
  }

  private PrefixList prefixList() {
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(2); i++) {
      Prefix prefix = pick(PREFIXES);
      int most = chance(2) ? 32 : prefix.length();
      entries.add(new PrefixList.Entry(i, !chance(4), prefix, prefix.length(), most, Origin.NONE));
    }
    return new PrefixList("l", entries, Origin.NONE);
  }

  private AsPathList asPathList() {
    long asn = pick(ASNS);
    String text =
        pick(List.of("^$", "_" + asn + "_", "^" + asn + "_", "_" + asn + "$", "^[0-9]+$"));
    return new AsPathList(
        "a",
        List.of(
            new AsPathList.Entry(!chance(3), text, Origin.NONE),
            new AsPathList.Entry(true, ".*", Origin.NONE)),
        Origin.NONE);
  }

  private CommunityList communityList() {
    return new CommunityList(
        "c",
        List.of(
            new CommunityList.Entry(!chance(4), List.of(pick(COMMUNITIES)), null, Origin.NONE),
            new CommunityList.Entry(true, List.of(pick(COMMUNITIES)), null, Origin.NONE)),
        Origin.NONE);
  }

  private Change change(boolean forOwn) {
    boolean wild = kind == Kind.WILD;
    return switch (random.nextInt(wild && !forOwn ? 15 : 6)) {
      case 0 -> new Change.Communities(List.of(pick(COMMUNITIES)), chance(2));
      case 1 -> new Change.Prepend(List.of(pick(ASNS), pick(ASNS)));
      case 2 -> new Change.PrependLast(1 + random.nextInt(2));
      case 3 -> new Change.SetTag(random.nextInt(3));
      case 4 -> new Change.RemoveCommunities(chance(2) ? communityList() : null);
      case 5 -> new Change.NextHopPeerOrSelf();
      case 6 -> new Change.Med(10L * random.nextInt(3));
      case 7 -> new Change.MedPlus(random.nextInt(3) * 10L - 10);
      case 8, 9, 10 -> new Change.LocalPreference(pick(List.of(100L, 200L, 80L)));
      case 11 -> new Change.Weight(random.nextInt(2) * 100);
      case 12 -> new Change.SetOrigin(BgpOrigin.INCOMPLETE);
      case 13 -> new Change.NotEligible("listed only");
      default -> new Change.ReplaceAsn(pick(ASNS), pick(ASNS));
    };
  }

  private boolean chance(int oneIn) {
    // Drawn so that shrinking towards 0 makes it false.
    return random.nextInt(oneIn) == oneIn - 1;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
