package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import io.towpath.routing.ospf.OspfState;
import io.towpath.routing.rib.Rib;
import java.util.List;

/**
 * All tables of a network for one live set. Immutable and thread-safe; tables are built when they
 * are first read, and tables of equal content are one object.
 */
public final class RoutingState {

  RoutingState() {}

  public Topology topology() {
    throw new UnsupportedOperationException();
  }

  public SessionTable sessions() {
    throw new UnsupportedOperationException();
  }

  public TunnelTable tunnels() {
    throw new UnsupportedOperationException();
  }

  /** What was given as up. */
  public LiveSet live() {
    throw new UnsupportedOperationException();
  }

  /** Routing table of a VRF. */
  public Rib rib(int vrf) {
    throw new UnsupportedOperationException();
  }

  /** Forwarding table of a VRF. */
  public Fib fib(int vrf) {
    throw new UnsupportedOperationException();
  }

  /** Size of a VRF's main table: active next hops counted for each prefix. Makes no rows. */
  public long routeCount(int vrf) {
    throw new UnsupportedOperationException();
  }

  public OspfState ospf() {
    throw new UnsupportedOperationException();
  }

  /** Content of a shared layer; empty if there is no layer of that name. */
  public LayerState layer(String name) {
    throw new UnsupportedOperationException();
  }

  /** Oscillation, several stable outcomes, and what is not modelled; sorted. */
  public List<Finding> problems() {
    throw new UnsupportedOperationException();
  }

  /** True if the VRF's table has equal content in another state of the same engine. */
  public boolean sameTable(int vrf, RoutingState other) {
    throw new UnsupportedOperationException();
  }

  /** Fingerprint of the canonical text of all tables: SHA-256 in hexadecimal. */
  public String digest() {
    throw new UnsupportedOperationException();
  }

  /**
   * A session end that received more prefixes than it allows.
   *
   * @param pair session pair
   * @param end end whose limit is exceeded
   */
  public record Exceeded(int pair, int end, int limit, int received) {}

  /** Session ends whose prefix limit is exceeded and tears the session down, by pair. */
  public List<Exceeded> exceededLimits() {
    throw new UnsupportedOperationException();
  }
}
