package io.towpath.lab.compare;

import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.routing.Topology;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which VRF of the network stands at a place, which is the name by which users know its space. */
final class Places {
  private final Map<Integer, Space> byVrf = new HashMap<>();
  private final Map<String, Integer> vrfs = new HashMap<>();

  Places(Topology topology, LabPlan plan) {
    for (Space space : plan.spaces()) {
      int node = topology.nodeId(space.node());
      int vrf = node < 0 || space.vrf() == null ? -1 : topology.vrfId(node, space.vrf());
      if (vrf >= 0) {
        byVrf.put(vrf, space);
        vrfs.put(space.label(), vrf);
      }
    }
  }

  /** Label of a VRF's space; empty if the lab has none. */
  String label(int vrf) {
    Space space = byVrf.get(vrf);
    return space == null ? "" : space.label();
  }

  /** Space of a VRF, or null. */
  @Nullable Space space(int vrf) {
    return byVrf.get(vrf);
  }

  /** VRF at a place, or −1. */
  int vrf(String label) {
    return vrfs.getOrDefault(label, -1);
  }
}
