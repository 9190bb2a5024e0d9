package io.towpath.routing.bgp;

import io.towpath.net.Prefix;
import java.util.List;

/**
 * Prefixes that have several stable outcomes (RFC 4264): which one a real network reaches depends
 * on the order of messages. The tables hold the outcome of one fixed order.
 *
 * @param prefixes sorted
 * @param speakers those that choose differently in another order, sorted
 */
public record OrderDependence(List<Prefix> prefixes, List<Integer> speakers) {
  public OrderDependence {
    prefixes = List.copyOf(prefixes);
    speakers = List.copyOf(speakers);
  }
}
