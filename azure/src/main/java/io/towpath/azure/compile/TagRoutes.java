package io.towpath.azure.compile;

import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.ServiceTagRoute;
import io.towpath.azure.resource.ServiceTags.ServiceTag;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The prefixes that the service tags of a route table stand for, each given to one route (R40).
 *
 * <p>A route that states a prefix keeps it from every tag. Among tags the regional one is before
 * the one of all regions, and the tags of all that Azure has come last, likewise. A tag of which
 * nothing is known has no prefix; the reader has remarked upon it.
 */
final class TagRoutes {
  private TagRoutes() {}

  private record Tagged(ServiceTag tag, ServiceTagRoute route) {}

  /** The prefixes of each route of a table, in the order of its rank, then as published. */
  static Map<ServiceTagRoute, List<Prefix>> of(
      AzureContext context, RouteTable table, VirtualNetwork vnet) {
    List<Tagged> tagged = new ArrayList<>();
    for (ServiceTagRoute route : table.tagRoutes()) {
      context
          .resources()
          .serviceTags()
          .find(route.tag())
          .ifPresent(tag -> tagged.add(new Tagged(tag, route)));
    }
    // ASSUMPTION(A-031): of two tags of one rank the first by name has a prefix of both.
    tagged.sort(
        Comparator.<Tagged>comparingInt(one -> one.tag().rank())
            .thenComparing(one -> one.tag().name(), String.CASE_INSENSITIVE_ORDER));
    Set<Prefix> taken =
        table.routes().stream().map(UserDefinedRoute::addressPrefix).collect(Collectors.toSet());
    boolean hasIpv6 =
        vnet.addressSpace().stream().anyMatch(range -> range.family() == AddressFamily.IPV6);
    Map<ServiceTagRoute, List<Prefix>> prefixes = new LinkedHashMap<>();
    for (Tagged one : tagged) {
      List<Prefix> own = prefixes.computeIfAbsent(one.route(), _ -> new ArrayList<>());
      for (Prefix prefix : one.tag().prefixes()) {
        if ((hasIpv6 || prefix.family() == AddressFamily.IPV4) && taken.add(prefix)) {
          own.add(prefix);
        }
      }
    }
    return prefixes;
  }
}
