package io.towpath.azure.client;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a point-to-site connection.
 *
 * @param name unique in the estate
 * @param gateway name of the VPN gateway, without case
 * @param address its address in the gateway's pool; null for one that is free
 * @param windows Windows clients are not given the routes to sites
 * @param routes further prefixes that it routes into the tunnel by its own
 */
public record PointToSiteClient(
    String name,
    String gateway,
    @Nullable IpAddress address,
    boolean windows,
    List<Prefix> routes,
    Origin origin) {
  public PointToSiteClient {
    routes = List.copyOf(routes);
  }
}
