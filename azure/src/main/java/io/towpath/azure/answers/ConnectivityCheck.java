package io.towpath.azure.answers;

import io.towpath.azure.answers.ConnectivityIssue.Side;
import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.AzureResources;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.net.IpAddress;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Connection troubleshoot (R246): a trace both ways, told as Azure tells it. The fabric is no hop;
 * machines, gateways, circuits and the customer's routers are.
 *
 * <p>ASSUMPTION(A-007): a check sends 100 probes and none or all of them fail; what Azure names the
 * hops behind a gateway is not published.
 */
public final class ConnectivityCheck {
  private static final int PROBES = 100;
  private static final String UNKNOWN = "Unknown";

  private final Topology topology;
  private final AzureNames names;
  private final AzureResources resources;

  /** Checks over a solution's topology. */
  public ConnectivityCheck(Topology topology, AzureNames names, AzureResources resources) {
    this.topology = topology;
    this.names = names;
    this.resources = resources;
  }

  /** A hop before it knows its neighbours. */
  private record Draft(String type, @Nullable String address, String resourceId, String name) {}

  /**
   * The answer for a trace with reasons.
   *
   * @param trace kept with its steps; without them issues have no rule names
   */
  public Connectivity of(Trace trace) {
    List<Draft> drafts = drafts(trace);
    ConnectivityIssues.Found found = new ConnectivityIssues(topology).of(trace);
    int at = found == null ? -1 : place(found, drafts);
    List<ConnectivityHop> hops = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      hops.add(
          new ConnectivityHop(
              draft.type,
              id(drafts, i),
              draft.address,
              draft.resourceId,
              i + 1 < drafts.size() ? List.of(id(drafts, i + 1)) : List.of(),
              i > 0 ? List.of(id(drafts, i - 1)) : List.of(),
              found != null && i == at ? List.of(found.issue()) : List.of(),
              draft.name));
    }
    Connectivity.Status status = status(trace);
    return new Connectivity(
        status,
        trace.rtt(),
        status == Connectivity.Status.UNKNOWN ? 0 : PROBES,
        status == Connectivity.Status.UNREACHABLE ? PROBES : 0,
        hops,
        trace.verdict(),
        trace.back() == null ? null : trace.back().verdict());
  }

  private static Connectivity.Status status(Trace trace) {
    if (trace.answered()) {
      return Connectivity.Status.REACHABLE;
    }
    return isOpen(trace.verdict()) || trace.back() != null && isOpen(trace.back().verdict())
        ? Connectivity.Status.UNKNOWN
        : Connectivity.Status.UNREACHABLE;
  }

  private static boolean isOpen(Verdict verdict) {
    return verdict == Verdict.LEFT_THE_MODEL || verdict == Verdict.UNSUPPORTED;
  }

  /** The same hop of the same answer has the same id, so that answers can be compared. */
  private static UUID id(List<Draft> drafts, int number) {
    String text = number + " " + drafts.get(number).name;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<Draft> drafts(Trace trace) {
    List<Draft> drafts = new ArrayList<>();
    List<String> route = trace.forward().route();
    boolean delivered = trace.verdict() == Verdict.DELIVERED;
    for (int i = 0; i < route.size(); i++) {
      String name = route.get(i);
      if (i == 0) {
        drafts.add(hop("Source", name, trace.forward().first().source()));
      } else if (delivered && i == route.size() - 1) {
        String type = names.machine(name).isPresent() ? "VnetLocal" : "Destination";
        drafts.add(hop(type, name, trace.to()));
      } else if (isHop(name)) {
        drafts.add(hop(type(name), name, answerOf(trace, name)));
      }
    }
    if (!delivered) {
      addTarget(trace, drafts);
    }
    return drafts;
  }

  /** Packets that stop before an appliance or the destination show where they were bound for. */
  private void addTarget(Trace trace, List<Draft> drafts) {
    String stopped = stoppedBefore(trace.forward());
    if (stopped != null
        && names.machine(stopped).isPresent()
        && !addresses(stopped).contains(trace.to())) {
      drafts.add(hop("VirtualAppliance", stopped, null));
    }
    String owner = owner(trace.to());
    if (owner != null) {
      drafts.add(hop("VnetLocal", owner, trace.to()));
    } else {
      String type = trace.verdict() == Verdict.LEFT_THE_MODEL ? "Internet" : "Destination";
      drafts.add(new Draft(type, trace.to().toString(), UNKNOWN, trace.to().toString()));
    }
  }

  /** The machine at whose port of the fabric a walk ended, or null. */
  private @Nullable String stoppedBefore(Walk walk) {
    if (walk.touched().isEmpty()) {
      return null;
    }
    int last = walk.touched().getLast();
    boolean atFabric = topology.node(topology.nodeOfInterface(last)).kind() == NodeKind.FABRIC;
    return atFabric && last != walk.endIngress()
        ? names.nic(topology.iface(last).name()).map(AzureNames.NicName::machine).orElse(null)
        : null;
  }

  private @Nullable String owner(IpAddress address) {
    for (AzureNames.NicName nic : names.nics().values()) {
      if (nic.machine() != null && nic.addresses().contains(address)) {
        return nic.machine();
      }
    }
    return null;
  }

  private boolean isHop(String name) {
    int node = topology.nodeId(name);
    return node < 0
        || switch (topology.node(node).kind()) {
          case FABRIC, INTERNET, INTERNET_EDGE -> false;
          case ROUTER, SERVER, GATEWAY, EDGE_ROUTER, OUTSIDE -> true;
        };
  }

  private String type(String name) {
    int node = topology.nodeId(name);
    if (node < 0 || names.machine(name).isPresent()) {
      return "VirtualAppliance";
    }
    return switch (topology.node(node).kind()) {
      case GATEWAY -> "VirtualNetworkGateway";
      case EDGE_ROUTER -> "ExpressRouteCircuit";
      case ROUTER, OUTSIDE -> "OnPremises";
      case SERVER, FABRIC, INTERNET, INTERNET_EDGE -> "VirtualAppliance";
    };
  }

  private Draft hop(String type, String name, @Nullable IpAddress address) {
    List<IpAddress> own = address == null ? addresses(name) : List.of(address);
    return new Draft(
        type, own.isEmpty() ? null : own.getFirst().toString(), resourceId(name, own), name);
  }

  private static @Nullable IpAddress answerOf(Trace trace, String node) {
    return trace.hops().stream()
        .filter(hop -> hop.node().equals(node) && hop.address() != null)
        .map(Trace.Hop::address)
        .findFirst()
        .orElse(null);
  }

  private List<IpAddress> addresses(String name) {
    return names.machine(name).stream()
        .flatMap(machine -> machine.nics().stream())
        .flatMap(nic -> names.nic(nic).stream())
        .flatMap(nic -> nic.addresses().stream())
        .toList();
  }

  /** Of machines the ipConfiguration, as Azure has it; of gateways and circuits their own id. */
  private String resourceId(String name, List<IpAddress> address) {
    for (String nicName : names.machine(name).map(AzureNames.MachineName::nics).orElse(List.of())) {
      AzureNames.NicName nic = names.nic(nicName).orElse(null);
      if (nic != null && nic.addresses().containsAll(address)) {
        return resources
            .networkInterface(nic.id())
            .map(found -> found.idOf(found.primaryConfiguration()).toString())
            .orElse(nic.id().toString());
      }
    }
    for (AzureNames.GatewayName gateway : names.gateways().values()) {
      if (gateway.instances().stream().anyMatch(one -> one.node().equals(name))) {
        return gateway.id().toString();
      }
    }
    for (AzureNames.CircuitName circuit : names.circuits().values()) {
      if (circuit.links().stream().anyMatch(link -> link.node().equals(name))) {
        return circuit.id().toString();
      }
    }
    return UNKNOWN;
  }

  /** Index of the hop that an issue belongs to. */
  private int place(ConnectivityIssues.Found found, List<Draft> drafts) {
    Walk walk = found.walk();
    if (found.issue().origin() == Side.INBOUND) {
      String stopped = stoppedBefore(walk);
      for (int i = 0; i < drafts.size(); i++) {
        if (drafts.get(i).name.equals(stopped)) {
          return i;
        }
      }
      return found.onTheWayThere() ? drafts.size() - 1 : 0;
    }
    for (String name : walk.route().reversed()) {
      for (int i = drafts.size() - 1; i >= 0; i--) {
        if (drafts.get(i).name.equals(name)) {
          return i;
        }
      }
    }
    return found.onTheWayThere() ? 0 : drafts.size() - 1;
  }
}
