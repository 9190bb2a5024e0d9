package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureFragment;
import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Severity;
import io.towpath.network.Cable;
import io.towpath.network.Failure;
import io.towpath.network.Fragment;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LatencyTable;
import io.towpath.network.Network;
import io.towpath.network.NetworkAssembly;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compiled resources joined with routers and solved; answers as lines for reading. */
record SolvedAzure(AzureNames names, Solver solver, Solution solution) {

  /**
   * Joins and solves.
   *
   * @param cables {@code router:interface circuit:NAME/primary}
   */
  static SolvedAzure of(AzureFragment azure, List<String> cables, TestRouter... routers) {
    List<Fragment> fragments = new ArrayList<>();
    fragments.add(azure.fragment());
    Arrays.stream(routers).map(TestRouter::fragment).forEach(fragments::add);
    Network network =
        NetworkAssembly.join(
            fragments, cables.stream().map(SolvedAzure::cable).toList(), false, LatencyTable.EMPTY);
    List<String> errors =
        network.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(Finding::message)
            .toList();
    if (!errors.isEmpty()) {
      throw new AssertionError("the network contradicts itself: " + errors);
    }
    Solver solver = Solver.of(network);
    return new SolvedAzure(azure.names(), solver, solver.solve());
  }

  private static Cable cable(String text) {
    String[] ends = text.split(" ", -1);
    String[] plug = ends[0].split(":", -1);
    return new Cable(
        new Cable.End.Plug(new InterfaceRef(plug[0], plug[1])),
        new Cable.End.Open(ends[1]),
        null,
        Origin.NONE);
  }

  SolvedAzure failing(Failure... failures) {
    return new SolvedAzure(names, solver, solver.solve(List.of(failures), solution));
  }

  /** What IP flow verify says about TCP at a machine's first interface: {@code ACCESS RULE}. */
  String flow(String machine, boolean inbound, String source, String destination, int port) {
    AzureNames.NicName nic =
        names.nic(names.machine(machine).orElseThrow().nics().getFirst()).orElseThrow();
    NetworkWatcher.IpFlowAnswer answer =
        new NetworkWatcher(solution, names)
            .ipFlow(
                nic,
                inbound,
                new PacketHeader(
                    IpAddress.parse(source),
                    IpAddress.parse(destination),
                    PacketHeader.TCP,
                    50000,
                    port));
    return answer.access() + " " + answer.ruleName();
  }

  /** Effective routes of a machine's subnet: {@code SOURCE STATE PREFIX TYPE [ADDRESSES]}. */
  List<String> routes(String machine) {
    String nic = names.machine(machine).orElseThrow().nics().getFirst();
    return new EffectiveRoutes(solution, names)
        .of(names.nic(nic).orElseThrow().vrf()).stream()
            .map(
                route ->
                    route.source()
                        + " "
                        + route.state()
                        + " "
                        + route.addressPrefix().getFirst()
                        + " "
                        + route.nextHopType()
                        + " "
                        + route.nextHopIpAddress())
            .toList();
  }

  /** What stands behind the next hops of a prefix. */
  List<String> via(String machine, String prefix) {
    String nic = names.machine(machine).orElseThrow().nics().getFirst();
    return new EffectiveRoutes(solution, names)
        .of(names.nic(nic).orElseThrow().vrf()).stream()
            .filter(route -> route.addressPrefix().contains(prefix))
            .flatMap(route -> route.via().stream())
            .toList();
  }

  /** The rows of {@link #routes} without the platform's None rows. */
  List<String> routesWithoutNone(String machine) {
    return routes(machine).stream().filter(row -> !row.endsWith("None []")).toList();
  }

  private GatewayTables tables(String gateway) {
    return new GatewayTables(solution, names.gateway(gateway).orElseThrow());
  }

  /** Learned routes: {@code NETWORK ORIGIN PEER [PATH] WEIGHT NEXTHOP}, of one instance. */
  List<String> learned(String gateway, int instance) {
    return tables(gateway).learned(instance).stream()
        .map(
            row ->
                row.network()
                    + " "
                    + row.origin()
                    + " "
                    + row.sourcePeer()
                    + " ["
                    + row.asPath()
                    + "] "
                    + row.weight()
                    + " "
                    + row.nextHop())
        .map(String::strip)
        .toList();
  }

  /** Learned routes of one prefix. */
  List<String> learned(String gateway, int instance, String prefix) {
    return learned(gateway, instance).stream().filter(row -> row.startsWith(prefix + " ")).toList();
  }

  /** Advertised routes to a peer: {@code NETWORK NEXTHOP [PATH]}. */
  List<String> advertised(String gateway, String peer) {
    return tables(gateway).advertised(null, peer).stream()
        .map(row -> row.network() + " " + row.nextHop() + " [" + row.asPath() + "]")
        .toList();
  }

  /** BGP peers: {@code NEIGHBOR STATE RECEIVED}, of all instances. */
  List<String> peers(String gateway) {
    return tables(gateway).peers().stream()
        .map(
            row ->
                row.localAddress()
                    + " "
                    + row.neighbor()
                    + " "
                    + row.state()
                    + " "
                    + row.routesReceived())
        .toList();
  }

  CircuitTables circuit(String circuit, int link) {
    return new CircuitTables(
        solution,
        names.circuit(circuit).orElseThrow().links().get(link),
        CircuitPeeringType.AZURE_PRIVATE);
  }

  /** Route table of a link: {@code NETWORK NEXTHOP [PATH]}. */
  List<String> circuitRoutes(String circuit, int link) {
    return circuit(circuit, link).routes().stream()
        .map(row -> row.network() + " " + row.nextHop() + " [" + row.path() + "]")
        .toList();
  }

  Trace trace(String from, String to) {
    return trace(from, to, PacketHeader.ICMP, 0);
  }

  /** A packet that opens a TCP connection. */
  Trace tcp(String from, String to, int port) {
    return trace(from, to, PacketHeader.TCP, port);
  }

  /** The addresses that answer on the way of a TCP packet; {@code *} for a silent one. */
  List<String> tcpHops(String from, String to, int port) {
    return tcp(from, to, port).hops().stream()
        .map(hop -> hop.address() == null ? "*" : hop.address().toString())
        .toList();
  }

  private Trace trace(String from, String to, int protocol, int port) {
    IpAddress destination = IpAddress.parse(to);
    int host = solution.topology().hostId(from);
    int node = solution.topology().nodeId(from);
    Walker walker = new Walker(solution);
    Place place =
        host >= 0
            ? new Place.AtHost(host)
            : new Place.AtNode(node, solution.topology().vrfId(node, Vrf.DEFAULT));
    IpAddress source = walker.sourceAddress(place, destination);
    if (source == null) {
      throw new AssertionError(from + " has no address");
    }
    PacketHeader probe =
        protocol == PacketHeader.ICMP
            ? PacketHeader.echo(source, destination)
            : new PacketHeader(source, destination, protocol, 50000, port);
    return new Tracer(walker, List.of()).trace(place, probe, false);
  }

  /** True if a TCP packet to a port is answered. */
  boolean connects(String from, String to, int port) {
    return tcp(from, to, port).answered();
  }

  /** Addresses of the hops of a trace, {@code *} for silent ones. */
  List<String> hops(String from, String to) {
    return trace(from, to).hops().stream()
        .map(hop -> hop.address() == null ? "*" : hop.address().toString())
        .toList();
  }
}
