package io.towpath.lab.plan;

import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.Vrf;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Routes of one VRF that look the destination up in another VRF of the same node: a cable between
 * the two spaces, whose far end gives back the TTL that the first space spends.
 */
final class VrfLeaks {
  private static final int LONGEST_INTERFACE = 15;
  private static final String PREFIX = "to.";
  private static final int MTU = 65_535;

  private VrfLeaks() {}

  /** Linux name of the interface that leads to another VRF. */
  static String iface(String vrf) {
    String name = PREFIX + vrf.replaceAll("[^A-Za-z0-9.-]", "-");
    return name.length() <= LONGEST_INTERFACE ? name : name.substring(0, LONGEST_INTERFACE);
  }

  static void addTo(LabDraft draft) {
    for (Node node : draft.network().nodes().values()) {
      if (LabNames.isOneSpace(node)) {
        continue;
      }
      Set<Set<String>> pairs = new LinkedHashSet<>();
      for (Vrf vrf : node.vrfs()) {
        for (Route route : vrf.routes()) {
          if (route.nextHop() instanceof NextHop.OtherVrf(String other, _)
              && node.vrf(other) != null
              && !other.equals(vrf.name())) {
            pairs.add(new TreeSet<>(Set.of(vrf.name(), other)));
          }
        }
      }
      pairs.forEach(
          pair -> {
            TreeSet<String> names = new TreeSet<>(pair);
            join(draft, node, names.first(), names.last());
          });
    }
  }

  private static void join(LabDraft draft, Node node, String a, String b) {
    String spaceA = draft.names().space(node, a);
    String spaceB = draft.names().space(node, b);
    if (!draft.hasSpace(spaceA) || !draft.hasSpace(spaceB)) {
      return;
    }
    String what = node.name() + ": between " + a + " and " + b;
    String mac = MacAddress.of(what);
    draft.addWire(
        new Wire(
            what,
            new Wire.End(spaceA, iface(b), mac, false, MTU, null),
            new Wire.End(spaceB, iface(a), mac, false, MTU, null),
            Duration.ZERO));
    draft.space(spaceA).describe(iface(b), what);
    draft.space(spaceB).describe(iface(a), what);
    draft.space(spaceA).ruleset("leak " + b, HopRules.giveBack(iface(b)));
    draft.space(spaceB).ruleset("leak " + a, HopRules.giveBack(iface(a)));
  }
}
