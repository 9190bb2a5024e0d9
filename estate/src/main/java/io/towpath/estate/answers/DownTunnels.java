package io.towpath.estate.answers;

import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelCause;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Tunnels that are configured and down, each pair of ends once. */
final class DownTunnels {
  private final Solution solution;
  private final Topology topology;
  private final TunnelTable tunnels;
  private final Intended intended;

  DownTunnels(Solution solution, Intended intended) {
    this.solution = solution;
    this.topology = solution.topology();
    this.tunnels = solution.routing().tunnels();
    this.intended = intended;
  }

  /** One finding for each pair, in the order of ends. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    BitSet told = new BitSet();
    for (int end = 0; end < tunnels.endCount(); end++) {
      if (told.get(end) || solution.livePairOfTunnel(end) >= 0 || isDormant(end)) {
        continue;
      }
      told.set(end);
      if (tunnels.pairsOf(end).length == 0) {
        findings.add(unpaired(tunnels.end(end)));
      } else if (!isHeld(end)) {
        TunnelTable.Pair pair = candidate(end);
        told.set(pair.other(end));
        findings.add(paired(pair));
      }
    }
    return findings;
  }

  private boolean isHeld(int end) {
    for (int pair : tunnels.pairsOf(end)) {
      if (solution.oper().holdsTunnel(pair)) {
        return true;
      }
    }
    return false;
  }

  /** A standby that sleeps is down by design and the other instance stands for it. */
  private boolean isDormant(int end) {
    return intended.isDormant(tunnels.end(end).node());
  }

  /** The pair to tell of: the first whose other end should be up and is not, else the first. */
  private TunnelTable.Pair candidate(int end) {
    int[] pairs = tunnels.pairsOf(end);
    for (int id : pairs) {
      int other = tunnels.pair(id).other(end);
      if (solution.livePairOfTunnel(other) < 0 && !isDormant(other)) {
        return tunnels.pair(id);
      }
    }
    return tunnels.pair(pairs[0]);
  }

  private Finding paired(TunnelTable.Pair pair) {
    TunnelTable.End a = tunnels.end(pair.a());
    TunnelTable.End b = tunnels.end(pair.b());
    List<String> affects = new ArrayList<>(elements(a));
    affects.addAll(elements(b));
    return DownFindings.finding(
        DownFindings.TUNNEL,
        isIntended(a) || isIntended(b),
        "Tunnel " + name(a) + " – " + name(b) + " is down",
        causes(pair),
        List.of(a.config().origin(), b.config().origin()),
        affects);
  }

  private List<String> causes(TunnelTable.Pair pair) {
    if (!pair.obstacles().isEmpty()) {
      return pair.obstacles().stream().map(TunnelCause::text).toList();
    }
    TunnelCause cause = solution.tunnelCauses().get(pair.id());
    return List.of(cause == null ? "another tunnel of its peer is up" : cause.text());
  }

  private Finding unpaired(TunnelTable.End end) {
    return DownFindings.finding(
        DownFindings.TUNNEL,
        isIntended(end),
        "Tunnel " + name(end) + " is down",
        tunnels.unpaired(end.id()).stream().map(TunnelCause::text).toList(),
        List.of(end.config().origin()),
        elements(end));
  }

  private boolean isIntended(TunnelTable.End end) {
    return !end.config().enabled()
        || intended.isDormant(end.node())
        || intended.isShut(end.iface())
        || intended.isShutTowards(end.underlayVrf(), end.config().local());
  }

  private String name(TunnelTable.End end) {
    return topology.node(end.node()).name() + ":" + end.config().name();
  }

  private List<String> elements(TunnelTable.End end) {
    List<String> elements = new ArrayList<>();
    elements.add(topology.node(end.node()).name());
    elements.add(end.config().name());
    if (end.iface() >= 0) {
      elements.add(topology.interfaceRef(end.iface()).toString());
    }
    return elements;
  }
}
