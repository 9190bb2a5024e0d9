package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.routing.LiveSet;
import io.towpath.routing.RoutingKinds;
import io.towpath.routing.bgp.BgpEngine;
import io.towpath.routing.bgp.BgpInputs;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.Origination;
import io.towpath.routing.bgp.SolveOptions;
import io.towpath.routing.engine.Round.IgpStep;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
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
   * round follows, until nothing changes. If that does not happen, VRFs hear of BGP's results one
   * by one; if they do not come to rest either, that is reported.
   *
   * Every solve goes through the same rounds from nothing, so its result depends on the live set
   * alone. A previous state lends what a round of the same number has in common with this one.
   */
  private static final int ROUNDS_AT_ONCE = 12;
  private static final int ROUNDS_ONE_BY_ONE = 48;

  private final EngineIndex index;
  private final LiveSet live;
  private final SolveOptions options;
  private final List<Round> earlier;
  private final BitSet changedNodes;
  private final Interior interior;
  private final List<Round> rounds = new ArrayList<>();
  private final TreeSet<Finding> problems = new TreeSet<>();
  private final List<Unrest> unrests = new ArrayList<>();

  Rounds(EngineIndex index, LiveSet live, SolveOptions options, @Nullable RoutingState previous) {
    this.index = index;
    this.live = live;
    this.options = options;
    earlier = previous == null ? List.of() : previous.rounds();
    changedNodes = previous == null ? new BitSet() : changedNodes(index, live, previous.live());
    interior = new Interior(index, live, changedNodes);
  }

  /** Nodes of which something went down or came up. */
  private static BitSet changedNodes(EngineIndex index, LiveSet live, LiveSet before) {
    BitSet nodes = (BitSet) live.nodesDown().clone();
    nodes.xor(before.nodesDown());
    BitSet interfaces = (BitSet) live.interfacesDown().clone();
    interfaces.xor(before.interfacesDown());
    interfaces.stream().forEach(i -> nodes.set(index.topology.nodeOfInterface(i)));
    return nodes;
  }

  /** What was found beside the tables; complete after {@link #run}. */
  List<Finding> problems() {
    return List.copyOf(problems);
  }

  /** Prefixes without one outcome that is stable; complete after {@link #run}. */
  List<Unrest> unrests() {
    return List.copyOf(unrests);
  }

  /** All rounds; the last one is the result. */
  List<Round> run() {
    Heard heard = Heard.nothing(index);
    while (rounds.size() < ROUNDS_AT_ONCE) {
      Attempt attempt = attempt(heard);
      if (!rounds.isEmpty() && attempt.changesNothing(rounds.getLast())) {
        finish(attempt);
        return rounds;
      }
      accept(attempt);
      heard = Heard.all(index, rounds.getLast());
    }
    oneByOne();
    return rounds;
  }

  /** VRFs hear the last round in the order of their ids; the first that changes ends the round. */
  private void oneByOne() {
    int first = rounds.size() - 2;
    Heard heard = Heard.all(index, rounds.get(first));
    for (int k = 0; k < ROUNDS_ONE_BY_ONE; k++) {
      Round last = rounds.getLast();
      boolean changed = false;
      for (int s = 0; s < index.sessions.speakerCount() && !changed; s++) {
        heard = heard.with(index.sessions.speaker(s).vrf(), last);
        Attempt attempt = attempt(heard);
        changed = !attempt.changesNothing(last);
        if (changed) {
          accept(attempt);
        } else if (s == index.sessions.speakerCount() - 1) {
          finish(attempt);
        }
      }
      if (!changed) {
        report(
            RoutingKinds.SEVERAL_RESTS,
            "has several stable outcomes; shown is one of them",
            first,
            true);
        return;
      }
    }
    report(RoutingKinds.UNREST, "does not come to rest", first, false);
  }

  /** The inputs of a round of BGP. */
  private record Attempt(
      List<IgpStep> igp,
      List<List<Origination>> originations,
      BitSet waiting,
      NextHopCosts costs,
      TreeSet<Prefix> contested) {

    boolean changesNothing(Round round) {
      return round.sameTables(igp.getLast())
          && round.originations().equals(originations)
          && round.metrics().agreesWith(costs);
    }
  }

  private Attempt attempt(Heard heard) {
    Round before = rounds.isEmpty() ? null : rounds.getLast();
    Round like = rounds.size() < earlier.size() ? earlier.get(rounds.size()) : null;
    List<IgpStep> igp = interior.steps(heard, before, like);
    NextHopCosts costs = new NextHopCosts(speaker -> nextHops(speaker, igp.getLast(), heard));
    Attempt attempt = new Attempt(igp, new ArrayList<>(), new BitSet(), costs, new TreeSet<>());
    originate(attempt, heard, like != null ? like : before);
    return attempt;
  }

  private void accept(Attempt attempt) {
    problems.addAll(interior.problems());
    Round before = rounds.isEmpty() ? null : rounds.getLast();
    Round like = rounds.size() < earlier.size() ? earlier.get(rounds.size()) : before;
    BgpInputs inputs = new BgpInputs(live.sessionsUp(), attempt.originations(), attempt.costs());
    BgpState state = BgpEngine.solve(index.bgp, inputs, like == null ? null : like.bgp(), options);
    PrefixIndex prefixes = PrefixIndex.of(state, like == null ? null : like.prefixes());
    rounds.add(
        new Round(
            attempt.igp(),
            attempt.originations(),
            attempt.waiting(),
            attempt.costs(),
            state,
            prefixes));
  }

  private void finish(Attempt attempt) {
    problems.addAll(interior.problems());
    if (!attempt.contested().isEmpty()) {
      problems.add(
          RoutingKinds.CONTESTED_ORIGIN.at(
              Origin.NONE,
              "Routers learn "
                  + some(attempt.contested())
                  + " by BGP and could also originate them from a protocol of higher distance:"
                  + " shown is what happens when BGP comes first; otherwise their own stay.",
              ""));
    }
  }

  private NextHops nextHops(int speaker, IgpStep step, Heard heard) {
    int vrf = index.sessions.speaker(speaker).vrf();
    BaseTable base = step.bases()[vrf];
    if (base == null) {
      throw new IllegalStateException("no table of " + index.topology.vrfRef(vrf));
    }
    return new NextHops(index, vrf, base, heard.view(vrf));
  }

  private void originate(Attempt attempt, Heard heard, @Nullable Round model) {
    for (int s = 0; s < index.sessions.speakerCount(); s++) {
      SessionTable.Speaker speaker = index.sessions.speaker(s);
      BaseTable base = attempt.igp().getLast().bases()[speaker.vrf()];
      if (base == null || live.nodesDown().get(speaker.node())) {
        attempt.originations().add(List.of());
      } else if (model != null
          && !model.waiting().get(s)
          && model.hasBase(speaker.vrf(), base)
          && !changedNodes.get(speaker.node())) {
        attempt.originations().add(model.originations().get(s));
      } else {
        Originations fresh =
            Originations.collect(speaker.config(), base, heard.view(speaker.vrf()));
        attempt.contested().addAll(fresh.contested());
        attempt.waiting().set(s, fresh.waits());
        attempt.originations().add(List.copyOf(fresh.originations()));
      }
    }
  }

  private static String some(TreeSet<Prefix> prefixes) {
    String first = String.join(", ", prefixes.stream().limit(5).map(Prefix::toString).toList());
    return prefixes.size() > 5 ? first + " and " + (prefixes.size() - 5) + " more" : first;
  }

  /** Names what changed in the rounds since {@code first}. */
  private void report(FindingKind kind, String what, int first, boolean rests) {
    TreeSet<Prefix> prefixes = new TreeSet<>();
    TreeSet<String> members = new TreeSet<>();
    for (int k = first + 1; k < rounds.size(); k++) {
      differences(rounds.get(k - 1), rounds.get(k), prefixes, members);
    }
    unrests.add(new Unrest(List.copyOf(prefixes), List.copyOf(members), rests));
    problems.add(
        kind.at(
                Origin.NONE,
                "Routing of "
                    + some(prefixes)
                    + " at "
                    + String.join(", ", members)
                    + " "
                    + what
                    + ": BGP and the routes that it is made from change each other.")
            .affecting(List.copyOf(members)));
  }

  private void differences(Round a, Round b, TreeSet<Prefix> prefixes, TreeSet<String> members) {
    b.bgp()
        .changesSince(
            a.bgp(),
            (speaker, changed, _, _) -> {
              prefixes.addAll(changed);
              members.add(index.topology.vrfRef(index.sessions.speaker(speaker).vrf()).toString());
            });
    for (int v = 0; v < index.topology.vrfCount(); v++) {
      BaseTable one = a.base(v);
      BaseTable other = b.base(v);
      if (one != null && other != null && !one.sameContent(other)) {
        prefixes.addAll(one.differences(other));
        members.add(index.topology.vrfRef(v).toString());
      }
    }
    for (int s = 0; s < index.sessions.speakerCount(); s++) {
      TreeSet<Prefix> changed = new TreeSet<>();
      a.originations().get(s).forEach(o -> changed.add(o.prefix()));
      TreeSet<Prefix> later = new TreeSet<>();
      b.originations().get(s).forEach(o -> later.add(o.prefix()));
      TreeSet<Prefix> both = new TreeSet<>(changed);
      both.retainAll(later);
      changed.addAll(later);
      changed.removeAll(both);
      if (!changed.isEmpty()) {
        prefixes.addAll(changed);
        members.add(index.topology.vrfRef(index.sessions.speaker(s).vrf()).toString());
      }
    }
  }
}
