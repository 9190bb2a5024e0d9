package io.towpath.routing.ospf;

import io.towpath.net.Finding;
import java.util.List;

/** Result of OSPF on a topology: neighbours and routes of every process. Immutable. */
public final class OspfState {

  /**
   * A possible adjacency of one OSPF interface.
   *
   * @param vrf id of the process's VRF
   * @param iface id of the own interface
   * @param neighbour id of the neighbour's interface
   * @param full true if the adjacency is up
   * @param cause why it is not; empty if it is
   */
  public record Neighbour(int vrf, int iface, int neighbour, boolean full, String cause) {}

  /** Possible adjacencies of a VRF's processes, by interface. */
  public List<Neighbour> neighbours(int vrf) {
    throw new UnsupportedOperationException();
  }

  /** What is worth saying: duplicate router ids, areas that are not supported. */
  public List<Finding> problems() {
    throw new UnsupportedOperationException();
  }
}
