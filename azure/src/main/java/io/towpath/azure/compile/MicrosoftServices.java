package io.towpath.azure.compile;

import io.towpath.azure.resource.CircuitPeering;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.RouteFilter;
import io.towpath.azure.resource.ServiceCommunities;
import io.towpath.net.AddressFamily;
import io.towpath.net.Community;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Microsoft's services are to a customer over Microsoft peering (R135, R240): prefixes that
 * the edge routers announce with the communities of their service and region, as far as the route
 * filter of the peering asks for one of them. The prefixes are those that the estate lists; packets
 * to them leave the model.
 */
final class MicrosoftServices {
  private static final String SERVICES = "services";

  private final AzureContext context;
  private final FragmentParts parts;
  private final Map<Prefix, TreeSet<Community>> listed = new TreeMap<>();
  private final Map<Community, List<Prefix>> prefixes = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  MicrosoftServices(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
    for (ServiceCommunities service : context.resources().serviceCommunities().values()) {
      for (ServiceCommunities.Listed one : service.communities()) {
        for (Prefix prefix : one.prefixes()) {
          if (prefix.family() == AddressFamily.IPV4
              && listed.computeIfAbsent(prefix, _ -> new TreeSet<>()).add(one.community())) {
            prefixes.computeIfAbsent(one.community(), _ -> new ArrayList<>()).add(prefix);
          }
        }
      }
    }
  }

  /** R135: on Microsoft peering nothing is announced until a route filter is attached. */
  RoutePolicy exports(CircuitPeering peering) {
    return context
        .resources()
        .routeFilterOf(peering)
        .filter(_ -> isMicrosoft(peering))
        .map(filter -> GatewayPolicies.routeFilter(filter, peering.origin()))
        .orElseGet(
            () -> RoutePolicy.denyAll("to the customer, no route filter (R135)", peering.origin()));
  }

  private static boolean isMicrosoft(CircuitPeering peering) {
    return peering.type() == CircuitPeeringType.MICROSOFT;
  }

  /** What the route filter of a peering lets through, in the order of prefixes. */
  private List<Prefix> announced(CircuitPeering peering) {
    RouteFilter filter = context.resources().routeFilterOf(peering).orElse(null);
    if (!isMicrosoft(peering) || filter == null) {
      return List.of();
    }
    Set<Prefix> found = new TreeSet<>();
    for (Community community : filter.communities()) {
      List<Prefix> known = prefixes.getOrDefault(community, List.of());
      found.addAll(known);
      if (known.isEmpty() && told.add(filter.id() + " " + community)) {
        parts.fragment.findings.add(
            CompilationKinds.COMMUNITY_WITHOUT_PREFIXES.at(
                filter.origin(),
                filter.id().label()
                    + ": the estate lists no prefix of the community "
                    + community
                    + ", so none is announced here."));
      }
    }
    return List.copyOf(found);
  }

  /** What an edge router originates for a peering, each prefix with all its communities. */
  List<BgpSpeaker.NetworkStatement> networks(CircuitPeering peering) {
    return announced(peering).stream()
        .map(
            prefix ->
                new BgpSpeaker.NetworkStatement(
                    prefix,
                    GatewayPolicies.communities(
                        List.copyOf(listed.getOrDefault(prefix, new TreeSet<>())),
                        peering.origin()),
                    false,
                    peering.origin()))
        .toList();
  }

  /** Routes of an edge router to what it originates. */
  List<Route> routes(CircuitPeering peering) {
    return announced(peering).stream()
        .map(
            prefix ->
                Route.of(
                    prefix,
                    RouteClass.STATIC,
                    new NextHop.Attached(SERVICES, null),
                    peering.origin()))
        .toList();
  }

  /** The interface of an edge router to the services behind it; writes these. */
  List<Interface> interfaces(CircuitPeering peering, String edgeRouter, String vrf) {
    if (announced(peering).isEmpty()) {
      return List.of();
    }
    String node = edgeRouter + " services";
    parts.fragment.nodes.add(
        Node.named(node, NodeKind.OUTSIDE, peering.origin())
            .vrfs(List.of(Vrf.router(Vrf.DEFAULT, List.of(), peering.origin())))
            .interfaces(
                List.of(
                    Interface.named(SERVICES, Vrf.DEFAULT, peering.origin())
                        .answersAllArp(true)
                        .build()))
            .build());
    parts.fragment.segments.add(
        new Segment(
            node,
            List.of(new InterfaceRef(edgeRouter, SERVICES), new InterfaceRef(node, SERVICES)),
            null,
            peering.origin()));
    return List.of(
        Interface.named(SERVICES, vrf, peering.origin()).sendsUnreachables(false).build());
  }
}
