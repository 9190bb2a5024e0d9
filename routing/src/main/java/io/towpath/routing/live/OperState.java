package io.towpath.routing.live;

import io.towpath.network.Failure;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is down by configuration and failure, before any session or tunnel is considered. With the
 * tunnels and sessions that are up it yields the {@link LiveSet} for the routing engine. Immutable.
 *
 * <p>An interface has no line if it is shut or failed, if its node, parent or segment is down, if
 * it is a switched virtual interface without a member port that is up, or if it is the inner
 * interface of a tunnel that is down. Members of a group with a dormant standby that are not
 * elected count as stopped.
 */
public final class OperState {
  private OperState() {}

  /** Applies failures; names that do not exist have no effect. */
  public static OperState of(
      Topology topology,
      SessionTable sessions,
      TunnelTable tunnels,
      Collection<? extends Failure> failures) {
    throw new UnsupportedOperationException();
  }

  /** What is up when these sessions and tunnels are (pair ids). */
  public LiveSet live(BitSet sessionsUp, BitSet tunnelsUp) {
    throw new UnsupportedOperationException();
  }

  /** True if a failure holds a session pair down. */
  public boolean holdsSession(int pair) {
    throw new UnsupportedOperationException();
  }

  /** True if a failure holds a tunnel pair down. */
  public boolean holdsTunnel(int pair) {
    throw new UnsupportedOperationException();
  }

  /** Failures that cut the delivery into a domain; the walk enforces them. */
  public List<Failure.DeliveryDown> deliveriesDown() {
    throw new UnsupportedOperationException();
  }

  /** Why a node is stopped, or null. */
  public @Nullable String whyNodeDown(int node) {
    throw new UnsupportedOperationException();
  }

  /** Why an interface has no line in a live set, or null if it has one. */
  public @Nullable String whyDown(int iface, LiveSet live) {
    throw new UnsupportedOperationException();
  }
}
