package io.towpath.lab.plan;

import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Cables of a lab, from the broadcast domains of the network and the hosts that sit on them.
 *
 * <p>Two physical ports, a port of a fabric, and a host alone with its neighbour are joined by one
 * cable, so that the loss of carrier is the kernel's own. Everything else has a bridge in between,
 * because there nobody notices that another member goes down: several members, sub-interfaces,
 * switched virtual interfaces, edges. An interface that is alone leads nowhere and is always up.
 */
final class WireLayout {
  private static final int HOST_MTU = 1500;

  private final LabDraft draft;
  private final BuiltInterfaces built;
  private final WireLatency latency;
  private final Map<InterfaceRef, List<Host>> hosts = new TreeMap<>();
  private int bridges;
  private int ports;

  private WireLayout(LabDraft draft) {
    this.draft = draft;
    this.built = BuiltInterfaces.of(draft.network());
    this.latency = new WireLatency(draft);
    for (Host host : draft.network().hosts().values()) {
      if (built.contains(host.attachedTo())) {
        hosts.computeIfAbsent(host.attachedTo(), key -> new ArrayList<>()).add(host);
      } else {
        draft.remark(
            Remark.Kind.MISSING,
            host.name(),
            "It sits on " + host.attachedTo() + ", which does not exist, so it has no cable.");
      }
    }
  }

  static void addTo(LabDraft draft) {
    WireLayout layout = new WireLayout(draft);
    Set<InterfaceRef> joined = new HashSet<>();
    for (Segment segment : draft.network().segments().values()) {
      layout.build(segment);
      joined.addAll(segment.members());
    }
    for (Node node : draft.network().nodes().values()) {
      for (Interface iface : node.interfaces()) {
        InterfaceRef at = new InterfaceRef(node.name(), iface.name());
        if (layout.built.contains(at) && !joined.contains(at) && iface.link() != LinkKind.TUNNEL) {
          layout.build(new Segment(at.toString(), List.of(at), null, iface.origin()));
        }
      }
    }
  }

  private void build(Segment segment) {
    List<WireEnd> ends = new ArrayList<>();
    for (InterfaceRef member : segment.members()) {
      if (built.contains(member) && iface(member).link() != LinkKind.TUNNEL) {
        ends.add(end(member));
      }
    }
    for (InterfaceRef member : segment.members()) {
      for (Host host : hosts.getOrDefault(member, List.of())) {
        String space = draft.names().host(host.name());
        String name = LabNames.hostInterface();
        ends.add(new WireEnd(space, name, HOST_MTU, null, host));
      }
    }
    if (ends.size() == 1) {
      draft.space(ends.getFirst().space()).stub(ends.getFirst().iface());
    } else if (ends.size() == 2 && isDirect(segment, ends.get(0), ends.get(1))) {
      cable(segment, ends.get(0), ends.get(1));
    } else if (ends.size() > 1) {
      bridge(segment, ends);
    }
  }

  private WireEnd end(InterfaceRef at) {
    Node node = node(at);
    Interface iface = iface(at);
    String space = draft.names().space(node, iface.vrf());
    return new WireEnd(space, draft.names().iface(at), iface.mtu(), at, null);
  }

  private boolean isDirect(Segment segment, WireEnd a, WireEnd b) {
    if (a.host() != null || b.host() != null || isPort(a) || isPort(b)) {
      return true;
    }
    return segment.members().size() == 2 && isPhysical(a) && isPhysical(b);
  }

  /** As routing decides who notices that the other end is down. */
  private boolean isPhysical(WireEnd end) {
    if (end.at() == null) {
      return false;
    }
    Interface iface = iface(end.at());
    return iface.link() == LinkKind.WIRE
        && iface.parent() == null
        && iface.tags().isEmpty()
        && iface.bridgedVlan() == 0;
  }

  private boolean isPort(WireEnd end) {
    return end.at() != null
        && (iface(end.at()).link() == LinkKind.FABRIC_PORT || iface(end.at()).answersAllArp());
  }

  private void cable(Segment segment, WireEnd a, WireEnd b) {
    // The far side of a fabric's port need not be marked as one: a server's interface is a wire.
    boolean port = isPort(a) || isPort(b);
    String shared = port ? MacAddress.of(segment.name()) : "";
    draft.addWire(
        new Wire(
            segment.name(),
            plug(a, !port, shared),
            plug(b, !port, shared),
            port ? Duration.ZERO : latency.between(segment, a, b)));
  }

  private static Wire.End plug(WireEnd end, boolean arp, String mac) {
    String address = mac.isEmpty() ? MacAddress.of(end.space(), end.iface()) : mac;
    return new Wire.End(end.space(), end.iface(), address, arp, end.mtu(), null);
  }

  private void bridge(Segment segment, List<WireEnd> ends) {
    String bridge = "br" + ++bridges;
    LabDraft.SpaceDraft lan = draft.space(LabNames.LAN);
    lan.bridge(bridge);
    lan.describe(bridge, segment.name());
    List<Duration> latencies = latency.star(segment, ends);
    for (int i = 0; i < ends.size(); i++) {
      WireEnd end = ends.get(i);
      String port = "p" + ++ports;
      lan.describe(port, end + " on " + bridge);
      draft.addWire(
          new Wire(
              segment.name(),
              plug(end, true, ""),
              new Wire.End(
                  LabNames.LAN, port, MacAddress.of(LabNames.LAN, port), true, end.mtu(), bridge),
              latencies.get(i)));
    }
  }

  private Node node(InterfaceRef at) {
    return draft.topology().node(draft.topology().nodeId(at.node()));
  }

  private Interface iface(InterfaceRef at) {
    return draft.topology().iface(draft.topology().interfaceId(at));
  }

  /** True for nodes inside which time passes from port to port. */
  static boolean isCrossed(Node node) {
    return node.kind() == NodeKind.FABRIC || node.kind() == NodeKind.INTERNET;
  }
}
