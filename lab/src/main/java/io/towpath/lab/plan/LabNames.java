package io.towpath.lab.plan;

import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names of a lab: the namespace of each VRF and host, and the Linux name of each interface. A pure
 * function of the network. Linux allows 15 characters for an interface and no slash.
 */
public final class LabNames {
  /** The space that holds the bridges. */
  public static final String LAN = "lan";

  private static final int LONGEST_INTERFACE = 15;
  private static final Map<String, String> SHORT =
      new TreeMap<>(
          Map.of(
              "TwentyFiveGigE", "Twe",
              "HundredGigE", "Hu",
              "FortyGigabitEthernet", "Fo",
              "TenGigabitEthernet", "Te",
              "GigabitEthernet", "Gi",
              "FastEthernet", "Fa",
              "Ethernet", "Et",
              "Loopback", "Lo",
              "Port-channel", "Po",
              "Tunnel", "Tu"));

  private final Map<String, String> spaces = new TreeMap<>();
  private final Map<String, String> labels = new TreeMap<>();
  private final Map<String, Map<String, String>> interfaces = new TreeMap<>();
  private final Set<String> taken = new HashSet<>(Set.of(LAN));

  private LabNames() {}

  /** Names for every VRF, host and interface of a network. */
  public static LabNames of(Network network) {
    LabNames names = new LabNames();
    for (Node node : network.nodes().values()) {
      if (isOneSpace(node)) {
        names.addSpace(nodeKey(node.name()), node.name());
      } else {
        for (Vrf vrf : node.vrfs()) {
          boolean alone = node.vrfs().size() == 1 || vrf.name().equals(Vrf.DEFAULT);
          names.addSpace(
              vrfKey(node.name(), vrf.name()),
              alone ? node.name() : node.name() + "/" + vrf.name());
        }
      }
      names.interfaces.put(node.name(), interfaceNames(node.interfaces()));
    }
    for (Host host : network.hosts().values()) {
      names.addSpace(nodeKey(host.name()), host.name());
    }
    return names;
  }

  /** True for nodes that keep all VRFs in one space and select a table by ingress interface. */
  public static boolean isOneSpace(Node node) {
    return node.kind() == NodeKind.FABRIC;
  }

  /** Space of a VRF; of a fabric the one space of the node. */
  public String space(Node node, String vrf) {
    return required(isOneSpace(node) ? nodeKey(node.name()) : vrfKey(node.name(), vrf));
  }

  /** Space of a VRF of a node that is not a fabric. */
  public String space(VrfRef vrf) {
    return required(vrfKey(vrf.node(), vrf.name()));
  }

  /** Space of a host. */
  public String host(String host) {
    return required(nodeKey(host));
  }

  /** Linux name of an interface. */
  public String iface(InterfaceRef at) {
    String name = interfaces.getOrDefault(at.node(), Map.of()).get(at.name());
    if (name == null) {
      throw new IllegalArgumentException("no interface " + at);
    }
    return name;
  }

  /** Linux name of the only interface of a host. */
  public static String hostInterface() {
    return "eth0";
  }

  /** The space that users mean: its label or its own name; null if there is none. */
  public @Nullable String find(String text) {
    String bySpace = null;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (label.getValue().equals(text)) {
        return label.getKey();
      }
      if (label.getKey().equals(text)) {
        bySpace = label.getKey();
      }
    }
    return bySpace;
  }

  /** Labels by space, sorted by space. */
  public Map<String, String> labels() {
    return new TreeMap<>(labels);
  }

  private String required(String key) {
    String name = spaces.get(key);
    if (name == null) {
      throw new IllegalArgumentException("no space for " + key.replace('\0', '/'));
    }
    return name;
  }

  private void addSpace(String key, String label) {
    String base = plain(label.toLowerCase(Locale.ROOT).replace('/', '.'));
    String name = base;
    for (int n = 2; !taken.add(name); n++) {
      name = base + "~" + n;
    }
    spaces.put(key, name);
    labels.put(name, label);
  }

  private static String nodeKey(String node) {
    return node;
  }

  private static String vrfKey(String node, String vrf) {
    return node + "\0" + vrf;
  }

  private static Map<String, String> interfaceNames(Collection<Interface> interfaces) {
    Map<String, String> names = new TreeMap<>();
    Set<String> taken = new HashSet<>(Set.of("lo", "all", "default"));
    for (Interface iface : interfaces) {
      String base = shorten(iface.name());
      String name = base;
      for (int n = 2; !taken.add(name); n++) {
        String suffix = "~" + n;
        name =
            base.substring(0, Math.min(base.length(), LONGEST_INTERFACE - suffix.length()))
                + suffix;
      }
      names.put(iface.name(), name);
    }
    return names;
  }

  private static String shorten(String name) {
    String text = name;
    for (Map.Entry<String, String> entry : SHORT.entrySet()) {
      if (name.startsWith(entry.getKey())) {
        text = entry.getValue() + name.substring(entry.getKey().length());
      }
    }
    text = plain(text.replace('/', '-'));
    return text.length() <= LONGEST_INTERFACE ? text : text.substring(0, LONGEST_INTERFACE);
  }

  /** Letters, digits, dots, dashes; everything else becomes a dash, none at either end. */
  private static String plain(String text) {
    String replaced = text.replaceAll("[^A-Za-z0-9.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return replaced.isEmpty() ? "x" : replaced;
  }
}
