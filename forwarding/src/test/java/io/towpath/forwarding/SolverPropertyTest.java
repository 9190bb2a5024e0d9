package io.towpath.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.solver.Solver;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Failure;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.LinkKind;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.testkit.Choices;
import io.towpath.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of every network at rest, tried on random ones with tunnels and far sessions. */
class SolverPropertyTest {

  /** A network and failures of it. */
  private record Story(Network network, List<Failure> failures, List<Failure> others, long seed) {}

  /** Sites on a provider, with tunnels and sessions between some, and cables between others. */
  private static Story story(Choices choices) {
    Lab lab = new Lab();
    int sites = choices.between(2, 5);
    List<Failure> possible = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      String site = "s" + s;
      lab.net.connect(site, "wan", "isp", site, "198.51.100." + 4 * s + "/30");
      lab.router(site)
          .iface("lo", "10.0.0." + s + "/32")
          .iface("lan", "10.1." + s + ".1/24")
          .route("0.0.0.0/0", "198.51.100." + (4 * s + 2));
      lab.router(site).bgp(65000 + s).originate("10.1." + s + ".0/24");
      lab.host("h" + s, "10.1." + s + ".10/24", "10.1." + s + ".1", site + ":lan");
      possible.add(Lab.down(site + ":wan"));
      possible.add(new Failure.NodeDown(site));
    }
    int subnet = 0;
    for (int a = 0; a < sites; a++) {
      for (int b = a + 1; b < sites; b++) {
        switch (choices.nextInt(4)) {
          case 1 -> {
            lab.net.connect("s" + a, "s" + b, "192.168." + subnet + ".0/30");
            peer(lab, a, b, "192.168." + subnet + ".2", BgpPeer.Transport.CONNECTED);
            peer(lab, b, a, "192.168." + subnet + ".1", BgpPeer.Transport.CONNECTED);
            possible.add(Lab.down("s" + a + ":to-s" + b));
            possible.add(new Failure.SessionDown("s" + a, "s" + b));
            subnet++;
          }
          case 2, 3 -> {
            tunnel(lab, a, b);
            tunnel(lab, b, a);
            possible.add(new Failure.TunnelDown("s" + a, "to-" + b));
            possible.add(new Failure.SessionDown("s" + a, "s" + b));
          }
          default -> {
            // Not joined.
          }
        }
      }
    }
    if (choices.nextInt(4) == 3) {
      // A route that leads tunnels astray.
      lab.router("s1").bgp(65001).originate("198.51.100.4/30");
    }
    List<Failure> failures = choices.list(0, 2, c -> c.oneOf(possible));
    List<Failure> others = choices.list(0, 2, c -> c.oneOf(possible));
    return new Story(lab.build(), failures, others, choices.nextLong());
  }

  private static void peer(Lab lab, int own, int other, String address, BgpPeer.Transport how) {
    lab.router("s" + own).bgp(65000 + own).neighbour(address, 65000 + other, how);
  }

  private static void tunnel(Lab lab, int own, int other) {
    String name = "to-" + other;
    lab.router("s" + own)
        .iface(
            Interface.named(name, "default", Origin.NONE)
                .link(LinkKind.TUNNEL)
                .unnumbered("lo")
                .build())
        .route("10.0.0." + other + "/32", new NextHop.IntoTunnel(name, null))
        .tunnel(
            new TunnelEnd(
                name,
                name,
                TunnelEnd.Kind.GRE,
                name,
                "default",
                IpAddress.parse("198.51.100." + (4 * own + 1)),
                IpAddress.parse("198.51.100." + (4 * other + 1)),
                null,
                List.of(),
                true,
                true,
                true,
                Timers.DPD,
                Origin.NONE));
    peer(lab, own, other, "10.0.0." + other, BgpPeer.Transport.multihop(2).from(null, "lo"));
  }

  /** All that a solution says. */
  private static String text(Solution solution) {
    StringBuilder text = new StringBuilder();
    text.append(solution.routing().digest());
    text.append(solution.live().sessionsUp()).append(solution.live().tunnelsUp());
    text.append(solution.sessionCauses()).append(solution.tunnelCauses());
    text.append(solution.problems());
    Lab.Bench bench = new Lab.Bench(solution);
    for (int a = 0; a < solution.topology().hostCount(); a++) {
      for (int b = 0; b < solution.topology().hostCount(); b++) {
        String from = solution.topology().host(a).name();
        String to = solution.topology().host(b).address().toString();
        text.append(bench.ping(from, to).verdict()).append(bench.hops(from, to));
      }
    }
    return text.toString();
  }

  @Test
  void aWhatIfEqualsAColdStart() {
    Property.named("a what-if equals a cold start")
        .runs(60)
        .check(
            SolverPropertyTest::story,
            story -> {
              Solver solver = Solver.of(story.network());
              Solution base = solver.solve();
              Solution whatIf = solver.solve(story.failures(), base);
              assertThat(text(whatIf))
                  .isEqualTo(text(Solver.of(story.network()).solve(story.failures(), null)));
              Solution other = solver.solve(story.others(), whatIf);
              assertThat(text(other))
                  .isEqualTo(text(Solver.of(story.network()).solve(story.others(), null)));
              assertThat(text(solver.solve(List.of(), other))).isEqualTo(text(base));
            });
  }

  @Test
  void theOrderOfElementsChangesNothing() {
    Property.named("the order in which things were written down changes nothing")
        .runs(60)
        .check(
            SolverPropertyTest::story,
            story -> {
              Network mixed = mixed(story.network(), new Random(story.seed()));
              Solution one = Solver.of(story.network()).solve(story.failures(), null);
              Solution two = Solver.of(mixed).solve(story.failures(), null);
              assertThat(bySession(two)).isEqualTo(bySession(one));
              assertThat(pings(two)).isEqualTo(pings(one));
            });
  }

  private static List<String> bySession(Solution solution) {
    List<String> states = new ArrayList<>();
    var sessions = solution.routing().sessions();
    for (int p = 0; p < sessions.pairCount(); p++) {
      states.add(
          sessions.pair(p).addressA()
              + " "
              + sessions.pair(p).addressB()
              + " "
              + solution.isSessionUp(p)
              + " "
              + solution.sessionCauses().get(p));
    }
    var tunnels = solution.routing().tunnels();
    for (int p = 0; p < tunnels.pairCount(); p++) {
      states.add(
          tunnels.end(tunnels.pair(p).a()).config().local()
              + " "
              + tunnels.end(tunnels.pair(p).b()).config().local()
              + " "
              + solution.isTunnelUp(p)
              + " "
              + solution.tunnelCauses().get(p));
    }
    Collections.sort(states);
    return states;
  }

  private static List<String> pings(Solution solution) {
    Lab.Bench bench = new Lab.Bench(solution);
    List<String> pings = new ArrayList<>();
    for (int a = 0; a < solution.topology().hostCount(); a++) {
      for (int b = 0; b < solution.topology().hostCount(); b++) {
        String from = solution.topology().host(a).name();
        String to = solution.topology().host(b).address().toString();
        pings.add(bench.ping(from, to).verdict() + " " + bench.hops(from, to));
      }
    }
    return pings;
  }

  private static Network mixed(Network network, Random random) {
    Fragment.Builder parts = new Fragment.Builder();
    for (Node node : network.nodes().values()) {
      parts.nodes.add(
          node.toBuilder()
              .interfaces(shuffled(node.interfaces(), random))
              .tunnels(shuffled(node.tunnels(), random))
              .bgp(
                  node.bgp().stream()
                      .map(
                          s ->
                              new BgpSpeaker(
                                  s.vrf(),
                                  s.asn(),
                                  s.routerId(),
                                  s.options(),
                                  shuffled(s.networks(), random),
                                  s.aggregates(),
                                  s.redistributions(),
                                  shuffled(s.peers(), random),
                                  s.install(),
                                  s.origin()))
                      .toList())
              .build());
    }
    parts.hosts.addAll(shuffled(List.copyOf(network.hosts().values()), random));
    parts.segments.addAll(shuffled(List.copyOf(network.segments().values()), random));
    return Network.of(parts.build());
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
