package io.towpath.lab.compare;

import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.LinkKind;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Forward;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Next hops of kernel routes in words that both sides of a comparison share. The neighbour's
 * address is a part of them only where it chooses among neighbours: not in a tunnel, not at a
 * fabric, which takes every frame, and not in the neighbour's own host route.
 */
final class KernelHops {
  private final Topology topology;
  private final LabPlan plan;

  KernelHops(Topology topology, LabPlan plan) {
    this.topology = topology;
    this.plan = plan;
  }

  /** Linux names of interfaces of a space behind which one neighbour takes everything. */
  Set<String> withoutChoice(Space space) {
    Set<String> names = new HashSet<>();
    int node = topology.nodeId(space.node());
    if (node >= 0) {
      int first = topology.firstInterfaceOf(node);
      for (int iface = first; iface < first + topology.interfaceCountOf(node); iface++) {
        if (hasNoChoice(iface)) {
          names.add(linux(iface));
        }
      }
    }
    return names;
  }

  /** True for an interface behind which one neighbour takes everything. */
  boolean hasNoChoice(int iface) {
    return topology.iface(iface).link() == LinkKind.TUNNEL || takesEveryFrame(iface);
  }

  /** True if the other end takes every frame, whatever it is addressed to. */
  boolean takesEveryFrame(int iface) {
    int segment = topology.segmentOf(iface);
    for (int member : segment < 0 ? new int[0] : topology.members(segment)) {
      if (member != iface && topology.iface(member).answersAllArp()) {
        return true;
      }
    }
    return false;
  }

  /**
   * True for a neighbour at a fabric whose address, being on no subnet of the interface, is lost.
   */
  boolean hides(int iface, IpAddress neighbour) {
    return takesEveryFrame(iface)
        && topology.iface(iface).addresses().stream()
            .noneMatch(own -> own.subnet().contains(neighbour));
  }

  /** What a forwarding table does for a prefix; null for what is in no table of the kernel. */
  @Nullable String text(Prefix prefix, Forward forward, Set<String> withoutChoice) {
    return switch (forward) {
      case Forward.Neighbour(int iface, IpAddress address) ->
          text(prefix, address, linux(iface), withoutChoice);
      case Forward.Attached(int iface) -> "dev " + linux(iface);
      case Forward.IntoTunnel(int iface) -> "dev " + linux(iface);
      case Forward.Internet(int iface) -> "dev " + linux(iface);
      case Forward.OtherVrf(int vrf) -> "vrf " + topology.vrfRef(vrf).name();
      case Forward.Discard _ -> "drop";
      case Forward.Receive _, Forward.ToPort _, Forward.Deliver _, Forward.ToGroup _ -> null;
    };
  }

  private String linux(int iface) {
    return plan.names().iface(topology.interfaceRef(iface));
  }

  /**
   * A next hop of a route.
   *
   * @param address neighbour, or null for the destination itself
   * @param iface Linux name
   * @param withoutChoice interfaces of {@link #withoutChoice}
   */
  static String text(
      Prefix prefix, @Nullable IpAddress address, String iface, Set<String> withoutChoice) {
    boolean chooses =
        address != null
            && !withoutChoice.contains(iface)
            && !(prefix.isHost() && prefix.contains(address));
    return (chooses ? "via " + address + " " : "") + "dev " + iface;
  }
}
