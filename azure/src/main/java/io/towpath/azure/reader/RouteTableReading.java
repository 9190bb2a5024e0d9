package io.towpath.azure.reader;

import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceTagRoute;
import io.towpath.azure.resource.TableRoute;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Route tables and their routes (R50–R52). */
final class RouteTableReading {

  static final String ROUTE = "routes";

  /** A next hop type of 2026: several addresses, among which flows are shared. */
  private static final String SEVERAL_APPLIANCES = "VirtualApplianceEcmp";

  private RouteTableReading() {}

  static RouteTable table(ArmMembers members) {
    List<TableRoute> routes = new ArrayList<>();
    Children.read(members, ROUTE, child -> route(child).ifPresent(routes::add));
    RouteTable table =
        new RouteTable(
            members.resource(),
            Children.location(members),
            members.bool("disableBgpRoutePropagation", false),
            routes,
            members.origin());
    members.reportRest(MemberTable.ROUTE_TABLE);
    return table;
  }

  /**
   * A route for a prefix or, if its destination is a name, for a service tag (R40). Empty for one
   * to several appliances, which is reported and left out.
   */
  static Optional<TableRoute> route(ArmMembers members) {
    String destination = members.text("addressPrefix");
    if (members
        .optionalText("nextHopType")
        .filter(SEVERAL_APPLIANCES::equalsIgnoreCase)
        .isPresent()) {
      members.reportUnsupported(
          "nextHopType",
          "the route to several appliances is left out, so packets to "
              + destination
              + " follow the other routes");
      return Optional.empty();
    }
    return Optional.of(route(members, destination));
  }

  private static TableRoute route(ArmMembers members, String destination) {
    NextHopType type = members.required("nextHopType", NextHopType.values(), "R51");
    @Nullable IpAddress nextHop = members.optionalAddress("nextHopIpAddress").orElse(null);
    if (type == NextHopType.VIRTUAL_APPLIANCE && nextHop == null) {
      throw byRule51(
          members.invalid(
              "nextHopIpAddress",
              "a route to a VirtualAppliance needs its address",
              "State nextHopIpAddress."));
    }
    if (type != NextHopType.VIRTUAL_APPLIANCE && nextHop != null) {
      throw byRule51(
          members.invalid(
              "nextHopIpAddress",
              "only a route to a VirtualAppliance has an address, this one goes to "
                  + type.azureName(),
              "Remove the address or change nextHopType."));
    }
    if (!destination.isEmpty()
        && Character.isLetter(destination.charAt(0))
        && destination.indexOf(':') < 0) {
      members.mentionTag("addressPrefix", -1, destination);
      members.reportRest(MemberTable.ROUTE);
      return new ServiceTagRoute(members.resource(), destination, type, nextHop, members.origin());
    }
    UserDefinedRoute route =
        new UserDefinedRoute(
            members.resource(), members.prefix("addressPrefix"), type, nextHop, members.origin());
    members.reportRest(MemberTable.ROUTE);
    return route;
  }

  private static InvalidInputException byRule51(InvalidInputException e) {
    return new InvalidInputException(
        e.findings().stream().map(finding -> finding.byRule("R51")).toArray(Finding[]::new)[0]);
  }
}
