package io.towpath.lab.fabric;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.DynamicSets;
import io.towpath.lab.plan.LabNames;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.routing.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the agent of a lab would keep in the kernel if every daemon selected what is predicted: for
 * labs that have no agent. It follows no failure.
 *
 * @param ip lines for {@code ip -batch}, by space
 * @param nft text for {@code nft -f} that fills address sets, by space
 * @param problems what could not be expressed, one sentence each
 */
public record PredictedFabric(
    Map<String, List<String>> ip, Map<String, String> nft, List<String> problems) {
  public PredictedFabric {
    ip = new TreeMap<>(ip);
    nft = new TreeMap<>(nft);
    problems = List.copyOf(problems);
  }

  /** For the plan of the network that was solved. */
  public static PredictedFabric of(Solution solution, LabPlan plan) {
    Topology topology = solution.topology();
    Network network = topology.network();
    LabNames names = plan.names();
    Set<String> running = new HashSet<>();
    for (Space space : plan.spaces()) {
      if (!space.stopped()) {
        running.add(space.name());
      }
    }
    FabricState state =
        FabricTranslation.of(
            topology,
            names,
            DynamicSets.of(network, names),
            new FabricRoutes.Predicted(topology, solution.routing()),
            new PortElection(network, at -> carries(solution, names, running, at)),
            List.of());
    return new PredictedFabric(
        state.routeLines(FabricState.EMPTY), state.setLines(FabricState.EMPTY), state.problems());
  }

  private static boolean carries(
      Solution solution, LabNames names, Set<String> running, InterfaceRef at) {
    Topology topology = solution.topology();
    Node node = topology.network().nodes().get(at.node());
    int iface = topology.interfaceId(at);
    if (node == null || iface < 0) {
      return false;
    }
    String vrf = topology.iface(iface).vrf();
    return node.vrf(vrf) != null
        && running.contains(names.space(node, vrf))
        && !solution.live().nodesDown().get(topology.nodeId(at.node()))
        && !solution.live().interfacesDown().get(iface);
  }
}
