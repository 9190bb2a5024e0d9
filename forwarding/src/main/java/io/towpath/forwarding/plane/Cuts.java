package io.towpath.forwarding.plane;

import io.towpath.network.Failure;
import io.towpath.routing.Topology;
import java.util.BitSet;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Deliveries into domains that failures cut, by VRF. */
final class Cuts {
  private final BitSet @Nullable [] byVrf;

  Cuts(StaticPlane plane, Collection<Failure.DeliveryDown> failures) {
    byVrf = failures.isEmpty() ? null : index(plane, failures);
  }

  private static BitSet[] index(StaticPlane plane, Collection<Failure.DeliveryDown> failures) {
    Topology topology = plane.topology();
    BitSet[] cuts = new BitSet[topology.vrfCount()];
    for (int vrf = 0; vrf < cuts.length; vrf++) {
      cuts[vrf] = new BitSet();
      for (Failure.DeliveryDown failure : failures) {
        if (topology.vrf(vrf).layers().contains(failure.vrfLayer())) {
          cuts[vrf].set(plane.domainId(failure.domain()));
        }
      }
    }
    return cuts;
  }

  /** True if a VRF can no longer hand packets to a domain. */
  boolean holds(int vrf, int domain) {
    return byVrf != null && domain >= 0 && byVrf[vrf].get(domain);
  }
}
