package io.towpath.estate.load;

import io.towpath.devices.ios.parse.InterfaceNames;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import java.util.Map;

/** {@code DEVICE:INTERFACE}, the interface in full or shortened as IOS-XE allows. */
public final class InterfaceNaming {
  private InterfaceNaming() {}

  /** The interface that is meant; as written where nothing of the kind exists. */
  public static InterfaceRef resolve(String text, Map<String, Node> nodes) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new InterfaceRef(text, "");
    }
    String device = text.substring(0, colon);
    String iface = text.substring(colon + 1);
    Node node = nodes.get(device);
    if (node != null && node.findInterface(iface) == null) {
      String canonical = InterfaceNames.canonical(iface);
      for (Interface candidate : node.interfaces()) {
        if (candidate.name().equalsIgnoreCase(canonical)) {
          return new InterfaceRef(device, candidate.name());
        }
      }
    }
    return new InterfaceRef(device, iface);
  }
}
