package io.towpath.testkit.networks.bgp;

import io.towpath.net.AddressFamily;
import io.towpath.net.Asn;
import io.towpath.net.Community;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * BGP the straightforward way: routes are objects, tables are hash maps, one prefix after another.
 * The engine is compared with it, both for its answers and for its speed.
 *
 * <p>Covered is what {@link BgpNetwork} can say, except AS sets, address sets and classes in
 * policies, local-as and IPv6. End {@code 2s} is side A of session {@code s}, {@code 2s + 1} side
 * B.
 */
public final class ReferenceBgp {
  private final BgpNetwork network;
  private final BitSet up;
  private final Metrics metrics;
  private final List<List<Integer>> ends = new ArrayList<>();

  /** Interior cost of next hops. */
  @FunctionalInterface
  public interface Metrics {
    /** Cost, or −1 if unreachable. */
    long metric(int speaker, Ipv4Address nextHop);
  }

  /** What all speakers selected, by speaker and prefix: the best route first. */
  public record Outcome(List<Map<Prefix, List<ReferenceRoute>>> selected) {}

  /** BGP on a network of which these sessions are up. */
  public ReferenceBgp(BgpNetwork network, BitSet up, Metrics metrics) {
    this.network = network;
    this.up = up;
    this.metrics = metrics;
    for (int s = 0; s < network.speakers().size(); s++) {
      ends.add(new ArrayList<>());
    }
    for (int s = 0; s < network.sessions().size(); s++) {
      ends.get(network.sessions().get(s).a()).add(2 * s);
      ends.get(network.sessions().get(s).b()).add(2 * s + 1);
    }
  }

  /**
   * Runs until nothing changes.
   *
   * @param order where the next speaker to decide is taken from the list of those that may have to;
   *     null = first in, first out
   * @param budget decisions per prefix
   * @return empty if some prefix found no stable state within the budget
   */
  public Optional<Outcome> solve(@Nullable RandomGenerator order, long budget) {
    List<Map<Prefix, List<ReferenceRoute>>> selected = new ArrayList<>();
    network.speakers().forEach(s -> selected.add(new HashMap<>()));
    for (Prefix prefix : prefixes()) {
      if (!solve(prefix, selected, order, budget)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Outcome(selected));
  }

  /** Longer prefixes first: aggregates follow their contributors. */
  private List<Prefix> prefixes() {
    Set<Prefix> all = new TreeSet<>();
    network.announced().forEach(list -> list.forEach(a -> all.add(a.prefix())));
    for (BgpNetwork.Speaker speaker : network.speakers()) {
      speaker.config().aggregates().forEach(a -> all.add(a.prefix()));
    }
    for (int end = 0; end < 2 * network.sessions().size(); end++) {
      if (family(end).defaultOriginate()) {
        all.add(Prefix.DEFAULT_IPV4);
      }
    }
    return all.stream()
        .sorted(Comparator.comparingInt(Prefix::length).reversed().thenComparing(p -> p))
        .toList();
  }

  private boolean solve(
      Prefix prefix,
      List<Map<Prefix, List<ReferenceRoute>>> selected,
      @Nullable RandomGenerator order,
      long budget) {
    Map<Integer, Map<Integer, ReferenceRoute>> received = new HashMap<>();
    ArrayList<Integer> random = new ArrayList<>();
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    Set<Integer> waiting = new HashSet<>();
    Map<Integer, List<ReferenceRoute>> own = new HashMap<>();
    for (int speaker = 0; speaker < network.speakers().size(); speaker++) {
      List<ReferenceRoute> originated = originated(speaker, prefix, selected);
      if (!originated.isEmpty()) {
        own.put(speaker, originated);
        add(speaker, order == null ? queue : null, random, waiting);
      }
    }
    for (int end = 0; end < 2 * network.sessions().size(); end++) {
      if (isUp(end) && isDefaultOriginated(end, prefix)) {
        deliver(end, prefix, List.of(), received);
        add(owner(end ^ 1), order == null ? queue : null, random, waiting);
      }
    }
    long decisions = 0;
    while (!waiting.isEmpty()) {
      if (decisions++ >= budget) {
        return false;
      }
      int speaker =
          order == null
              ? queue.removeFirst()
              : random.remove(/* index */ order.nextInt(random.size()));
      waiting.remove(speaker);
      List<ReferenceRoute> candidates = new ArrayList<>(own.getOrDefault(speaker, List.of()));
      candidates.addAll(received.getOrDefault(speaker, Map.of()).values());
      List<ReferenceRoute> now =
          new ReferenceDecision(this, speaker, options(speaker)).select(candidates);
      List<ReferenceRoute> before = selected.get(speaker).getOrDefault(prefix, List.of());
      if (now.isEmpty()) {
        selected.get(speaker).remove(prefix);
      } else {
        selected.get(speaker).put(prefix, now);
      }
      if (!best(now).equals(best(before)) || isSelf(speaker, now) != isSelf(speaker, before)) {
        for (int end : ends.get(speaker)) {
          if (isUp(end) && deliver(end, prefix, now, received)) {
            add(owner(end ^ 1), order == null ? queue : null, random, waiting);
          }
        }
      }
    }
    return true;
  }

  /**
   * What a speaker would select for a prefix if all others select what is given.
   *
   * @param selected the routes that each speaker selected, by speaker; the best first
   */
  public List<ReferenceRoute> decide(
      int speaker, Prefix prefix, List<Map<Prefix, List<ReferenceRoute>>> selected) {
    List<ReferenceRoute> candidates = new ArrayList<>(originated(speaker, prefix, selected));
    for (int end : ends.get(speaker)) {
      if (!isUp(end)) {
        continue;
      }
      List<ReferenceRoute> peers = selected.get(owner(end ^ 1)).getOrDefault(prefix, List.of());
      ReferenceRoute sent = send(end ^ 1, prefix, peers);
      ReferenceRoute accepted = sent == null ? null : receive(end, prefix, sent);
      if (accepted != null) {
        candidates.add(accepted);
      }
    }
    return new ReferenceDecision(this, speaker, options(speaker)).select(candidates);
  }

  /** True if internal peers get the own address as next hop: IOS-XE, of several eBGP paths. */
  private boolean isSelf(int speaker, List<ReferenceRoute> selected) {
    return options(speaker).multipathSelf()
        && selected.size() > 1
        && selected.getFirst().end() >= 0
        && isExternal(selected.getFirst().end());
  }

  private static Optional<ReferenceRoute> best(List<ReferenceRoute> routes) {
    return routes.isEmpty() ? Optional.empty() : Optional.of(routes.getFirst());
  }

  private static void add(
      int speaker,
      @Nullable ArrayDeque<Integer> queue,
      List<Integer> random,
      Set<Integer> waiting) {
    if (waiting.add(speaker)) {
      if (queue != null) {
        queue.add(speaker);
      } else {
        random.add(speaker);
      }
    }
  }

  /** Sends a route over an end; true if the other side holds something else than before. */
  private boolean deliver(
      int end,
      Prefix prefix,
      List<ReferenceRoute> selected,
      Map<Integer, Map<Integer, ReferenceRoute>> received) {
    ReferenceRoute sent = send(end, prefix, selected);
    ReferenceRoute accepted = sent == null ? null : receive(end ^ 1, prefix, sent);
    Map<Integer, ReferenceRoute> table =
        received.computeIfAbsent(owner(end ^ 1), s -> new HashMap<>());
    ReferenceRoute before = accepted == null ? table.remove(end ^ 1) : table.put(end ^ 1, accepted);
    return accepted == null ? before != null : !accepted.equals(before);
  }

  private List<ReferenceRoute> originated(
      int speaker, Prefix prefix, List<Map<Prefix, List<ReferenceRoute>>> selected) {
    List<ReferenceRoute> routes = new ArrayList<>();
    for (BgpNetwork.Announced announced : network.announced().get(speaker)) {
      if (announced.prefix().equals(prefix)) {
        ReferenceRoute.Draft draft = ownRoute(speaker).draft();
        draft.med = announced.med();
        draft.tag = announced.tag();
        draft.origin = announced.origin();
        addIfPermitted(announced.policy(), prefix, draft, routes);
      }
    }
    for (BgpSpeaker.Aggregate aggregate : config(speaker).aggregates()) {
      Optional<BgpOrigin> worst =
          selected.get(speaker).entrySet().stream()
              .filter(e -> e.getKey().length() > prefix.length() && prefix.covers(e.getKey()))
              .map(e -> e.getValue().getFirst().origin())
              .max(Comparator.naturalOrder());
      if (aggregate.prefix().equals(prefix) && worst.isPresent()) {
        ReferenceRoute.Draft draft = ownRoute(speaker).draft();
        draft.rank = 1;
        draft.origin = worst.get(); // RFC 4271 §9.2.2.2
        addIfPermitted(aggregate.policy(), prefix, draft, routes);
      }
    }
    return routes;
  }

  private static void addIfPermitted(
      @Nullable RoutePolicy policy,
      Prefix prefix,
      ReferenceRoute.Draft draft,
      List<ReferenceRoute> routes) {
    List<RoutePolicy> policies = policy == null ? List.of() : List.of(policy);
    RoutePolicy.Source source = RoutePolicy.Source.ORIGINATED;
    if (ReferencePolicy.permits(policies, prefix, draft, source, null) && draft.eligible) {
      routes.add(draft.route());
    }
  }

  private ReferenceRoute ownRoute(int speaker) {
    return new ReferenceRoute(
        List.of(),
        null,
        options(speaker).defaultLocalPreference(),
        null,
        32768,
        BgpOrigin.IGP,
        new TreeSet<>(),
        null,
        List.of(),
        0,
        2,
        true,
        -1);
  }

  private boolean isDefaultOriginated(int end, Prefix prefix) {
    return family(end).defaultOriginate() && prefix.equals(Prefix.DEFAULT_IPV4);
  }

  private @Nullable ReferenceRoute send(int end, Prefix prefix, List<ReferenceRoute> selected) {
    BgpPeer.Family family = family(end);
    if (isDefaultOriginated(end, prefix)) {
      RoutePolicy policy = family.defaultPolicy();
      ReferenceRoute own = ownRoute(owner(end)).draft().route();
      return transformed(end, prefix, own, false, policy == null ? List.of() : List.of(policy));
    }
    ReferenceRoute best = selected.isEmpty() ? null : selected.getFirst();
    if (best == null || best.end() == end && !isSentBack(end) || isSuppressed(owner(end), prefix)) {
      return null;
    }
    if (!isExternal(end)
        && isInternal(best)
        && !family.reflectorClient()
        && !family(best.end()).reflectorClient()) {
      return null;
    }
    return transformed(end, prefix, best, isSelf(owner(end), selected), family.exports());
  }

  /** True if a peer whose ASN is overridden is one of several that are sent the same. */
  private boolean isSentBack(int end) {
    BgpPeer.Family family = family(end);
    return isExternal(end)
        && family.asOverride()
        && ends.get(owner(end)).stream()
            .filter(other -> other != end && isExternal(other))
            .anyMatch(
                other ->
                    config(owner(other ^ 1)).asn() == config(owner(end ^ 1)).asn()
                        && family(other).asOverride()
                        && family(other).exports().equals(family.exports())
                        && family(other).nextHop() == family.nextHop()
                        && family(other).removePrivate() == family.removePrivate()
                        && family(other).sendCommunity() == family.sendCommunity());
  }

  private @Nullable ReferenceRoute transformed(
      int end, Prefix prefix, ReferenceRoute best, boolean self, List<RoutePolicy> policies) {
    boolean external = isExternal(end);
    if (best.communities().contains(Community.NO_ADVERTISE)
        || external
            && (best.communities().contains(Community.NO_EXPORT)
                || best.communities().contains(Community.LOCAL_AS))) {
      return null;
    }
    ReferenceRoute.Draft draft = best.draft();
    draft.medWithheld = external && best.end() >= 0;
    RoutePolicy.Source source =
        best.end() < 0
            ? RoutePolicy.Source.ORIGINATED
            : isInternal(best) ? RoutePolicy.Source.IBGP : RoutePolicy.Source.EBGP;
    Ipv4Address hopBefore = draft.nextHop;
    if (!ReferencePolicy.permits(policies, prefix, draft, source, address(end))) {
      return null;
    }
    if (draft.medWithheld) {
      draft.med = null;
    }
    if (!draft.nextHopSet) {
      draft.nextHop = sentNextHop(end, hopBefore, isInternal(best), self);
    }
    draft.weight = 0;
    draft.rank = 0;
    draft.tag = 0;
    draft.eligible = true;
    draft.end = -1;
    if (!family(end).sendCommunity()) {
      draft.communities = new TreeSet<>();
    }
    if (external) {
      draft.asPath = sentPath(end, draft.asPath);
      draft.originatorId = null;
      draft.clusterList = List.of();
    } else if (isInternal(best)) {
      reflect(end, best, draft);
    }
    return draft.route();
  }

  private void reflect(int end, ReferenceRoute best, ReferenceRoute.Draft draft) {
    if (draft.originatorId == null) {
      draft.originatorId = peerRouterId(best.end());
    }
    List<Ipv4Address> clusters = new ArrayList<>();
    clusters.add(clusterId(owner(end)));
    clusters.addAll(draft.clusterList);
    draft.clusterList = List.copyOf(clusters);
  }

  private List<Long> sentPath(int end, List<Long> path) {
    long own = config(owner(end)).asn();
    long peer = config(owner(end ^ 1)).asn();
    List<Long> sent =
        switch (family(end).removePrivate()) {
          case NO -> path;
          case IF_ALL_PRIVATE ->
              path.stream().allMatch(Asn::isPrivate) && !path.contains(peer) ? List.of() : path;
          case ALL -> path.stream().filter(asn -> asn == peer || !Asn.isPrivate(asn)).toList();
          case REPLACE_ALL ->
              path.stream().map(asn -> asn != peer && Asn.isPrivate(asn) ? own : asn).toList();
        };
    if (family(end).asOverride()) {
      sent = sent.stream().map(asn -> asn == peer ? Long.valueOf(own) : asn).toList();
    }
    return ReferencePolicy.concat(List.of(own), sent);
  }

  private Ipv4Address sentNextHop(
      int end, @Nullable Ipv4Address hop, boolean internalRoute, boolean self) {
    Ipv4Address own = address(end);
    Ipv4Address kept = hop == null ? own : hop;
    return switch (family(end).nextHop()) {
      case DEFAULT -> isExternal(end) || self ? own : kept;
      case SELF -> !isExternal(end) && internalRoute ? kept : own;
      case SELF_ALL -> own;
      case UNCHANGED -> kept;
    };
  }

  private @Nullable ReferenceRoute receive(int end, Prefix prefix, ReferenceRoute sent) {
    int speaker = owner(end);
    long asn = config(speaker).asn();
    BgpPeer.Family family = family(end);
    if (sent.asPath().stream().filter(a -> a == asn).count() > family.allowOwnAs()) {
      return null;
    }
    boolean external = isExternal(end);
    if (!external
        && (routerId(speaker).equals(sent.originatorId())
            || sent.clusterList().contains(clusterId(speaker)))) {
      return null;
    }
    ReferenceRoute.Draft draft = sent.draft();
    draft.end = end;
    draft.weight = family.weight();
    if (external) {
      draft.localPreference = options(speaker).defaultLocalPreference();
    }
    RoutePolicy.Source source = external ? RoutePolicy.Source.EBGP : RoutePolicy.Source.IBGP;
    return ReferencePolicy.permits(family.imports(), prefix, draft, source, peerAddress(end))
        ? draft.route()
        : null;
  }

  private boolean isSuppressed(int speaker, Prefix prefix) {
    return config(speaker).aggregates().stream()
        .anyMatch(
            a ->
                a.summaryOnly()
                    && a.prefix().length() < prefix.length()
                    && a.prefix().covers(prefix));
  }

  /** Cost of a route's next hop; −1 if it is unreachable. */
  long cost(int speaker, ReferenceRoute route) {
    Ipv4Address hop = route.nextHop();
    if (route.end() < 0 || hop == null) {
      return 0;
    }
    BgpPeer peer = peer(route.end());
    if (isExternal(route.end())
        && peer.transport().ttl() <= 1
        && peer.transport().checkConnected()
        && hop.equals(peerAddress(route.end()))) {
      return 0;
    }
    return hop.equals(address(route.end())) ? -1 : metrics.metric(speaker, hop);
  }

  /** ASN of the speaker from which a learned route came. */
  long peerAs(ReferenceRoute route) {
    return config(owner(route.end() ^ 1)).asn();
  }

  boolean isInternal(ReferenceRoute route) {
    return route.end() >= 0 && !isExternal(route.end());
  }

  private boolean isExternal(int end) {
    return config(owner(end)).asn() != config(owner(end ^ 1)).asn();
  }

  Ipv4Address peerAddress(int end) {
    return address(end ^ 1);
  }

  Ipv4Address peerRouterId(int end) {
    return routerId(owner(end ^ 1));
  }

  private Ipv4Address routerId(int speaker) {
    return network.speakers().get(speaker).routerId();
  }

  private Ipv4Address clusterId(int speaker) {
    return options(speaker).clusterId() instanceof Ipv4Address id ? id : routerId(speaker);
  }

  private boolean isUp(int end) {
    return up.get(end >> 1);
  }

  private int owner(int end) {
    BgpNetwork.Session session = network.sessions().get(end >> 1);
    return (end & 1) == 0 ? session.a() : session.b();
  }

  private Ipv4Address address(int end) {
    BgpNetwork.Session session = network.sessions().get(end >> 1);
    return (end & 1) == 0 ? session.addressA() : session.addressB();
  }

  private BgpPeer peer(int end) {
    BgpNetwork.Session session = network.sessions().get(end >> 1);
    return (end & 1) == 0 ? session.endA() : session.endB();
  }

  private BgpPeer.Family family(int end) {
    BgpPeer.Family family = peer(end).family(AddressFamily.IPV4);
    if (family == null) {
      throw new IllegalArgumentException("end " + end + " has no IPv4 family");
    }
    return family;
  }

  private BgpSpeaker config(int speaker) {
    return network.speakers().get(speaker).config();
  }

  private BgpSpeaker.Options options(int speaker) {
    return config(speaker).options();
  }
}
