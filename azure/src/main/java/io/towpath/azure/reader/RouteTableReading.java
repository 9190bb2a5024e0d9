package io.towpath.azure.reader;

import io.towpath.azure.resource.DisablePeeringRoute;
import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceTagRoute;
import io.towpath.azure.resource.TableRoute;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.net.InvalidInputException;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Route tables and their routes (R50–R52, R296). */
final class RouteTableReading {

  static final String ROUTE = "routes";

  /** How many appliances may share the flows of one route (R51). */
  private static final int FEWEST = 2;

  private static final int MOST = 64;

  private static final String ADDRESS = "nextHopIpAddress";
  private static final String NEXT_HOP = "nextHop";
  private static final String ADDRESSES = "nextHopIpAddresses";

  private RouteTableReading() {}

  static RouteTable table(ArmMembers members) {
    List<TableRoute> routes = new ArrayList<>();
    Children.read(members, ROUTE, child -> routes.add(route(child)));
    RouteTable table =
        new RouteTable(
            members.resource(),
            Children.location(members),
            members.bool("disableBgpRoutePropagation", false),
            members
                .choice("disablePeeringRoute", DisablePeeringRoute.values(), "R296")
                .orElse(DisablePeeringRoute.NONE),
            routes,
            members.origin());
    members.reportRest(MemberTable.ROUTE_TABLE);
    return table;
  }

  /** A route for a prefix or, if its destination is a name, for a service tag (R40). */
  static TableRoute route(ArmMembers members) {
    String destination = members.text("addressPrefix");
    NextHopType type = members.required("nextHopType", NextHopType.values(), "R51");
    List<IpAddress> nextHops = nextHops(members, type);
    if (!destination.isEmpty()
        && Character.isLetter(destination.charAt(0))
        && destination.indexOf(':') < 0) {
      members.mentionTag("addressPrefix", -1, destination);
      members.reportRest(MemberTable.ROUTE);
      return new ServiceTagRoute(members.resource(), destination, type, nextHops, members.origin());
    }
    Prefix prefix = members.prefix("addressPrefix");
    if (nextHops.size() > 1 && prefix.family() != nextHops.getFirst().family()) {
      throw refused(
          members,
          NEXT_HOP,
          "the prefix " + prefix + " and the next hop " + nextHops.getFirst() + " differ in family",
          "Give next hops of the family of the prefix.");
    }
    members.reportRest(MemberTable.ROUTE);
    return new UserDefinedRoute(members.resource(), prefix, type, nextHops, members.origin());
  }

  /** R51: each of the two types of appliances has a member of its own, other types have neither. */
  private static List<IpAddress> nextHops(ArmMembers members, NextHopType type) {
    Optional<IpAddress> one = members.optionalAddress(ADDRESS);
    Optional<ArmMembers> several =
        members.object(NEXT_HOP).filter(found -> found.list(ADDRESSES).findAny().isPresent());
    if (one.isPresent() && type != NextHopType.VIRTUAL_APPLIANCE) {
      throw type == NextHopType.VIRTUAL_APPLIANCE_ECMP
          ? refused(
              members,
              ADDRESS,
              "a route to a VirtualApplianceEcmp has its addresses in nextHop.nextHopIpAddresses",
              "Move the address there, or change nextHopType to VirtualAppliance.")
          : refused(
              members,
              ADDRESS,
              "only a route to a VirtualAppliance has an address, this one goes to "
                  + type.azureName(),
              "Remove the address or change nextHopType.");
    }
    if (several.isPresent() && type != NextHopType.VIRTUAL_APPLIANCE_ECMP) {
      throw refused(
          members,
          NEXT_HOP,
          "only a route to a VirtualApplianceEcmp has nextHop, this one goes to "
              + type.azureName(),
          "Remove nextHop or change nextHopType.");
    }
    return switch (type) {
      case VIRTUAL_APPLIANCE ->
          List.of(
              one.orElseThrow(
                  () ->
                      refused(
                          members,
                          ADDRESS,
                          "a route to a VirtualAppliance needs its address",
                          "State nextHopIpAddress.")));
      case VIRTUAL_APPLIANCE_ECMP ->
          sharing(
              several.orElseThrow(
                  () ->
                      refused(
                          members,
                          NEXT_HOP,
                          "a route to a VirtualApplianceEcmp needs its addresses",
                          "State nextHop.nextHopIpAddresses; what lists routes may leave it out,"
                              + " what shows one route has it.")));
      case VIRTUAL_NETWORK_GATEWAY, NONE, VNET_LOCAL, INTERNET -> List.of();
    };
  }

  private static List<IpAddress> sharing(ArmMembers nextHop) {
    List<IpAddress> addresses = nextHop.addresses(ADDRESSES);
    if (addresses.size() < FEWEST || addresses.size() > MOST) {
      throw refused(
          nextHop,
          ADDRESSES,
          "a route to a VirtualApplianceEcmp has "
              + FEWEST
              + " to "
              + MOST
              + " addresses, here "
              + (addresses.size() == 1 ? "is 1" : "are " + addresses.size()),
          addresses.size() < FEWEST
              ? "State more addresses, or nextHopType VirtualAppliance and nextHopIpAddress."
              : "Put appliances behind an internal load balancer.");
    }
    // ASSUMPTION(A-045): an address stands once, and all are of one family.
    Set<IpAddress> seen = new HashSet<>();
    for (IpAddress address : addresses) {
      if (!seen.add(address)) {
        throw refused(nextHop, ADDRESSES, address + " stands here twice", "Keep one of the two.");
      }
      if (address.family() != addresses.getFirst().family()) {
        throw refused(
            nextHop,
            ADDRESSES,
            addresses.getFirst() + " and " + address + " differ in family",
            "State addresses of one family, that of the prefix.");
      }
    }
    nextHop.reportRest(MemberTable.ROUTE);
    return addresses;
  }

  private static InvalidInputException refused(
      ArmMembers members, String name, String problem, String fix) {
    InvalidInputException e = members.invalid(name, problem, fix);
    return new InvalidInputException(e.findings().getFirst().byRule("R51"));
  }
}
