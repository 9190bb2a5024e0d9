package io.towpath.lab.compare.read;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.routing.ospf.OspfRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Neighbours and routes of FRR's ospfd. */
public final class FrrOspf {
  /** Command behind {@link #neighbours}. */
  public static final String NEIGHBOURS = "show ip ospf neighbor json";

  /** Command behind {@link #routes}. */
  public static final String ROUTES = "show ip ospf route json";

  /** Command behind {@link #progress}. */
  public static final String PROCESS = "show ip ospf json";

  private FrrOspf() {}

  /**
   * A neighbour.
   *
   * @param iface Linux name of the own interface
   * @param state FRR's word before the slash: {@code Full}, {@code 2-Way} …
   */
  public record Neighbour(String iface, IpAddress address, String state) {
    /** True for what cannot get further: full, or two-way between two that are not designated. */
    public boolean isSettled() {
      return state.equals("Full") || state.equals("2-Way");
    }
  }

  /** A next hop; without an address the network is attached to the interface. */
  public record Hop(@Nullable IpAddress address, String iface) {}

  /** A route to a network. */
  public record Route(Prefix prefix, OspfRoute.Kind kind, long metric, List<Hop> hops) {
    public Route {
      hops = List.copyOf(hops);
    }
  }

  /** Reads {@link #NEIGHBOURS}, in the order of FRR. */
  public static List<Neighbour> neighbours(JsonNode json) {
    List<Neighbour> neighbours = new ArrayList<>();
    for (Map.Entry<String, JsonNode> router : json.path("neighbors").properties()) {
      for (JsonNode n : router.getValue()) {
        String iface = n.path("ifaceName").asString("");
        String state = n.path("nbrState").asString("");
        neighbours.add(
            new Neighbour(
                before(iface, ':'),
                IpAddress.parse(n.path("ifaceAddress").asString("")),
                before(state, '/')));
      }
    }
    return List.copyOf(neighbours);
  }

  /**
   * Reads {@link #PROCESS}: a text that stays the same while the link-state database does and no
   * calculation of routes is due.
   */
  public static String progress(JsonNode json) {
    StringBuilder text = new StringBuilder();
    appendCounts(json, text);
    for (Map.Entry<String, JsonNode> area : json.path("areas").properties()) {
      text.append(" area ").append(area.getKey());
      appendCounts(area.getValue(), text);
    }
    return text.append(json.has("spfTimerDueInMsecs") ? ", calculation due" : "").toString();
  }

  /** Numbers of advertisements of each type, and sums over their checksums. */
  private static void appendCounts(JsonNode json, StringBuilder text) {
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (field.getKey().startsWith("lsa") && !field.getKey().endsWith("Msecs")) {
        text.append(' ').append(field.getValue().asString(""));
      }
    }
  }

  private static String before(String text, char mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at);
  }

  /** Reads {@link #ROUTES}: routes to networks; those to routers are left out. */
  public static List<Route> routes(JsonNode json) {
    List<Route> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : json.properties()) {
      String type = row.getValue().path("routeType").asString("");
      if (type.startsWith("N") && row.getKey().contains("/")) {
        routes.add(route(Prefix.parseNetwork(row.getKey()), type.strip(), row.getValue()));
      }
    }
    return List.copyOf(routes);
  }

  private static Route route(Prefix prefix, String type, JsonNode row) {
    OspfRoute.Kind kind =
        switch (type) {
          case "N IA" -> OspfRoute.Kind.INTER_AREA;
          case "N E1" -> OspfRoute.Kind.EXTERNAL_1;
          case "N E2" -> OspfRoute.Kind.EXTERNAL_2;
          default -> OspfRoute.Kind.INTRA_AREA;
        };
    long metric =
        kind == OspfRoute.Kind.EXTERNAL_2
            ? row.path("type2cost").asLong(0)
            : row.path("cost").asLong(0);
    List<Hop> hops = new ArrayList<>();
    for (JsonNode hop : row.path("nexthops")) {
      String address = hop.path("ip").asString("").strip();
      hops.add(
          address.isEmpty()
              ? new Hop(null, hop.path("directlyAttachedTo").asString(""))
              : new Hop(IpAddress.parse(address), hop.path("via").asString("")));
    }
    return new Route(prefix, kind, metric, hops);
  }
}
