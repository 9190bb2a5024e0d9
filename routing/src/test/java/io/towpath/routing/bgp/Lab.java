package io.towpath.routing.bgp;

import io.towpath.net.AddressFamily;
import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AsPathList;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.CommunityList;
import io.towpath.network.PrefixList;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Change;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Small networks for tests. Speakers are numbered from 0 and have the BGP identifier 1.1.1.(number
 * + 1); session {@code s} speaks from 10.0.s.1 (A) and 10.0.s.2 (B) unless it is told otherwise.
 */
final class Lab {
  private final List<Router> routers = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final BitSet up = new BitSet();
  private NextHopMetrics metrics = NextHopMetrics.ALL_REACHABLE;

  /** A speaker under construction. */
  static final class Router {
    private final String name;
    private final long asn;
    private Ipv4Address id;
    private BgpSpeaker.Options options = BgpSpeaker.Options.IOS;
    private final List<BgpSpeaker.Aggregate> aggregates = new ArrayList<>();
    private final List<Origination> originations = new ArrayList<>();

    private Router(String name, long asn, Ipv4Address id) {
      this.name = name;
      this.asn = asn;
      this.id = id;
    }
  }

  /** One side of a session under construction. */
  static final class Side {
    private final List<RoutePolicy> imports = new ArrayList<>();
    private final List<RoutePolicy> exports = new ArrayList<>();
    private @Nullable IpAddress address;
    private int limit;
    private boolean warnsOnly;
    private BgpPeer.NextHopMode nextHop = BgpPeer.NextHopMode.DEFAULT;
    private boolean client;
    private BgpPeer.RemovePrivate removePrivate = BgpPeer.RemovePrivate.NO;
    private int allowOwnAs;
    private boolean asOverride;
    private int weight;
    private boolean sendCommunity = true;
    private boolean defaultOriginate;
    private @Nullable RoutePolicy defaultPolicy;
    private @Nullable Long localAs;
    private boolean multihop;
    private AddressFamily family = AddressFamily.IPV4;
    private final List<BgpPeer.Translation> translations = new ArrayList<>();

    Side imports(RoutePolicy policy) {
      imports.add(policy);
      return this;
    }

    Side exports(RoutePolicy policy) {
      exports.add(policy);
      return this;
    }

    Side address(String text) {
      address = IpAddress.parse(text);
      return this;
    }

    Side limit(int prefixes, boolean onlyWarns) {
      limit = prefixes;
      warnsOnly = onlyWarns;
      return this;
    }

    Side nextHop(BgpPeer.NextHopMode mode) {
      nextHop = mode;
      return this;
    }

    Side client() {
      client = true;
      return this;
    }

    Side removePrivate(BgpPeer.RemovePrivate form) {
      removePrivate = form;
      return this;
    }

    Side allowOwnAs(int times) {
      allowOwnAs = times;
      return this;
    }

    Side asOverride() {
      asOverride = true;
      return this;
    }

    Side weight(int value) {
      weight = value;
      return this;
    }

    Side withoutCommunities() {
      sendCommunity = false;
      return this;
    }

    Side defaultOriginate(@Nullable RoutePolicy policy) {
      defaultOriginate = true;
      defaultPolicy = policy;
      return this;
    }

    Side localAs(long asn) {
      localAs = asn;
      return this;
    }

    Side takes(String from, String to) {
      translations.add(new BgpPeer.Translation(Prefix.parse(from), Prefix.parse(to)));
      return this;
    }

    Side multihop() {
      multihop = true;
      return this;
    }

    Side family(AddressFamily other) {
      family = other;
      return this;
    }

    private BgpPeer peer(IpAddress of, long asn, boolean internal) {
      BgpPeer.Transport transport =
          internal || multihop ? BgpPeer.Transport.multihop(255) : BgpPeer.Transport.CONNECTED;
      BgpPeer.Family settings =
          new BgpPeer.Family(
              family,
              imports,
              exports,
              limit,
              warnsOnly,
              nextHop,
              client,
              removePrivate,
              allowOwnAs,
              asOverride,
              weight,
              sendCommunity,
              defaultOriginate,
              defaultPolicy,
              true,
              translations);
      return new BgpPeer(of, asn, localAs, transport, List.of(settings), null, Origin.NONE);
    }
  }

  private record Link(int a, Side sideA, int b, Side sideB, @Nullable Prefix shared) {}

  /** Adds a speaker. */
  int speaker(String name, long asn) {
    routers.add(new Router(name, asn, address("1.1.1." + (routers.size() + 1))));
    return routers.size() - 1;
  }

  /** Adds a speaker with other options. */
  int speaker(String name, long asn, UnaryOperator<BgpSpeaker.Options> change) {
    int number = speaker(name, asn);
    routers.get(number).options = change.apply(BgpSpeaker.Options.IOS);
    return number;
  }

  Lab routerId(int speaker, String id) {
    routers.get(speaker).id = address(id);
    return this;
  }

  /** Adds a session that is up. */
  int session(int a, int b) {
    return session(a, side -> {}, b, side -> {});
  }

  /** Adds a session that is up, with settings of both sides. */
  int session(int a, Consumer<Side> atA, int b, Consumer<Side> atB) {
    return session(a, atA, b, atB, null);
  }

  /** Adds a session over a subnet that other routers share. */
  int session(int a, Consumer<Side> atA, int b, Consumer<Side> atB, @Nullable Prefix shared) {
    Side sideA = new Side();
    Side sideB = new Side();
    atA.accept(sideA);
    atB.accept(sideB);
    links.add(new Link(a, sideA, b, sideB, shared));
    up.set(links.size() - 1);
    return links.size() - 1;
  }

  /** Announces a prefix by a network statement. */
  Lab announce(int speaker, String prefix) {
    return announce(
        speaker, Origination.network(Prefix.parse(prefix), RouteClass.STATIC, Origin.NONE));
  }

  Lab announce(int speaker, Origination origination) {
    routers.get(speaker).originations.add(origination);
    return this;
  }

  /** Announces a prefix with the changes of a policy. */
  Lab announce(int speaker, String prefix, Change... changes) {
    return announce(
        speaker,
        new Origination(
            Prefix.parse(prefix),
            RouteClass.STATIC,
            0,
            0,
            BgpOrigin.IGP,
            permit("own", changes),
            null,
            null,
            Origin.NONE));
  }

  Lab aggregate(int speaker, String prefix, boolean summaryOnly, boolean asSet) {
    return aggregate(speaker, prefix, summaryOnly, asSet, null);
  }

  Lab aggregate(
      int speaker,
      String prefix,
      boolean summaryOnly,
      boolean asSet,
      @Nullable RoutePolicy policy) {
    routers
        .get(speaker)
        .aggregates
        .add(
            new BgpSpeaker.Aggregate(
                Prefix.parse(prefix), summaryOnly, asSet, policy, Origin.NONE));
    return this;
  }

  Lab metrics(NextHopMetrics costs) {
    metrics = costs;
    return this;
  }

  Lab down(int session) {
    up.clear(session);
    return this;
  }

  Lab up(int session) {
    up.set(session);
    return this;
  }

  /** Solves from nothing. */
  BgpState solve() {
    return BgpEngine.solve(topology(), inputs(), null, SolveOptions.DEFAULT);
  }

  BgpInputs inputs() {
    return new BgpInputs(
        up, routers.stream().map(r -> List.copyOf(r.originations)).toList(), metrics);
  }

  BgpTopology topology() {
    List<SpeakerInput> speakers = new ArrayList<>();
    for (Router router : routers) {
      speakers.add(
          new SpeakerInput(
              new VrfRef(router.name, "default"),
              new BgpSpeaker(
                  "default",
                  router.asn,
                  null,
                  router.options,
                  List.of(),
                  router.aggregates,
                  List.of(),
                  List.of(),
                  BgpSpeaker.Install.ALL,
                  Origin.NONE),
              router.id));
    }
    List<SessionInput> sessions = new ArrayList<>();
    for (int s = 0; s < links.size(); s++) {
      Link link = links.get(s);
      IpAddress addressA = orElse(link.sideA.address, "10.0." + s + ".1");
      IpAddress addressB = orElse(link.sideB.address, "10.0." + s + ".2");
      long asnA = presented(link.sideA, link.a);
      long asnB = presented(link.sideB, link.b);
      boolean internal = asnA == asnB;
      sessions.add(
          new SessionInput(
              link.a,
              link.sideA.peer(addressB, asnB, internal),
              addressA,
              link.b,
              link.sideB.peer(addressA, asnA, internal),
              addressB,
              link.shared));
    }
    return BgpTopology.of(speakers, sessions);
  }

  private long presented(Side side, int speaker) {
    Long localAs = side.localAs;
    return localAs == null ? routers.get(speaker).asn : localAs;
  }

  private static IpAddress orElse(@Nullable IpAddress address, String text) {
    return address == null ? IpAddress.parse(text) : address;
  }

  static Ipv4Address address(String text) {
    return Ipv4Address.parse(text);
  }

  /** A policy that permits everything with these changes. */
  static RoutePolicy permit(String name, Change... changes) {
    return new RoutePolicy(name, List.of(term(10, true, List.of(), changes)), Origin.NONE);
  }

  static RoutePolicy policy(String name, RoutePolicy.Term... terms) {
    return new RoutePolicy(name, List.of(terms), Origin.NONE);
  }

  static RoutePolicy.Term term(
      int sequence, boolean permit, List<Match> matches, Change... changes) {
    return new RoutePolicy.Term(sequence, permit, matches, List.of(changes), Origin.NONE);
  }

  static PrefixList prefixList(String... entries) {
    List<PrefixList.Entry> list = new ArrayList<>();
    for (String entry : entries) {
      String[] words = entry.split(" ");
      Prefix prefix = Prefix.parse(words[1]);
      int most = words.length > 2 ? Integer.parseInt(words[2]) : prefix.length();
      list.add(
          new PrefixList.Entry(
              list.size(), words[0].equals("permit"), prefix, prefix.length(), most, Origin.NONE));
    }
    return new PrefixList("list", list, Origin.NONE);
  }

  static AsPathList asPathList(String... entries) {
    List<AsPathList.Entry> list = new ArrayList<>();
    for (String entry : entries) {
      String[] words = entry.split(" ", 2);
      list.add(new AsPathList.Entry(words[0].equals("permit"), words[1], Origin.NONE));
    }
    return new AsPathList("list", list, Origin.NONE);
  }

  static CommunityList communityList(String... entries) {
    List<CommunityList.Entry> list = new ArrayList<>();
    for (String entry : entries) {
      String[] words = entry.split(" ");
      List<Community> communities = new ArrayList<>();
      for (int i = 1; i < words.length; i++) {
        communities.add(Community.parse(words[i]));
      }
      list.add(new CommunityList.Entry(words[0].equals("permit"), communities, null, Origin.NONE));
    }
    return new CommunityList("list", list, Origin.NONE);
  }

  static List<Community> communities(String... texts) {
    return List.of(texts).stream().map(Community::parse).toList();
  }

  /** The best path of a speaker to a prefix, or null. */
  static @Nullable BgpRoute best(BgpState state, int speaker, String prefix) {
    LocRibEntry entry = state.locRib(speaker, Prefix.parse(prefix));
    return entry == null ? null : entry.best();
  }

  /** The path of a speaker's best route as text, or "none". */
  static String path(BgpState state, int speaker, String prefix) {
    BgpRoute best = best(state, speaker, prefix);
    return best == null ? "none" : best.asPath().toString();
  }
}
