package io.towpath.routing;

import java.util.BitSet;

/**
 * What is up while routing is computed. The Solver decides it; the routing engine takes it as
 * given. Ids are those of the {@link Topology}, of {@code SessionTable} and of {@code TunnelTable}.
 *
 * <p>Values are copied on construction and must not be modified afterwards.
 *
 * @param nodesDown nodes that are stopped
 * @param interfacesDown interfaces without a line: shut, without carrier, failed, parent down, or
 *     the inner interface of a tunnel that is down
 * @param interfacesSilent interfaces that have a line but pass nothing
 * @param sessionsUp BGP session pairs that are established
 * @param tunnelsUp tunnel pairs that are up
 */
public record LiveSet(
    BitSet nodesDown,
    BitSet interfacesDown,
    BitSet interfacesSilent,
    BitSet sessionsUp,
    BitSet tunnelsUp) {

  public LiveSet {
    nodesDown = (BitSet) nodesDown.clone();
    interfacesDown = (BitSet) interfacesDown.clone();
    interfacesSilent = (BitSet) interfacesSilent.clone();
    sessionsUp = (BitSet) sessionsUp.clone();
    tunnelsUp = (BitSet) tunnelsUp.clone();
  }
}
