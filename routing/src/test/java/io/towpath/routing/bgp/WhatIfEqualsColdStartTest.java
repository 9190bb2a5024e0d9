package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.Prefix;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import io.towpath.testkit.networks.bgp.BgpNetwork;
import io.towpath.testkit.networks.bgp.GaoRexfordNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A state that was reached from another one is the state of a cold start. */
class WhatIfEqualsColdStartTest {

  /** Something that changes between two solves. */
  private sealed interface Step {
    /** Sessions that go down or come up. */
    record Toggle(List<Integer> sessions) implements Step {}

    /** Speaker {@code to} originates what {@code from} did, and the other way round. */
    record Swap(int from, int to) implements Step {}

    /** Speakers originate nothing, or again what they did. */
    record Mute(int speaker) implements Step {}

    /** Next hops get other costs. */
    record Recost(long salt) implements Step {}
  }

  private record Case(BgpNetwork network, List<Step> steps) {
    static Case of(Choices choices, Kind kind) {
      BgpNetwork network = RandomBgpNetwork.of(choices, kind);
      return new Case(network, choices.list(1, 6, c -> step(c, network)));
    }

    private static Step step(Choices choices, BgpNetwork network) {
      int speakers = network.speakers().size();
      int sessions = network.sessions().size();
      return switch (choices.nextInt(sessions == 0 ? 3 : 8)) {
        case 0 -> new Step.Recost(choices.nextInt(20));
        case 1 -> new Step.Swap(choices.nextInt(speakers), choices.nextInt(speakers));
        case 2 -> new Step.Mute(choices.nextInt(speakers));
        default -> new Step.Toggle(choices.list(1, 3, c -> c.nextInt(sessions)));
      };
    }

    @Override
    public String toString() {
      return steps + "\n" + BgpNetworks.text(network);
    }
  }

  @Test
  void tame() {
    Property.named("a what-if equals a cold start in tame networks")
        .runs(300)
        .check(choices -> Case.of(choices, Kind.TAME), WhatIfEqualsColdStartTest::replay);
  }

  @Test
  void wild() {
    Property.named("a what-if equals a cold start in wild networks")
        .runs(500)
        .check(choices -> Case.of(choices, Kind.WILD), WhatIfEqualsColdStartTest::replay);
  }

  private static void replay(Case c) {
    BgpTopology topology = BgpNetworks.topology(c.network);
    BgpInputs base = BgpNetworks.inputs(c.network);
    BgpInputs inputs = base;
    BgpState state = BgpEngine.solve(topology, inputs, null, SolveOptions.DEFAULT);
    String first = BgpNetworks.everything(state);
    for (Step step : c.steps) {
      inputs = apply(step, inputs, base);
      state = BgpEngine.solve(topology, inputs, state, SolveOptions.DEFAULT);
      BgpState cold = BgpEngine.solve(topology, inputs, null, SolveOptions.DEFAULT);
      assertThat(BgpNetworks.everything(state))
          .as("after %s", step)
          .isEqualTo(BgpNetworks.everything(cold));
    }
    BgpState restored = BgpEngine.solve(topology, base, state, SolveOptions.DEFAULT);
    assertThat(BgpNetworks.everything(restored)).as("restored").isEqualTo(first);
  }

  private static BgpInputs apply(Step step, BgpInputs inputs, BgpInputs base) {
    return switch (step) {
      case Step.Toggle(List<Integer> sessions) -> {
        BitSet up = inputs.sessionsUp();
        sessions.forEach(up::flip);
        yield inputs.withSessions(up);
      }
      case Step.Swap(int from, int to) -> {
        List<List<Origination>> changed = new ArrayList<>(inputs.originations());
        changed.set(from, inputs.originations().get(to));
        changed.set(to, inputs.originations().get(from));
        yield inputs.withOriginations(changed);
      }
      case Step.Mute(int speaker) -> {
        List<List<Origination>> changed = new ArrayList<>(inputs.originations());
        boolean muted = changed.get(speaker).isEmpty();
        changed.set(speaker, muted ? base.originations().get(speaker) : List.of());
        yield inputs.withOriginations(changed);
      }
      case Step.Recost(long salt) -> inputs.withMetrics(BgpNetworks.metrics(salt));
    };
  }

  @Test
  void everyLinkOfAnInternetFailsAndComesBack() {
    BgpNetwork network = GaoRexfordNetwork.of(60, 150, 40, 3);
    BgpTopology topology = BgpNetworks.topology(network);
    BgpInputs inputs = BgpNetworks.inputs(network);
    BgpState base = BgpEngine.solve(topology, inputs, null, SolveOptions.DEFAULT);
    String before = BgpNetworks.everything(base);
    for (int session = 0; session < topology.sessionCount(); session++) {
      BitSet up = inputs.sessionsUp();
      up.clear(session);
      // Two at once, every third time.
      if (session % 3 == 0) {
        up.clear((session + 41) % topology.sessionCount());
      }
      BgpInputs failed = inputs.withSessions(up);
      BgpState whatIf = BgpEngine.solve(topology, failed, base, SolveOptions.DEFAULT);
      BgpState cold = BgpEngine.solve(topology, failed, null, SolveOptions.DEFAULT);
      BgpState restored = BgpEngine.solve(topology, inputs, whatIf, SolveOptions.DEFAULT);

      assertThat(BgpNetworks.selected(whatIf)).isEqualTo(BgpNetworks.selected(cold));
      assertThat(BgpNetworks.selected(restored)).isEqualTo(BgpNetworks.selected(base));
    }
    assertThat(BgpNetworks.everything(base)).as("the base is untouched").isEqualTo(before);
  }

  @Test
  @SuppressWarnings("ReferenceEquality") // that results are shared is the claim
  void classesThatNothingTouchesAreShared() {
    BgpNetwork network = GaoRexfordNetwork.of(60, 150, 40, 3);
    BgpTopology topology = BgpNetworks.topology(network);
    BgpInputs inputs = BgpNetworks.inputs(network);
    BgpState base = BgpEngine.solve(topology, inputs, null, SolveOptions.DEFAULT);
    BitSet up = inputs.sessionsUp();
    up.clear(7);
    BgpState whatIf =
        BgpEngine.solve(topology, inputs.withSessions(up), base, SolveOptions.DEFAULT);

    int shared = 0;
    for (int c = 0; c < base.classCount(); c++) {
      shared += whatIf.result(c) == base.result(c) ? 1 : 0;
    }
    assertThat(shared).isBetween(1, base.classCount() - 1);
  }

  @Test
  void changesAreWhatDiffersBetweenTheTables() {
    Property.named("changes are what differs between the tables")
        .runs(200)
        .check(
            choices -> Case.of(choices, Kind.WILD),
            c -> {
              BgpTopology topology = BgpNetworks.topology(c.network);
              BgpInputs base = BgpNetworks.inputs(c.network);
              BgpInputs inputs = base;
              BgpState before = BgpEngine.solve(topology, base, null, SolveOptions.DEFAULT);
              for (Step step : c.steps) {
                inputs = apply(step, inputs, base);
              }
              BgpState after = BgpEngine.solve(topology, inputs, before, SolveOptions.DEFAULT);
              assertThat(changed(after, before)).isEqualTo(differing(after, before));
            });
  }

  private static List<String> changed(BgpState after, BgpState before) {
    List<String> lines = new ArrayList<>();
    after.changesSince(
        before,
        (speaker, prefixes, old, now) ->
            prefixes.forEach(p -> lines.add(speaker + " " + p + " " + old + " " + now)));
    return lines.stream().sorted().toList();
  }

  private static List<String> differing(BgpState after, BgpState before) {
    List<String> lines = new ArrayList<>();
    for (int speaker = 0; speaker < after.topology().speakerCount(); speaker++) {
      var all = new TreeSet<Prefix>();
      before.selected(speaker, (c, prefixes, paths) -> all.addAll(prefixes));
      after.selected(speaker, (c, prefixes, paths) -> all.addAll(prefixes));
      for (var prefix : all) {
        SelectedPaths old = best(before, speaker, prefix);
        SelectedPaths now = best(after, speaker, prefix);
        if (!Objects.equals(old, now)) {
          lines.add(speaker + " " + prefix + " " + old + " " + now);
        }
      }
    }
    return lines.stream().sorted().toList();
  }

  private static @Nullable SelectedPaths best(BgpState state, int speaker, Prefix prefix) {
    int prefixClass = state.classOf(prefix);
    return prefixClass < 0 ? null : state.bestOf(prefixClass, speaker);
  }
}
