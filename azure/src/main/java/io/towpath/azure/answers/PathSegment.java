package io.towpath.azure.answers;

import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.TunnelEnd;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a packet's way between two hosts or nodes: what it runs over, and whether what
 * somebody reads there is encrypted (R238). Encryption that the guests do themselves is not looked
 * at, nor MACsec of own ports.
 *
 * @param from where it begins
 * @param to where it ends
 * @param via nodes in between that see the tunnel's packets only, in order
 */
public record PathSegment(String from, String to, Medium medium, List<String> via) {

  public PathSegment {
    via = List.copyOf(via);
  }

  /** What a segment runs over. */
  public enum Medium {
    /** Cables and LANs of the customer or provider. */
    WIRE("wire", false),
    /** Azure's own network, the edge of ExpressRoute included. */
    AZURE("azure", false),
    /** R238: the link of a circuit between Microsoft's router and yours is plain. */
    EXPRESS_ROUTE("expressRoute", false),
    INTERNET("internet", false),
    IPSEC("ipsec", true),
    GRE("gre", false),
    VXLAN("vxlan", false),
    POINT_TO_SITE("pointToSite", true);

    private final String word;
    private final boolean encrypted;

    Medium(String word, boolean encrypted) {
      this.word = word;
      this.encrypted = encrypted;
    }

    /** The word for it in estates and JSON. */
    public String word() {
      return word;
    }

    /** True if packets are encrypted on it. */
    public boolean isEncrypted() {
      return encrypted;
    }
  }

  /** The medium's encryption. */
  public boolean isEncrypted() {
    return medium.isEncrypted();
  }

  /** One line for people. */
  public String text() {
    return from
        + " – "
        + to
        + ": "
        + medium.word()
        + ", "
        + (isEncrypted() ? "encrypted" : "plain")
        + (via.isEmpty() ? "" : ", through " + String.join(", ", via));
  }

  /**
   * The segments of a walk, in its order.
   *
   * @param walk walked with its steps; without them there are no segments
   */
  public static List<PathSegment> of(Walk walk, Topology topology) {
    List<PathSegment> segments = new ArrayList<>();
    WalkStep.Arrived last = null;
    WalkStep.Tunnelled tunnel = null;
    for (WalkStep step : walk.steps()) {
      if (step instanceof WalkStep.Tunnelled entered) {
        tunnel = entered;
      } else if (step instanceof WalkStep.Arrived arrived) {
        if (last != null) {
          segments.add(segment(topology, last, tunnel, arrived));
        }
        last = arrived;
        tunnel = null;
      }
    }
    return List.copyOf(segments);
  }

  private static PathSegment segment(
      Topology topology,
      WalkStep.Arrived from,
      WalkStep.@Nullable Tunnelled tunnel,
      WalkStep.Arrived to) {
    if (tunnel != null) {
      List<String> underlay = tunnel.underlay();
      return new PathSegment(
          from.node(),
          to.node(),
          medium(topology, tunnel),
          underlay.size() > 2 ? underlay.subList(1, underlay.size() - 1) : List.of());
    }
    return new PathSegment(from.node(), to.node(), plain(topology, from, to), List.of());
  }

  private static Medium medium(Topology topology, WalkStep.Tunnelled tunnel) {
    Node node = topology.node(topology.nodeId(tunnel.node()));
    for (TunnelEnd end : node.tunnels()) {
      if (end.iface().equals(tunnel.iface())) {
        return switch (end.kind()) {
          case IPSEC, GRE_IPSEC -> Medium.IPSEC;
          case GRE -> Medium.GRE;
          case VXLAN -> Medium.VXLAN;
          case POINT_TO_SITE -> Medium.POINT_TO_SITE;
        };
      }
    }
    throw new IllegalStateException("no tunnel at " + tunnel.node() + ":" + tunnel.iface());
  }

  private static Medium plain(Topology topology, WalkStep.Arrived from, WalkStep.Arrived to) {
    NodeKind here = kind(topology, from.node());
    NodeKind there = kind(topology, to.node());
    if (here == NodeKind.INTERNET || there == NodeKind.INTERNET) {
      return Medium.INTERNET;
    }
    if (here == NodeKind.FABRIC || there == NodeKind.FABRIC) {
      return Medium.AZURE;
    }
    // Virtual machines are behind the fabric: a server next to a gateway is a client (R276).
    if (here == NodeKind.SERVER && there == NodeKind.GATEWAY
        || here == NodeKind.GATEWAY && there == NodeKind.SERVER) {
      return Medium.POINT_TO_SITE;
    }
    boolean edgeHere = here == NodeKind.EDGE_ROUTER;
    boolean edgeThere = there == NodeKind.EDGE_ROUTER;
    if (!edgeHere && !edgeThere) {
      return here == NodeKind.GATEWAY && there == NodeKind.GATEWAY ? Medium.AZURE : Medium.WIRE;
    }
    // Between two edge routers, or an edge router and a gateway, it stays with Microsoft.
    boolean inside =
        edgeHere && edgeThere
            || here == NodeKind.GATEWAY
            || there == NodeKind.GATEWAY
            || arrivedFromEdge(topology, to);
    return inside ? Medium.AZURE : Medium.EXPRESS_ROUTE;
  }

  private static boolean arrivedFromEdge(Topology topology, WalkStep.Arrived to) {
    if (to.iface() == null) {
      return false;
    }
    int node = topology.nodeId(to.node());
    int iface = node < 0 ? -1 : topology.interfaceId(node, to.iface());
    Interface config = iface < 0 ? null : topology.iface(iface);
    return config != null && config.link() == LinkKind.EDGE;
  }

  /** The kind of a node, or null for a host. */
  private static @Nullable NodeKind kind(Topology topology, String name) {
    int node = topology.nodeId(name);
    return node < 0 ? null : topology.node(node).kind();
  }
}
