package io.towpath.routing.bgp;

/** Cost of reaching BGP next hops, from the tables without BGP's own doubtful routes. */
@FunctionalInterface
public interface NextHopMetrics {

  /** Every next hop is reachable at no cost. */
  NextHopMetrics ALL_REACHABLE = (speaker, nextHop) -> 0;

  /**
   * Interior cost from a speaker to a next hop. Must be pure and thread-safe; it is asked once per
   * pair and solve. Addresses of directly connected eBGP peers are never asked for.
   *
   * @param nextHop bits of an IPv4 address
   * @return cost 0…2^40, or −1 if unreachable
   */
  long metric(int speaker, int nextHop);
}
