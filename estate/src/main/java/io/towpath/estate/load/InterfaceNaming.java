package io.towpath.estate.load;

import io.towpath.devices.ios.parse.InterfaceNames;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code DEVICE:INTERFACE}, the interface in full or shortened as IOS-XE allows. The interfaces of
 * a device are indexed when it is first named, so that a router with thousands of cables costs no
 * more for each than a small one. Not thread-safe.
 */
public final class InterfaceNaming {
  private final Map<String, Node> nodes;
  private final Map<String, Names> known = new HashMap<>();

  /** Names of one device's interfaces; of those that differ in case only the first. */
  private record Names(Map<String, String> exact, Map<String, String> anyCase) {
    static Names of(Node node) {
      Names names = new Names(new HashMap<>(), new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
      for (Interface iface : node.interfaces()) {
        names.exact.put(iface.name(), iface.name());
        names.anyCase.putIfAbsent(iface.name(), iface.name());
      }
      return names;
    }

    String meant(String written) {
      String same = exact.get(written);
      return same != null ? same : anyCase.getOrDefault(InterfaceNames.canonical(written), written);
    }
  }

  /** Names in a network of these nodes. */
  public InterfaceNaming(Map<String, Node> nodes) {
    this.nodes = nodes;
  }

  /** The interface that is meant; as written where nothing of the kind exists. */
  public InterfaceRef resolve(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new InterfaceRef(text, "");
    }
    String device = text.substring(0, colon);
    String iface = text.substring(colon + 1);
    Node node = nodes.get(device);
    return new InterfaceRef(
        device,
        node == null ? iface : known.computeIfAbsent(device, _ -> Names.of(node)).meant(iface));
  }
}
