package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Walk;
import io.towpath.net.FindingKind;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.network.Host;
import io.towpath.network.LinkState;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Pairs of hosts whose packets take one way and whose answers another (R216).
 *
 * <p>Hosts of one subnet share their table, so one of each stands for it. Every pair of the first
 * {@value #MOST_PLACES} subnets is walked there and back, which is at most some two thousand walks;
 * more subnets are a remark of its own. Pairs that differ in the same way are one finding.
 */
final class AsymmetryGotchas implements NetworkGotcha {
  private static final int MOST_PLACES = 40;

  private static final FindingKind APPLIANCES =
      FindingKind.warning(
          "TP6101",
          "R216",
          "Answers pass by an appliance that saw the request, or the other way round",
          "Azure looks up each direction on its own. An appliance that keeps state and sees one"
              + " half of a connection drops it; one that only routes does no harm.",
          "Make the tables of both ends, and of GatewaySubnet, lead to the same appliance, or"
              + " translate the source there.");

  private static final FindingKind GATEWAYS =
      FindingKind.info(
          "TP6102",
          "R216",
          "Requests and answers take different gateways or circuits",
          "Routing allows it, but latency and failures differ by direction, and a stateful firewall"
              + " on-premises that stands on one of the ways drops what it sees half of.",
          "Prefer the same way on both sides: connection weight or AS-path prepending in Azure's"
              + " direction, local preference in the other.");

  private static final FindingKind ONE_WAY =
      FindingKind.warning(
          "TP6123",
          "R216",
          "Packets arrive and their answers do not come home",
          "Routing to the destination and back are two matters. The request arrives; the answer"
              + " finds no route, another appliance or a filter. Half of a configuration is often"
              + " missing at the destination's side.",
          "Trace the way back from the destination, and give it the route that is missing.");

  private static final FindingKind TRANSLATED =
      FindingKind.warning(
          "TP6132",
          "R216",
          "Answers come home under another address",
          "The request arrives, and something on the way back translates the answer, whose source"
              + " then is not the address that was asked. The asker takes it for nobody's answer"
              + " and drops it. It happens where the two ways differ: what did not translate the"
              + " request begins a new translation with the answer.",
          "Give the answer the way of the request: a more specific route past the translation, or"
              + " an exception in it.");

  private static final FindingKind CUT =
      FindingKind.info(
          "TP6130",
          "R216",
          "Not every pair of subnets was compared",
          "Comparing both ways of every pair grows with the square of the subnets, so only the"
              + " first ones were taken.",
          "Trace the pairs that matter.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(APPLIANCES, GATEWAYS, ONE_WAY, CUT, TRANSLATED);
  }

  /** What a walk passes: appliances by name, gateways and circuits by name. */
  private record Passed(SortedSet<String> appliances, SortedSet<String> gateways) {}

  /** A way in which two directions differ, and the pairs that do. */
  private record Difference(FindingKind kind, SortedSet<String> there, SortedSet<String> back) {}

  @Override
  public void check(NetworkContext context) {
    List<Integer> places = places(context.topology());
    if (places.size() > MOST_PLACES) {
      context.report(
          CUT.at(
              context.topology().host(places.get(MOST_PLACES)).origin(),
              "The ways there and back were compared between the first "
                  + MOST_PLACES
                  + " of "
                  + places.size()
                  + " subnets with hosts."));
      places = places.subList(0, MOST_PLACES);
    }
    Map<Difference, List<String>> pairs = new LinkedHashMap<>();
    Map<Difference, Host> first = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      for (int j = i + 1; j < places.size(); j++) {
        compare(context, places.get(i), places.get(j), pairs, first);
      }
    }
    pairs.forEach((difference, names) -> report(context, difference, names, first));
  }

  /** One host of each table of the fabric and of each segment elsewhere, in the order of hosts. */
  private static List<Integer> places(Topology topology) {
    Set<List<Integer>> seen = new HashSet<>();
    List<Integer> places = new ArrayList<>();
    for (int host = 0; host < topology.hostCount(); host++) {
      int iface = topology.interfaceOfHost(host);
      if (iface < 0 || topology.iface(iface).state() != LinkState.UP) {
        continue; // A stopped machine stands for nobody.
      }
      boolean fabric = topology.node(topology.nodeOfInterface(iface)).kind() == NodeKind.FABRIC;
      List<Integer> subnet =
          fabric
              ? List.of(0, topology.vrfOfInterface(iface))
              : List.of(1, topology.segmentOf(iface), topology.segmentOf(iface) < 0 ? iface : -1);
      if (topology.host(host).address() instanceof Ipv4Address && seen.add(subnet)) {
        places.add(host);
      }
    }
    return places;
  }

  /**
   * Compares the ways between two hosts: from the second one too if the first does not get there by
   * its own address, since a translation lets connections through one way only.
   */
  private static void compare(
      NetworkContext context,
      int one,
      int other,
      Map<Difference, List<String>> pairs,
      Map<Difference, Host> first) {
    if (!compareFrom(context, one, other, pairs, first)) {
      compareFrom(context, other, one, pairs, first);
    }
  }

  /** True if the packet arrives as it was sent. */
  private static boolean compareFrom(
      NetworkContext context,
      int one,
      int other,
      Map<Difference, List<String>> pairs,
      Map<Difference, Host> first) {
    if (!opensFlows(context, one)) {
      return false;
    }
    Host from = context.topology().host(one);
    Host to = context.topology().host(other);
    PacketHeader header = PacketHeader.echo(from.address(), to.address());
    Walk there = context.walker().walk(new Place.AtHost(one), header, false);
    if (there.verdict() != Verdict.DELIVERED || there.endHost() != other) {
      return false;
    }
    Walk back =
        context
            .walker()
            .answer(new Place.AtHost(other), there.last().reversed(), there.flow(), false);
    Difference difference = difference(context, there, back);
    if (!difference.there().equals(difference.back())) {
      pairs
          .computeIfAbsent(difference, _ -> new ArrayList<>())
          .add(from.name() + " → " + to.name());
      first.putIfAbsent(difference, from);
    }
    return there.last().source().equals(from.address());
  }

  /** What stands on a fabric and is no machine is a private endpoint, which only answers (R29). */
  private static boolean opensFlows(NetworkContext context, int host) {
    Topology topology = context.topology();
    int iface = topology.interfaceOfHost(host);
    return topology.node(topology.nodeOfInterface(iface)).kind() != NodeKind.FABRIC
        || context.names().machine(topology.host(host).name()).isPresent();
  }

  private static Difference difference(NetworkContext context, Walk there, Walk back) {
    Passed forward = passed(context, there);
    Passed answer = passed(context, back);
    boolean home = back.verdict() == Verdict.DELIVERED;
    if (!home && back.verdict() != Verdict.NO_SESSION) {
      return new Difference(
          ONE_WAY,
          new TreeSet<>(),
          new TreeSet<>(List.of(back.end() + ": " + back.verdict().text())));
    }
    if (home && !back.last().source().equals(there.first().destination())) {
      return new Difference(
          TRANSLATED, new TreeSet<>(), new TreeSet<>(List.of(back.last().source().toString())));
    }
    return !forward.appliances().equals(answer.appliances())
        ? new Difference(APPLIANCES, forward.appliances(), answer.appliances())
        : new Difference(GATEWAYS, forward.gateways(), answer.gateways());
  }

  private static Passed passed(NetworkContext context, Walk walk) {
    SortedSet<String> appliances = new TreeSet<>();
    SortedSet<String> gateways = new TreeSet<>();
    for (String name : walk.route()) {
      AzureNames.GatewayName gateway = context.gatewayAt(name);
      AzureNames.CircuitName circuit = context.circuitAt(name);
      int id = context.topology().nodeId(name);
      if (circuit != null) {
        gateways.add(circuit.name());
      } else if (gateway != null) {
        // An ExpressRoute gateway carries one direction only; its circuit stands for both.
        if (context.gateway(gateway).filter(one -> one.isVpn()).isPresent()) {
          gateways.add(gateway.name());
        }
      } else if (id >= 0 && isAppliance(context, context.topology().node(id))) {
        appliances.add(name);
      }
    }
    return new Passed(appliances, gateways);
  }

  /** A machine in Azure that forwards, or a firewall, which is a gateway without BGP. */
  private static boolean isAppliance(NetworkContext context, Node node) {
    return node.kind() == NodeKind.GATEWAY || context.names().machine(node.name()).isPresent();
  }

  private static void report(
      NetworkContext context,
      Difference difference,
      List<String> names,
      Map<Difference, Host> first) {
    Host host = first.get(difference);
    if (host == null) {
      return;
    }
    context.report(
        difference
            .kind()
            .at(
                host.origin(),
                names.getFirst()
                    + NetworkContext.andMore(
                        names.size() - 1, "pair of subnets", "pairs of subnets")
                    + ":"
                    + said(difference)
                    + "."));
  }

  private static String said(Difference difference) {
    if (difference.kind().equals(ONE_WAY)) {
      return " the request arrives, the answer ends at " + difference.back().getFirst();
    }
    if (difference.kind().equals(TRANSLATED)) {
      return " the request arrives, the answer comes home from " + difference.back().getFirst();
    }
    return " the request passes "
        + listed(difference.there())
        + ", the answer passes "
        + listed(difference.back());
  }

  private static String listed(SortedSet<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
