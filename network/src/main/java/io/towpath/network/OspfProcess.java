package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OSPFv2 process (RFC 2328) of a node in one VRF.
 *
 * @param id process name or number
 * @param routerId null = highest loopback address, else highest interface address
 * @param interfaces interfaces on which it runs
 * @param redistributions other classes taken in as external routes
 * @param defaultOriginate default route that it originates, or null
 * @param referenceBandwidthMbps for costs of interfaces without a cost of their own
 * @param distance administrative distance, 110 usually
 * @param maximumPaths equal-cost paths installed
 * @param forwardingAddress which next hops its external routes name
 */
public record OspfProcess(
    String id,
    String vrf,
    @Nullable IpAddress routerId,
    List<OspfInterface> interfaces,
    List<Redistribution> redistributions,
    @Nullable DefaultOriginate defaultOriginate,
    long referenceBandwidthMbps,
    int distance,
    int maximumPaths,
    ForwardingAddress forwardingAddress,
    Origin origin) {

  public OspfProcess {
    interfaces = List.copyOf(interfaces);
    redistributions = List.copyOf(redistributions);
  }

  /**
   * Where the next hop of a redistributed route must lie to be told to others as the forwarding
   * address (RFC 2328 §12.4.4.1: "a network of the OSPF routing domain"; routers read it in their
   * own ways).
   */
  public enum ForwardingAddress {
    /** On a broadcast interface of the process that is not passive, as in IOS-XE. */
    ON_LAN,
    /** In the subnet of any interface of the process, as in FRR and BIRD. */
    ON_ANY_SUBNET
  }

  /**
   * An interface in an area.
   *
   * @param area area id as a number; 0 is the backbone
   * @param cost 1…65535, or 0 = reference bandwidth by interface bandwidth
   * @param pointToPoint network type point-to-point; otherwise broadcast
   * @param passive subnet advertised, no adjacency
   * @param priority 0…255 for the designated router
   */
  public record OspfInterface(
      String name,
      long area,
      int cost,
      boolean pointToPoint,
      boolean passive,
      int priority,
      Timers timers,
      Origin origin) {}

  /**
   * A default route as external route. A router that originates one with {@code always} does not
   * install another router's.
   *
   * @param always whether or not the table has one
   * @param metricType 1 or 2
   */
  public record DefaultOriginate(
      boolean always, long metric, int metricType, @Nullable RoutePolicy policy, Origin origin) {}
}
