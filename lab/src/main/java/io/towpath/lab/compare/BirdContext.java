package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.Node;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.DecisionStep;
import io.towpath.routing.bgp.LocRibEntry;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a solution has what routers with BIRD do in another way: paths that it would use together,
 * and routes of other protocols whose distance lies between those of eBGP and iBGP.
 */
final class BirdContext {
  private final Set<String> places = new HashSet<>();
  private final Map<String, BgpSpeaker.Options> mixedPlaces = new HashMap<>();
  private final List<At> merged = new ArrayList<>();
  private final List<At> between = new ArrayList<>();
  private final Set<Prefix> passedOn = new TreeSet<>();
  private final Set<Prefix> withoutCarrier = new TreeSet<>();
  private final Map<String, TableRows> tables = new HashMap<>();
  private final List<At> selfCovered = new ArrayList<>();

  /** A prefix at a router. */
  private record At(String place, String node, Prefix prefix) {
    /** True if a packet to an address meets it there; a default route says too little. */
    boolean meets(@Nullable String way, IpAddress destination) {
      return way != null
          && List.of(way.split(" ")).contains(node)
          && prefix.length() > 0
          && prefix.contains(destination);
    }
  }

  /**
   * What a solution has of that.
   *
   * @param observed tables of the lab: what others learn from a router follows from what it uses
   */
  BirdContext(Solution solution, LabPlan plan, Collection<TableRows> observed) {
    for (TableRows table : observed) {
      if (table.kind() == TableKind.ROUTES) {
        tables.put(table.place(), table);
      }
    }
    Topology topology = solution.topology();
    SessionTable sessions = solution.routing().sessions();
    for (Daemon daemon : plan.daemons()) {
      if (daemon.kind() == Daemon.Kind.BIRD) {
        Space space = plan.space(daemon.space());
        places.add(space.label());
        int node = topology.nodeId(space.node());
        if (node >= 0) {
          findLoopbackStates(solution, node);
        }
        int vrf = node < 0 || space.vrf() == null ? -1 : topology.vrfId(node, space.vrf());
        int speaker = vrf < 0 ? -1 : sessions.speakerOf(vrf);
        if (speaker >= 0) {
          read(solution, sessions.speaker(speaker), space);
        }
      }
    }
  }

  private void read(Solution solution, SessionTable.Speaker speaker, Space space) {
    String place = space.label();
    BgpSpeaker config = speaker.config();
    BgpSpeaker.Options options = config.options();
    boolean external = config.peers().stream().anyMatch(peer -> config.isExternal(peer));
    boolean internal = config.peers().stream().anyMatch(peer -> !config.isExternal(peer));
    boolean mixed =
        external && internal && options.externalDistance() != options.internalDistance();
    if (mixed) {
      mixedPlaces.put(place, options);
    }
    boolean merges = Math.max(options.maximumPathsExternal(), options.maximumPathsInternal()) > 1;
    for (LocRibEntry entry : solution.routing().bgp().locRib(speaker.id())) {
      if (merges && entry.paths().stream().anyMatch(BirdContext::lostAmongEquals)) {
        merged.add(new At(place, space.node(), entry.prefix()));
      }
      if (coversItsNextHop(entry)
          && solution.routing().rib(speaker.vrf()).at(entry.prefix()).stream()
              .noneMatch(RibRoute::isActive)) {
        selfCovered.add(new At(place, space.node(), entry.prefix()));
      }
      if (mixed && entry.paths().stream().anyMatch(BirdContext::isOfInternalPeer)) {
        for (RibRoute route : solution.routing().rib(speaker.vrf()).at(entry.prefix())) {
          if (route.isActive()
              && !route.routeClass().equals(RouteClass.BGP)
              && route.distance() > options.externalDistance()
              && route.distance() < options.internalDistance()) {
            between.add(new At(place, space.node(), entry.prefix()));
            if (usesBgp(place, entry.prefix())
                && passesOn(solution.topology().node(speaker.node()), space, entry)) {
              passedOn.add(entry.prefix());
            }
          }
        }
      }
    }
  }

  /** True if the lab shows that the router at a place has a prefix by BGP. */
  private boolean usesBgp(String place, Prefix prefix) {
    TableRows table = tables.get(place);
    Row row = table == null ? null : table.rows().get(prefix.toString());
    return row != null && row.value("protocol").equals(RouteClass.BGP);
  }

  /** True if others learn from a router which protocol it uses for a prefix. */
  private static boolean passesOn(Node node, Space space, LocRibEntry entry) {
    return entry.paths().stream().anyMatch(path -> path.route().peer() == null)
        || node.ospf().stream()
            .filter(process -> process.vrf().equals(space.vrf()))
            .flatMap(process -> process.redistributions().stream())
            .anyMatch(own -> own.fromClass().equals(RouteClass.BGP));
  }

  /** Addresses of a router's interfaces that speak OSPF and are down. */
  private void findLoopbackStates(Solution solution, int node) {
    Topology topology = solution.topology();
    int first = topology.firstInterfaceOf(node);
    for (int i = first; i < first + topology.interfaceCountOf(node); i++) {
      Interface iface = topology.iface(i);
      boolean member =
          topology.node(node).ospf().stream()
              .flatMap(process -> process.interfaces().stream())
              .anyMatch(each -> each.name().equals(iface.name()));
      if (member && solution.live().interfacesDown().get(i)) {
        iface.addresses().forEach(own -> withoutCarrier.add(Prefix.host(own.address())));
      }
    }
  }

  private static boolean coversItsNextHop(LocRibEntry entry) {
    BgpRoute best = entry.best();
    return best != null && best.peer() != null && entry.prefix().contains(best.nextHop());
  }

  /** True if only a step behind RFC 4271 §9.1.2.2 e) told a path from the best one. */
  private static boolean lostAmongEquals(LocRibEntry.Path path) {
    return path.standing() == LocRibEntry.Standing.LOST
        && path.step().compareTo(DecisionStep.MULTIPATH) >= 0
        && !path.step().keepsOut();
  }

  private static boolean isOfInternalPeer(LocRibEntry.Path path) {
    return path.standing() != LocRibEntry.Standing.NOT_ELIGIBLE
        && path.route().source() == RoutePolicy.Source.IBGP;
  }

  /** True if the router at a place runs BIRD. */
  boolean runsAt(String place) {
    return places.contains(place);
  }

  /** True if BIRD at a place gives a path of iBGP the distance of one of eBGP. */
  boolean raises(String place, String from, String to) {
    BgpSpeaker.Options options = mixedPlaces.get(place);
    return options != null
        && from.equals(Integer.toString(options.internalDistance()))
        && to.equals(Integer.toString(options.externalDistance()));
  }

  /** True if BIRD at a place uses paths together of which routers use only some. */
  boolean mergesMore(String place, Prefix prefix) {
    return merged.stream().anyMatch(at -> at.place().equals(place) && at.prefix().equals(prefix));
  }

  /** True if some BIRD on a way to an address may use more paths than predicted. */
  boolean mayMergeTowards(@Nullable String way, IpAddress address) {
    return merged.stream().anyMatch(at -> at.meets(way, address));
  }

  /** True if BIRD at a place uses a path of iBGP for the prefix where its router would not. */
  boolean isBetweenDistances(String place, Prefix prefix) {
    return between.stream().anyMatch(at -> at.place().equals(place) && at.prefix().equals(prefix));
  }

  /** True if some BIRD on a way to an address uses such a path. */
  boolean isBetweenDistances(@Nullable String way, IpAddress address) {
    return between.stream().anyMatch(at -> at.meets(way, address));
  }

  /** True if others learn that some BIRD uses such a path for the prefix. */
  boolean passesOn(Prefix prefix) {
    return passedOn.contains(prefix);
  }

  /** True if an address lies in such a prefix; the default route says too little to count. */
  boolean passesOn(IpAddress address) {
    return passedOn.stream().anyMatch(prefix -> prefix.length() > 0 && prefix.contains(address));
  }

  /** True if the router at a place could reach the next hop of a prefix by that prefix alone. */
  boolean isSelfCovered(String place, Prefix prefix) {
    return selfCovered.stream()
        .anyMatch(at -> at.place().equals(place) && at.prefix().equals(prefix));
  }

  /** True for the host route of an interface in the state Loopback. */
  boolean isInLoopbackState(Prefix prefix) {
    return withoutCarrier.contains(prefix);
  }
}
