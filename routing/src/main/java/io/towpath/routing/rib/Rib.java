package io.towpath.routing.rib;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Routing table of one VRF. Immutable and thread-safe; rows are made when they are asked for.
 * Tables of equal content may be one object.
 */
public interface Rib {

  /** Active and invalid routes, by prefix, then class, then outcome. */
  List<RibRoute> routes();

  /** Candidates that are not part of the table, with the reason, in the same order. */
  List<RibRoute> absent();

  /** Active and invalid routes of exactly this prefix; empty if there are none. */
  List<RibRoute> at(Prefix prefix);

  /** The active route that an address matches, or null. */
  @Nullable RibRoute match(IpAddress address);

  /** Next hops of active routes, counted for each prefix: the size of a router's main table. */
  long routeCount();
}
