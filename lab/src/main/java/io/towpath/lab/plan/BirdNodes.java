package io.towpath.lab.plan;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.RouteExchange;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which nodes of a lab run BIRD instead of FRR. */
public final class BirdNodes {
  /** Stands for every node that can. */
  public static final String ALL = "*";

  private BirdNodes() {}

  /**
   * The nodes that users mean.
   *
   * @param wishes names of nodes, or {@link #ALL}
   * @throws InvalidInputException for a node that does not exist or cannot
   */
  public static Set<String> of(Network network, Collection<String> wishes) {
    Set<String> able = able(network);
    Set<String> chosen = new TreeSet<>();
    for (String wish : wishes) {
      if (wish.equals(ALL)) {
        chosen.addAll(able);
      } else if (able.contains(wish)) {
        chosen.add(wish);
      } else {
        throw new InvalidInputException(
            Finding.error(
                "TP7101",
                Origin.NONE,
                "\"" + wish + "\" cannot run BIRD in the lab",
                able.isEmpty()
                    ? "No node of this estate can."
                    : "Nodes that can: " + String.join(", ", able) + "."));
      }
    }
    return chosen;
  }

  /**
   * Nodes with a routing protocol whose routes do not go into a fabric: what fills the tables of a
   * fabric reads FRR.
   */
  private static Set<String> able(Network network) {
    Set<String> able = new TreeSet<>();
    for (Node node : network.nodes().values()) {
      boolean routes = !node.bgp().isEmpty() || !node.ospf().isEmpty();
      if (routes && !LabNames.isOneSpace(node) && node.kind() != NodeKind.INTERNET) {
        able.add(node.name());
      }
    }
    for (RouteExchange exchange : network.exchanges().values()) {
      able.remove(exchange.from().node());
    }
    return able;
  }
}
