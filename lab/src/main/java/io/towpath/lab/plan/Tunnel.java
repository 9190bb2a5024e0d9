package io.towpath.lab.plan;

import java.util.List;

/**
 * One tunnel end with an IKE daemon of its own. The daemon runs in the space of the underlay; its
 * TUN device is moved into the inner space and follows the state of the child SA.
 *
 * @param name unique within the lab; also its directory
 * @param node node of the network
 * @param end name of the tunnel end at the node
 * @param underlay space of the outer packets
 * @param inner space of the inner packets
 * @param iface Linux name of the inner interface
 * @param mtu of the inner interface, bytes
 * @param ip lines for {@code ip -batch} in the inner space, run each time the interface comes up
 * @param swanctl text of {@code swanctl.conf}
 * @param initiates opens the tunnel, and opens it again when it falls
 */
public record Tunnel(
    String name,
    String node,
    String end,
    String underlay,
    String inner,
    String iface,
    int mtu,
    List<String> ip,
    String swanctl,
    boolean initiates) {
  public Tunnel {
    ip = List.copyOf(ip);
  }
}
