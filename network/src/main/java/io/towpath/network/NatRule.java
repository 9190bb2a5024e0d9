package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A translation between the inside and the outside of a node. The rules of a node are an ordered
 * list; the first that matches is used.
 */
public sealed interface NatRule {

  /** Where it was written. */
  Origin origin();

  /** VRF of the inside interfaces that it serves. */
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
   * @param pool outside addresses; empty = the primary address of {@code outInterface}
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
}
