package io.towpath.routing.engine;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.NextHop;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.SelectedPaths;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.RouteCandidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Resolves next hops of one VRF: looks addresses up in its table, BGP routes included, until an
 * interface, tunnel or drop is reached. A route that would lead back to itself is passed over for
 * the next shorter one.
 *
 * <p>Not thread-safe; made for one table and thrown away with it.
 */
final class NextHops {

  /**
   * BGP paths that the table can use.
   *
   * @param nextHops their next hops, without doubles, the best path's first
   * @param paths place of each in the selected paths
   * @param forwards where they lead together
   */
  record Installed(List<Ipv4Address> nextHops, List<Integer> paths, List<Forward> forwards) {
    /** True for an aggregate of the speaker itself: a discard route. */
    boolean isAggregate() {
      return nextHops.isEmpty();
    }
  }

  private static final int DEPTH = 16;
  private static final int[] NOWHERE = {};
  private static final List<Forward> DROP = List.of(new Forward.Discard(false));

  private final EngineIndex index;
  private final int vrf;
  private final BaseTable base;
  private final @Nullable BgpView bgp;
  private final BgpSpeaker.@Nullable Install install;
  private final Map<IpAddress, List<Forward>> resolved = new HashMap<>();
  private final Map<SelectedPaths, Installed> installed = new HashMap<>();
  private final List<Prefix> open = new ArrayList<>();

  NextHops(EngineIndex index, int vrf, BaseTable base, @Nullable BgpView bgp) {
    this.index = index;
    this.vrf = vrf;
    this.base = base;
    this.bgp = bgp;
    install = bgp == null ? null : index.sessions.speaker(bgp.speaker()).config().install();
  }

  /** Where a packet to an address goes; empty if nowhere. */
  List<Forward> resolve(IpAddress address) {
    List<Forward> known = resolved.get(address);
    if (known != null) {
      return known;
    }
    boolean outermost = open.isEmpty();
    List<Forward> found = open.size() > DEPTH ? List.of() : lookUp(address);
    if (outermost) {
      // Inside a recursion some routes are passed over: only the outermost answer is general.
      resolved.put(address, found);
    }
    return found;
  }

  private List<Forward> lookUp(IpAddress address) {
    if (base.owner(address) >= 0) {
      return List.of();
    }
    BaseTable.Entry match = base.match(address);
    int baseLength = match == null ? -1 : match.prefix().length();
    for (int place : bgpPlaces(address, baseLength - 1)) {
      List<Forward> found = throughBgp(place, match);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return match == null || open.contains(match.prefix()) ? List.of() : through(match, address);
  }

  /** Places of the BGP prefixes that contain an address and are longer, the longest first. */
  private int[] bgpPlaces(IpAddress address, int length) {
    if (bgp == null || !(address instanceof Ipv4Address(int bits))) {
      return NOWHERE;
    }
    PrefixIndex prefixes = bgp.prefixes();
    return Arrays.stream(prefixes.covering(bits))
        .filter(place -> prefixes.length(place) > length)
        .toArray();
  }

  /** By a BGP route, unless a route of the base table with the same prefix is preferred. */
  private List<Forward> throughBgp(int place, BaseTable.@Nullable Entry match) {
    SelectedPaths paths = bgp == null ? null : bgp.at(place);
    Prefix prefix = bgp == null ? Prefix.DEFAULT_IPV4 : bgp.prefixes().prefix(place);
    boolean preferred =
        match == null
            || paths == null
            || !match.prefix().equals(prefix)
            || paths.distance() < match.distance();
    if (paths == null || !preferred || open.contains(prefix) || !mayInstall(paths)) {
      return List.of();
    }
    if (paths.source() == RoutePolicy.Source.ORIGINATED) {
      return DROP;
    }
    open.add(prefix);
    SequencedSet<Forward> all = new LinkedHashSet<>();
    for (int path = 0; path < paths.size(); path++) {
      Ipv4Address nextHop = new Ipv4Address(paths.nextHop(path));
      if (!leadsBack(prefix, nextHop)) {
        all.addAll(usable(resolve(nextHop)));
      }
    }
    open.removeLast();
    return List.copyOf(all);
  }

  private boolean mayInstall(SelectedPaths paths) {
    return install != BgpSpeaker.Install.NONE
        && (paths.source() != RoutePolicy.Source.ORIGINATED || paths.aggregate());
  }

  private List<Forward> through(BaseTable.Entry match, IpAddress address) {
    open.add(match.prefix());
    SequencedSet<Forward> all = new LinkedHashSet<>();
    for (RouteCandidate route : match.routes()) {
      all.addAll(forwards(route.nextHop(), address));
    }
    open.removeLast();
    return List.copyOf(all);
  }

  /** Where a route leads. */
  List<Forward> forwards(RouteCandidate route) {
    open.add(route.prefix());
    List<Forward> forwards = forwards(route.nextHop(), null);
    open.removeLast();
    return forwards;
  }

  /** The same, where the route to an own address is for this node. */
  List<Forward> forwardsOrReceive(RouteCandidate route) {
    Prefix prefix = route.prefix();
    int owner = prefix.isHost() ? base.owner(prefix.network()) : -1;
    return owner < 0 ? forwards(route) : List.of(new Forward.Receive(owner));
  }

  /** Where a next hop that needs no look-up leads. */
  List<Forward> direct(NextHop nextHop, @Nullable IpAddress target) {
    return forwards(nextHop, target);
  }

  /**
   * Where a next hop leads.
   *
   * @param target address that is looked up by it; null for packets' own destinations
   */
  private List<Forward> forwards(NextHop nextHop, @Nullable IpAddress target) {
    return switch (nextHop) {
      case NextHop.Via(IpAddress address, var iface, _) ->
          iface == null ? resolve(address) : over(iface, address);
      case NextHop.Attached(String iface, _) -> over(iface, target);
      case NextHop.Port(String domain, IpAddress address, _) ->
          List.of(
              index.topology.vrf(vrf).reaches(domain)
                  ? new Forward.ToPort(domain, address)
                  : new Forward.Discard(true));
      case NextHop.Deliver(String domain, var filter, _) ->
          List.of(
              target == null
                  ? new Forward.Deliver(domain, filter)
                  : new Forward.ToPort(domain, target));
      case NextHop.ToGroup(String group, _) -> List.of(new Forward.ToGroup(group));
      case NextHop.IntoTunnel(String iface, _) -> over(iface, null);
      case NextHop.OtherVrf(String name, _) -> {
        int other = index.topology.vrfId(index.topology.nodeOfVrf(vrf), name);
        yield other < 0 ? List.of() : List.of(new Forward.OtherVrf(other));
      }
      case NextHop.Internet(String iface, _) -> {
        int id = index.interfaceOf(vrf, iface);
        yield id < 0 ? List.of() : List.of(new Forward.Internet(id));
      }
      case NextHop.Discard(boolean silent, _) -> List.of(new Forward.Discard(silent));
    };
  }

  private List<Forward> over(String iface, @Nullable IpAddress neighbour) {
    int id = index.interfaceOf(vrf, iface);
    if (id < 0) {
      return List.of();
    }
    if (index.isTunnel(id)) {
      return List.of(new Forward.IntoTunnel(id));
    }
    return List.of(
        neighbour == null ? new Forward.Attached(id) : new Forward.Neighbour(id, neighbour));
  }

  /**
   * The paths of a selection that the VRF's table takes for every prefix but those that contain one
   * of their next hops, or null if it takes none.
   */
  @Nullable Installed installed(SelectedPaths paths) {
    if (!mayInstall(paths)) {
      return null;
    }
    Installed known = installed.get(paths);
    if (known == null) {
      known = members(paths);
      installed.put(paths, known);
    }
    return known.forwards().isEmpty() ? null : known;
  }

  /** The paths of a selection that the VRF's table takes for a prefix, or null if it takes none. */
  @Nullable Installed installed(Prefix prefix, SelectedPaths paths) {
    Installed all = installed(paths);
    if (all == null || all.nextHops().stream().noneMatch(hop -> leadsBack(prefix, hop))) {
      return all;
    }
    List<Ipv4Address> nextHops = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    SequencedSet<Forward> forwards = new LinkedHashSet<>();
    for (int i = 0; i < all.nextHops().size(); i++) {
      Ipv4Address nextHop = all.nextHops().get(i);
      if (!leadsBack(prefix, nextHop)) {
        nextHops.add(nextHop);
        places.add(all.paths().get(i));
        forwards.addAll(usable(resolve(nextHop)));
      }
    }
    return nextHops.isEmpty()
        ? null
        : new Installed(List.copyOf(nextHops), List.copyOf(places), List.copyOf(forwards));
  }

  /**
   * True if a BGP route would itself be the longest match of its next hop. RFC 4271 §9.1.2.1: such
   * a route is not resolvable, whatever shorter route contains the next hop too; and routers do not
   * install it, though BGP goes on selecting and announcing it. A host route to the next hop is
   * taken, as zebra does: it says nothing but what the shorter route says.
   */
  private boolean leadsBack(Prefix prefix, Ipv4Address nextHop) {
    if (prefix.isHost() || !prefix.contains(nextHop)) {
      return false;
    }
    BaseTable.Entry match = base.match(nextHop);
    return (match == null || match.prefix().length() <= prefix.length())
        && !hasLonger(nextHop, prefix.length());
  }

  /** True if the table takes a BGP route to an address that is longer than a length. */
  private boolean hasLonger(Ipv4Address address, int length) {
    for (int place : bgpPlaces(address, length)) {
      SelectedPaths paths = bgp == null ? null : bgp.at(place);
      if (bgp != null
          && paths != null
          && mayInstall(paths)
          && hasWay(bgp.prefixes().prefix(place), paths)) {
        return true;
      }
    }
    return false;
  }

  /** What BGP selects it can reach: only whether it leads back is asked here. */
  private boolean hasWay(Prefix prefix, SelectedPaths paths) {
    if (paths.source() == RoutePolicy.Source.ORIGINATED) {
      return true;
    }
    for (int path = 0; path < paths.size(); path++) {
      if (!leadsBack(prefix, new Ipv4Address(paths.nextHop(path)))) {
        return true;
      }
    }
    return false;
  }

  /** The paths of a selection whose next hop resolves, whether the table takes them or not. */
  Installed members(SelectedPaths paths) {
    List<Ipv4Address> nextHops = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    SequencedSet<Forward> forwards = new LinkedHashSet<>();
    if (paths.source() == RoutePolicy.Source.ORIGINATED) {
      return new Installed(List.of(), List.of(), paths.aggregate() ? DROP : List.of());
    }
    for (int path = 0; path < paths.size(); path++) {
      Ipv4Address nextHop = new Ipv4Address(paths.nextHop(path));
      List<Forward> found = usable(resolve(nextHop));
      if (!found.isEmpty() && !nextHops.contains(nextHop)) {
        nextHops.add(nextHop);
        places.add(path);
        forwards.addAll(found);
      }
    }
    return new Installed(List.copyOf(nextHops), List.copyOf(places), List.copyOf(forwards));
  }

  /** A cloud VPN gateway forwards by BGP into its tunnels only. */
  private List<Forward> usable(List<Forward> forwards) {
    return install == BgpSpeaker.Install.INTO_TUNNELS
        ? forwards.stream().filter(Forward.IntoTunnel.class::isInstance).toList()
        : forwards;
  }

  /** Interior cost of an address for the decision of BGP, −1 if it cannot be reached. */
  long metric(IpAddress address) {
    if (base.owner(address) >= 0) {
      // RFC 4271 §5.1.3: a speaker does not install a route with itself as the next hop.
      return -1;
    }
    if (resolve(address).isEmpty()) {
      return -1;
    }
    BaseTable.Entry match = base.match(address);
    int baseLength = match == null ? -1 : match.prefix().length();
    for (int place : bgpPlaces(address, baseLength)) {
      SelectedPaths paths = takenAt(place);
      if (paths != null) {
        return paths.metric();
      }
    }
    return match == null ? 0 : match.first().metric();
  }

  /** Length of the longest BGP route in use that contains an address, −1 if there is none. */
  int bgpMatchLength(IpAddress address) {
    for (int place : bgpPlaces(address, -1)) {
      if (bgp != null && takenAt(place) != null) {
        return bgp.prefixes().length(place);
      }
    }
    return -1;
  }

  /** What BGP selected at a place of its index, if the table takes it, else null. */
  private @Nullable SelectedPaths takenAt(int place) {
    SelectedPaths paths = bgp == null ? null : bgp.at(place);
    if (bgp == null || paths == null) {
      return null;
    }
    Prefix prefix = bgp.prefixes().prefix(place);
    BaseTable.Entry same = base.at(prefix);
    boolean preferred = same == null || paths.distance() < same.distance();
    return preferred && installed(prefix, paths) != null ? paths : null;
  }
}
