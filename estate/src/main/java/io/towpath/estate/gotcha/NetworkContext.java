package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.estate.load.Estate;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.Domain;
import io.towpath.network.NextHop;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.AsPath;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The solved network with the names of its Azure part, as gotchas ask about it. */
final class NetworkContext {
  private final AzureResources resources;
  private final AzureNames names;
  private final Solution solution;
  private final Walker walker;
  private final List<Finding> findings = new ArrayList<>();

  // Look-ups only.
  private final Map<String, AzureNames.GatewayName> gatewayByNode = new HashMap<>();
  private final Map<String, AzureNames.CircuitName> circuitByNode = new HashMap<>();

  NetworkContext(Estate estate, Solution solution) {
    this.resources = estate.resources();
    this.names = estate.base().names();
    this.solution = solution;
    this.walker = new Walker(solution);
    for (AzureNames.GatewayName gateway : names.gateways().values()) {
      gateway.instances().forEach(one -> gatewayByNode.put(one.node(), gateway));
    }
    for (AzureNames.CircuitName circuit : names.circuits().values()) {
      circuit.links().forEach(link -> circuitByNode.put(link.node(), circuit));
    }
  }

  AzureResources resources() {
    return resources;
  }

  AzureNames names() {
    return names;
  }

  Solution solution() {
    return solution;
  }

  Topology topology() {
    return solution.topology();
  }

  SessionTable sessions() {
    return solution.routing().sessions();
  }

  BgpState bgp() {
    return solution.routing().bgp();
  }

  Walker walker() {
    return walker;
  }

  void report(Finding finding) {
    findings.add(finding);
  }

  List<Finding> findings() {
    return findings.stream().distinct().sorted().toList();
  }

  /** The gateway or Route Server whose instance a node is. */
  AzureNames.@Nullable GatewayName gatewayAt(String node) {
    return gatewayByNode.get(node);
  }

  /** The circuit whose edge router a node is. */
  AzureNames.@Nullable CircuitName circuitAt(String node) {
    return circuitByNode.get(node);
  }

  /** The virtual network gateway behind a name; empty for a Route Server. */
  Optional<VirtualNetworkGateway> gateway(AzureNames.GatewayName name) {
    return resources.gateway(name.id());
  }

  /** Where a machine was written. */
  Origin originOf(AzureNames.MachineName machine) {
    VirtualMachine found = resources.virtualMachines().get(machine.id());
    return found == null ? Origin.NONE : found.origin();
  }

  String nodeOf(SessionTable.End end) {
    return topology().node(end.node()).name();
  }

  /** The session ends of a VRF, in the order of its configuration. */
  List<SessionTable.End> endsOf(VrfRef vrf) {
    int id = topology().vrfId(vrf);
    int speaker = id < 0 ? -1 : sessions().speakerOf(id);
    List<SessionTable.End> ends = new ArrayList<>();
    if (speaker >= 0) {
      for (int end = sessions().firstEndOf(speaker);
          end < sessions().firstEndOf(speaker + 1);
          end++) {
        ends.add(sessions().end(end));
      }
    }
    return ends;
  }

  boolean isUp(SessionTable.End end) {
    return solution.livePairOfSession(end.id()) >= 0;
  }

  /** The other end of an established session. */
  Optional<SessionTable.End> peerOf(SessionTable.End end) {
    int pair = solution.livePairOfSession(end.id());
    return pair < 0
        ? Optional.empty()
        : Optional.of(sessions().end(sessions().pair(pair).other(end.id())));
  }

  /** True if a node is one of Azure's: a gateway, a Route Server or an edge router. */
  boolean isAzure(String node) {
    return gatewayByNode.containsKey(node) || circuitByNode.containsKey(node);
  }

  /** What an end received over its session, by prefix; empty while that is down. */
  List<ReceivedRoute> received(SessionTable.End end) {
    int pair = solution.livePairOfSession(end.id());
    return pair < 0 ? List.of() : bgp().adjRibIn(solution.routing().bgpEnd(pair, end.id()));
  }

  /** For messages that name the first of several: {@code " and 2 more prefixes"}, or nothing. */
  static String andMore(int others, String one, String many) {
    return others == 0 ? "" : " and " + others + " more " + (others == 1 ? one : many);
  }

  /** The ASNs of a path, the latest first. */
  static List<Long> asns(BgpRoute route) {
    List<Long> asns = new ArrayList<>();
    for (AsPath.Segment segment : route.asPath().segments()) {
      switch (segment) {
        case AsPath.Sequence(List<Long> list) -> asns.addAll(list);
        case AsPath.Set(List<Long> list) -> asns.addAll(list);
      }
    }
    return asns;
  }

  /** The routes of a table; empty if there is no such table. */
  List<RibRoute> routes(VrfRef vrf) {
    int id = topology().vrfId(vrf);
    return id < 0 ? List.of() : solution.routing().rib(id).routes();
  }

  /** Name of the port that a next hop of the fabric leads to; null for other next hops. */
  @Nullable String portOf(NextHop hop) {
    if (hop instanceof NextHop.Port(String domain, IpAddress address, _)) {
      Domain ports = topology().network().domains().get(domain);
      return ports == null ? null : ports.ports().get(address);
    }
    return null;
  }

  /** The machine behind a next hop of the fabric; null if it leads elsewhere. */
  @Nullable String machineBehind(NextHop hop) {
    String port = portOf(hop);
    return port == null ? null : names.nic(port).map(AzureNames.NicName::machine).orElse(null);
  }

  /** The machines behind a next hop of the fabric: one, or those that share a front end (R59). */
  NavigableSet<String> machinesBehind(NextHop hop) {
    NavigableSet<String> machines = new TreeSet<>();
    Optional.ofNullable(machineBehind(hop)).ifPresent(machines::add);
    if (hop instanceof NextHop.Port(String domain, IpAddress address, _)) {
      topology().network().groups().values().stream()
          .filter(group -> group.ports().isEmpty() && domain.equals(group.domain()))
          .filter(group -> address.equals(group.address()))
          .flatMap(group -> group.members().stream())
          .flatMap(member -> names.nic(member.at().name()).stream())
          .flatMap(nic -> Stream.ofNullable(nic.machine()))
          .forEach(machines::add);
    }
    return machines;
  }

  /** Names in quotes, for messages. */
  static String quoted(Collection<String> names) {
    return names.stream().map(one -> '"' + one + '"').collect(Collectors.joining(" and "));
  }
}
