package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A translation between the inside and the outside of a node, or at one of its interfaces. The
 * rules of a node are an ordered list; the first that matches is used.
 */
public sealed interface NatRule {

  /** Where it was written. */
  Origin origin();

  /** VRF of the inside interfaces that it serves, or of its one interface. */
  String vrf();

  /**
   * One to one, both ways. With a protocol only the given ports are mapped.
   *
   * @param length prefix length of both ranges; 32 for a single address
   * @param protocol IP protocol, or 0 for all
   * @param insidePort first port inside; 0 for all
   * @param outsidePort first port outside
   * @param ports number of consecutive ports
   */
  record Static(
      String vrf,
      IpAddress inside,
      IpAddress outside,
      int length,
      int protocol,
      int insidePort,
      int outsidePort,
      int ports,
      Origin origin)
      implements NatRule {}

  /**
   * Many to few, opened from the inside only.
   *
   * @param sources inside addresses that are translated
   * @param filter name of the filter that selects packets instead, or null
   * @param pool outside addresses; empty = the primary address of {@code outInterface}, and without
   *     one everything is refused
   * @param outInterface interface whose address is used, or null
   * @param protocols IP protocols that are translated; others are refused; empty = all (R219)
   */
  record Dynamic(
      String vrf,
      List<AddressSet> sources,
      @Nullable String filter,
      List<IpAddress> pool,
      @Nullable String outInterface,
      List<Integer> protocols,
      Origin origin)
      implements NatRule {
    public Dynamic {
      sources = List.copyOf(sources);
      pool = List.copyOf(pool);
      protocols = List.copyOf(protocols);
    }
  }

  /**
   * What others open to an address and port of the node goes on to another one, in the node's own
   * name, so that answers come back to it. It works at every interface with a side, inside and
   * outside, of flows that come by it; their answers find their way by the flow alone. What was
   * sent on is not translated again.
   *
   * @param vrf VRF in which such packets come and go on
   * @param sources who may open
   * @param called address that they call
   * @param protocol IP protocol, TCP or UDP
   * @param ports ports that they call; empty = all
   * @param target address to which the packets go on
   * @param targetPort port to which they go on, whichever was called
   * @param pool addresses by which the target knows the sender, whose port is kept; never empty
   */
  record Redirect(
      String vrf,
      List<AddressSet> sources,
      IpAddress called,
      int protocol,
      List<Filter.PortRange> ports,
      IpAddress target,
      int targetPort,
      List<IpAddress> pool,
      Origin origin)
      implements NatRule {
    public Redirect {
      sources = List.copyOf(sources);
      ports = List.copyOf(ports);
      pool = List.copyOf(pool);
      if (pool.isEmpty()) {
        throw new IllegalArgumentException("nothing for " + target + " to answer to");
      }
    }
  }

  /**
   * At one interface, whatever inside and outside are, and for the node's own packets too: the
   * addresses of one side of the interface are known by others on its other side. For the far side,
   * sources of what arrives and destinations of what leaves change; for the near side, sources of
   * what leaves and destinations of what arrives.
   *
   * @param far true if the internal addresses are beyond the interface, false if on the node's side
   * @param internal addresses before the translation
   * @param external addresses after it, of the same length if {@code fixed}
   * @param fixed one to one; otherwise many to few, opened from the internal addresses only
   */
  record AtInterface(
      String vrf,
      String iface,
      boolean far,
      Prefix internal,
      Prefix external,
      boolean fixed,
      Origin origin)
      implements NatRule {
    public AtInterface {
      if (fixed && internal.length() != external.length()) {
        throw new IllegalArgumentException(
            internal + " and " + external + " are not of one length");
      }
    }

    /** The internal address by which an external one goes, or null if it is none. */
    public @Nullable IpAddress behind(IpAddress address) {
      return fixed && external.contains(address) ? moved(address, external, internal) : null;
    }

    /** The external address by which an internal one goes, or null if it is none. */
    public @Nullable IpAddress before(IpAddress address) {
      return fixed && internal.contains(address) ? moved(address, internal, external) : null;
    }

    private static @Nullable IpAddress moved(IpAddress address, Prefix from, Prefix to) {
      return address instanceof Ipv4Address(int bits)
              && from.network() instanceof Ipv4Address(int first)
          ? to.network().plus(Integer.toUnsignedLong(bits - first))
          : null;
    }
  }
}
