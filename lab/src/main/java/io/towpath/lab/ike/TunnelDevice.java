package io.towpath.lab.ike;

import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.plan.Tunnel;
import java.util.ArrayList;
import java.util.List;

/**
 * The TUN device of a tunnel, which its daemon makes in the cell and which stands in the inner
 * space under the name of the tunnel interface. For one thread at a time.
 */
final class TunnelDevice {
  private static final String TUN = "ipsec0";

  private final Tunnel tunnel;
  private final Netns cell;
  private final Netns inner;

  TunnelDevice(Tunnel tunnel, Netns cell, Netns inner) {
    this.tunnel = tunnel;
    this.cell = cell;
    this.inner = inner;
  }

  /**
   * Puts the TUN device into the inner space, down. A decoy of its name stays: the daemon looks its
   * interface up by name whenever it installs an SA.
   */
  void move() {
    Command.ip(
            cell,
            List.of(
                "link set dev %s netns %s name %s".formatted(TUN, inner.path(), tunnel.iface()),
                "tuntap add dev " + TUN + " mode tun",
                "link set dev " + TUN + " up"))
        .run();
    List<String> lines = new ArrayList<>();
    lines.add("link set dev %s mtu %d".formatted(tunnel.iface(), tunnel.mtu()));
    lines.addAll(tunnel.ip());
    Command.ip(inner, lines).run();
  }

  /** Sets it up, with its addresses, or down; failing is a result. */
  Command.Result set(boolean up) {
    List<String> lines = new ArrayList<>();
    lines.add("link set dev " + tunnel.iface() + (up ? " up" : " down"));
    if (up) {
      lines.addAll(tunnel.ip());
    }
    return Command.ip(inner, lines).attempt();
  }

  /** Takes the decoy away; the device itself ends with the daemon. */
  void removeDecoy() {
    Command.of("ip", "link", "del", TUN).in(cell).attempt();
  }
}
