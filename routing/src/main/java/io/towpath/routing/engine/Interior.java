package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.routing.LiveSet;
import io.towpath.routing.RoutingKinds;
import io.towpath.routing.engine.Round.IgpStep;
import io.towpath.routing.ospf.OspfEngine;
import io.towpath.routing.ospf.OspfExternal;
import io.towpath.routing.ospf.OspfState;
import io.towpath.routing.ospf.OspfTopology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings tables without BGP to rest: OSPF needs what is redistributed, and that needs OSPF. */
final class Interior {
  /*
   * First all processes redistribute at once what their tables hold. If that does not come to rest,
   * they go one by one, in the order of their ids: two routers that both redistribute a route only
   * while the other does not would never agree at once, yet in a network the first one stays.
   */
  private static final int STEPS_AT_ONCE = 12;
  private static final int STEPS_PER_PROCESS = 4;

  private final EngineIndex index;
  private final LiveSet live;
  private final BitSet changedNodes;
  private final TreeSet<Finding> problems = new TreeSet<>();

  /**
   * A computation.
   *
   * @param changedNodes nodes whose interfaces differ from those of the models' state
   */
  Interior(EngineIndex index, LiveSet live, BitSet changedNodes) {
    this.index = index;
    this.live = live;
    this.changedNodes = changedNodes;
  }

  /** What was found beside the tables. */
  TreeSet<Finding> problems() {
    return problems;
  }

  /** What a step has in common with an earlier one, and what changed since that. */
  private record Model(@Nullable IgpStep step, BitSet changedNodes) {}

  /**
   * Steps to rest; the last one holds the result.
   *
   * @param before the round before, or null
   * @param like the round of the same number of a previous state, or null
   */
  List<IgpStep> steps(Heard heard, @Nullable Round before, @Nullable Round like) {
    problems.clear();
    List<IgpStep> steps = new ArrayList<>();
    OspfState ospf = before == null ? null : before.last().ospf();
    int processes = index.ospf.processCount();
    int limit = STEPS_AT_ONCE + STEPS_PER_PROCESS * processes;
    for (int j = 0; j < limit; j++) {
      Model model = model(j, steps, before, like);
      @Nullable BaseTable[] bases = bases(ospf, heard, model);
      List<List<OspfExternal>> wanted = externals(bases, heard, model.step());
      boolean oneByOne = j >= STEPS_AT_ONCE;
      List<List<OspfExternal>> externals =
          oneByOne ? firstChange(steps.getLast().externals(), wanted) : wanted;
      OspfState next =
          OspfEngine.solve(
              index.ospf, live, externals, model.step() != null ? model.step().ospf() : ospf);
      steps.add(new IgpStep(ospf, bases, externals, next));
      boolean atRest = ospf != null && externals.equals(wanted) && sameRoutes(ospf, next);
      if (processes == 0 || atRest) {
        if (oneByOne) {
          report(
              RoutingKinds.REDISTRIBUTION_WITH_SEVERAL_RESTS,
              "has several stable outcomes; shown is one of them",
              steps);
        }
        return steps;
      }
      ospf = next;
    }
    report(RoutingKinds.REDISTRIBUTION_WITHOUT_REST, "finds no stable outcome", steps);
    return steps;
  }

  /** The first process that wants to change does, the others wait. */
  private static List<List<OspfExternal>> firstChange(
      List<List<OspfExternal>> now, List<List<OspfExternal>> wanted) {
    List<List<OspfExternal>> next = new ArrayList<>(now);
    for (int p = 0; p < now.size(); p++) {
      if (!now.get(p).equals(wanted.get(p))) {
        next.set(p, wanted.get(p));
        return next;
      }
    }
    return next;
  }

  private void report(FindingKind kind, String what, List<IgpStep> steps) {
    TreeSet<String> members = new TreeSet<>();
    IgpStep last = steps.getLast();
    for (IgpStep step : steps.subList(Math.max(0, steps.size() - STEPS_AT_ONCE), steps.size())) {
      for (int p = 0; p < index.ospf.processCount(); p++) {
        if (!step.externals().get(p).equals(last.externals().get(p))) {
          members.add(index.topology.vrfRef(index.ospf.process(p).vrf()).toString());
        }
      }
    }
    problems.add(
        kind.at(
                Origin.NONE,
                "Redistribution into OSPF at "
                    + String.join(", ", members)
                    + " "
                    + what
                    + ": each takes in a route only while another does not.")
            .affecting(List.copyOf(members)));
  }

  private Model model(int step, List<IgpStep> steps, @Nullable Round before, @Nullable Round like) {
    if (like != null && step < like.igp().size()) {
      return new Model(like.igp().get(step), changedNodes);
    }
    IgpStep last = before == null ? null : before.last();
    return new Model(steps.isEmpty() ? last : steps.getLast(), new BitSet());
  }

  private boolean sameRoutes(OspfState a, OspfState b) {
    for (int p = 0; p < index.ospf.processCount(); p++) {
      if (!a.sameRoutes(p, b)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable BaseTable[] bases(@Nullable OspfState ospf, Heard heard, Model model) {
    IgpStep step = model.step();
    @Nullable BaseTable[] bases =
        step == null
            ? new @Nullable BaseTable[index.topology.vrfCount()]
            : Arrays.copyOf(step.bases(), step.bases().length);
    for (int v = index.based.nextSetBit(0); v >= 0; v = index.based.nextSetBit(v + 1)) {
      BaseTable known = bases[v];
      if (known == null || step == null || !holds(v, ospf, heard, step, model.changedNodes())) {
        BaseTable fresh = OwnRoutes.collect(index, v, live, ospf, heard.overlay(v));
        bases[v] = known != null && known.sameContent(fresh) ? known : fresh;
      }
    }
    return bases;
  }

  /** True if a table of the model cannot have changed. */
  private boolean holds(
      int vrf, @Nullable OspfState ospf, Heard heard, IgpStep model, BitSet changedSince) {
    // What a look-up through BGP found may have changed.
    if (changedSince.get(index.topology.nodeOfVrf(vrf))
        || index.recursive.get(vrf) && !heard.isDeaf(vrf)) {
      return false;
    }
    for (int process : index.processesOf[vrf]) {
      OspfState given = model.given();
      if (ospf == null ? given != null : given == null || !ospf.sameRoutes(process, given)) {
        return false;
      }
    }
    return true;
  }

  private List<List<OspfExternal>> externals(
      @Nullable BaseTable[] bases, Heard heard, @Nullable IgpStep model) {
    List<List<OspfExternal>> externals = new ArrayList<>(index.ospf.processCount());
    for (int p = 0; p < index.ospf.processCount(); p++) {
      OspfTopology.Process process = index.ospf.process(p);
      BaseTable base = bases[process.vrf()];
      boolean stopped = live.nodesDown().get(index.topology.nodeOfVrf(process.vrf()));
      List<OspfExternal> fresh =
          base == null || stopped
              ? List.of()
              : OspfRedistribution.collect(index, process, base, heard.view(process.vrf()));
      List<OspfExternal> known = model == null ? List.of() : model.externals().get(p);
      externals.add(known.equals(fresh) ? known : fresh);
    }
    return externals;
  }
}
