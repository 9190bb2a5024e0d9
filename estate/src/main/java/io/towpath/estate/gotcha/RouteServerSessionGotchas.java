package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.FindingKind;
import io.towpath.net.Prefix;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.DecisionStep;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sessions between Route Servers and appliances that are up and do not do what was meant. */
final class RouteServerSessionGotchas implements NetworkGotcha {
  private static final FindingKind ONE_INSTANCE =
      FindingKind.warning(
          "TP6106",
          "R170",
          "Appliance peers with one instance of a Route Server only",
          "A Route Server is two instances, and each must have a session with every appliance. With"
              + " one of them missing, interfaces are programmed inconsistently, and maintenance of"
              + " the other instance takes the routes away.",
          "Add the missing neighbor to the appliance's configuration.");

  private static final FindingKind DIFFERENT =
      FindingKind.warning(
          "TP6107",
          "R170",
          "Appliance announces different routes to the two instances",
          "Both instances must hear the same from an appliance; otherwise which routes an interface"
              + " gets depends on the instance that programs it.",
          "Give both neighbors the same policies and networks.");

  private static final FindingKind NO_OVERRIDE =
      FindingKind.warning(
          "TP6108",
          "R184",
          "Appliance between two Route Servers without as-override",
          "All Route Servers have the ASN 65515 and drop paths that contain it. An appliance that"
              + " passes routes of one on to another must replace 65515 by its own ASN, towards"
              + " both.",
          "Add as-override to the appliance's neighbors of both Route Servers.");

  private static final FindingKind NOT_PROGRAMMED =
      FindingKind.info(
          "TP6109",
          "R177",
          "Announced route that a Route Server learns and does not program",
          "A Route Server keeps routes that are equal to or inside its VNet's ranges, or those of a"
              + " VNet that uses it, and programs none of them: such traffic cannot be drawn to an"
              + " appliance by BGP.",
          "Use a route table for traffic inside the VNet, or announce a wider prefix.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(ONE_INSTANCE, DIFFERENT, NO_OVERRIDE, NOT_PROGRAMMED);
  }

  @Override
  public void check(NetworkContext context) {
    // Which Route Servers a node has sessions with.
    Map<String, Set<String>> serversOf = new TreeMap<>();
    for (AzureNames.GatewayName name : context.names().gateways().values()) {
      if (context.resources().routeServers().containsKey(name.id())) {
        ends(context, name).stream()
            .flatMap(end -> context.peerOf(end).stream())
            .forEach(
                peer ->
                    serversOf
                        .computeIfAbsent(context.nodeOf(peer), _ -> new HashSet<>())
                        .add(name.name()));
      }
    }
    for (AzureNames.GatewayName name : context.names().gateways().values()) {
      RouteServer server = context.resources().routeServers().get(name.id());
      if (server != null) {
        for (RouteServer.BgpConnection peer : server.connections()) {
          check(context, name, server, peer, serversOf);
        }
      }
    }
  }

  private static List<SessionTable.End> ends(NetworkContext context, AzureNames.GatewayName name) {
    return name.instances().stream().flatMap(one -> context.endsOf(one.bgp()).stream()).toList();
  }

  private static void check(
      NetworkContext context,
      AzureNames.GatewayName name,
      RouteServer server,
      RouteServer.BgpConnection peer,
      Map<String, Set<String>> serversOf) {
    List<SessionTable.End> ends =
        ends(context, name).stream()
            .filter(end -> end.peer().address().equals(peer.peerAddress()))
            .toList();
    List<SessionTable.End> up = ends.stream().filter(context::isUp).toList();
    if (up.isEmpty()) {
      return; // a session that is down is told as such
    }
    String who = peer.id().label() + ": " + peer.peerAddress();
    if (up.size() < ends.size()) {
      SessionTable.End down =
          ends.stream().filter(end -> !context.isUp(end)).findFirst().orElseThrow();
      context.report(
          ONE_INSTANCE.at(
              peer.origin(),
              who
                  + " has a session with "
                  + context.nodeOf(up.getFirst())
                  + " and none with "
                  + context.nodeOf(down)
                  + "."));
    } else {
      different(context, peer, who, up);
    }
    String node = context.nodeOf(context.peerOf(up.getFirst()).orElseThrow());
    if (serversOf.getOrDefault(node, Set.of()).size() > 1) {
      looped(context, peer, who, up.getFirst());
    }
    notProgrammed(context, server, peer, who, up.getFirst());
  }

  private static void different(
      NetworkContext context,
      RouteServer.BgpConnection peer,
      String who,
      List<SessionTable.End> ends) {
    Map<Prefix, String> first = announced(context, ends.getFirst());
    for (SessionTable.End end : ends.subList(1, ends.size())) {
      Map<Prefix, String> other = announced(context, end);
      Set<Prefix> all = new TreeSet<>(first.keySet());
      all.addAll(other.keySet());
      Optional<Prefix> differs =
          all.stream()
              .filter(p -> !first.getOrDefault(p, "").equals(other.getOrDefault(p, "")))
              .findFirst();
      if (differs.isPresent()) {
        context.report(
            DIFFERENT.at(
                peer.origin(),
                who
                    + " announces "
                    + differs.get()
                    + " differently to "
                    + context.nodeOf(ends.getFirst())
                    + " and to "
                    + context.nodeOf(end)
                    + "."));
      }
    }
  }

  /**
   * What an appliance says of its own accord: what it has from one of the two instances goes to the
   * other only, since a route is not sent back to whom it came from.
   */
  private static Map<Prefix, String> announced(NetworkContext context, SessionTable.End end) {
    Map<Prefix, String> routes = new TreeMap<>();
    SessionTable.End appliance = context.peerOf(end).orElseThrow();
    for (ReceivedRoute route : context.received(end)) {
      BgpRoute received = route.received();
      if (route.keptOut() == null
          && route.accepted() != null
          && !isFromServer(context, end, appliance, received.prefix())) {
        routes.put(
            received.prefix(),
            " " + received.asPath() + " " + received.nextHop() + " " + received.med());
      }
    }
    return routes;
  }

  /** True if an appliance has its best path from the Route Server that an end belongs to. */
  private static boolean isFromServer(
      NetworkContext context, SessionTable.End end, SessionTable.End appliance, Prefix prefix) {
    LocRibEntry entry = context.bgp().locRib(appliance.speaker(), prefix);
    int from = entry == null || entry.paths().isEmpty() ? -1 : entry.paths().getFirst().end();
    if (from < 0) {
      return false;
    }
    AzureNames.GatewayName own = context.gatewayAt(context.nodeOf(end));
    return context
        .peerOf(context.sessions().end(context.solution().routing().sessionEnd(from)))
        .filter(peer -> Objects.equals(context.gatewayAt(context.nodeOf(peer)), own))
        .isPresent();
  }

  /** Its own routes that come back are no loss; what it knows from nowhere else is. */
  private static void looped(
      NetworkContext context, RouteServer.BgpConnection peer, String who, SessionTable.End end) {
    List<Prefix> lost = new ArrayList<>();
    for (ReceivedRoute route : context.received(end)) {
      Prefix prefix = route.received().prefix();
      LocRibEntry entry = context.bgp().locRib(end.speaker(), prefix);
      boolean looped =
          route.keptOut() == DecisionStep.AS_LOOP
              || route.accepted() == null
                  && NetworkContext.asns(route.received()).contains(RouteServer.ASN);
      if (looped && (entry == null || entry.best() == null)) {
        lost.add(prefix);
      }
    }
    if (!lost.isEmpty()) {
      context.report(
          NO_OVERRIDE.at(
              peer.origin(),
              who
                  + " passes on "
                  + lost.getFirst()
                  + NetworkContext.andMore(lost.size() - 1, "prefix", "prefixes")
                  + " of another Route Server with 65515 in the path, and they are dropped."));
    }
  }

  private static void notProgrammed(
      NetworkContext context,
      RouteServer server,
      RouteServer.BgpConnection peer,
      String who,
      SessionTable.End end) {
    List<Prefix> ranges = ranges(context, server);
    List<Prefix> inside =
        context.received(end).stream()
            .filter(route -> route.keptOut() == null && route.accepted() != null)
            .map(route -> route.received().prefix())
            .filter(prefix -> ranges.stream().anyMatch(range -> range.covers(prefix)))
            .toList();
    if (!inside.isEmpty()) {
      context.report(
          NOT_PROGRAMMED.at(
              peer.origin(),
              who
                  + " announces "
                  + inside.getFirst()
                  + NetworkContext.andMore(inside.size() - 1, "prefix", "prefixes")
                  + " inside the ranges that \""
                  + server.name()
                  + "\" serves; no interface gets them."));
    }
  }

  private static List<Prefix> ranges(NetworkContext context, RouteServer server) {
    Optional<VirtualNetwork> vnet =
        context.resources().subnetOf(server).flatMap(context.resources()::vnetOf);
    if (vnet.isEmpty()) {
      return List.of();
    }
    List<Prefix> ranges = new ArrayList<>(vnet.get().addressSpace());
    for (Peering half : vnet.get().peerings()) {
      if (context.resources().oppositeOf(half).filter(Peering::useRemoteGateways).isPresent()) {
        context
            .resources()
            .vnet(half.remoteVirtualNetwork())
            .ifPresent(spoke -> ranges.addAll(spoke.addressSpace()));
      }
    }
    return List.copyOf(ranges);
  }
}
