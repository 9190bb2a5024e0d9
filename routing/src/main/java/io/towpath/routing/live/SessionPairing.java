package io.towpath.routing.live;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.NatRule;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.Secret;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionTable.End;
import io.towpath.routing.live.SessionTable.Pair;
import io.towpath.routing.live.SessionTable.Speaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds for every session end the ends that call it back. End A calls address P; whoever owns P in
 * a VRF with a speaker is asked for an end that calls an address Q of A's VRF. A neighbour on A's
 * own segment is looked for first, so that tenants with equal addresses cost nothing. Translations
 * at A's interfaces count: P may stand for another address, and Q for the one that is called.
 */
final class SessionPairing {
  private final Topology topology;
  private final List<Speaker> speakers;
  private final int[] speakerOfVrf;
  private final List<End> ends;

  /** Ends by (speaker, address that they call). */
  private final Map<Long, Map<IpAddress, Integer>> called = new HashMap<>();

  private final int[][] interfacesOfVrf;

  /** By VRF, the neighbours that written host routes name, with the interface towards each. */
  private final Map<Integer, Map<IpAddress, List<Integer>>> written = new HashMap<>();

  private final Map<Long, Pair> found = new HashMap<>();
  private final Map<Integer, SessionCause> nearMiss = new HashMap<>();

  SessionPairing(Topology topology, List<Speaker> speakers, int[] speakerOfVrf, List<End> ends) {
    this.topology = topology;
    this.speakers = speakers;
    this.speakerOfVrf = speakerOfVrf;
    this.ends = ends;
    this.interfacesOfVrf = interfacesByVrf(topology);
    for (End end : ends) {
      called
          .computeIfAbsent((long) end.speaker(), k -> new HashMap<>())
          .putIfAbsent(end.peer().address(), end.id());
    }
  }

  private static int[][] interfacesByVrf(Topology topology) {
    int[] counts = new int[topology.vrfCount()];
    for (int i = 0; i < topology.interfaceCount(); i++) {
      if (topology.vrfOfInterface(i) >= 0) {
        counts[topology.vrfOfInterface(i)]++;
      }
    }
    int[][] byVrf = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    for (int i = topology.interfaceCount() - 1; i >= 0; i--) {
      int vrf = topology.vrfOfInterface(i);
      if (vrf >= 0) {
        byVrf[vrf][--counts[vrf]] = i;
      }
    }
    return byVrf;
  }

  /** All pairs, by ends; ids are their places. */
  List<Pair> pairs() {
    for (End end : ends) {
      match(end);
    }
    // Ends of tenants with equal addresses meet on paper only: a joined pair excludes those.
    BitSet joined = new BitSet();
    for (Pair pair : found.values()) {
      if (!isNotJoined(pair)) {
        joined.set(pair.a());
        joined.set(pair.b());
      }
    }
    List<Pair> pairs =
        found.values().stream()
            .filter(pair -> !isNotJoined(pair) || !joined.get(pair.a()) && !joined.get(pair.b()))
            .sorted(Comparator.comparingInt(Pair::a).thenComparingInt(Pair::b))
            .toList();
    List<Pair> numbered = new ArrayList<>(pairs.size());
    for (Pair pair : pairs) {
      numbered.add(withId(pair, numbered.size()));
    }
    return numbered;
  }

  /** Why an end without a pair has none. */
  SessionCause whyUnpaired(End end) {
    SessionCause known = nearMiss.get(end.id());
    return known != null ? known : new SessionCause.AddressUnreachable(end.peer().address());
  }

  private void match(End a) {
    IpAddress called = a.peer().address();
    match(a, called);
    for (NatRule.AtInterface rule : translations(a, true)) {
      IpAddress behind = rule.behind(called);
      if (behind != null) {
        match(a, behind);
      }
    }
  }

  /** Translations at interfaces of an end's VRF: of addresses beyond them, or on its own side. */
  private List<NatRule.AtInterface> translations(End end, boolean far) {
    List<NatRule.AtInterface> rules = new ArrayList<>();
    for (NatRule rule : topology.node(end.node()).nat()) {
      if (rule instanceof NatRule.AtInterface at
          && at.far() == far
          && at.vrf().equals(topology.vrf(end.vrf()).name())) {
        rules.add(at);
      }
    }
    return rules;
  }

  /** The end that calls an address of ours, or one that it is translated to. */
  private static @Nullable Integer caller(
      Map<IpAddress, Integer> calls, List<NatRule.AtInterface> rules, IpAddress own) {
    Integer caller = calls.get(own);
    for (NatRule.AtInterface rule : rules) {
      IpAddress before = caller == null ? rule.before(own) : null;
      caller = before == null ? caller : calls.get(before);
    }
    return caller;
  }

  /** Asks the owners of an address that an end calls, or that its translations lead to. */
  private void match(End a, IpAddress p) {
    int[] owners = ownersOnOwnSegments(a, p);
    if (owners.length == 0) {
      owners = topology.interfacesWith(p);
    }
    for (int owner : owners) {
      int vrf = topology.vrfOfInterface(owner);
      if (vrf >= 0 && vrf != a.vrf()) {
        matchAt(a, p, owner, vrf);
      }
    }
  }

  private void matchAt(End a, IpAddress p, int ownerOfP, int vrf) {
    String peerNode = topology.node(topology.nodeOfVrf(vrf)).name();
    int speaker = speakerOfVrf[vrf];
    if (speaker < 0) {
      nearMiss.putIfAbsent(a.id(), new SessionCause.NoSpeaker(p, peerNode));
      return;
    }
    boolean any = false;
    Map<IpAddress, Integer> calls = called.getOrDefault((long) speaker, Map.of());
    List<NatRule.AtInterface> near = translations(a, false);
    for (IpAddress q : addressesToward(a, a.peer().address())) {
      Integer b = caller(calls, near, q);
      if (b != null) {
        any = true;
        addPair(a, ends.get(b), q, p, ownerOfP);
      }
    }
    if (!any) {
      // What was said about an owner without BGP gives way to what is known about one with BGP.
      SessionCause cause = sourceMismatch(a, calls);
      nearMiss.put(a.id(), cause == null ? new SessionCause.NotConfiguredAtPeer(peerNode) : cause);
    }
  }

  /** The peer calls an address of ours, but we would speak from another one. */
  private @Nullable SessionCause sourceMismatch(End a, Map<IpAddress, Integer> calls) {
    List<IpAddress> sources = addressesToward(a, a.peer().address());
    for (InterfaceAddress own : addressesOf(a.vrf())) {
      if (calls.containsKey(own.address()) && !sources.isEmpty()) {
        return new SessionCause.SourceMismatch(
            topology.node(a.node()).name(), sources.getFirst(), own.address());
      }
    }
    return null;
  }

  /** Who owns an address on a segment where the end's VRF sees it as a neighbour. */
  private int[] ownersOnOwnSegments(End a, IpAddress p) {
    return Arrays.stream(interfacesOfVrf[a.vrf()])
        .filter(own -> topology.segmentOf(own) >= 0)
        .filter(own -> covers(own, p) || isWrittenNeighbour(a.vrf(), own, p))
        .flatMap(own -> Arrays.stream(topology.members(topology.segmentOf(own))))
        .filter(member -> owns(member, p))
        .sorted()
        .distinct()
        .toArray();
  }

  /** True if a host route says that an address outside the subnets is a neighbour there. */
  private boolean isWrittenNeighbour(int vrf, int iface, IpAddress p) {
    return written
        .computeIfAbsent(vrf, this::writtenNeighbours)
        .getOrDefault(p, List.of())
        .contains(iface);
  }

  private Map<IpAddress, List<Integer>> writtenNeighbours(int vrf) {
    Map<IpAddress, List<Integer>> neighbours = new HashMap<>();
    for (Route route : topology.vrf(vrf).routes()) {
      if (route.nextHop() instanceof NextHop.Via(IpAddress address, String out, _)
          && out != null
          && route.prefix().equals(Prefix.host(address))) {
        neighbours
            .computeIfAbsent(address, k -> new ArrayList<>())
            .add(topology.interfaceId(topology.nodeOfVrf(vrf), out));
      }
    }
    return neighbours;
  }

  /**
   * Addresses that an end may speak from when it calls {@code p}: the configured source; else that
   * of the connected subnet; else any of its VRF, as the egress decides.
   */
  private List<IpAddress> addressesToward(End end, IpAddress p) {
    IpAddress fixed = fixedSource(end);
    if (fixed != null) {
      return List.of(fixed);
    }
    if (end.peer().transport().updateSource() != null) {
      return List.of();
    }
    List<IpAddress> connected = new ArrayList<>();
    List<IpAddress> all = new ArrayList<>();
    for (InterfaceAddress own : addressesOf(end.vrf())) {
      all.add(own.address());
      if (own.subnet().contains(p)) {
        connected.add(own.address());
      }
    }
    return connected.isEmpty() ? all : connected;
  }

  private @Nullable IpAddress fixedSource(End end) {
    BgpPeer.Transport transport = end.peer().transport();
    if (transport.localAddress() != null) {
      return transport.localAddress();
    }
    if (transport.updateSource() == null) {
      return null;
    }
    int iface = topology.interfaceId(end.node(), transport.updateSource());
    return iface < 0 ? null : topology.iface(iface).primaryAddress();
  }

  private List<InterfaceAddress> addressesOf(int vrf) {
    List<InterfaceAddress> addresses = new ArrayList<>();
    for (int iface : interfacesOfVrf[vrf]) {
      addresses.addAll(topology.iface(iface).addresses());
    }
    return addresses;
  }

  private void addPair(End x, End y, IpAddress addressX, IpAddress addressY, int ownerY) {
    boolean inOrder = x.id() < y.id();
    long key = ((long) Math.min(x.id(), y.id()) << 32) | Math.max(x.id(), y.id());
    if (found.containsKey(key)) {
      return;
    }
    int ownerX = ownerIn(addressX, x.vrf());
    End a = inOrder ? x : y;
    End b = inOrder ? y : x;
    IpAddress addressA = inOrder ? addressX : addressY;
    IpAddress addressB = inOrder ? addressY : addressX;
    int ifaceA = inOrder ? ownerX : ownerY;
    int ifaceB = inOrder ? ownerY : ownerX;
    if (ifaceA < 0 || ifaceB < 0) {
      return;
    }
    List<SessionCause> obstacles = new ArrayList<>();
    Sources sources = sources(a, b, addressA, addressB, obstacles);
    IpAddress calledByA = a.peer().address();
    IpAddress calledByB = b.peer().address();
    boolean translated = !calledByA.equals(addressB) || !calledByB.equals(addressA);
    boolean sameSubnet = !translated && covers(ifaceA, addressB) && covers(ifaceB, addressA);
    int segment = topology.segmentOf(ifaceA);
    boolean sameSegment = segment >= 0 && segment == topology.segmentOf(ifaceB);
    compare(a, b, obstacles);
    connectedCheck(a, calledByA, obstacles);
    connectedCheck(b, calledByB, obstacles);
    if (sameSubnet && !sameSegment && isOneHop(a, b) && !answered(ifaceA) && !answered(ifaceB)) {
      obstacles.add(notJoined(ifaceA, ifaceB));
    }
    boolean direct = sameSubnet && sameSegment && unfiltered(ifaceA) && unfiltered(ifaceB);
    found.put(
        key,
        new Pair(
            -1,
            a.id(),
            b.id(),
            addressA,
            addressB,
            direct,
            ifaceA,
            ifaceB,
            sources.aOpens(),
            sources.bOpens(),
            sources.fixedA(),
            sources.fixedB(),
            obstacles));
  }

  private record Sources(boolean aOpens, boolean bOpens, boolean fixedA, boolean fixedB) {}

  /** Who may open: its source is what the peer calls, and it calls what the peer speaks from. */
  private Sources sources(
      End a, End b, IpAddress addressA, IpAddress addressB, List<SessionCause> obstacles) {
    IpAddress fixedA = fixedSource(a);
    IpAddress fixedB = fixedSource(b);
    boolean sourceOfA = addressesToward(a, a.peer().address()).contains(addressA);
    boolean sourceOfB = addressesToward(b, b.peer().address()).contains(addressB);
    boolean answersA = fixedA == null || fixedA.equals(addressA);
    boolean answersB = fixedB == null || fixedB.equals(addressB);
    boolean aOpens = a.peer().transport().initiates() && sourceOfA && answersB;
    boolean bOpens = b.peer().transport().initiates() && sourceOfB && answersA;
    if (!answersA || !answersB || !sourceOfA && !sourceOfB) {
      boolean wrongIsA = answersB && (!answersA || !sourceOfA);
      End wrong = wrongIsA ? a : b;
      IpAddress expected = wrongIsA ? addressA : addressB;
      List<IpAddress> actual = addressesToward(wrong, wrong.peer().address());
      obstacles.add(
          new SessionCause.SourceMismatch(
              topology.node(wrong.node()).name(),
              actual.isEmpty() ? expected : actual.getFirst(),
              expected));
    } else if (!aOpens && !bOpens) {
      obstacles.add(new SessionCause.NobodyInitiates());
    }
    return new Sources(aOpens, bOpens, fixedA != null, fixedB != null);
  }

  private void compare(End a, End b, List<SessionCause> obstacles) {
    checkEnd(a, b, obstacles);
    checkEnd(b, a, obstacles);
    if (!Secret.agree(a.peer().transport().key(), b.peer().transport().key())) {
      obstacles.add(new SessionCause.KeyMismatch());
    }
    if (a.peer().families().stream().noneMatch(f -> b.peer().family(f.family()) != null)) {
      obstacles.add(new SessionCause.NoCommonFamily());
    }
    IpAddress idA = speakers.get(a.speaker()).routerId();
    IpAddress idB = speakers.get(b.speaker()).routerId();
    // RFC 6286 §2.3: identifiers need to differ only within one AS.
    if (presentedAsn(a) == presentedAsn(b) && idA.equals(idB) && !idA.equals(RouterIds.NONE)) {
      obstacles.add(new SessionCause.SameRouterId(idA));
    }
  }

  private void checkEnd(End end, End peer, List<SessionCause> obstacles) {
    String node = topology.node(end.node()).name();
    if (end.peer().transport().shutdown()) {
      obstacles.add(new SessionCause.ShutDown(node));
    }
    long presented = presentedAsn(peer);
    if (end.peer().remoteAsn() != presented) {
      obstacles.add(new SessionCause.AsnMismatch(node, end.peer().remoteAsn(), presented));
    }
  }

  private long presentedAsn(End end) {
    Long local = end.peer().localAsn();
    return local != null ? local : speakers.get(end.speaker()).config().asn();
  }

  private void connectedCheck(End end, IpAddress peer, List<SessionCause> obstacles) {
    BgpPeer.Transport transport = end.peer().transport();
    boolean external = end.peer().remoteAsn() != presentedAsn(end);
    if (external
        && transport.checkConnected()
        && transport.ttl() == 1
        && addressesOf(end.vrf()).stream().noneMatch(own -> own.subnet().contains(peer))) {
      obstacles.add(new SessionCause.NotConnected(topology.node(end.node()).name(), peer));
    }
  }

  private static boolean isOneHop(End a, End b) {
    return a.peer().transport().ttl() == 1 || b.peer().transport().ttl() == 1;
  }

  /** True if something on the interface's segment answers ARP for everybody, as a fabric does. */
  private boolean answered(int iface) {
    if (topology.iface(iface).link() == LinkKind.TUNNEL) {
      return true;
    }
    int segment = topology.segmentOf(iface);
    return segment >= 0
        && Arrays.stream(topology.members(segment))
            .anyMatch(member -> topology.iface(member).answersAllArp());
  }

  private SessionCause notJoined(int ifaceA, int ifaceB) {
    int open = topology.segmentOf(ifaceA) < 0 ? ifaceA : ifaceB;
    String name = topology.interfaceRef(open).toString();
    String a = topology.interfaceRef(ifaceA).toString();
    String b = topology.interfaceRef(ifaceB).toString();
    for (Finding finding : topology.network().findings()) {
      if (finding.affects().contains(a) || finding.affects().contains(b)) {
        return new SessionCause.NotJoined(name, finding.message());
      }
    }
    return new SessionCause.NotJoined(name, null);
  }

  private boolean unfiltered(int iface) {
    Interface config = topology.iface(iface);
    return config.filtersIn().isEmpty() && config.filtersOut().isEmpty();
  }

  private boolean covers(int iface, IpAddress address) {
    for (InterfaceAddress own : topology.iface(iface).addresses()) {
      if (own.subnet().contains(address)) {
        return true;
      }
    }
    return false;
  }

  private int ownerIn(IpAddress address, int vrf) {
    for (int iface : interfacesOfVrf[vrf]) {
      if (owns(iface, address)) {
        return iface;
      }
    }
    return -1;
  }

  private boolean owns(int iface, IpAddress address) {
    for (InterfaceAddress own : topology.iface(iface).addresses()) {
      if (own.address().equals(address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNotJoined(Pair pair) {
    return pair.obstacles().stream().anyMatch(SessionCause.NotJoined.class::isInstance);
  }

  private static Pair withId(Pair p, int id) {
    return new Pair(
        id,
        p.a(),
        p.b(),
        p.addressA(),
        p.addressB(),
        p.direct(),
        p.ifaceA(),
        p.ifaceB(),
        p.aOpens(),
        p.bOpens(),
        p.sourceFixedA(),
        p.sourceFixedB(),
        p.obstacles());
  }
}
