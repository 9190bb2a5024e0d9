package io.towpath.lab.plan;

import java.time.Duration;
import java.util.List;

/**
 * One tunnel end with an IKE daemon of its own. Only one daemon can have UDP 500 and 4500 of a
 * namespace, and a gateway has several tunnels; so the daemon runs in a <em>cell</em>, a space
 * behind the underlay to which the underlay hands the IKE and ESP packets of this peer alone, with
 * the addresses unchanged. The daemon's TUN device is moved into the inner space and follows the
 * state of the child SA.
 *
 * @param name unique within the lab; also its directory
 * @param node node of the network
 * @param end name of the tunnel end at the node
 * @param cell space of the daemon
 * @param underlay space of the outer packets
 * @param inner space of the inner packets
 * @param iface Linux name of the inner interface
 * @param mtu of the inner interface, bytes
 * @param ip lines for {@code ip -batch} in the inner space, run each time the interface comes up
 * @param swanctl text of {@code swanctl.conf}: one connection {@link #CONNECTION} with one child
 *     {@link #CHILD}
 * @param initiates opens the tunnel, and opens it again when it falls
 * @param retry time between attempts to open
 * @param retransmissions how often an unanswered request is repeated, once a second, until the peer
 *     is taken for dead
 */
public record Tunnel(
    String name,
    String node,
    String end,
    String cell,
    String underlay,
    String inner,
    String iface,
    int mtu,
    List<String> ip,
    String swanctl,
    boolean initiates,
    Duration retry,
    int retransmissions) {
  /** Name of the connection in the daemon's configuration. */
  public static final String CONNECTION = "ike";

  /** Name of its child. */
  public static final String CHILD = "esp";

  public Tunnel {
    ip = List.copyOf(ip);
  }
}
