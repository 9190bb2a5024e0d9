package io.towpath.routing.live;

import io.towpath.net.IpAddress;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionTable.End;
import io.towpath.routing.live.SessionTable.Pair;
import io.towpath.routing.live.SessionTable.Speaker;
import java.util.ArrayList;
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
  private final int[] speakerOfVrf;
  private final List<End> ends;

  /** Ends by (speaker, address that they call). */
  private final Map<Long, Map<IpAddress, Integer>> called = new HashMap<>();

  private final SessionAddresses addresses;
  private final SessionObstacles obstacles;
  private final Map<Long, Pair> found = new HashMap<>();
  private final Map<Integer, SessionCause> nearMiss = new HashMap<>();

  SessionPairing(Topology topology, List<Speaker> speakers, int[] speakerOfVrf, List<End> ends) {
    this.topology = topology;
    this.speakerOfVrf = speakerOfVrf;
    this.ends = ends;
    addresses = new SessionAddresses(topology);
    obstacles = new SessionObstacles(topology, speakers, addresses);
    for (End end : ends) {
      called
          .computeIfAbsent((long) end.speaker(), k -> new HashMap<>())
          .putIfAbsent(end.peer().address(), end.id());
    }
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
    int[] owners = addresses.ownersOnOwnSegments(a, p);
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
    for (IpAddress q : addresses.addressesToward(a, a.peer().address())) {
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
    List<IpAddress> sources = addresses.addressesToward(a, a.peer().address());
    for (InterfaceAddress own : addresses.addressesOf(a.vrf())) {
      if (calls.containsKey(own.address()) && !sources.isEmpty()) {
        return new SessionCause.SourceMismatch(
            topology.node(a.node()).name(), sources.getFirst(), own.address());
      }
    }
    return null;
  }

  private void addPair(End x, End y, IpAddress addressX, IpAddress addressY, int ownerY) {
    boolean inOrder = x.id() < y.id();
    long key = ((long) Math.min(x.id(), y.id()) << 32) | Math.max(x.id(), y.id());
    if (found.containsKey(key)) {
      return;
    }
    int ownerX = addresses.ownerIn(addressX, x.vrf());
    End a = inOrder ? x : y;
    End b = inOrder ? y : x;
    IpAddress addressA = inOrder ? addressX : addressY;
    IpAddress addressB = inOrder ? addressY : addressX;
    int ifaceA = inOrder ? ownerX : ownerY;
    int ifaceB = inOrder ? ownerY : ownerX;
    if (ifaceA < 0 || ifaceB < 0) {
      return;
    }
    List<SessionCause> causes = new ArrayList<>();
    SessionObstacles.Openers openers = obstacles.openers(a, b, addressA, addressB, causes);
    IpAddress calledByA = a.peer().address();
    IpAddress calledByB = b.peer().address();
    boolean translated = !calledByA.equals(addressB) || !calledByB.equals(addressA);
    boolean sameSubnet =
        !translated && addresses.covers(ifaceA, addressB) && addresses.covers(ifaceB, addressA);
    int segment = topology.segmentOf(ifaceA);
    boolean sameSegment = segment >= 0 && segment == topology.segmentOf(ifaceB);
    obstacles.find(a, b, causes);
    if (sameSubnet && !sameSegment) {
      obstacles.findGap(a, ifaceA, b, ifaceB, causes);
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
            openers.aOpens(),
            openers.bOpens(),
            openers.fixedA(),
            openers.fixedB(),
            causes));
  }

  private boolean unfiltered(int iface) {
    Interface config = topology.iface(iface);
    return config.filtersIn().isEmpty() && config.filtersOut().isEmpty();
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
