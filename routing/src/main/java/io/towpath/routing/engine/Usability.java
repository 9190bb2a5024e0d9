package io.towpath.routing.engine;

import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.routing.LiveSet;
import org.jspecify.annotations.Nullable;

/** Whether the interfaces that a written route needs are up. */
final class Usability {
  private Usability() {}

  /** What keeps a route of a VRF from being used, or null; recursion is not looked at. */
  static @Nullable String obstacle(EngineIndex index, int vrf, LiveSet live, Route route) {
    String tracked = route.requiresUp();
    String obstacle = tracked == null ? null : interfaceObstacle(index, vrf, live, tracked);
    return obstacle != null ? obstacle : obstacle(index, vrf, live, route.nextHop());
  }

  /** What keeps a next hop from being used, or null. */
  static @Nullable String obstacle(EngineIndex index, int vrf, LiveSet live, NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.Via(_, var iface, _) ->
          iface == null ? null : interfaceObstacle(index, vrf, live, iface);
      case NextHop.Attached(var iface, _) -> interfaceObstacle(index, vrf, live, iface);
      case NextHop.IntoTunnel(var iface, _) -> interfaceObstacle(index, vrf, live, iface);
      case NextHop.Internet(var iface, _) -> interfaceObstacle(index, vrf, live, iface);
      case NextHop.OtherVrf(var name, _) ->
          index.topology.vrfId(index.topology.nodeOfVrf(vrf), name) < 0
              ? "there is no VRF " + name
              : null;
      case NextHop.Port _, NextHop.Deliver _, NextHop.ToGroup _, NextHop.Discard _ -> null;
    };
  }

  private static @Nullable String interfaceObstacle(
      EngineIndex index, int vrf, LiveSet live, String name) {
    int iface = index.interfaceOf(vrf, name);
    if (iface < 0) {
      return "there is no interface " + name;
    }
    return index.isUp(iface, live) ? null : name + " is down";
  }
}
