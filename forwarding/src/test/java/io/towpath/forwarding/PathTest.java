package io.towpath.forwarding;

import static io.towpath.forwarding.Lab.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.plane.Cursor;
import io.towpath.forwarding.trace.PathGraph;
import io.towpath.forwarding.trace.Pin;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Equal paths: which one a flow takes, all of them, and what pins choose. */
class PathTest {

  /** Stages of two routers each, every one with both of the next as equal next hops. */
  private static Lab ladder(int stages) {
    Lab lab = new Lab();
    lab.router("s").iface("lan", "10.1.0.1/24");
    lab.router("t").iface("lan", "10.2.0.1/24");
    List<String> before = List.of("s");
    int subnet = 0;
    for (int stage = 0; stage <= stages; stage++) {
      List<String> next = stage == stages ? List.of("t") : List.of("x" + stage, "y" + stage);
      for (String a : before) {
        for (String b : next) {
          String net = "192.168." + subnet++ + ".";
          lab.net.connect(a, b, net + "0/30");
          lab.router(a).route("10.2.0.0/24", net + "2");
          lab.router(b).route("10.1.0.0/24", net + "1");
        }
      }
      before = next;
    }
    lab.host("a", "10.1.0.10/24", "10.1.0.1", "s:lan");
    lab.host("b", "10.2.0.10/24", "10.2.0.1", "t:lan");
    return lab;
  }

  private static List<String> middle(Lab.Bench bench, int port) {
    List<String> route =
        bench.walk("a", header("10.1.0.10", "10.2.0.10", PacketHeader.TCP, port, 80)).route();
    return route.subList(2, route.size() - 2);
  }

  @Test
  void aFlowKeepsItsPathAndFlowsSpread() {
    Lab.Bench bench = ladder(1).solve();
    TreeMap<String, Integer> uses = new TreeMap<>();
    for (int port = 40000; port < 40400; port++) {
      List<String> path = middle(bench, port);
      assertThat(middle(bench, port)).isEqualTo(path);
      uses.merge(path.getFirst(), 1, Integer::sum);
    }
    assertThat(uses).containsOnlyKeys("x0", "y0");
    assertThat(uses.values()).allMatch(count -> count > 120);
  }

  @Test
  void aHopWhoseAnswerHasEqualWaysMayShowOrNot() {
    Lab lab = ladder(1);
    lab.router("x0").discard("10.1.0.0/28");
    Lab.Bench bench = lab.solve();
    Walk byY =
        bench
            .walker()
            .paths(bench.place("a"), bench.echo("a", "10.2.0.10"), null, 9, false)
            .stream()
            .filter(walk -> walk.route().contains("y0"))
            .findFirst()
            .orElseThrow();
    assertThat(bench.tracer().hopOutcomes(bench.place("a"), byY))
        .extracting(
            hop -> hop.stream().map(each -> each.address() == null ? "*" : each.node()).toList())
        .satisfiesExactly(
            s -> assertThat(s).containsExactly("s"),
            y -> assertThat(y).containsExactly("y0"),
            t -> assertThat(t).containsExactlyInAnyOrder("t", "*"),
            b -> assertThat(b).containsExactlyInAnyOrder("b", "*"));
  }

  @Test
  void thePathOfAFlowDoesNotDependOnWhatElseIsInTheNetwork() {
    // The hash knows the node by its name, not by a number that others shift.
    Lab other = ladder(2);
    other.router("aaa").iface("lan", "172.16.0.1/24");
    Lab.Bench one = ladder(2).solve();
    Lab.Bench two = other.solve();
    for (int port = 40000; port < 40050; port++) {
      assertThat(middle(two, port)).isEqualTo(middle(one, port));
    }
  }

  @Test
  void choicesAtFollowingRoutersAreIndependent() {
    Lab.Bench bench = ladder(2).solve();
    Set<String> seen = new TreeSet<>();
    for (int port = 40000; port < 40100; port++) {
      seen.add(String.join(" ", middle(bench, port)));
    }
    assertThat(seen).containsExactly("x0 x1", "x0 y1", "y0 x1", "y0 y1");
  }

  @Test
  void everyPathIsFoundOnceInAFixedOrder() {
    Lab.Bench bench = ladder(2).solve();
    List<String> paths =
        bench
            .walker()
            .paths(bench.place("a"), bench.echo("a", "10.2.0.10"), null, 99, false)
            .stream()
            .map(walk -> String.join(" ", walk.route()))
            .toList();
    assertThat(paths)
        .containsExactly("a s x0 x1 t b", "a s x0 y1 t b", "a s y0 x1 t b", "a s y0 y1 t b");
  }

  @Test
  void theGraphSharesTailsAndCountsWhatNobodyCouldEnumerate() {
    Lab.Bench bench = ladder(30).solve();
    PathGraph graph = bench.walker().graph(bench.place("a"), bench.echo("a", "10.2.0.10"), null);
    assertThat(graph.countPaths(Long.MAX_VALUE)).isEqualTo(1L << 30);
    // Host, router, two routers a stage that each come by two interfaces, router by two, host.
    assertThat(graph.vertices().size()).isLessThan(130);
    assertThat(graph.verdicts()).containsExactly(Verdict.DELIVERED);
    assertThat(graph.deliveredAt()).containsExactly("b");
  }

  @Test
  void aLoopBehindOneOfTwoEqualPathsIsOneOfTheVerdicts() {
    Lab lab = ladder(1);
    lab.router("y0").route("10.2.0.0/25", "192.168.1.1");
    Lab.Bench bench = lab.solve();
    PathGraph graph = bench.walker().graph(bench.place("a"), bench.echo("a", "10.2.0.10"), null);
    assertThat(graph.verdicts()).containsExactly(Verdict.DELIVERED, Verdict.LOOP);
  }

  @Test
  void whatAListHidesTheCountTells() {
    Lab.Bench bench = ladder(10).solve();
    List<Trace> traces =
        bench.tracer().paths(bench.place("a"), bench.echo("a", "10.2.0.10"), false);
    assertThat(traces).hasSize(256);
    assertThat(traces.getLast().findings())
        .extracting(Finding::message)
        .containsExactly("Of 1024 paths that the packet may take, 256 are shown.");
  }

  @Test
  void aPinChoosesAmongEqualPathsForItsPairAlone() {
    Lab lab = ladder(1);
    lab.host("c", "10.1.0.11/24", "10.1.0.1", "s:lan");
    Lab.Bench bench = lab.solve();
    for (String via : List.of("x0", "y0")) {
      Pin pin = new Pin("a", "b", via, Origin.NONE);
      assertThat(bench.trace("a", "10.2.0.10", pin).forward().route()).contains(via);
      assertThat(bench.trace("c", "10.2.0.10", pin).forward().route())
          .isEqualTo(bench.trace("c", "10.2.0.10").forward().route());
      Pin home = new Pin("b", "a", via, Origin.NONE);
      Walk back = bench.trace("a", "10.2.0.10", home).back();
      assertThat(back == null ? List.of() : back.route()).contains(via);
    }
  }

  @Test
  void aPinOutsideTheEqualPathsIsAnError() {
    Trace trace =
        ladder(1)
            .solve()
            .trace("a", "10.2.0.10", new Pin("a", "b", "r9", Origin.line("e.yaml", 7)));
    assertThat(trace.findings()).extracting(Finding::code).containsExactly("TP6002");
    assertThat(trace.findings().getFirst().origin()).hasToString("e.yaml:7");
    assertThat(trace.verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void theGraphHoldsExactlyTheEnumeratedPaths() {
    Property.named("paths of the graph are the paths enumerated")
        .runs(150)
        .check(
            RandomNetworks::story,
            story -> {
              for (RandomNetworks.Probe probe : story.probes()) {
                Place from = story.bench().place(probe.from());
                List<Walk> walks =
                    story.bench().walker().paths(from, probe.header(), null, 5000, false);
                PathGraph graph = story.bench().walker().graph(from, probe.header(), null);
                assertThat(graph.countPaths(5000)).isEqualTo(walks.size());
                assertThat(graph.verdicts())
                    .containsExactlyInAnyOrderElementsOf(
                        walks.stream().map(Walk::verdict).distinct().toList());
                assertThat(routes(graph))
                    .containsExactlyInAnyOrderElementsOf(
                        walks.stream()
                            .filter(walk -> walk.verdict() != Verdict.LOOP)
                            .map(walk -> walk.verdict() + " " + walk.route())
                            .toList());
              }
            });
  }

  /** Every way through a graph that does not loop, as text. */
  private static List<String> routes(PathGraph graph) {
    List<String> routes = new ArrayList<>();
    follow(graph, graph.vertices().getFirst(), new ArrayList<>(), new TreeSet<>(), routes);
    return routes;
  }

  private static void follow(
      PathGraph graph,
      PathGraph.Vertex vertex,
      List<String> names,
      Set<Integer> onPath,
      List<String> routes) {
    names.add(vertex.at());
    onPath.add(vertex.id());
    if (vertex.verdict() != null) {
      routes.add(vertex.verdict() + " " + names);
    }
    for (PathGraph.Edge edge : vertex.edges()) {
      if (edge.to() < 0) {
        routes.add(edge.verdict() + " " + names);
      } else if (!onPath.contains(edge.to())) {
        follow(graph, graph.vertices().get(edge.to()), names, onPath, routes);
      }
    }
    onPath.remove(vertex.id());
    names.removeLast();
  }

  @Test
  void reasonsChangeNothing() {
    Property.named("a walk without reasons ends as the walk with reasons, and both are a path")
        .runs(150)
        .check(
            RandomNetworks::story,
            story -> {
              Cursor reused = new Cursor();
              for (RandomNetworks.Probe probe : story.probes()) {
                Place.AtHost from = (Place.AtHost) story.bench().place(probe.from());
                Walk with = story.bench().walker().walk(from, probe.header(), true);
                Walk without = story.bench().walker().walk(from, probe.header(), false);
                reused.setHeader(probe.header());
                Verdict bare = story.bench().walker().verdict(reused.atHost(from.host()));
                assertThat(bare).isEqualTo(with.verdict());
                assertThat(reused.node()).isEqualTo(with.endNode());
                assertThat(reused.host()).isEqualTo(with.endHost());
                assertThat(reused.header()).isEqualTo(with.last());
                assertThat(reused.latencyNanos()).isEqualTo(with.latencyNanos());
                assertThat(without.route()).isEqualTo(with.route());
                assertThat(without.verdict()).isEqualTo(with.verdict());
                assertThat(
                        story
                            .bench()
                            .walker()
                            .paths(from, probe.header(), null, 5000, false)
                            .stream()
                            .map(Walk::route))
                    .contains(with.route());
              }
            });
  }

  @Test
  void everyTraceCanBeMadeAndItsHopsAreItsTtl() {
    Property.named("a trace has a hop for each TTL spent, and one more if answered")
        .runs(100)
        .check(
            RandomNetworks::story,
            story -> {
              for (RandomNetworks.Probe probe : story.probes()) {
                Trace trace =
                    story
                        .bench()
                        .tracer()
                        .trace(story.bench().place(probe.from()), probe.header(), false);
                int spent = trace.forward().spentCount();
                assertThat(trace.hops()).hasSize(Math.min(30, spent + (trace.answered() ? 1 : 0)));
                assertThat(trace.answered() && trace.error() != null).isFalse();
              }
            });
  }
}
