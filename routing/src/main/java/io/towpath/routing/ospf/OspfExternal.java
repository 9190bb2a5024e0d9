package io.towpath.routing.ospf;

import io.towpath.net.Prefix;

/**
 * An external route that a process originates (RFC 2328 §12.4.4), without forwarding address.
 *
 * @param type 1 or 2
 */
public record OspfExternal(Prefix prefix, int type, long metric, long tag)
    implements Comparable<OspfExternal> {

  @Override
  public int compareTo(OspfExternal other) {
    return prefix.compareTo(other.prefix);
  }
}
