package io.towpath.lab.fabric;

import io.towpath.lab.compare.read.FrrBgp;
import io.towpath.lab.compare.read.ZebraRoutes;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.RouteExchange;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.engine.ExchangedRoute;
import io.towpath.routing.rib.RouteAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the daemons of a VRF offer to route exchanges: the paths that {@code bgpd} selected, and the
 * static, connected and OSPF routes that {@code zebra} selected. A pure function of their tables.
 *
 * <p>Whether a path is usable is what the daemons say: {@code bgpd} has followed its next hop;
 * where only paths into tunnels count, {@code zebra}'s table says where the next hop leads.
 */
final class DaemonOffers {
  private static final int DEPTH = 8;

  private final Node node;
  private final Vrf vrf;
  private final Map<String, String> interfaces;
  private final List<FrrBgp.Path> locRib;
  private final List<ZebraRoutes.Route> table;
  private final PrefixTrie<ZebraRoutes.Route> trie = new PrefixTrie<>();

  /**
   * The tables of a VRF.
   *
   * @param interfaces name in the network by Linux name
   * @param locRib all paths of {@code bgpd}; empty without one
   * @param table the selected routes of {@code zebra}
   */
  DaemonOffers(
      Node node,
      Vrf vrf,
      Map<String, String> interfaces,
      List<FrrBgp.Path> locRib,
      List<ZebraRoutes.Route> table) {
    this.node = node;
    this.vrf = vrf;
    this.interfaces = interfaces;
    this.locRib = locRib;
    this.table = table;
    table.forEach(route -> trie.put(route.prefix(), route));
  }

  /** The routes that an exchange takes from here. */
  List<ExchangedRoute> to(RouteExchange exchange) {
    List<ExchangedRoute> offers = new ArrayList<>();
    if (exchange.protocols().contains(RouteClass.BGP)) {
      addBgp(offers);
    }
    for (ZebraRoutes.Route route : table) {
      addOther(exchange, route, offers);
    }
    return offers;
  }

  private void addBgp(List<ExchangedRoute> offers) {
    BgpSpeaker.Install install =
        node.bgp().stream()
            .filter(speaker -> speaker.vrf().equals(vrf.name()))
            .findFirst()
            .map(BgpSpeaker::install)
            .orElse(BgpSpeaker.Install.ALL);
    Map<Prefix, Set<IpAddress>> taken = new HashMap<>();
    for (FrrBgp.Path path : locRib) {
      BgpRoute route = path.route();
      boolean selected =
          path.standing() == LocRibEntry.Standing.BEST
              || path.standing() == LocRibEntry.Standing.MULTIPATH;
      if (selected
          && route.source() != RoutePolicy.Source.ORIGINATED
          && isUsed(route.prefix(), install)
          && (install != BgpSpeaker.Install.INTO_TUNNELS || leadsIntoTunnel(route.nextHop(), 0))
          && taken.computeIfAbsent(route.prefix(), _ -> new HashSet<>()).add(route.nextHop())) {
        offers.add(
            ExchangedRoute.learned(
                route.prefix(), route.nextHop(), route.tag(), attributes(route), route.source()));
      }
    }
  }

  /** False if the VRF itself uses a route of another protocol instead. */
  private boolean isUsed(Prefix prefix, BgpSpeaker.Install install) {
    ZebraRoutes.Route selected = trie.get(prefix);
    return install == BgpSpeaker.Install.NONE
        || selected == null
        || selected.protocol().equals(RouteClass.BGP);
  }

  private boolean leadsIntoTunnel(IpAddress address, int depth) {
    ZebraRoutes.Route match = trie.longestMatch(address).map(PrefixTrie.Entry::value).orElse(null);
    return match != null && depth < DEPTH && match.hops().stream().anyMatch(h -> tunnel(h, depth));
  }

  private boolean tunnel(ZebraRoutes.Hop hop, int depth) {
    String iface = hop.iface();
    if (iface == null) {
      IpAddress via = hop.address();
      return via != null && leadsIntoTunnel(via, depth + 1);
    }
    String name = interfaces.get(iface);
    return name != null
        && node.interfaces().stream()
            .anyMatch(own -> own.name().equals(name) && own.link() == LinkKind.TUNNEL);
  }

  private static RouteAttributes attributes(BgpRoute route) {
    return new RouteAttributes(
        route.asPath().toString(),
        route.asPath().length(),
        route.localPreference(),
        route.med(),
        route.weight(),
        route.origin(),
        route.communities(),
        route.nextHop(),
        route.peer());
  }

  private void addOther(
      RouteExchange exchange, ZebraRoutes.Route selected, List<ExchangedRoute> offers) {
    switch (selected.protocol()) {
      case "static" -> {
        // The daemon knows no classes: which one a static route is of was written down.
        for (Route route : vrf.routes()) {
          if (route.prefix().equals(selected.prefix())
              && exchange.protocols().contains(route.routeClass())
              && selected.hops().stream().anyMatch(hop -> isSame(route.nextHop(), hop))) {
            offers.add(
                ExchangedRoute.written(route.prefix(), route.nextHop(), route.tag(), route.name()));
          }
        }
      }
      case "connected", "ospf" -> {
        if (exchange.protocols().contains(selected.protocol())) {
          for (ZebraRoutes.Hop hop : selected.hops()) {
            NextHop nextHop = nextHop(hop);
            if (nextHop != null) {
              offers.add(ExchangedRoute.written(selected.prefix(), nextHop, 0, null));
            }
          }
        }
      }
      default -> {
        // BGP's are read from bgpd; local and kernel routes are of no class that is exchanged.
      }
    }
  }

  private @Nullable NextHop nextHop(ZebraRoutes.Hop hop) {
    String iface = hop.iface() == null ? null : interfaces.get(hop.iface());
    IpAddress address = hop.address();
    if (address != null) {
      return new NextHop.Via(address, iface, null);
    }
    return iface == null ? null : new NextHop.Attached(iface, null);
  }

  private boolean isSame(NextHop written, ZebraRoutes.Hop hop) {
    String iface = hop.iface() == null ? null : interfaces.get(hop.iface());
    return switch (written) {
      case NextHop.Via(IpAddress address, _, _) -> address.equals(hop.address());
      case NextHop.Attached(String name, _) -> name.equals(iface);
      case NextHop.IntoTunnel(String name, _) -> name.equals(iface);
      case NextHop.Internet(String name, _) -> name.equals(iface);
      case NextHop.Discard _ -> hop.discard();
      // These have no word in a router's configuration: the daemon's route of that prefix is it.
      case NextHop.Port _, NextHop.Deliver _, NextHop.ToGroup _, NextHop.OtherVrf _ -> true;
    };
  }
}
