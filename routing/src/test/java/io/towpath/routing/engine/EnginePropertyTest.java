package io.towpath.routing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Failure;
import io.towpath.network.Fragment;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.OspfProcess;
import io.towpath.network.Vrf;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.SolveOptions;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.fib.FibEntry;
import io.towpath.routing.rib.RibRoute;
import io.towpath.testkit.Generator;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnginePropertyTest {

  /** A random network and two things that fail in it, one after the other. */
  private record Story(RandomNetworks net, Failure first, Failure second, int seed) {
    @Override
    public String toString() {
      return first.describe() + ", " + second.describe() + ": " + net;
    }
  }

  private static final Generator<Story> STORIES =
      choices -> {
        RandomNetworks net = RandomNetworks.generator().from(choices);
        return new Story(net, net.failure(choices), net.failure(choices), choices.between(0, 1000));
      };

  private static RoutingEngine engine(RandomNetworks net) {
    return RoutingEngine.of(Topology.of(net.net().build()));
  }

  /** Everything that tables say, for comparing states of engines. */
  private static String text(Solved solved) {
    StringBuilder text = new StringBuilder();
    Topology topology = solved.engine().topology();
    for (int v = 0; v < topology.vrfCount(); v++) {
      text.append(topology.vrfRef(v)).append('\n');
      for (RibRoute route : solved.state().rib(v).routes()) {
        text.append(' ').append(Solved.text(route)).append(' ').append(route.outcome());
        text.append(' ').append(route.why().text()).append('\n');
      }
      Fib fib = solved.state().fib(v);
      for (int i = 0; i < fib.size(); i++) {
        FibEntry entry = fib.entry(i);
        text.append(" > ").append(entry.prefix()).append(' ').append(entry.routeClass());
        entry.forwards().forEach(f -> text.append(' ').append(ForwardText.of(topology, f)));
        text.append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void aFailureFromAWarmStartEqualsAColdStart() {
    Property.named("a failure from a warm start equals a cold start")
        .runs(80)
        .check(
            STORIES,
            story -> {
              RoutingEngine engine = engine(story.net());
              Solved warm =
                  Solved.of(engine, null).then(story.first()).then(story.first(), story.second());
              Solved cold = Solved.of(engine(story.net()), null, story.first(), story.second());
              assertThat(text(warm)).isEqualTo(text(cold));
              assertThat(warm.state().digest()).isEqualTo(cold.state().digest());
            });
  }

  @Test
  void whatFailsAndComesBackLeavesNoTrace() {
    Property.named("what fails and comes back leaves no trace")
        .runs(40)
        .check(
            STORIES,
            story -> {
              Solved base = Solved.of(engine(story.net()), null);
              Solved back = base.then(story.first()).then(story.second()).then();
              assertThat(back.state().digest()).isEqualTo(base.state().digest());
            });
  }

  @Test
  void tablesThatAreReadLateAreThoseOfTheirOwnState() {
    Property.named("tables that are read late are those of their own state")
        .runs(40)
        .check(
            STORIES,
            story -> {
              // Nothing of the base is read before the failure's tables are.
              Solved base = Solved.of(engine(story.net()), null);
              Solved failed = base.then(story.first());
              String late = text(failed) + text(base);
              String early =
                  text(Solved.of(engine(story.net()), null, story.first()))
                      + text(Solved.of(engine(story.net()), null));
              assertThat(late).isEqualTo(early);
            });
  }

  @Test
  void theOrderOfTheConfigurationHasNoMeaning() {
    Property.named("the order of the configuration has no meaning")
        .runs(40)
        .check(
            STORIES,
            story -> {
              Network network = story.net().net().build();
              Network shuffled = shuffled(network, new Random(story.seed()));
              Solved one = Solved.of(RoutingEngine.of(Topology.of(network)), null);
              Solved other = Solved.of(RoutingEngine.of(Topology.of(shuffled)), null);
              assertThat(other.state().digest()).isEqualTo(one.state().digest());
            });
  }

  @Test
  void theNumberOfThreadsHasNoMeaning() {
    Property.named("the number of threads has no meaning")
        .runs(40)
        .check(
            STORIES,
            story -> {
              Topology topology = Topology.of(story.net().net().build());
              Solved one = Solved.of(RoutingEngine.of(topology), null);
              Solved four = Solved.of(RoutingEngine.of(topology, SolveOptions.threads(4)), null);
              assertThat(four.state().digest()).isEqualTo(one.state().digest());
            });
  }

  private static Network shuffled(Network network, Random random) {
    Fragment.Builder parts = new Fragment.Builder();
    for (Node node : network.nodes().values()) {
      parts.nodes.add(
          node.toBuilder()
              .interfaces(mixed(node.interfaces(), random))
              .vrfs(
                  node.vrfs().stream()
                      .map(
                          v ->
                              new Vrf(
                                  v.name(),
                                  mixed(v.routes(), random),
                                  v.layers(),
                                  v.precedence(),
                                  v.origin()))
                      .toList())
              .bgp(node.bgp().stream().map(s -> shuffled(s, random)).toList())
              .ospf(node.ospf().stream().map(p -> shuffled(p, random)).toList())
              .build());
    }
    parts.segments.addAll(mixed(List.copyOf(network.segments().values()), random));
    parts.layers.addAll(network.layers().values());
    parts.exchanges.addAll(mixed(List.copyOf(network.exchanges().values()), random));
    return Network.of(parts.build());
  }

  private static BgpSpeaker shuffled(BgpSpeaker s, Random random) {
    return new BgpSpeaker(
        s.vrf(),
        s.asn(),
        s.routerId(),
        s.options(),
        mixed(s.networks(), random),
        s.aggregates(),
        mixed(s.redistributions(), random),
        mixed(s.peers(), random),
        s.install(),
        s.origin());
  }

  private static OspfProcess shuffled(OspfProcess p, Random random) {
    return new OspfProcess(
        p.id(),
        p.vrf(),
        p.routerId(),
        mixed(p.interfaces(), random),
        mixed(p.redistributions(), random),
        p.defaultOriginate(),
        p.referenceBandwidthMbps(),
        p.distance(),
        p.maximumPaths(),
        p.forwardingAddress(),
        p.origin());
  }

  private static <T> List<T> mixed(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  @Test
  void aLookUpIsTheLongestActiveRouteThatContainsTheAddress() {
    Property.named("a look-up is the longest active route that contains the address")
        .runs(40)
        .check(
            STORIES,
            story -> {
              Solved solved = Solved.of(engine(story.net()), null, story.first());
              Random random = new Random(story.seed());
              for (int v = 0; v < solved.engine().topology().vrfCount(); v++) {
                List<RibRoute> routes = solved.state().rib(v).routes();
                for (int i = 0; i < 30; i++) {
                  IpAddress address = near(routes, random);
                  FibEntry entry = solved.state().fib(v).match(address);
                  assertThat(entry == null ? null : entry.prefix())
                      .as("%s in %s", address, solved.engine().topology().vrfRef(v))
                      .isEqualTo(longest(routes, address));
                }
              }
            });
  }

  private static IpAddress near(List<RibRoute> routes, Random random) {
    if (routes.isEmpty() || random.nextInt(4) == 0) {
      return new Ipv4Address(random.nextInt());
    }
    Prefix prefix = routes.get(random.nextInt(routes.size())).prefix();
    return prefix.network().plus(random.nextInt(4) - 1);
  }

  private static Prefix longest(List<RibRoute> routes, IpAddress address) {
    Prefix best = null;
    for (RibRoute route : routes) {
      if (route.isActive()
          && route.prefix().contains(address)
          && (best == null || route.prefix().length() > best.length())) {
        best = route.prefix();
      }
    }
    return best;
  }

  @Test
  void theCountOfRoutesIsThatOfTheRows() {
    Property.named("the count of routes is that of the rows")
        .runs(40)
        .check(
            STORIES,
            story -> {
              Solved solved = Solved.of(engine(story.net()), null);
              for (int v = 0; v < solved.engine().topology().vrfCount(); v++) {
                long rows =
                    solved.state().rib(v).routes().stream()
                        .filter(RibRoute::isActive)
                        .mapToLong(r -> r.hops().size())
                        .sum();
                assertThat(solved.state().routeCount(v)).isEqualTo(rows);
              }
            });
  }
}
