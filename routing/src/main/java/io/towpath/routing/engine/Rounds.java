package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.routing.LiveSet;
import io.towpath.routing.bgp.BgpEngine;
import io.towpath.routing.bgp.BgpInputs;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.Origination;
import io.towpath.routing.bgp.SolveOptions;
import io.towpath.routing.engine.Round.IgpStep;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.ospf.OspfEngine;
import io.towpath.routing.ospf.OspfExternal;
import io.towpath.routing.ospf.OspfState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings the protocols of a network to rest with each other, for one live set. */
final class Rounds {
  /*
   * Connected and static routes come first, then OSPF with what it redistributes of them, then BGP
   * with what it originates of all. If a result of BGP changes what came before (a route that is
   * redistributed into OSPF, a static route or a next hop that is reached by a BGP route), another
   * round follows, until nothing changes or MAX_ROUNDS are over.
   *
   * Every solve goes through the same rounds from nothing, so its result depends on the live set
   * alone. A previous state lends what a round of the same number has in common with this one.
   */
  private static final int MAX_ROUNDS = 16;
  private static final int MAX_STEPS = 16;

  private final EngineIndex index;
  private final LiveSet live;
  private final SolveOptions options;
  private final List<Round> earlier;
  private final BitSet changedNodes;
  private final List<Finding> problems = new ArrayList<>();

  Rounds(EngineIndex index, LiveSet live, SolveOptions options, @Nullable RoutingState previous) {
    this.index = index;
    this.live = live;
    this.options = options;
    earlier = previous == null ? List.of() : previous.rounds();
    changedNodes = previous == null ? new BitSet() : changedNodes(index, live, previous.live());
  }

  /** Nodes of which something went down or came up. */
  static BitSet changedNodes(EngineIndex index, LiveSet live, LiveSet before) {
    BitSet nodes = (BitSet) live.nodesDown().clone();
    nodes.xor(before.nodesDown());
    BitSet interfaces = (BitSet) live.interfacesDown().clone();
    interfaces.xor(before.interfacesDown());
    interfaces.stream().forEach(i -> nodes.set(index.topology.nodeOfInterface(i)));
    return nodes;
  }

  /** What was found beside the tables; complete after {@link #run}. */
  List<Finding> problems() {
    return problems;
  }

  /** All rounds; the last one is the result. */
  List<Round> run() {
    List<Round> rounds = new ArrayList<>();
    Round last = null;
    for (int k = 0; k < MAX_ROUNDS; k++) {
      Round like = k < earlier.size() ? earlier.get(k) : null;
      Round before = last;
      List<IgpStep> igp = igp(before, like);
      TreeSet<Prefix> contested = new TreeSet<>();
      List<List<Origination>> originations = originations(igp.getLast(), before, like, contested);
      NextHopCosts costs = new NextHopCosts(speaker -> nextHops(speaker, igp.getLast(), before));
      if (before != null
          && before.sameTables(igp.getLast())
          && before.originations().equals(originations)
          && before.metrics().agreesWith(costs)) {
        reportContested(contested);
        return rounds;
      }
      last = bgp(igp, originations, costs, like != null ? like : before);
      rounds.add(last);
    }
    reportUnrest();
    return rounds;
  }

  private NextHops nextHops(int speaker, IgpStep step, @Nullable Round before) {
    int vrf = index.sessions.speaker(speaker).vrf();
    BaseTable base = step.bases()[vrf];
    if (base == null) {
      throw new IllegalStateException("no table of " + index.topology.vrfRef(vrf));
    }
    return new NextHops(index, vrf, base, before == null ? null : before.view(index, vrf));
  }

  private Round bgp(
      List<IgpStep> igp,
      List<List<Origination>> originations,
      NextHopCosts costs,
      @Nullable Round like) {
    BgpInputs inputs = new BgpInputs(live.sessionsUp(), originations, costs);
    BgpState state = BgpEngine.solve(index.bgp, inputs, like == null ? null : like.bgp(), options);
    PrefixIndex prefixes = PrefixIndex.of(state, like == null ? null : like.prefixes());
    return new Round(igp, originations, costs, state, prefixes);
  }

  /** What a step has in common with an earlier one, and what changed since that. */
  private record Model(@Nullable IgpStep step, BitSet changedNodes) {}

  /** Tables without BGP: OSPF needs what is redistributed, and that needs OSPF. */
  private List<IgpStep> igp(@Nullable Round before, @Nullable Round like) {
    List<IgpStep> steps = new ArrayList<>();
    OspfState ospf = before == null ? null : before.last().ospf();
    for (int j = 0; j < MAX_STEPS; j++) {
      Model model = model(j, steps, before, like);
      @Nullable BaseTable[] bases = bases(ospf, before, model);
      List<List<OspfExternal>> externals = externals(bases, before, model.step());
      OspfState next =
          OspfEngine.solve(
              index.ospf, live, externals, model.step() != null ? model.step().ospf() : ospf);
      steps.add(new IgpStep(ospf, bases, externals, next));
      if (index.ospf.processCount() == 0 || ospf != null && sameRoutes(ospf, next)) {
        return steps;
      }
      ospf = next;
    }
    problems.add(
        Finding.warning(
            "TP5302",
            Origin.NONE,
            "OSPF does not come to rest: routes are redistributed in a circle.",
            "Filter what is redistributed back into the process that it came from."));
    return steps;
  }

  private Model model(int step, List<IgpStep> steps, @Nullable Round before, @Nullable Round like) {
    if (like != null && step < like.igp().size()) {
      return new Model(like.igp().get(step), changedNodes);
    }
    IgpStep last = steps.isEmpty() ? before == null ? null : before.last() : steps.getLast();
    return new Model(last, new BitSet());
  }

  private boolean sameRoutes(OspfState a, OspfState b) {
    for (int p = 0; p < index.ospf.processCount(); p++) {
      if (!a.sameRoutes(p, b)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable BaseTable[] bases(
      @Nullable OspfState ospf, @Nullable Round before, Model model) {
    IgpStep step = model.step();
    @Nullable BaseTable[] bases =
        step == null
            ? new @Nullable BaseTable[index.topology.vrfCount()]
            : Arrays.copyOf(step.bases(), step.bases().length);
    for (int v = index.based.nextSetBit(0); v >= 0; v = index.based.nextSetBit(v + 1)) {
      BaseTable known = bases[v];
      if (known == null || step == null || !holds(v, ospf, before, step, model.changedNodes())) {
        BaseTable fresh = OwnRoutes.collect(index, v, live, ospf, overlay(v, before));
        bases[v] = known != null && known.sameContent(fresh) ? known : fresh;
      }
    }
    return bases;
  }

  /** True if a table of the model cannot have changed. */
  private boolean holds(
      int vrf,
      @Nullable OspfState ospf,
      @Nullable Round before,
      IgpStep model,
      BitSet changedSince) {
    // What a look-up through BGP found may have changed.
    if (changedSince.get(index.topology.nodeOfVrf(vrf))
        || index.recursive.get(vrf) && before != null) {
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

  private OwnRoutes.Overlay overlay(int vrf, @Nullable Round before) {
    BaseTable base = before == null ? null : before.base(vrf);
    BgpView view = before == null ? null : before.view(index, vrf);
    return base == null || view == null || !index.recursive.get(vrf)
        ? OwnRoutes.Overlay.NONE
        : new NextHops(index, vrf, base, view)::bgpMatchLength;
  }

  private List<List<OspfExternal>> externals(
      @Nullable BaseTable[] bases, @Nullable Round before, @Nullable IgpStep model) {
    List<List<OspfExternal>> externals = new ArrayList<>(index.ospf.processCount());
    for (int p = 0; p < index.ospf.processCount(); p++) {
      var process = index.ospf.process(p);
      BaseTable base = bases[process.vrf()];
      BgpView view = before == null ? null : before.view(index, process.vrf());
      boolean stopped = live.nodesDown().get(index.topology.nodeOfVrf(process.vrf()));
      List<OspfExternal> fresh =
          base == null || stopped
              ? List.of()
              : OspfRedistribution.collect(index, process, base, view);
      List<OspfExternal> known = model == null ? List.of() : model.externals().get(p);
      externals.add(known.equals(fresh) ? known : fresh);
    }
    return externals;
  }

  private List<List<Origination>> originations(
      IgpStep step, @Nullable Round before, @Nullable Round like, TreeSet<Prefix> contested) {
    List<List<Origination>> all = new ArrayList<>(index.sessions.speakerCount());
    for (int s = 0; s < index.sessions.speakerCount(); s++) {
      SessionTable.Speaker speaker = index.sessions.speaker(s);
      BaseTable base = step.bases()[speaker.vrf()];
      if (base == null || live.nodesDown().get(speaker.node())) {
        all.add(List.of());
        continue;
      }
      Round model = like != null ? like : before;
      List<Origination> known = model == null ? null : model.originations().get(s);
      boolean first = before == null && like != null && like.base(speaker.vrf()) == base;
      if (first && known != null && !changedNodes.get(speaker.node())) {
        all.add(known);
        continue;
      }
      Originations fresh =
          Originations.collect(
              speaker.config(), base, before == null ? null : before.view(index, speaker.vrf()));
      contested.addAll(fresh.contested());
      List<Origination> list = List.copyOf(fresh.originations());
      all.add(known != null && known.equals(list) ? known : list);
    }
    return all;
  }

  private void reportContested(TreeSet<Prefix> contested) {
    if (!contested.isEmpty()) {
      problems.add(
          Finding.info(
              "TP5202",
              Origin.NONE,
              "Routers learn "
                  + some(contested)
                  + " by BGP and could also originate them from a protocol of higher distance:"
                  + " shown is what happens when BGP comes first; otherwise their own stay."));
    }
  }

  private static String some(TreeSet<Prefix> prefixes) {
    String first = String.join(", ", prefixes.stream().limit(5).map(Prefix::toString).toList());
    return prefixes.size() > 5 ? first + " and " + (prefixes.size() - 5) + " more" : first;
  }

  private void reportUnrest() {
    problems.add(
        Finding.warning(
            "TP5201",
            Origin.NONE,
            "Routing does not come to rest: BGP and the routes that it is made from change each"
                + " other again and again. The tables are those of round "
                + MAX_ROUNDS
                + ".",
            "Look for a next hop or a static route that is reached only by what it brings about."));
  }
}
