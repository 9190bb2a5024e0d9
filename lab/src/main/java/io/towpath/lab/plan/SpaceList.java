package io.towpath.lab.plan;

import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.Vrf;
import org.jspecify.annotations.Nullable;

/**
 * The spaces of a lab: one for each VRF of a node that has an interface or routes, one for a fabric
 * with all its VRFs, one for each host, and one for the bridges.
 */
final class SpaceList {
  private SpaceList() {}

  static void addTo(LabDraft draft) {
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    draft.addSpace(LabNames.LAN, LabNames.LAN, "", null);
    for (Node node : draft.network().nodes().values()) {
      if (LabNames.isOneSpace(node)) {
        addSpace(draft, node, built, null);
      } else {
        for (Vrf vrf : node.vrfs()) {
          if (isUsed(node, vrf, built)) {
            addSpace(draft, node, built, vrf);
          }
        }
      }
    }
    for (Host host : draft.network().hosts().values()) {
      String name = draft.names().host(host.name());
      draft
          .addSpace(name, label(draft, name), host.name(), null)
          .describe(LabNames.hostInterface(), host.name());
    }
  }

  private static boolean isUsed(Node node, Vrf vrf, BuiltInterfaces built) {
    return !vrf.routes().isEmpty()
        || !built.of(node, vrf.name()).isEmpty()
        || node.bgp().stream().anyMatch(speaker -> speaker.vrf().equals(vrf.name()));
  }

  private static void addSpace(
      LabDraft draft, Node node, BuiltInterfaces built, @Nullable Vrf only) {
    Vrf vrf = only == null ? node.vrfs().getFirst() : only;
    String name = draft.names().space(node, vrf.name());
    LabDraft.SpaceDraft space =
        draft.addSpace(name, label(draft, name), node.name(), only == null ? null : only.name());
    for (Interface iface : node.interfaces()) {
      InterfaceRef at = new InterfaceRef(node.name(), iface.name());
      if ((only == null || iface.vrf().equals(only.name())) && built.contains(at)) {
        space.describe(draft.names().iface(at), at.toString());
      }
    }
    if (draft.atStart().nodesDown().get(draft.topology().nodeId(node.name()))) {
      space.stop();
    }
  }

  private static String label(LabDraft draft, String space) {
    return draft.names().labels().getOrDefault(space, space);
  }
}
