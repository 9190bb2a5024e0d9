package io.towpath.routing.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import io.towpath.testkit.networks.bgp.BgpNetwork;
import io.towpath.testkit.networks.bgp.GaoRexfordNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork;
import io.towpath.testkit.networks.bgp.RandomBgpNetwork.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The result depends on the input alone: not on its order, not on threads. */
class DeterminismTest {

  private record Case(BgpNetwork network, long seed) {
    static Case of(Choices choices) {
      return new Case(
          RandomBgpNetwork.of(choices, choices.nextBoolean() ? Kind.WILD : Kind.TAME),
          choices.nextInt(1000));
    }

    @Override
    public String toString() {
      return "seed " + seed + "\n" + BgpNetworks.text(network);
    }
  }

  @Test
  void orderOfTheInputHasNoMeaning() {
    Property.named("the order of speakers, sessions, ends and originations has no meaning")
        .runs(500)
        .check(
            Case::of,
            c ->
                assertThat(BgpNetworks.byName(solve(shuffled(c.network, c.seed), 1)))
                    .isEqualTo(BgpNetworks.byName(solve(c.network, 1))));
  }

  @Test
  void threadsHaveNoMeaning() {
    Property.named("the number of threads has no meaning")
        .runs(100)
        .check(
            Case::of,
            c ->
                assertThat(BgpNetworks.everything(solve(c.network, 3)))
                    .isEqualTo(BgpNetworks.everything(solve(c.network, 1))));
  }

  @Test
  void threadsHaveNoMeaningForWhatIfs() {
    BgpNetwork network = GaoRexfordNetwork.of(60, 150, 40, 5);
    BgpTopology topology = BgpNetworks.topology(network);
    BgpInputs inputs = BgpNetworks.inputs(network);
    BitSet up = inputs.sessionsUp();
    up.clear(3, 9);
    BgpState one = BgpEngine.solve(topology, inputs, null, SolveOptions.threads(1));
    BgpState two = BgpEngine.solve(topology, inputs, null, SolveOptions.threads(2));
    BgpInputs failed = inputs.withSessions(up);

    assertThat(
            BgpNetworks.everything(BgpEngine.solve(topology, failed, two, SolveOptions.threads(2))))
        .isEqualTo(
            BgpNetworks.everything(BgpEngine.solve(topology, failed, one, SolveOptions.threads(2))))
        .isEqualTo(
            BgpNetworks.everything(
                BgpEngine.solve(topology, failed, two, SolveOptions.threads(1))));
  }

  private static BgpState solve(BgpNetwork network, int threads) {
    return BgpEngine.solve(
        BgpNetworks.topology(network),
        BgpNetworks.inputs(network).withMetrics(byName(network)),
        null,
        SolveOptions.threads(threads));
  }

  /** Costs that follow from the name of a speaker, not from its number. */
  private static NextHopMetrics byName(BgpNetwork network) {
    NextHopMetrics costs = BgpNetworks.metrics(11);
    return (speaker, nextHop) ->
        costs.metric(network.speakers().get(speaker).vrf().hashCode(), nextHop);
  }

  private static BgpNetwork shuffled(BgpNetwork network, long seed) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    for (int s = 0; s < network.speakers().size(); s++) {
      order.add(s);
    }
    Collections.shuffle(order, random);
    List<BgpNetwork.Speaker> speakers = new ArrayList<>();
    List<List<BgpNetwork.Announced>> announced = new ArrayList<>();
    for (int old : order) {
      speakers.add(network.speakers().get(old));
      List<BgpNetwork.Announced> list = new ArrayList<>(network.announced().get(old));
      Collections.shuffle(list, random);
      announced.add(list);
    }
    List<BgpNetwork.Session> sessions = new ArrayList<>();
    for (BgpNetwork.Session s : network.sessions()) {
      int a = order.indexOf(s.a());
      int b = order.indexOf(s.b());
      sessions.add(
          random.nextBoolean()
              ? new BgpNetwork.Session(a, s.endA(), s.addressA(), b, s.endB(), s.addressB())
              : new BgpNetwork.Session(b, s.endB(), s.addressB(), a, s.endA(), s.addressA()));
    }
    Collections.shuffle(sessions, random);
    return new BgpNetwork(speakers, sessions, announced);
  }
}
