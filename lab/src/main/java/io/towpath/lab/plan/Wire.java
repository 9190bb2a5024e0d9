package io.towpath.lab.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cable between two spaces: a veth pair, or a delay wire where the latency is above zero.
 *
 * @param segment segment of the network that it is part of
 * @param latency one way
 */
public record Wire(String segment, End a, End b, Duration latency) {

  /**
   * One end.
   *
   * @param space name of the space
   * @param iface Linux name of the interface
   * @param mac hardware address
   * @param arp false at both ends of the port of a fabric, which share one hardware address: the
   *     kernel then sends every frame to its own address, and that is the peer's
   * @param mtu bytes
   * @param bridge bridge of the space that it is a port of, or null
   */
  public record End(
      String space, String iface, String mac, boolean arp, int mtu, @Nullable String bridge) {

    /** Words of {@code ip link add} that make this end where it belongs. */
    public String linkWords() {
      return "name " + iface + " address " + mac + " mtu " + mtu + " netns " + space;
    }
  }
}
