package io.towpath.routing.ospf;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.List;

/**
 * A route that a process computed.
 *
 * @param metric cost as routers show it: of the whole path, or the external metric for type 2
 * @param forwardCost cost to the router that originated it, for type 2; 0 otherwise
 * @param tag external route tag
 * @param hops equal next hops, by address; never empty
 */
public record OspfRoute(
    Prefix prefix, Kind kind, long metric, long forwardCost, long tag, List<Hop> hops) {
  public OspfRoute {
    hops = List.copyOf(hops);
  }

  /** Kinds of paths, the preferred first (RFC 2328 §11). */
  public enum Kind {
    INTRA_AREA("intra area"),
    INTER_AREA("inter area"),
    EXTERNAL_1("external type 1"),
    EXTERNAL_2("external type 2");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Words for people. */
    public String text() {
      return text;
    }

    /** True for what was redistributed into OSPF. */
    public boolean isExternal() {
      return this == EXTERNAL_1 || this == EXTERNAL_2;
    }
  }

  /** A neighbour's address on an interface (id). */
  public record Hop(int iface, IpAddress address) implements Comparable<Hop> {
    @Override
    public int compareTo(Hop other) {
      int byAddress = address.compareTo(other.address);
      return byAddress != 0 ? byAddress : Integer.compare(iface, other.iface);
    }
  }
}
