package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.SourceMark;
import io.towpath.devices.frr.print.ConfigurationText.Block;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.devices.frr.print.RouteMapPrinter.Entry;
import io.towpath.devices.frr.print.RouteMapPrinter.Line;
import io.towpath.devices.frr.print.RouteMapPrinter.OnMatch;
import io.towpath.devices.print.ListEntries;
import io.towpath.devices.print.Reach;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.NextHop;
import io.towpath.network.OspfProcess;
import io.towpath.network.Redistribution;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Static routes of every VRF, and which BGP routes its table takes. */
final class TablePrinter {
  /** Platforms' own classes, whose routes zebra or the lab's kernel has anyway. */
  private static final Set<String> OWN = Set.of(RouteClass.CONNECTED, RouteClass.LOCAL);

  private static final int FARTHEST = 254;

  private final Printing printing;
  private final ListPrinter lists;
  private final RouteMapPrinter maps;
  private final Set<String> tunnels;

  TablePrinter(Printing printing, ListPrinter lists, RouteMapPrinter maps) {
    this.printing = printing;
    this.lists = lists;
    this.maps = maps;
    this.tunnels =
        Stream.concat(
                printing.node.tunnels().stream().map(end -> end.iface()),
                printing.node.interfaces().stream()
                    .filter(iface -> iface.link() == LinkKind.TUNNEL)
                    .map(Interface::name))
            .collect(Collectors.toSet());
  }

  void print() {
    for (Vrf vrf : printing.node.vrfs()) {
      List<String> routes = new ArrayList<>();
      for (Route route : vrf.routes()) {
        if (!OWN.contains(route.routeClass())) {
          add(route, vrf.name(), routes);
        }
      }
      print(vrf, routes);
    }
  }

  private void print(Vrf vrf, List<String> routes) {
    List<String> filters =
        Stream.of(install(vrf), withoutOthersDefault(vrf)).filter(Objects::nonNull).toList();
    boolean speaks = printing.node.bgp().stream().anyMatch(s -> s.vrf().equals(vrf.name()));
    // The prediction resolves next hops over a default route as IOS-XE does.
    String resolve = "ip nht resolve-via-default";
    if (vrf.name().equals(Vrf.DEFAULT)) {
      printing.text.line(Section.ROUTES, resolve, FrrDaemon.ZEBRA);
      for (String route : routes) {
        printing.text.line(Section.ROUTES, route, FrrDaemon.STATICD);
      }
      filters.forEach(filter -> printing.text.line(Section.ROUTES, filter, FrrDaemon.ZEBRA));
      return;
    }
    Block block =
        printing.text.block(Section.ROUTES, "vrf " + vrf.name(), "exit-vrf", FrrDaemon.ZEBRA);
    if (speaks || !routes.isEmpty()) {
      block.line(resolve, FrrDaemon.ZEBRA);
    }
    routes.forEach(route -> block.line(route, FrrDaemon.STATICD));
    filters.forEach(filter -> block.line(filter, FrrDaemon.ZEBRA));
  }

  private void add(Route route, String vrf, List<String> routes) {
    if (!(route.prefix().network() instanceof Ipv4Address)) {
      printing.notes.absent(
          route.origin(), "route " + route.prefix(), "IPv4 alone is printed.", Reach.NOTHING);
      return;
    }
    String nextHop = nextHop(route, vrf);
    if (nextHop == null) {
      return;
    }
    notes(route);
    StringBuilder line = new StringBuilder("ip route ").append(route.prefix()).append(' ');
    String leak = "";
    if (route.nextHop() instanceof NextHop.OtherVrf(String other, _)) {
      leak = " nexthop-vrf " + other;
    }
    line.append(nextHop);
    long tag = tag(route, vrf);
    if (tag != 0) {
      line.append(" tag ").append(tag);
    }
    int distance = Math.clamp(route.distance(), 1, FARTHEST);
    if (distance != 1) {
      line.append(' ').append(distance);
    }
    routes.add(line.append(leak).toString());
  }

  private void notes(Route route) {
    String out = outInterface(route.nextHop());
    if (route.requiresUp() != null && !route.requiresUp().equals(out)) {
      printing.notes.absent(
          route.origin(),
          "route " + route.prefix() + " only while " + route.requiresUp() + " is up",
          "staticd follows the next hop only; the route is there without the condition.",
          Reach.prefix(route.prefix()));
    }
    if (route.metric() != 0) {
      printing.notes.absent(
          route.origin(),
          "metric " + route.metric() + " of route " + route.prefix(),
          "Static routes of FRR have a distance and no metric.",
          Reach.prefix(route.prefix()));
    }
  }

  /** The route's tag, or the mark that keeps it from being redistributed as a static route. */
  private long tag(Route route, String vrf) {
    if (route.routeClass().equals(RouteClass.STATIC) || !redistributesStatic(vrf)) {
      return route.tag();
    }
    if (route.tag() != 0) {
      printing.notes.approximated(
          route.origin(),
          "tag " + route.tag() + " of the \"" + route.routeClass() + "\" route " + route.prefix(),
          "Its tag says here that it is no static route.");
    }
    return SourceMark.OTHER_CLASS;
  }

  private boolean redistributesStatic(String vrf) {
    Stream<Redistribution> all =
        Stream.concat(
            printing.node.bgp().stream()
                .filter(speaker -> speaker.vrf().equals(vrf))
                .flatMap(speaker -> speaker.redistributions().stream()),
            printing.node.ospf().stream()
                .filter(process -> process.vrf().equals(vrf))
                .flatMap(process -> process.redistributions().stream()));
    return all.anyMatch(redistribution -> redistribution.fromClass().equals(RouteClass.STATIC));
  }

  /** Entries that keep routes of other classes out of a redistribution of static routes. */
  static List<Entry> denyOtherClasses(Printing printing, String vrf, FrrDaemon daemon) {
    Vrf table = printing.node.vrf(vrf);
    boolean others =
        table != null
            && table.routes().stream()
                .map(Route::routeClass)
                .anyMatch(name -> !OWN.contains(name) && !name.equals(RouteClass.STATIC));
    return others
        ? List.of(
            new Entry(
                false,
                List.of(new Line("match tag " + SourceMark.OTHER_CLASS, daemon)),
                null,
                OnMatch.EXIT))
        : List.of();
  }

  private static @Nullable String outInterface(NextHop nextHop) {
    return switch (nextHop) {
      case NextHop.Via(_, String iface, _) -> iface;
      case NextHop.Attached(String iface, _) -> iface;
      case NextHop.IntoTunnel(String iface, _) -> iface;
      case NextHop.Internet(String iface, _) -> iface;
      case NextHop.Port _,
          NextHop.Deliver _,
          NextHop.ToGroup _,
          NextHop.OtherVrf _,
          NextHop.Discard _ ->
          null;
    };
  }

  private @Nullable String nextHop(Route route, String vrf) {
    return switch (route.nextHop()) {
      case NextHop.Via(var address, var iface, _) ->
          iface == null ? "" + address : address + " " + iface;
      case NextHop.Attached(String iface, _) -> iface;
      case NextHop.IntoTunnel(String iface, _) -> iface;
      case NextHop.Discard(boolean silent, _) -> silent ? "blackhole" : "reject";
      case NextHop.OtherVrf(String other, _) -> {
        if (other.equals(Vrf.DEFAULT) || other.equals(vrf)) {
          yield refuse(route, "looked up in VRF " + other, "FRR leaks into named VRFs only.");
        }
        printing.notes.approximated(
            route.origin(),
            "route " + route.prefix() + " looked up in VRF " + other,
            "FRR sends it to the VRF's device, so this works with VRF devices and not with"
                + " namespaces.");
        yield other;
      }
      case NextHop.Internet _ ->
          refuse(route, "to the Internet", "What leads there has an address to FRR.");
      case NextHop.Port _, NextHop.Deliver _ ->
          refuse(route, "through a fabric", "FRR knows no ports of a fabric.");
      case NextHop.ToGroup(String group, _) ->
          refuse(route, "to group " + group, "FRR knows no elected next hops.");
    };
  }

  private @Nullable String refuse(Route route, String what, String reason) {
    printing.notes.absent(
        route.origin(),
        "route " + route.prefix() + " " + what,
        reason,
        Reach.prefix(route.prefix()));
    return null;
  }

  /** The filter between BGP and the table; null if the table takes all. */
  private @Nullable String install(Vrf vrf) {
    for (BgpSpeaker speaker : printing.node.bgp()) {
      if (speaker.vrf().equals(vrf.name())) {
        return switch (speaker.install()) {
          case ALL -> null;
          case NONE -> "ip protocol bgp route-map " + filter("BGP-NOT-INSTALLED", false, List.of());
          case INTO_TUNNELS -> {
            String list = lists.prefixList("TUNNELLED-NEXT-HOPS", tunnelled(vrf));
            printing.notes.approximated(
                speaker.origin(),
                "BGP routes that resolve into a tunnel only",
                "zebra compares next hops with the static routes and subnets of this"
                    + " configuration, not with routes that BGP or OSPF brings.");
            Line match = new Line("match ip next-hop prefix-list " + list, FrrDaemon.ZEBRA);
            yield "ip protocol bgp route-map "
                + filter(SourceMark.INTO_TUNNELS, true, List.of(match));
          }
        };
      }
    }
    return null;
  }

  /**
   * A router that always originates a default route installs no other router's, as IOS-XE does; FRR
   * would.
   */
  private @Nullable String withoutOthersDefault(Vrf vrf) {
    for (OspfProcess process : printing.node.ospf()) {
      OspfProcess.DefaultOriginate own = process.defaultOriginate();
      if (process.vrf().equals(vrf.name()) && own != null && own.always()) {
        String list =
            lists.prefixList(
                "DEFAULT", List.of(ListEntries.entry(true, Prefix.DEFAULT_IPV4, 0, 0)));
        Line match = new Line("match ip address prefix-list " + list, FrrDaemon.ZEBRA);
        RouteMapUse use =
            new RouteMapUse(FrrDaemon.ZEBRA, RouteMapUse.Flow.ORIGINATION, RouteClass.OSPF, 0);
        return "ip protocol ospf route-map "
            + maps.map(
                SourceMark.OSPF_WITHOUT_DEFAULT,
                List.of(new Entry(false, List.of(match), null, OnMatch.EXIT)),
                null,
                use);
      }
    }
    return null;
  }

  private String filter(String name, boolean permit, List<Line> body) {
    return maps.single(
        name,
        permit,
        body,
        new RouteMapUse(FrrDaemon.ZEBRA, RouteMapUse.Flow.ORIGINATION, RouteClass.BGP, 0));
  }

  /** Next hops by longest prefix: permitted if the static route or subnet goes into a tunnel. */
  private List<String> tunnelled(Vrf vrf) {
    TreeMap<Prefix, Boolean> into =
        new TreeMap<>(Comparator.comparingInt(Prefix::length).reversed().thenComparing(p -> p));
    for (Interface iface : printing.node.interfaces()) {
      if (iface.vrf().equals(vrf.name())) {
        for (InterfaceAddress address : iface.addresses()) {
          into.putIfAbsent(address.subnet(), tunnels.contains(iface.name()));
        }
      }
    }
    for (Route route : vrf.routes()) {
      String out = outInterface(route.nextHop());
      boolean tunnel =
          route.nextHop() instanceof NextHop.IntoTunnel || out != null && tunnels.contains(out);
      into.putIfAbsent(route.prefix(), tunnel);
    }
    return into.entrySet().stream()
        .filter(entry -> entry.getKey().network() instanceof Ipv4Address)
        .map(e -> ListEntries.entry(e.getValue(), e.getKey(), e.getKey().length(), 32))
        .toList();
  }

  /** True if a VRF has a static default route. */
  static boolean hasStaticDefault(Printing printing, String vrf) {
    Vrf table = printing.node.vrf(vrf);
    return table != null
        && table.routes().stream()
            .anyMatch(
                route ->
                    route.routeClass().equals(RouteClass.STATIC)
                        && route.prefix().equals(Prefix.DEFAULT_IPV4));
  }
}
