package io.towpath.lab.compare.read;

import io.towpath.net.IpAddress;
import io.towpath.routing.ospf.OspfRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OSPF neighbours and routes of a BIRD, as {@link FrrOspf} has those of FRR. */
public final class BirdOspf {
  private static final Pattern NEIGHBOUR =
      Pattern.compile("\\s*\\S+\\s+\\d+\\s+(\\S+)\\s+\\S+\\s+(\\S+)\\s+(\\S+)\\s*");

  private BirdOspf() {}

  /** Command behind {@link #neighbours}, of one protocol. */
  public static String neighboursOf(String protocol) {
    return "show ospf neighbors " + protocol;
  }

  /** Command behind the routes of {@link #routes}, of one protocol. */
  public static String routesOf(String protocol) {
    return "show route protocol " + protocol + " table master4 all";
  }

  /** Reads neighbours, in the order of BIRD. */
  public static List<FrrOspf.Neighbour> neighbours(String text) {
    List<FrrOspf.Neighbour> neighbours = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = NEIGHBOUR.matcher(line);
      if (matcher.matches()) {
        neighbours.add(
            new FrrOspf.Neighbour(
                matcher.group(2), IpAddress.parse(matcher.group(3)), state(matcher.group(1))));
      }
    }
    return List.copyOf(neighbours);
  }

  /** BIRD writes the role behind the state: {@code Full/DR}; and 2-Way as {@code 2-Way/Other}. */
  private static String state(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  /** OSPF routes among routes of a table. */
  public static List<FrrOspf.Route> routes(List<BirdRoutes.Route> table) {
    List<FrrOspf.Route> routes = new ArrayList<>();
    for (BirdRoutes.Route route : table) {
      OspfRoute.Kind kind =
          switch (route.type()) {
            case "OSPF" -> OspfRoute.Kind.INTRA_AREA;
            case "OSPF-IA" -> OspfRoute.Kind.INTER_AREA;
            case "OSPF-E1" -> OspfRoute.Kind.EXTERNAL_1;
            case "OSPF-E2" -> OspfRoute.Kind.EXTERNAL_2;
            default -> null;
          };
      if (kind != null) {
        String metric =
            route.attribute(kind == OspfRoute.Kind.EXTERNAL_2 ? "OSPF.metric2" : "OSPF.metric1");
        routes.add(
            new FrrOspf.Route(
                route.prefix(),
                kind,
                metric.isEmpty() ? 0 : Long.parseLong(metric),
                route.hops().stream()
                    .map(hop -> new FrrOspf.Hop(hop.address(), hop.iface()))
                    .toList()));
      }
    }
    return List.copyOf(routes);
  }
}
