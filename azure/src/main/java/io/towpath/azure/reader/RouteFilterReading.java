package io.towpath.azure.reader;

import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.ServiceCommunities;
import io.towpath.net.Community;
import java.util.ArrayList;
import java.util.List;

/** Route filters of Microsoft peerings, and Microsoft's list of communities (R135, R146). */
final class RouteFilterReading {
  private RouteFilterReading() {}

  static RouteFilter routeFilter(ArmMembers members) {
    List<Community> communities = new ArrayList<>();
    Children.read(
        members,
        "rules",
        rule -> {
          communities.addAll(rule.parsedList("communities", Community::parse));
          if (!rule.optionalText("access").orElse("Allow").equalsIgnoreCase("Allow")) {
            rule.reportUnsupported("access");
          }
          rule.reportRest(MemberTable.ROUTE_FILTER_RULE);
        });
    RouteFilter filter =
        new RouteFilter(
            members.resource(),
            Children.location(members),
            communities,
            members.references("peerings", CircuitReading.PEERING_TYPE),
            members.origin());
    members.reportRest(MemberTable.ROUTE_FILTER);
    return filter;
  }

  static ServiceCommunities serviceCommunities(ArmMembers members) {
    List<ServiceCommunities.Listed> listed = new ArrayList<>();
    members.forEach(
        "bgpCommunities",
        object -> {
          ArmMembers community = ArmMembers.of(members.notes(), members.resource(), object);
          listed.add(
              new ServiceCommunities.Listed(
                  Community.parse(community.text("communityValue")),
                  community.prefixes("communityPrefixes")));
          community.reportRest(MemberTable.SERVICE_COMMUNITY);
        });
    ServiceCommunities communities =
        new ServiceCommunities(members.resource(), listed, members.origin());
    members.reportRest(MemberTable.SERVICE_COMMUNITIES);
    return communities;
  }
}
