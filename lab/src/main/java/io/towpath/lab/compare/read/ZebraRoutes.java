package io.towpath.lab.compare.read;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The routing table of FRR's zebra. */
public final class ZebraRoutes {
  /** Command behind {@link #of}. */
  public static final String COMMAND = "show ip route json";

  private ZebraRoutes() {}

  /**
   * A route that zebra has selected.
   *
   * @param protocol {@code connected}, {@code static}, {@code bgp}, {@code ospf}, {@code kernel}
   * @param hops as the protocol gave them, before recursion is resolved
   * @param installed in the kernel too
   */
  public record Route(
      Prefix prefix,
      String protocol,
      int distance,
      long metric,
      List<Hop> hops,
      boolean installed) {
    public Route {
      hops = List.copyOf(hops);
    }
  }

  /**
   * A next hop.
   *
   * @param address null if the destination itself is a neighbour, or nothing is
   * @param iface null if recursion finds it
   * @param discard a null route
   */
  public record Hop(@Nullable IpAddress address, @Nullable String iface, boolean discard) {}

  /** Selected routes, in the order of zebra. */
  public static List<Route> of(JsonNode table) {
    List<Route> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : table.properties()) {
      for (JsonNode route : row.getValue()) {
        if (route.path("selected").asBoolean(false)) {
          routes.add(route(Prefix.parseNetwork(row.getKey()), route));
        }
      }
    }
    return List.copyOf(routes);
  }

  private static Route route(Prefix prefix, JsonNode route) {
    List<Hop> hops = new ArrayList<>();
    for (JsonNode hop : route.path("nexthops")) {
      // A hop that resolves a recursive one stands behind it, marked as such.
      if (!hop.path("resolver").asBoolean(false)) {
        hops.add(hop(hop));
      }
    }
    return new Route(
        prefix,
        route.path("protocol").asString(""),
        route.path("distance").asInt(0),
        route.path("metric").asLong(0),
        hops,
        route.path("installed").asBoolean(false));
  }

  private static Hop hop(JsonNode hop) {
    boolean discard = hop.has("blackhole") || hop.has("unreachable") || hop.has("reject");
    return new Hop(
        hop.has("ip") ? IpAddress.parse(hop.path("ip").asString("")) : null,
        hop.has("interfaceName") ? hop.path("interfaceName").asString("") : null,
        discard);
  }
}
