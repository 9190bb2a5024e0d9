package io.towpath.devices.frr;

import io.towpath.network.RoutePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Tags that say where a route of a router came from. FRR 8.4 has no match for that, so received BGP
 * routes are marked on entry (a tag never leaves the router with a BGP route), and static routes
 * that are not to be redistributed as static ones where they stand. Printing and reading agree on
 * the numbers, which no one else is likely to use.
 */
public final class SourceMark {
  /** Routes of eBGP peers. */
  public static final long EXTERNAL = 0xFFFF_0001L;

  /** Routes of iBGP peers. */
  public static final long INTERNAL = 0xFFFF_0002L;

  /** Static routes of FRR that are of another class in the network. */
  public static final long OTHER_CLASS = 0xFFFF_0003L;

  /** Name of the route map that lets BGP routes into the table if they resolve into a tunnel. */
  public static final String INTO_TUNNELS = "BGP-INTO-TUNNELS";

  /**
   * Name of the route map that keeps OSPF's default out of the table of a router that originates
   * one itself, as the network has it of itself.
   */
  public static final String OSPF_WITHOUT_DEFAULT = "OSPF-WITHOUT-DEFAULT";

  private SourceMark() {}

  /** The source that a tag marks, or null if it is an ordinary tag. */
  public static RoutePolicy.@Nullable Source of(long tag) {
    if (tag == EXTERNAL) {
      return RoutePolicy.Source.EBGP;
    }
    return tag == INTERNAL ? RoutePolicy.Source.IBGP : null;
  }
}
