package io.towpath.azure.resource;

import io.towpath.net.Prefix;
import java.util.List;

/**
 * Clients of a VPN gateway (R276).
 *
 * @param pool addresses that clients are given
 * @param customRoutes further prefixes that clients route into their tunnel
 */
public record PointToSite(List<Prefix> pool, List<Prefix> customRoutes) {
  public PointToSite {
    pool = List.copyOf(pool);
    customRoutes = List.copyOf(customRoutes);
  }
}
