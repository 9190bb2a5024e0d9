package io.towpath.lab.fabric;

import io.towpath.net.Prefix;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.LayeredRoutes;
import io.towpath.routing.engine.RoutingState;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.rib.RibRoute;
import java.util.List;

/** The tables of a fabric's VRFs, wherever they come from. */
sealed interface FabricRoutes {
  /** Forwarding table of a VRF. */
  Fib fib(VrfRef vrf);

  /** Prefixes of the active routes of some classes in a VRF, in order. */
  List<Prefix> covered(VrfRef vrf, List<String> classes);

  /** As selected from what daemons offer. */
  record Selected(LayeredRoutes.Result result) implements FabricRoutes {
    @Override
    public Fib fib(VrfRef vrf) {
      return result.fib(vrf);
    }

    @Override
    public List<Prefix> covered(VrfRef vrf, List<String> classes) {
      return result.covered(vrf, classes);
    }
  }

  /** As predicted. */
  record Predicted(Topology topology, RoutingState routing) implements FabricRoutes {
    @Override
    public Fib fib(VrfRef vrf) {
      return routing.fib(topology.vrfId(vrf));
    }

    @Override
    public List<Prefix> covered(VrfRef vrf, List<String> classes) {
      return routing.rib(topology.vrfId(vrf)).routes().stream()
          .filter(route -> route.isActive() && classes.contains(route.routeClass()))
          .map(RibRoute::prefix)
          .distinct()
          .toList();
    }
  }
}
