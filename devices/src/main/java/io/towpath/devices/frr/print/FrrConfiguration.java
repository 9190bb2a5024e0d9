package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.print.NotExpressible;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An FRR configuration of one node.
 *
 * @param text one integrated {@code frr.conf}, for {@code vtysh -f} and for people
 * @param byDaemon the part of each needed daemon, for its option {@code -f}. A daemon that reads
 *     the integrated file by itself stops at the first {@code exit} of a block that it does not
 *     know, so give it its own part
 * @param notExpressible what FRR cannot do, in the order of the node
 */
public record FrrConfiguration(
    String text, Map<FrrDaemon, String> byDaemon, List<NotExpressible> notExpressible) {

  public FrrConfiguration {
    EnumMap<FrrDaemon, String> sorted = new EnumMap<>(FrrDaemon.class);
    sorted.putAll(byDaemon);
    byDaemon = Collections.unmodifiableMap(sorted);
    notExpressible = List.copyOf(notExpressible);
  }

  /** The daemons that the configuration needs, zebra first. */
  public Set<FrrDaemon> daemons() {
    return byDaemon.keySet();
  }

  /** The part of a daemon; empty if the configuration does not need it. */
  public String textFor(FrrDaemon daemon) {
    return byDaemon.getOrDefault(daemon, "");
  }
}
