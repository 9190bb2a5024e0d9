package io.towpath.routing.live;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.LinkKind;
import io.towpath.network.Secret;
import io.towpath.routing.Topology;
import io.towpath.routing.live.SessionTable.End;
import io.towpath.routing.live.SessionTable.Speaker;
import java.util.Arrays;
import java.util.List;

/** What the configurations of two ends that call each other have against a session. */
final class SessionObstacles {
  private final Topology topology;
  private final List<Speaker> speakers;
  private final SessionAddresses addresses;

  SessionObstacles(Topology topology, List<Speaker> speakers, SessionAddresses addresses) {
    this.topology = topology;
    this.speakers = speakers;
    this.addresses = addresses;
  }

  /**
   * Who may open a session.
   *
   * @param fixedA end A's source is configured
   * @param fixedB end B's source is configured
   */
  record Openers(boolean aOpens, boolean bOpens, boolean fixedA, boolean fixedB) {}

  /** Who may open: its source is what the peer calls, and it calls what the peer speaks from. */
  Openers openers(
      End a, End b, IpAddress addressA, IpAddress addressB, List<SessionCause> obstacles) {
    IpAddress fixedA = addresses.fixedSource(a);
    IpAddress fixedB = addresses.fixedSource(b);
    boolean sourceOfA = addresses.addressesToward(a, a.peer().address()).contains(addressA);
    boolean sourceOfB = addresses.addressesToward(b, b.peer().address()).contains(addressB);
    boolean answersA = fixedA == null || fixedA.equals(addressA);
    boolean answersB = fixedB == null || fixedB.equals(addressB);
    boolean aOpens = a.peer().transport().initiates() && sourceOfA && answersB;
    boolean bOpens = b.peer().transport().initiates() && sourceOfB && answersA;
    if (!answersA || !answersB || !sourceOfA && !sourceOfB) {
      boolean wrongIsA = answersB && (!answersA || !sourceOfA);
      End wrong = wrongIsA ? a : b;
      IpAddress expected = wrongIsA ? addressA : addressB;
      List<IpAddress> actual = addresses.addressesToward(wrong, wrong.peer().address());
      obstacles.add(
          new SessionCause.SourceMismatch(
              topology.node(wrong.node()).name(),
              actual.isEmpty() ? expected : actual.getFirst(),
              expected));
    } else if (!aOpens && !bOpens) {
      obstacles.add(new SessionCause.NobodyInitiates());
    }
    return new Openers(aOpens, bOpens, fixedA != null, fixedB != null);
  }

  /** Finds what keeps two ends that call each other from a session. */
  void find(End a, End b, List<SessionCause> obstacles) {
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
    connectedCheck(a, obstacles);
    connectedCheck(b, obstacles);
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
    return speakers.get(end.speaker()).config().shownAsn(end.peer());
  }

  private void connectedCheck(End end, List<SessionCause> obstacles) {
    IpAddress peer = end.peer().address();
    BgpPeer.Transport transport = end.peer().transport();
    boolean external = end.peer().remoteAsn() != presentedAsn(end);
    if (external
        && transport.checkConnected()
        && transport.ttl() == 1
        && addresses.addressesOf(end.vrf()).stream()
            .noneMatch(own -> own.subnet().contains(peer))) {
      obstacles.add(new SessionCause.NotConnected(topology.node(end.node()).name(), peer));
    }
  }

  /** Finds that ends of one subnet are on segments that nothing joins. */
  void findGap(End a, int ifaceA, End b, int ifaceB, List<SessionCause> obstacles) {
    if (isOneHop(a, b) && !answered(ifaceA) && !answered(ifaceB)) {
      obstacles.add(notJoined(ifaceA, ifaceB));
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
}
