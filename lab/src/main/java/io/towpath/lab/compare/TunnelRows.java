package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Tunnel;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** State of tunnel ends, by the name that the plan gives them. */
final class TunnelRows {
  /** All tunnels stand in one table. */
  static final String PLACE = "tunnels";

  private TunnelRows() {}

  /** What should be up, for the ends that the lab has. */
  static TableRows predicted(Solution solution, LabPlan plan) {
    List<Row> rows = new ArrayList<>();
    TunnelTable table = solution.routing().tunnels();
    for (Tunnel tunnel : plan.tunnels()) {
      for (int end = 0; end < table.endCount(); end++) {
        String node = solution.topology().node(table.end(end).node()).name();
        if (node.equals(tunnel.node()) && table.end(end).config().name().equals(tunnel.end())) {
          boolean up = solution.livePairOfTunnel(end) >= 0;
          rows.add(
              Row.of(tunnel.name())
                  .with("state", up ? "up" : "down")
                  .fact(Row.NODES, node)
                  .build());
        }
      }
    }
    return TableRows.of(TableKind.TUNNELS, PLACE, rows);
  }

  /** What is up. */
  static TableRows observed(Map<String, String> states) {
    List<Row> rows = new ArrayList<>();
    states.forEach(
        (name, state) ->
            rows.add(
                Row.of(name)
                    .with("state", state.equals("up") ? "up" : "down")
                    .fact("word", state)
                    .build()));
    return TableRows.of(TableKind.TUNNELS, PLACE, rows);
  }
}
