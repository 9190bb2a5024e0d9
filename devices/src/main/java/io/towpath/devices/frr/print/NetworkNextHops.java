package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.RouteMapPrinter.Entry;
import io.towpath.devices.frr.print.RouteMapPrinter.Line;
import io.towpath.devices.frr.print.RouteMapPrinter.OnMatch;
import io.towpath.devices.print.Reach;
import io.towpath.devices.print.RedistributedDefault;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.NextHop;
import io.towpath.network.PrefixList;
import io.towpath.network.Route;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Next hops of network statements that take over what the route behind them says, as those of
 * IOS-XE do and those of FRR do not.
 *
 * <p>A static route's next hop is given to the statement by a route map. FRR then sends it to
 * internal peers as it is, but also to those that it is to name itself to: a next hop that a route
 * map has set is not set again (FRR 8.4 bgpd/bgp_route.c, subgroup_announce_check). So a route map
 * towards them puts the router itself back.
 */
final class NetworkNextHops {
  private static final FrrDaemon BGPD = FrrDaemon.BGPD;

  private final Printing printing;
  private final RouteMapPrinter maps;
  private final BgpSpeaker speaker;
  private final Map<Prefix, IpAddress> nextHops = new TreeMap<>();

  NetworkNextHops(Printing printing, RouteMapPrinter maps, BgpSpeaker speaker) {
    this.printing = printing;
    this.maps = maps;
    this.speaker = speaker;
    for (NetworkStatement network : speaker.networks()) {
      Route route = behind(network);
      if (route != null
          && route.nextHop() instanceof NextHop.Via(IpAddress address, _, _)
          && address instanceof Ipv4Address) {
        nextHops.putIfAbsent(network.prefix(), address);
      }
    }
  }

  /** The static route that a statement takes over; null if that is none. */
  private @Nullable Route behind(NetworkStatement network) {
    if (!network.takesOver() || !RedistributedDefault.classes(network).isEmpty()) {
      return null;
    }
    return printing.node.vrfs().stream()
        .filter(vrf -> vrf.name().equals(speaker.vrf()))
        .map(Vrf::routes)
        .flatMap(List::stream)
        .filter(route -> route.prefix().equals(network.prefix()))
        .min(Comparator.comparingInt(Route::distance))
        .orElse(null);
  }

  /** The map of a statement: what it takes over, then its policy; null if there is neither. */
  @Nullable String map(NetworkStatement network) {
    RouteMapUse use = RouteMapUse.originated(null, speaker.asn());
    List<String> chain = new ArrayList<>();
    IpAddress nextHop = nextHops.get(network.prefix());
    if (nextHop != null) {
      noteOthers(network, nextHop);
      chain.add(
          maps.single(
              "NEXT-HOP-" + nextHop,
              true,
              List.of(new Line("set ip next-hop " + nextHop, BGPD)),
              use));
    } else {
      noteUnknown(network);
    }
    if (network.policy() != null) {
      chain.add(maps.map(network.policy(), use));
    }
    return chain.isEmpty() ? null : maps.chain("NETWORK-" + network.prefix(), chain, use);
  }

  /** Another static route of the prefix may take the place of the one whose next hop is printed. */
  private void noteOthers(NetworkStatement network, IpAddress nextHop) {
    boolean others =
        printing.node.vrfs().stream()
            .filter(vrf -> vrf.name().equals(speaker.vrf()))
            .flatMap(vrf -> vrf.routes().stream())
            .filter(route -> route.prefix().equals(network.prefix()))
            .anyMatch(
                route ->
                    !(route.nextHop() instanceof NextHop.Via(IpAddress address, _, _)
                        && address.equals(nextHop)));
    if (others && sendsNextHops()) {
      printing.notes.absent(
          network.origin(),
          "the next hop of network " + network.prefix() + " while another static route is used",
          "FRR gives it one next hop, " + nextHop + ", whatever route it stands for.",
          Reach.prefix(network.prefix()));
    }
  }

  /** OSPF may be behind the statement, with a next hop that only the running router knows. */
  private void noteUnknown(NetworkStatement network) {
    boolean connected =
        printing.node.interfaces().stream()
            .filter(iface -> iface.vrf().equals(speaker.vrf()))
            .flatMap(iface -> iface.addresses().stream())
            .anyMatch(own -> own.subnet().equals(network.prefix()));
    boolean ospf =
        printing.node.ospf().stream().anyMatch(process -> process.vrf().equals(speaker.vrf()));
    if (network.takesOver() && ospf && !connected && behind(network) == null && sendsNextHops()) {
      printing.notes.absent(
          network.origin(),
          "the next hop that OSPF has for network " + network.prefix(),
          "FRR announces itself.",
          Reach.prefix(network.prefix()));
    }
  }

  /** True if some internal peer is not told that the router itself is the next hop. */
  private boolean sendsNextHops() {
    return speaker.peers().stream()
        .filter(peer -> !speaker.isExternal(peer))
        .flatMap(peer -> peer.families().stream())
        .anyMatch(family -> !isSelf(family));
  }

  private static boolean isSelf(BgpPeer.Family family) {
    return switch (family.nextHop()) {
      case SELF, SELF_ALL -> true;
      case DEFAULT, UNCHANGED -> false;
    };
  }

  /** A map that names the router itself to a peer that wants it so; null where it does anyway. */
  @Nullable String mapOfSelf(BgpPeer.Family family, RouteMapUse use) {
    if (nextHops.isEmpty() || !isSelf(family)) {
      return null;
    }
    List<PrefixList.Entry> entries = new ArrayList<>();
    for (Prefix prefix : nextHops.keySet()) {
      int sequence = (entries.size() + 1) * 5;
      entries.add(
          new PrefixList.Entry(
              sequence, true, prefix, prefix.length(), prefix.length(), Origin.NONE));
    }
    String list = maps.prefixList(new PrefixList("OWN-NETWORKS", entries, Origin.NONE));
    Entry self =
        new Entry(
            true,
            List.of(
                new Line("match ip address prefix-list " + list, BGPD),
                new Line("set ip next-hop peer-address", BGPD)),
            null,
            OnMatch.EXIT);
    return maps.map("OWN-NETWORKS-BY-SELF", List.of(self), null, use);
  }
}
