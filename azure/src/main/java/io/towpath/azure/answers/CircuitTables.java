package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.InterfaceRef;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a circuit shows of one of its links: route table, summary and ARP table (R142, R158).
 *
 * <p>The route table is everything that the edge router accepted, from the customer and from the
 * gateways, session by session and by prefix, but for the network of the link itself.
 */
public final class CircuitTables {
  private final Solution solution;
  private final AzureNames.Link link;
  private final Optional<AzureNames.RoutingDomain> domain;

  /** Reads a link of a solved network; a circuit without the peering has empty tables. */
  public CircuitTables(Solution solution, AzureNames.Link link, CircuitPeeringType peering) {
    this.solution = solution;
    this.link = link;
    this.domain = link.domains().stream().filter(one -> one.type() == peering).findFirst();
  }

  /** Route table: what Microsoft's services are first, then what each session brought. */
  public List<CircuitRoute> routes() {
    List<CircuitRoute> rows = new ArrayList<>();
    if (domain.isPresent()) {
      SpeakerTables speaker = SpeakerTables.of(solution, domain.get().vrf());
      for (BgpRoute route : speaker.originated()) {
        rows.add(
            new CircuitRoute(
                route.prefix().toString(),
                "",
                "",
                0,
                "",
                link.node(),
                true,
                speaker.whyOriginated(route.prefix())));
      }
      for (SessionTable.End end : speaker.ends()) {
        for (BgpRoute route : speaker.acceptedAsSent(end)) {
          if (isOwnLink(route.prefix())) {
            continue;
          }
          rows.add(
              new CircuitRoute(
                  route.prefix().toString(),
                  route.nextHop().toString(),
                  "",
                  0,
                  path(route),
                  link.node(),
                  speaker.isUsed(route.prefix(), end),
                  speaker.why(route.prefix(), end)));
        }
      }
    }
    return rows;
  }

  /**
   * R158: the edge router is connected to the network of its own link, so that what the customer
   * announces of it does not come into use; such rows are not printed, though they are passed on.
   */
  private boolean isOwnLink(Prefix prefix) {
    int wire = domain.map(one -> solution.topology().interfaceId(one.wire())).orElse(-1);
    return wire >= 0
        && solution.topology().iface(wire).addresses().stream()
            .anyMatch(address -> address.subnet().equals(prefix));
  }

  /** R158: the path with the letter of its origin behind it, but for origin IGP. */
  private static String path(BgpRoute route) {
    String path = route.asPath().toString();
    return route.origin() == BgpOrigin.IGP ? path : (path + " " + route.origin().code()).strip();
  }

  /** Sessions of the edge router, the customer's first. */
  public List<CircuitNeighbor> summary() {
    List<CircuitNeighbor> rows = new ArrayList<>();
    if (domain.isPresent()) {
      SpeakerTables speaker = SpeakerTables.of(solution, domain.get().vrf());
      for (SessionTable.End end : speaker.ends()) {
        rows.add(
            new CircuitNeighbor(
                end.peer().address().toString(),
                4,
                end.peer().remoteAsn(),
                speaker.isUp(end)
                    ? Integer.toString(speaker.accepted(end).size())
                    : end.peer().transport().shutdown() ? "Idle" : "Active",
                domain.get().idle().isEmpty() ? speaker.whyDown(end) : domain.get().idle()));
      }
    }
    return rows;
  }

  /**
   * ARP table: the customer's row is missing if nobody answers for its address or the peering is
   * idle.
   */
  public List<CircuitArpEntry> arp() {
    List<CircuitArpEntry> rows = new ArrayList<>();
    if (domain.isPresent()) {
      AzureNames.RoutingDomain peering = domain.get();
      if (peering.idle().isEmpty() && answers(peering.wire(), peering.customer())) {
        rows.add(new CircuitArpEntry(peering.customer().toString(), "On-Prem", null));
      }
      rows.add(new CircuitArpEntry(peering.microsoft().toString(), "Microsoft", null));
    }
    return rows;
  }

  private boolean answers(InterfaceRef wire, IpAddress address) {
    Topology topology = solution.topology();
    int from = topology.interfaceId(wire);
    int segment = from < 0 ? -1 : topology.segmentOf(from);
    if (segment < 0 || isDown(from)) {
      return false;
    }
    for (int candidate : topology.interfacesWith(address)) {
      if (topology.segmentOf(candidate) == segment && !isDown(candidate)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDown(int iface) {
    return solution.live().interfacesDown().get(iface)
        || solution.live().interfacesSilent().get(iface)
        || solution.live().nodesDown().get(solution.topology().nodeOfInterface(iface));
  }
}
