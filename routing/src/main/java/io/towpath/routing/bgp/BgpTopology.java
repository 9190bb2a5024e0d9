package io.towpath.routing.bgp;

import io.towpath.net.AddressFamily;
import io.towpath.net.Finding;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.RoutingKinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Speakers and paired sessions with dense ids: speakers and sessions by index in the lists given,
 * and two <em>ends</em> per session. End {@code 2s} is side A of session {@code s}, end {@code 2s +
 * 1} side B. The Adj-RIB-In of an end is what its owner received over it, the Adj-RIB-Out what its
 * owner sends.
 *
 * <p>Results do not depend on the order of the lists. Immutable and thread-safe.
 */
public final class BgpTopology {
  private final List<SpeakerInput> speakers;
  private final List<SessionInput> sessions;
  private final List<Finding> findings;
  final PolicyTable policies = new PolicyTable();

  // Speakers, by index.
  final int[] asn;
  final int[] routerId;
  final int[] clusterId;
  final BgpSpeaker.Options[] options;

  /**
   * Speakers that put themselves as next hop of what they have by several eBGP paths, and have an
   * internal peer to which it matters: others need not count their paths while they decide.
   */
  final boolean[] multipathSelf;

  /** Speakers in the order of their VRFs, which does not depend on the order of the input. */
  final int[] canonical;

  /** Place of each speaker in {@link #canonical}. */
  final int[] rank;

  private final int[][] ends;

  // Ends, by index; what the owner of the end does with what it sends and receives there.
  final int[] owner;
  final boolean[] usable;
  final boolean[] external;

  /** The other side's address is on a connected subnet, so it needs no look-up as a next hop. */
  final boolean[] connected;

  final int[] localAddress;
  final int[] peerAddress;

  /** ASN that the owner presents in front of its own one (local-as), or 0. */
  final int[] localAs;

  /** What {@link #localAs} does to AS paths. */
  final BgpPeer.LocalAsMode[] localAsMode;

  /** ASN that the other side presents. */
  final int[] peerAs;

  final int[] allowOwnAs;
  final boolean[] client;
  final BgpPeer.NextHopMode[] nextHopMode;
  final BgpPeer.RemovePrivate[] removePrivate;
  final boolean[] asOverride;

  /**
   * What came over the end goes back over it: one of several sessions that are sent the same, so
   * that a router makes the update once for all of them, and the peer's own ASN is replaced, so
   * that the peer takes it.
   */
  final boolean[] sendsBack;

  /** The own ASN in front is all that happens to the AS path when sending. */
  final boolean[] plainPath;

  final @Nullable Prefix[] sharedSubnet;
  final int[] exportKind;
  final int[] importKind;

  /** Kind of the default route that is sent whatever the table holds, or −1. */
  final int[] defaultKind;

  final TransferKind[] kinds;

  /** Ends with a prefix limit. */
  final int[] limited;

  final int[] prefixLimit;
  final boolean[] limitWarnsOnly;

  /** Numbers of the conditions that tell prefixes apart: those of all session policies. */
  final int prefixConditions;

  /** The condition "is the default route", or −1 if no end originates one. */
  final int isDefault;

  final List<AggregateRule> aggregates;

  /** Prefixes that ends take as others when they receive them, in the order of ends. */
  final List<TranslationRule> translations;

  /**
   * An end takes one prefix as another.
   *
   * @param isFrom number of the condition "is the one that is announced"
   * @param isTo number of the condition "is the one that it is taken as"
   */
  record TranslationRule(int end, long from, long to, int isFrom, int isTo) {}

  /**
   * An aggregate of a speaker.
   *
   * @param equal number of the condition "is the aggregate"
   * @param inside number of the condition "contributes to it"
   */
  record AggregateRule(
      int speaker, BgpSpeaker.Aggregate config, long prefix, int equal, int inside) {}

  private BgpTopology(List<SpeakerInput> speakers, List<SessionInput> sessions) {
    this.speakers = List.copyOf(speakers);
    this.sessions = List.copyOf(sessions);
    int count = speakers.size();
    asn = new int[count];
    routerId = new int[count];
    clusterId = new int[count];
    options = new BgpSpeaker.Options[count];
    multipathSelf = new boolean[count];
    for (int s = 0; s < count; s++) {
      SpeakerInput speaker = speakers.get(s);
      options[s] = speaker.config().options();
      asn[s] = (int) speaker.config().asn();
      routerId[s] = speaker.routerId().bits();
      clusterId[s] = options[s].clusterId() instanceof Ipv4Address(int bits) ? bits : routerId[s];
    }
    canonical =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing(s -> this.speakers.get(s).vrf()))
            .mapToInt(Integer::intValue)
            .toArray();

    rank = new int[count];
    for (int r = 0; r < count; r++) {
      rank[canonical[r]] = r;
    }
    int endCount = 2 * sessions.size();
    owner = new int[endCount];
    usable = new boolean[endCount];
    external = new boolean[endCount];
    connected = new boolean[endCount];
    localAddress = new int[endCount];
    peerAddress = new int[endCount];
    localAs = new int[endCount];
    localAsMode = new BgpPeer.LocalAsMode[endCount];
    Arrays.fill(localAsMode, BgpPeer.LocalAsMode.PREPEND);
    peerAs = new int[endCount];
    allowOwnAs = new int[endCount];
    client = new boolean[endCount];
    nextHopMode = new BgpPeer.NextHopMode[endCount];
    removePrivate = new BgpPeer.RemovePrivate[endCount];
    asOverride = new boolean[endCount];
    sendsBack = new boolean[endCount];
    plainPath = new boolean[endCount];
    sharedSubnet = new Prefix[endCount];
    exportKind = new int[endCount];
    importKind = new int[endCount];
    defaultKind = new int[endCount];
    prefixLimit = new int[endCount];
    limitWarnsOnly = new boolean[endCount];
    TreeSet<Finding> found = new TreeSet<>();
    Map<TransferKind, Integer> kindIds = new LinkedHashMap<>();
    for (int s = 0; s < sessions.size(); s++) {
      addSession(s, sessions.get(s), kindIds, found);
    }
    kinds = kindIds.keySet().toArray(TransferKind[]::new);
    limited = IntStream.range(0, endCount).filter(e -> usable[e] && prefixLimit[e] > 0).toArray();
    ends = endsBySpeaker();
    findUpdateGroups();
    findMultipathSelf();
    isDefault =
        Arrays.stream(defaultKind).anyMatch(kind -> kind >= 0)
            ? policies.prefixConditionId(
                new PrefixCondition.Equal(PrefixKey.of(Prefix.DEFAULT_IPV4)))
            : -1;
    aggregates = aggregateRules(found);
    translations = translationRules(found);
    prefixConditions = policies.prefixConditionCount();
    compileOriginations();
    found.addAll(policies.findings());
    findings = List.copyOf(found);
  }

  /** Numbers speakers and ends and compiles policies. */
  public static BgpTopology of(List<SpeakerInput> speakers, List<SessionInput> sessions) {
    return new BgpTopology(speakers, sessions);
  }

  private void addSession(
      int s, SessionInput session, Map<TransferKind, Integer> kindIds, TreeSet<Finding> found) {
    int a = 2 * s;
    int b = a + 1;
    owner[a] = session.speakerA();
    owner[b] = session.speakerB();
    defaultKind[a] = -1;
    defaultKind[b] = -1;
    BgpPeer.Family familyA = session.endA().family(AddressFamily.IPV4);
    BgpPeer.Family familyB = session.endB().family(AddressFamily.IPV4);
    if (familyA == null || familyB == null) {
      return;
    }
    if (!(session.localAddressA() instanceof Ipv4Address(int addressA))
        || !(session.localAddressB() instanceof Ipv4Address(int addressB))) {
      found.add(
          RoutingKinds.NOT_OVER_IPV4.at(
              session.endA().origin(),
              "The session with "
                  + session.endA().address()
                  + " carries IPv4 routes over IPv6, which is not modelled; it carries none.",
              "Give it IPv4 addresses."));
      return;
    }
    addEnd(a, addressA, addressB, session.endA(), session.endB(), familyA, session, kindIds);
    addEnd(b, addressB, addressA, session.endB(), session.endA(), familyB, session, kindIds);
  }

  /** What the ends of one speaker have in common that are sent the same updates. */
  private record UpdateGroup(
      int exportKind,
      int peerAs,
      int localAs,
      BgpPeer.LocalAsMode localAsMode,
      BgpPeer.NextHopMode nextHopMode,
      BgpPeer.RemovePrivate removePrivate) {}

  /** Finds the ends whose speaker sends another one the same updates. */
  private void findUpdateGroups() {
    Map<UpdateGroup, Integer> firsts = new HashMap<>();
    for (int[] own : ends) {
      firsts.clear();
      for (int end : own) {
        if (usable[end] && external[end] && asOverride[end]) {
          Integer first = firsts.putIfAbsent(updateGroup(end), end);
          if (first != null) {
            sendsBack[first] = true;
            sendsBack[end] = true;
          }
        }
      }
    }
  }

  private void findMultipathSelf() {
    for (int end = 0; end < owner.length; end++) {
      BgpSpeaker.Options own = options[owner[end]];
      if (usable[end]
          && !external[end]
          && nextHopMode[end] == BgpPeer.NextHopMode.DEFAULT
          && own.multipathSelf()
          && own.maximumPathsExternal() > 1) {
        multipathSelf[owner[end]] = true;
      }
    }
  }

  private UpdateGroup updateGroup(int end) {
    return new UpdateGroup(
        exportKind[end],
        peerAs[end],
        localAs[end],
        localAsMode[end],
        nextHopMode[end],
        removePrivate[end]);
  }

  private void addEnd(
      int end,
      int address,
      int other,
      BgpPeer peer,
      BgpPeer otherPeer,
      BgpPeer.Family family,
      SessionInput session,
      Map<TransferKind, Integer> kindIds) {
    int speaker = owner[end];
    Long presented = peer.localAsn();
    Long otherPresented = otherPeer.localAsn();
    usable[end] = true;
    localAddress[end] = address;
    // The address that is called: behind a translation it is not the peer's own.
    peerAddress[end] = peer.address() instanceof Ipv4Address(int called) ? called : other;
    localAs[end] = presented == null ? 0 : (int) (long) presented;
    localAsMode[end] = peer.localAsMode();
    peerAs[end] = otherPresented == null ? asn[owner[end ^ 1]] : (int) (long) otherPresented;
    external[end] = peerAs[end] != (localAs[end] == 0 ? asn[speaker] : localAs[end]);
    connected[end] =
        external[end] && peer.transport().ttl() <= 1 && peer.transport().checkConnected();
    allowOwnAs[end] = family.allowOwnAs();
    client[end] = family.reflectorClient();
    nextHopMode[end] = family.nextHop();
    removePrivate[end] = family.removePrivate();
    asOverride[end] = family.asOverride();
    plainPath[end] =
        external[end]
            && localAs[end] == 0
            && !asOverride[end]
            && removePrivate[end] == BgpPeer.RemovePrivate.NO;
    sharedSubnet[end] = session.sharedSubnet();
    prefixLimit[end] = family.prefixLimit();
    limitWarnsOnly[end] = family.limitWarnsOnly();
    exportKind[end] =
        kindId(
            new TransferKind.Export(
                external[end], family.sendCommunity(), compile(family.exports())),
            kindIds);
    importKind[end] =
        kindId(
            new TransferKind.Import(
                external[end],
                (int) options[speaker].defaultLocalPreference(),
                family.weight(),
                compile(family.imports())),
            kindIds);
    if (family.defaultOriginate()) {
      RoutePolicy policy = family.defaultPolicy();
      defaultKind[end] =
          kindId(
              new TransferKind.Export(
                  external[end],
                  family.sendCommunity(),
                  policy == null ? List.of() : compile(List.of(policy))),
              kindIds);
    }
  }

  private List<CompiledPolicy> compile(List<RoutePolicy> chain) {
    chain.forEach(policies::reportInterfaces);
    return chain.stream().map(policies::compile).toList();
  }

  /** For their findings; they are applied to single prefixes and need no conditions. */
  private void compileOriginations() {
    for (SpeakerInput speaker : speakers) {
      BgpSpeaker config = speaker.config();
      config.networks().forEach(n -> compileIfAny(n.policy()));
      config.redistributions().forEach(r -> compileIfAny(r.policy()));
      config.aggregates().forEach(a -> compileIfAny(a.policy()));
    }
  }

  private void compileIfAny(@Nullable RoutePolicy policy) {
    if (policy != null) {
      policies.compile(policy);
    }
  }

  private static int kindId(TransferKind kind, Map<TransferKind, Integer> kindIds) {
    Integer known = kindIds.putIfAbsent(kind, kindIds.size());
    return known == null ? kindIds.size() - 1 : known;
  }

  private int[][] endsBySpeaker() {
    List<List<Integer>> lists = new ArrayList<>();
    for (int s = 0; s < speakers.size(); s++) {
      lists.add(new ArrayList<>());
    }
    for (int e = 0; e < owner.length; e++) {
      if (usable[e]) {
        lists.get(owner[e]).add(e);
      }
    }
    Comparator<Integer> order =
        Comparator.<Integer>comparingInt(e -> rank[owner[e ^ 1]])
            .thenComparing((e, f) -> Integer.compareUnsigned(peerAddress[e], peerAddress[f]))
            .thenComparing((e, f) -> Integer.compareUnsigned(localAddress[e], localAddress[f]));
    int[][] sorted = new int[speakers.size()][];
    for (int s = 0; s < sorted.length; s++) {
      lists.get(s).sort(order);
      sorted[s] = lists.get(s).stream().mapToInt(Integer::intValue).toArray();
    }
    return sorted;
  }

  private List<AggregateRule> aggregateRules(TreeSet<Finding> found) {
    List<AggregateRule> rules = new ArrayList<>();
    for (int s : canonical) {
      for (BgpSpeaker.Aggregate aggregate : speakers.get(s).config().aggregates()) {
        if (!(aggregate.prefix().network() instanceof Ipv4Address)) {
          found.add(
              RoutingKinds.IPV6_AGGREGATE.at(
                  aggregate.origin(),
                  "The aggregate " + aggregate.prefix() + " is IPv6, which is not computed."));
          continue;
        }
        long prefix = PrefixKey.of(aggregate.prefix());
        rules.add(
            new AggregateRule(
                s,
                aggregate,
                prefix,
                policies.prefixConditionId(new PrefixCondition.Equal(prefix)),
                policies.prefixConditionId(new PrefixCondition.MoreSpecific(prefix))));
      }
    }
    return List.copyOf(rules);
  }

  private List<TranslationRule> translationRules(TreeSet<Finding> found) {
    List<TranslationRule> rules = new ArrayList<>();
    for (int end = 0; end < owner.length; end++) {
      BgpPeer.Family family = usable[end] ? peer(end).family(AddressFamily.IPV4) : null;
      for (BgpPeer.Translation t :
          family == null ? List.<BgpPeer.Translation>of() : family.translations()) {
        if (!(t.from().network() instanceof Ipv4Address)
            || !(t.to().network() instanceof Ipv4Address)
            || leadsBack(rules, PrefixKey.of(t.from()), PrefixKey.of(t.to()))) {
          found.add(
              RoutingKinds.UNTRANSLATED_PREFIX.at(
                  peer(end).origin(),
                  "The prefix "
                      + t.from()
                      + " is not taken as "
                      + t.to()
                      + ": translations of IPv6 prefixes, and those that lead in a circle, are not"
                      + " computed."));
          continue;
        }
        long from = PrefixKey.of(t.from());
        long to = PrefixKey.of(t.to());
        rules.add(
            new TranslationRule(
                end,
                from,
                to,
                policies.prefixConditionId(new PrefixCondition.Equal(from)),
                policies.prefixConditionId(new PrefixCondition.Equal(to))));
      }
    }
    return List.copyOf(rules);
  }

  /** True if known translations lead from the target of a new one to its source. */
  private static boolean leadsBack(List<TranslationRule> rules, long from, long to) {
    Set<Long> reached = new LinkedHashSet<>(List.of(to));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (TranslationRule rule : rules) {
        grew |= reached.contains(rule.from) && reached.add(rule.to);
      }
    }
    return reached.contains(from);
  }

  public int speakerCount() {
    return speakers.size();
  }

  public SpeakerInput speaker(int speaker) {
    return speakers.get(speaker);
  }

  public int sessionCount() {
    return sessions.size();
  }

  public SessionInput session(int session) {
    return sessions.get(session);
  }

  /** What the owner of an end configured about the peer. */
  public BgpPeer peer(int end) {
    SessionInput session = sessions.get(end >> 1);
    return (end & 1) == 0 ? session.endA() : session.endB();
  }

  /** Ends of a speaker, in a canonical order; do not modify. */
  public int[] endsOf(int speaker) {
    return ends[speaker];
  }

  /** Speaker that an end belongs to. */
  public int owner(int end) {
    return owner[end];
  }

  /** Speaker at the other side of an end's session. */
  public int neighbour(int end) {
    return owner[end ^ 1];
  }

  /** True if the session joins two ASs. */
  public boolean isExternal(int end) {
    return external[end];
  }

  int endCount() {
    return owner.length;
  }

  /** What cannot be computed as written: unusable expressions, IPv6 transport, translations. */
  public List<Finding> findings() {
    return findings;
  }
}
