package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.compile.AzureRouteClass;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.NextHop;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.rib.RibRoute;
import io.towpath.routing.rib.RouteAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A VPN beside ExpressRoute that is always used, or never there when it is needed (R36, R165). */
final class BackupGotchas implements NetworkGotcha {
  /** The ASN of the Microsoft edge, in the path of all that comes over a circuit (R143). */
  static final long MICROSOFT = 12076;

  private static final FindingKind LONGER_OVER_VPN =
      FindingKind.warning(
          "TP6116",
          "R36",
          "Backup VPN takes traffic while ExpressRoute is up",
          "ExpressRoute is preferred for equal prefixes only; a longer prefix wins whatever it"
              + " comes over. The same site announces a longer prefix over its VPN than over its"
              + " circuit, so that traffic always takes the tunnel.",
          "Announce the same prefixes over both.");

  private static final FindingKind NOT_BACKED_UP =
      FindingKind.info(
          "TP6117",
          "R165",
          "Prefix that the backup VPN does not carry",
          "The site has a VPN beside its circuit, but announces this prefix over the circuit only."
              + " When the circuit fails, the prefix is gone.",
          "Announce the prefix over the VPN as well.");

  private static final FindingKind SITE_PREFERS_VPN =
      FindingKind.warning(
          "TP6118",
          "R164",
          "Site sends by VPN what Azure sends by ExpressRoute",
          "Azure prefers ExpressRoute for an equal prefix, whatever the paths. The site's router"
              + " has both and prefers the VPN, so the two directions take different ways and the"
              + " tunnel carries half of the load.",
          "Give routes from the Microsoft edge a higher local preference.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(LONGER_OVER_VPN, NOT_BACKED_UP, SITE_PREFERS_VPN);
  }

  @Override
  public void check(NetworkContext context) {
    for (AzureNames.GatewayName name : context.names().gateways().values()) {
      Optional<VirtualNetworkGateway> vpn =
          context.gateway(name).filter(VirtualNetworkGateway::isVpn);
      Optional<VirtualNetwork> vnet = vpn.flatMap(context.resources()::vnetOf);
      boolean beside =
          vnet.isPresent()
              && context.resources().gatewaysOf(vnet.get()).stream().anyMatch(g -> !g.isVpn());
      if (beside) {
        towardsSite(context, name, vpn.orElseThrow().origin());
        towardsAzure(context, vnet.orElseThrow());
      }
    }
  }

  /** R36, R165: what the gateways of one VNet know of a site over both ways. */
  private static void towardsSite(
      NetworkContext context, AzureNames.GatewayName vpn, Origin origin) {
    Map<Prefix, Long> overVpn = new TreeMap<>();
    vpn.instances().stream()
        .flatMap(one -> context.endsOf(one.bgp()).stream())
        .filter(
            end -> context.peerOf(end).filter(p -> !context.isAzure(context.nodeOf(p))).isPresent())
        .flatMap(end -> context.received(end).stream())
        .filter(route -> route.accepted() != null)
        .map(ReceivedRoute::received)
        .filter(route -> !NetworkContext.asns(route).contains(MICROSOFT))
        .forEach(
            route -> {
              List<Long> path = NetworkContext.asns(route);
              if (!path.isEmpty()) {
                overVpn.put(route.prefix(), path.getLast());
              }
            });
    Map<Prefix, Long> overCircuit = new TreeMap<>();
    Map<Prefix, Long> used = new TreeMap<>();
    for (RibRoute route : context.routes(vpn.subnet())) {
      Long site = siteOf(route);
      if (!route.routeClass().equals(AzureRouteClass.GATEWAY)
          || !route.isActive()
          || site == null) {
        continue;
      }
      if (isOverCircuit(route)) {
        overCircuit.put(route.prefix(), site);
      } else if (route.nextHops().stream().anyMatch(hop -> leadsTo(context, hop, vpn))) {
        used.put(route.prefix(), site);
      }
    }
    longer(context, vpn, origin, overCircuit, used);
    missing(context, vpn, origin, overCircuit, overVpn);
  }

  private static void longer(
      NetworkContext context,
      AzureNames.GatewayName vpn,
      Origin origin,
      Map<Prefix, Long> overCircuit,
      Map<Prefix, Long> used) {
    used.forEach(
        (prefix, site) ->
            overCircuit.entrySet().stream()
                .filter(one -> one.getValue().equals(site))
                .filter(one -> one.getKey().length() > 0)
                .filter(one -> one.getKey().covers(prefix) && !one.getKey().equals(prefix))
                .findFirst()
                .ifPresent(
                    one ->
                        context.report(
                            LONGER_OVER_VPN.at(
                                origin,
                                "AS "
                                    + site
                                    + " announces "
                                    + prefix
                                    + " to \""
                                    + vpn.name()
                                    + "\" and only "
                                    + one.getKey()
                                    + " over ExpressRoute, so the tunnel is used for it."))));
  }

  private static void missing(
      NetworkContext context,
      AzureNames.GatewayName vpn,
      Origin origin,
      Map<Prefix, Long> overCircuit,
      Map<Prefix, Long> overVpn) {
    Map<Long, Set<Prefix>> missing = new TreeMap<>();
    overCircuit.forEach(
        (prefix, site) -> {
          if (overVpn.containsValue(site)
              && overVpn.keySet().stream().noneMatch(one -> one.covers(prefix))) {
            missing.computeIfAbsent(site, _ -> new LinkedHashSet<>()).add(prefix);
          }
        });
    missing.forEach(
        (site, prefixes) ->
            context.report(
                NOT_BACKED_UP.at(
                    origin,
                    "AS "
                        + site
                        + " announces "
                        + prefixes.iterator().next()
                        + NetworkContext.andMore(prefixes.size() - 1, "prefix", "prefixes")
                        + " over ExpressRoute and not to \""
                        + vpn.name()
                        + "\".")));
  }

  /** R164: routers outside Azure that have a VNet's range over both ways and prefer the VPN. */
  private static void towardsAzure(NetworkContext context, VirtualNetwork vnet) {
    for (int speaker = 0; speaker < context.sessions().speakerCount(); speaker++) {
      String node = context.topology().node(context.sessions().speaker(speaker).node()).name();
      if (context.isAzure(node)) {
        continue;
      }
      for (Prefix range : vnet.addressSpace()) {
        LocRibEntry entry = context.bgp().locRib(speaker, range);
        if (entry == null || entry.best() == null) {
          continue;
        }
        boolean bestOverVpn =
            !NetworkContext.asns(entry.best()).contains(MICROSOFT)
                && isFromVpn(context, entry.paths().getFirst());
        boolean alsoOverCircuit =
            entry.paths().stream()
                .filter(path -> path.standing() == LocRibEntry.Standing.LOST)
                .anyMatch(path -> NetworkContext.asns(path.route()).contains(MICROSOFT));
        if (bestOverVpn && alsoOverCircuit) {
          context.report(
              SITE_PREFERS_VPN.at(
                  context.topology().node(context.sessions().speaker(speaker).node()).origin(),
                  "\""
                      + node
                      + "\" prefers the VPN to \""
                      + vnet.name()
                      + "\" for "
                      + range
                      + " by "
                      + entry.step().text()
                      + "."));
        }
      }
    }
  }

  private static boolean isFromVpn(NetworkContext context, LocRibEntry.Path path) {
    if (path.end() < 0) {
      return false;
    }
    SessionTable.End end =
        context.sessions().end(context.solution().routing().sessionEnd(path.end()));
    return context
        .peerOf(end)
        .map(peer -> context.gatewayAt(context.nodeOf(peer)))
        .flatMap(context::gateway)
        .filter(VirtualNetworkGateway::isVpn)
        .isPresent();
  }

  private static boolean leadsTo(
      NetworkContext context, NextHop hop, AzureNames.GatewayName gateway) {
    if (hop instanceof NextHop.ToGroup(String group, _)) {
      return group.equals(gateway.name());
    }
    String port = context.portOf(hop);
    return port != null && gateway.instances().stream().anyMatch(one -> one.node().equals(port));
  }

  /** True if a route came over a circuit (R143). */
  static boolean isOverCircuit(RibRoute route) {
    RouteAttributes attributes = route.attributes();
    return attributes != null && asns(attributes.asPath()).contains(MICROSOFT);
  }

  /** The AS that a route comes from; null if it has no path. */
  private static @Nullable Long siteOf(RibRoute route) {
    RouteAttributes attributes = route.attributes();
    List<Long> path = attributes == null ? List.of() : asns(attributes.asPath());
    return path.isEmpty() ? null : path.getLast();
  }

  /** The ASNs of a printed path; those of a set are left out. */
  private static List<Long> asns(String path) {
    List<Long> asns = new ArrayList<>();
    for (String word : path.split(" ", -1)) {
      if (!word.isEmpty() && word.chars().allMatch(Character::isDigit)) {
        asns.add(Long.parseLong(word));
      }
    }
    return asns;
  }
}
