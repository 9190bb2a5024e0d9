package io.towpath.testkit.networks;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.OspfProcess.ForwardingAddress;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.Redistribution;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Timers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An OSPF process of a {@link RouterBuilder}. Not thread-safe. */
public final class OspfBuilder {
  private final String id;
  private final String vrf;
  private final List<OspfInterface> interfaces = new ArrayList<>();
  private final List<Redistribution> redistributions = new ArrayList<>();
  private @Nullable IpAddress routerId;
  private @Nullable DefaultOriginate defaultOriginate;
  private int maximumPaths = 4;
  private ForwardingAddress forwardingAddress = ForwardingAddress.ON_LAN;

  OspfBuilder(String id, String vrf) {
    this.id = id;
    this.vrf = vrf;
  }

  /** The router id. */
  public OspfBuilder routerId(String value) {
    routerId = IpAddress.parse(value);
    return this;
  }

  /** Equal paths installed. */
  public OspfBuilder maximumPaths(int value) {
    maximumPaths = value;
    return this;
  }

  /** Which next hops external routes name. */
  public OspfBuilder forwardingAddress(ForwardingAddress value) {
    forwardingAddress = value;
    return this;
  }

  /** A point-to-point interface in area 0. */
  public OspfBuilder on(String iface, int cost) {
    return on(new OspfInterface(iface, 0, cost, true, false, 1, Timers.OSPF, Origin.NONE));
  }

  /** A point-to-point interface in an area. */
  public OspfBuilder on(String iface, int cost, long area) {
    return on(new OspfInterface(iface, area, cost, true, false, 1, Timers.OSPF, Origin.NONE));
  }

  /** A broadcast interface in area 0. */
  public OspfBuilder broadcast(String iface, int cost, int priority) {
    return on(new OspfInterface(iface, 0, cost, false, false, priority, Timers.OSPF, Origin.NONE));
  }

  /** A passive interface in area 0. */
  public OspfBuilder passive(String iface, int cost) {
    return on(new OspfInterface(iface, 0, cost, false, true, 1, Timers.OSPF, Origin.NONE));
  }

  /** An interface as it is. */
  public OspfBuilder on(OspfInterface iface) {
    interfaces.add(iface);
    return this;
  }

  /** Takes in another class as external routes. */
  public OspfBuilder redistribute(String routeClass, @Nullable Long metric, int metricType) {
    return redistribute(
        new Redistribution(routeClass, null, metric, metricType, null, Origin.NONE));
  }

  /** Takes in other routes. */
  public OspfBuilder redistribute(Redistribution redistribution) {
    redistributions.add(redistribution);
    return this;
  }

  /** Originates a default route. */
  public OspfBuilder defaultOriginate(boolean always, long metric, int metricType) {
    return defaultOriginate(always, metric, metricType, null);
  }

  /** Originates a default route under a policy. */
  public OspfBuilder defaultOriginate(
      boolean always, long metric, int metricType, @Nullable RoutePolicy policy) {
    defaultOriginate = new DefaultOriginate(always, metric, metricType, policy, Origin.NONE);
    return this;
  }

  OspfProcess build() {
    return new OspfProcess(
        id,
        vrf,
        routerId,
        interfaces,
        redistributions,
        defaultOriginate,
        100,
        110,
        maximumPaths,
        forwardingAddress,
        Origin.NONE);
  }
}
