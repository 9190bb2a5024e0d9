package io.towpath.azure.resource;

import io.towpath.net.Origin;
import io.towpath.net.Prefix;

/**
 * Global Reach: a private peering joined to that of another circuit (R155).
 *
 * @param addressPrefix the /29 for the two links between the edge routers
 * @param peering the peering at this end
 * @param peerPeering the one at the other end
 */
public record GlobalReach(
    ResourceId id,
    Prefix addressPrefix,
    ResourceId peering,
    ResourceId peerPeering,
    Origin origin) {

  /** The range of one of the two links: the first half of the /29 for the primary. */
  public Prefix link(CircuitLink link) {
    int length = Math.min(32, addressPrefix.length() + 1);
    return switch (link) {
      case PRIMARY -> new Prefix(addressPrefix.network(), length);
      case SECONDARY -> new Prefix(addressPrefix.network().plus(1L << (32 - length)), length);
    };
  }

  /** The same content without places. */
  public GlobalReach unplaced() {
    return new GlobalReach(id, addressPrefix, peering, peerPeering, Origin.NONE);
  }
}
