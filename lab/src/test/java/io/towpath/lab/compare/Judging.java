package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.lab.plan.BirdNodes;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.network.Failure;
import io.towpath.network.Network;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the list of allowed differences says of a row in a network.
 *
 * @param failures what has failed
 * @param bird nodes with BIRD
 * @param seen what the lab shows, of what is predicted
 */
record Judging(
    Network network,
    List<Failure> failures,
    Set<String> bird,
    UnaryOperator<List<TableRows>> seen) {

  /** Where the lab shows what is predicted, but for the row. */
  static Judging of(Network network, String... bird) {
    return new Judging(network, List.of(), Set.of(bird), UnaryOperator.identity());
  }

  /** The entry under which a difference falls, or null. */
  @Nullable String judge(
      TableKind kind, String place, @Nullable Row predicted, @Nullable Row observed, String field) {
    LabPlan plan =
        LabCompiler.compile(network, Features.LEAST, BirdNodes.of(network, bird).nodes());
    Solution solution = Solver.of(network).solve(failures, null);
    List<TableRows> tables = PredictedTables.of(solution, plan);
    AllowedDifferences.Rule rule =
        AllowedDifferences.judge(
            new AllowedDifferences.Case(
                kind,
                place,
                predicted,
                observed,
                field,
                new KnownContext(
                    solution, plan, new Places(solution.topology(), plan), seen.apply(tables)),
                new FrrDivergence(solution, plan, tables, seen.apply(tables))));
    return rule == null ? null : rule.id();
  }
}
