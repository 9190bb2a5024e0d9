package io.towpath.routing.ospf;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * An external route that a process originates (RFC 2328 §12.4.4).
 *
 * @param type 1 or 2
 * @param forwardingAddress where packets are to be sent; null = to the originator
 */
public record OspfExternal(
    Prefix prefix, int type, long metric, long tag, @Nullable IpAddress forwardingAddress)
    implements Comparable<OspfExternal> {

  @Override
  public int compareTo(OspfExternal other) {
    return prefix.compareTo(other.prefix);
  }
}
