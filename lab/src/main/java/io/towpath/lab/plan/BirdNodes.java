package io.towpath.lab.plan;

import io.towpath.devices.bird.BirdPrinter;
import io.towpath.devices.print.NotExpressible;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.network.Interface;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nodes of a lab run BIRD instead of FRR.
 *
 * <p>A node can if its routing needs a daemon at all, and if nothing of it is absent in the
 * configuration that is printed for BIRD: a router that leaves something out would show elsewhere
 * in the lab, as differences of neighbours that do nothing wrong.
 *
 * @param nodes names of nodes with BIRD
 * @param staysFrr routers that {@link #ALL} left with FRR, each with the reason
 */
public record BirdNodes(SortedSet<String> nodes, SortedMap<String, String> staysFrr) {
  /** Stands for every node that can. */
  public static final String ALL = "all";

  public BirdNodes {
    nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    staysFrr = Collections.unmodifiableSortedMap(new TreeMap<>(staysFrr));
  }

  /**
   * The nodes that users mean.
   *
   * @param wishes names of nodes, of gateways for all their instances, or {@link #ALL}
   * @throws InvalidInputException with code TP7101 for a node that does not exist, TP7102 for one
   *     that cannot
   */
  public static BirdNodes of(Network network, Collection<String> wishes) {
    if (wishes.isEmpty()) {
      return new BirdNodes(new TreeSet<>(), new TreeMap<>());
    }
    return new Candidates(network).choose(wishes);
  }

  /** Every node of a network, with what keeps it from BIRD. */
  private static final class Candidates {
    private final Network network;
    private final LabDraft draft;
    private final BuiltInterfaces built;
    private final SortedSet<String> able = new TreeSet<>();
    private final SortedMap<String, String> withoutDaemon = new TreeMap<>();
    private final SortedMap<String, String> onlyFrr = new TreeMap<>();

    Candidates(Network network) {
      this.network = network;
      // Only for asking: what is remarked in it is dropped with it.
      this.draft = new LabDraft(network, Features.LEAST);
      this.built = BuiltInterfaces.of(network);
      network.nodes().values().forEach(this::sort);
    }

    private void sort(Node node) {
      List<Vrf> routed = new ArrayList<>();
      if (!LabNames.isOneSpace(node) && node.kind() != NodeKind.INTERNET) {
        for (Vrf vrf : node.vrfs()) {
          if (!KernelRoutes.suffice(node, vrf, built.of(node, vrf.name()))) {
            routed.add(vrf);
          }
        }
      }
      if (routed.isEmpty()) {
        withoutDaemon.put(node.name(), "No routing daemon runs there: kernel tables suffice.");
        return;
      }
      Set<String> absent = new LinkedHashSet<>();
      for (Vrf vrf : routed) {
        List<Interface> interfaces = built.of(node, vrf.name());
        BirdPrinter.print(LocalNode.of(draft, node, vrf, interfaces), BirdPrinter.Options.LAB)
            .notExpressible()
            .stream()
            .filter(remark -> remark.degree() == NotExpressible.Degree.ABSENT)
            .forEach(remark -> absent.add(remark.what() + ": " + remark.reason()));
      }
      if (absent.isEmpty()) {
        able.add(node.name());
      } else {
        onlyFrr.put(node.name(), String.join(" ", absent));
      }
    }

    BirdNodes choose(Collection<String> wishes) {
      SortedSet<String> chosen = new TreeSet<>();
      SortedMap<String, String> staysFrr = new TreeMap<>();
      for (String wish : wishes) {
        if (wish.equals(ALL)) {
          chosen.addAll(able);
          staysFrr.putAll(onlyFrr);
          continue;
        }
        List<String> meant = meant(wish);
        if (meant.isEmpty()) {
          throw new InvalidInputException(unknown(wish));
        }
        for (String node : meant) {
          if (!able.contains(node)) {
            throw new InvalidInputException(unable(node));
          }
          chosen.add(node);
        }
      }
      staysFrr.keySet().removeAll(chosen);
      return new BirdNodes(chosen, staysFrr);
    }

    /** The node of that name, or the instances of the gateway of that name. */
    private List<String> meant(String wish) {
      return network.nodes().containsKey(wish)
          ? List.of(wish)
          : network.nodes().keySet().stream()
              .filter(name -> name.startsWith(wish + "/"))
              .sorted()
              .toList();
    }

    private Finding unknown(String wish) {
      SortedSet<String> known = new TreeSet<>(able);
      known.addAll(onlyFrr.keySet());
      return Finding.error(
          "TP7101", Origin.NONE, "there is no node \"" + wish + "\".", choice("Routers", known));
    }

    private Finding unable(String node) {
      String why = withoutDaemon.getOrDefault(node, onlyFrr.getOrDefault(node, ""));
      return Finding.error(
          "TP7102",
          Origin.NONE,
          "\"" + node + "\" cannot run BIRD: " + why,
          choice("Nodes that can", able));
    }

    private static String choice(String what, SortedSet<String> names) {
      return names.isEmpty()
          ? "No node of this estate can."
          : what + ": " + String.join(", ", names) + ".";
    }
  }
}
