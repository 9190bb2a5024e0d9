package io.towpath.lab.compare;

import io.towpath.network.Host;
import io.towpath.network.Network;
import java.util.ArrayList;
import java.util.List;

/** Which hosts send packets to which others. */
final class PacketPairs {
  private PacketPairs() {}

  /** Source and destination, by the names of hosts. */
  record Pair(String from, String to) {}

  /**
   * All pairs of hosts in their order; if there are more than {@code most}, every n-th of them.
   *
   * @param most at least 1
   */
  static List<Pair> of(Network network, int most) {
    List<String> hosts = List.copyOf(network.hosts().keySet());
    long all = (long) hosts.size() * (hosts.size() - 1);
    long step = Math.max(1, (all + most - 1) / most);
    List<Pair> pairs = new ArrayList<>();
    long count = 0;
    for (String from : hosts) {
      for (String to : hosts) {
        if (!from.equals(to) && count++ % step == 0) {
          pairs.add(new Pair(from, to));
        }
      }
    }
    return pairs;
  }

  /** Address of a host. */
  static String address(Network network, String host) {
    Host found = network.hosts().get(host);
    if (found == null) {
      throw new IllegalArgumentException("no host " + host);
    }
    return found.address().toString();
  }
}
