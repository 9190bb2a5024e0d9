package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.routing.Topology;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.fib.Forward;
import io.towpath.routing.rib.RibRoute;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which differences follow from {@link OldestChoices}: each row must be one that belongs to what
 * the lab's own speakers say they chose.
 */
final class OldestDifferences {
  static final String WHY = "the oldest of equal paths wins (RFC 5004), and age is not modelled";

  private static final Set<String> ELIGIBLE = Set.of("best", "multipath", "lost");

  private final Solution solution;
  private final Topology topology;
  private final Places places;
  private final BothSides sides;
  private final KernelHops kernelHops;
  private final OldestChoices choices;

  OldestDifferences(Solution solution, Places places, BothSides sides, KernelHops kernelHops) {
    this.solution = solution;
    this.topology = solution.topology();
    this.places = places;
    this.sides = sides;
    this.kernelHops = kernelHops;
    this.choices = new OldestChoices(solution, places, sides);
  }

  /** True if a difference follows from the age of paths. */
  boolean explain(TableRows table, @Nullable Row predicted, @Nullable Row observed, String field) {
    Row any = predicted == null ? observed : predicted;
    String text = any == null ? null : any.fact(Row.PREFIX);
    if (any == null || text == null || choices.prefixes().isEmpty()) {
      return false;
    }
    Prefix prefix = Prefix.parse(text);
    if (table.kind() == TableKind.PINGS || table.kind() == TableKind.TRACES) {
      return packet(table.place(), any, prefix.network());
    }
    int vrf = places.vrf(table.place());
    int speaker = vrf < 0 ? -1 : solution.routing().sessions().speakerOf(vrf);
    if (speaker < 0) {
      return false;
    }
    return switch (table.kind()) {
      case RECEIVED -> carried(prefix, speaker, any, field);
      case LOC_RIB ->
          field.equals("standing")
              ? standing(table.place(), prefix, speaker, predicted, observed)
              : carried(prefix, speaker, any, field) || taken(prefix, speaker, any);
      case ROUTES -> route(table.place(), prefix, speaker, predicted, observed, field);
      case FIB -> forwards(table.place(), prefix, speaker, observed);
      case SESSIONS, OSPF_NEIGHBOURS, OSPF_ROUTES, TUNNELS, LEASES, FABRIC, PINGS, TRACES -> false;
    };
  }

  /** A route that its sender has by another path: whether it is sent, and what the path changes. */
  private boolean carried(Prefix prefix, int speaker, Row row, String field) {
    IpAddress peer = RouteFields.peer(row);
    OldestChoices.Choice sender = peer == null ? null : choices.ofSender(prefix, speaker, peer);
    // RFC 4271 §9.1.3: whether a route is sent back to where it is from, or fits a policy, depends
    // on the path.
    return sender != null && (field.equals(Difference.ROW) || sender.changes().contains(field));
  }

  /** What a policy at the receiver makes of such a route. */
  private boolean taken(Prefix prefix, int speaker, Row row) {
    IpAddress peer = RouteFields.peer(row);
    return peer != null
        && choices.ofSender(prefix, speaker, peer) != null
        && choices.filtersFrom(speaker, peer);
  }

  private boolean standing(
      String place, Prefix prefix, int speaker, @Nullable Row predicted, @Nullable Row observed) {
    if (predicted == null || observed == null) {
      return false;
    }
    IpAddress peer = RouteFields.peer(predicted);
    boolean changed =
        peer != null
            && choices.ofSender(prefix, speaker, peer) != null
            && sides.cameOtherwise(place, predicted.key());
    OldestChoices.Choice own = choices.of(prefix).get(speaker);
    if (own == null) {
      return changed;
    }
    if (!own.isByAge()) {
      return changed || isEligible(predicted) && isEligible(observed);
    }
    boolean shares = !observed.value("standing").equals("multipath") || choices.sharesLoad(speaker);
    return changed
        || own.equal().contains(predicted.key())
            && isEligible(predicted)
            && isEligible(observed)
            && shares;
  }

  private static boolean isEligible(Row row) {
    return ELIGIBLE.contains(row.value("standing"));
  }

  /** The table of routes must have what the speaker says it chose. */
  private boolean route(
      String place,
      Prefix prefix,
      int speaker,
      @Nullable Row predicted,
      @Nullable Row observed,
      String field) {
    OldestChoices.Choice own = choices.of(prefix).get(speaker);
    if (own == null) {
      return false;
    }
    List<Row> used = sides.used(place, prefix.toString());
    if (observed == null) {
      return used.isEmpty();
    }
    if (!observed.value("protocol").equals("bgp")) {
      return false;
    }
    // All equal paths are of eBGP: protocol and distance stay where age decides.
    if (own.isByAge() && (predicted == null || !field.equals("hops"))) {
      return false;
    }
    int vrf = places.vrf(place);
    Set<String> hops = new HashSet<>();
    for (Row path : used) {
      IpAddress nextHop = IpAddress.parse(path.value("nextHop"));
      hops.add(isBehindFabric(vrf, nextHop) ? "direct" : "via " + nextHop);
    }
    return hops.equals(observed.hops());
  }

  private boolean isBehindFabric(int vrf, IpAddress nextHop) {
    FibEntry entry = solution.routing().fib(vrf).match(nextHop);
    return entry != null
        && entry.forwards().stream()
            .anyMatch(
                forward ->
                    forward instanceof Forward.Attached(int iface)
                            && kernelHops.takesEveryFrame(iface)
                        || forward instanceof Forward.Neighbour(int near, IpAddress address)
                            && kernelHops.hides(near, address));
  }

  /** The kernel must have the next hops that the speaker says it chose, resolved as predicted. */
  private boolean forwards(String place, Prefix prefix, int speaker, @Nullable Row observed) {
    if (!choices.of(prefix).containsKey(speaker)) {
      return false;
    }
    List<Row> used = sides.used(place, prefix.toString());
    if (observed == null) {
      return used.isEmpty();
    }
    int vrf = places.vrf(place);
    var space = places.space(vrf);
    Set<String> withoutChoice = space == null ? Set.of() : kernelHops.withoutChoice(space);
    Set<String> hops = new HashSet<>();
    for (Row path : used) {
      IpAddress nextHop = IpAddress.parse(path.value("nextHop"));
      FibEntry entry = solution.routing().fib(vrf).match(nextHop);
      for (Forward forward : entry == null ? List.<Forward>of() : entry.forwards()) {
        Forward reached =
            forward instanceof Forward.Attached(int iface)
                ? new Forward.Neighbour(iface, nextHop)
                : forward;
        String text = kernelHops.text(prefix, reached, withoutChoice);
        if (text != null) {
          hops.add(text);
        }
      }
    }
    // zebra may leave some of several out: see recursion-of-the-best.
    return used.size() > 1
        ? hops.containsAll(observed.hops())
        : !hops.isEmpty() && hops.equals(observed.hops());
  }

  /** A packet whose way, there or back, leads by a speaker that sends it by another path. */
  private boolean packet(String from, Row row, IpAddress target) {
    int host = topology.hostId(from);
    IpAddress source = host < 0 ? null : topology.host(host).address();
    return mayTurn(row.fact(Row.THERE), target)
        || source != null && mayTurn(row.fact(Row.BACK), source);
  }

  private boolean mayTurn(@Nullable String way, IpAddress destination) {
    List<String> nodes = way == null ? List.of() : List.of(way.split(" "));
    for (Prefix prefix : choices.prefixes()) {
      for (int speaker : choices.of(prefix).keySet()) {
        int vrf = solution.routing().sessions().speaker(speaker).vrf();
        if (nodes.contains(topology.node(topology.nodeOfVrf(vrf)).name())
            && goesBy(vrf, prefix, destination)) {
          return true;
        }
      }
    }
    return false;
  }

  /** True if a VRF sends to an address by a prefix. */
  private boolean goesBy(int vrf, Prefix prefix, IpAddress address) {
    RibRoute longest = solution.routing().rib(vrf).match(address);
    return prefix.contains(address)
        && (longest == null || longest.prefix().length() <= prefix.length());
  }
}
