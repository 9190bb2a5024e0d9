package io.towpath.lab.compare;

import io.towpath.forwarding.solver.Solution;
import io.towpath.lab.compare.read.BirdProtocols;
import io.towpath.lab.compare.read.BirdReader;
import io.towpath.lab.compare.read.FrrBgp;
import io.towpath.lab.compare.read.FrrOspf;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.Timers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Waits until a lab has come to rest, by state: sessions and adjacencies are those that should be
 * up, nothing waits to be sent, and table versions of all daemons, tunnels and the fabric's agent
 * stay the same over a number of looks. Where the lab does something else than expected, it is at
 * rest when nothing has changed for longer than any of its timers.
 */
public final class Convergence {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** Routes follow an adjacency at once in a lab, but for a delayed acknowledgement. */
  private static final Duration OSPF_QUIET = Duration.ofMillis(2500);

  /**
   * BIRD keeps a changed LSA back until the last one is MinLSInterval old, 5 s (RFC 2328 appendix
   * B); a neighbour that has it too soon wants it again, after 5 s; and each looks once a second.
   */
  private static final Duration BIRD_OSPF_QUIET = Duration.ofMillis(12_500);

  private static final Duration QUIET = Duration.ofMillis(1500);

  /** Longer than connect retries and wait timers of a lab. */
  private static final Duration UNEXPECTED_QUIET = Duration.ofSeconds(20);

  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** Longer than an advertisement that got lost takes to be sent again (RFC 2328 §13.6). */
  static final Duration LATE = Duration.ofSeconds(12);

  private final Solution solution;

  /** Sessions that the lab could not build as they are: whether they come up says nothing. */
  private final Map<String, Set<String>> unbuilt = new HashMap<>();

  private final LabAccess lab;
  private final Duration slowest;
  private Look last = new Look(Map.of(), Map.of());
  private Duration lookTook = Duration.ZERO;

  /**
   * A wait for a lab.
   *
   * @param solution what the lab is to come to; the timers of its network say how long what is lost
   *     may still seem to be there
   */
  Convergence(LabAccess lab, Solution solution) {
    this.lab = lab;
    this.solution = solution;
    this.slowest = slowestDetection(solution.topology().network()).plus(MARGIN);
  }

  /** The longest time after which any end of a session or tunnel notices that its peer is gone. */
  private static Duration slowestDetection(Network network) {
    Duration longest = UNEXPECTED_QUIET;
    for (Node node : network.nodes().values()) {
      List<Timers> timers = new ArrayList<>();
      node.bgp()
          .forEach(
              speaker -> speaker.peers().forEach(peer -> timers.add(peer.transport().timers())));
      node.tunnels().forEach(end -> timers.add(end.timers()));
      // The wait timer of a LAN's election is as long as its dead interval (RFC 2328 §9.4).
      node.ospf()
          .forEach(process -> process.interfaces().forEach(iface -> timers.add(iface.timers())));
      for (Timers each : timers) {
        longest = each.hold().compareTo(longest) > 0 ? each.hold() : longest;
      }
    }
    return longest;
  }

  /**
   * How long nothing may have changed until that is the end. A neighbour that does not know yet
   * that its peer is gone waits for its hold time, one that comes up for its wait timer.
   */
  private Duration enough(boolean asExpected) {
    return asExpected ? quiet() : slowest;
  }

  private boolean isAsExpected(Map<String, Set<String>> expected, Map<String, Set<String>> seen) {
    Map<String, Set<String>> known = new TreeMap<>(seen);
    unbuilt.forEach(
        (place, names) ->
            known.computeIfPresent(
                place,
                (_, all) -> {
                  Set<String> rest = new TreeSet<>(all);
                  rest.removeAll(names);
                  return rest;
                }));
    return expected.equals(known);
  }

  /**
   * How a wait ended.
   *
   * @param asExpected sessions and adjacencies are as predicted
   * @param moving what still changed when time was up; empty if all was at rest
   */
  public record Outcome(boolean asExpected, Duration after, List<String> moving) {
    public Outcome {
      moving = List.copyOf(moving);
    }
  }

  /**
   * Waits until a lab has come to the rest that a solution describes, or to another.
   *
   * @param limit longest wait
   */
  public static Outcome await(LabAccess lab, Solution solution, Duration limit) {
    List<TableRows> predicted = new ArrayList<>(PredictedTables.of(solution, lab.plan()));
    if (!lab.plan().tunnels().isEmpty()) {
      predicted.add(TunnelRows.predicted(solution, lab.plan()));
    }
    return new Convergence(lab, solution).await(predicted, limit);
  }

  /**
   * State at one look.
   *
   * @param links names of the sessions, adjacencies and tunnels that are up, by table: these must
   *     be as expected
   * @param versions of tables: these must stand still
   */
  private record Look(Map<String, Set<String>> links, Map<String, String> versions) {}

  /** Waits, at most for {@code limit}. */
  Outcome await(List<TableRows> predicted, Duration limit) {
    long begin = System.nanoTime();
    long changed = begin;
    last = look();
    Map<String, Set<String>> expected = expected(predicted);
    List<String> moving = new ArrayList<>();
    while (true) {
      long now = System.nanoTime();
      boolean asExpected = isAsExpected(expected, last.links());
      Duration still = Duration.ofNanos(now - changed);
      if (still.compareTo(enough(asExpected)) >= 0) {
        return new Outcome(asExpected, Duration.ofNanos(changed - begin), List.of());
      }
      if (now - begin > limit.toNanos()) {
        return new Outcome(asExpected, Duration.ofNanos(now - begin), moving);
      }
      pauseAfter(lookTook);
      Look look = look();
      if (!look.equals(last)) {
        moving = changes(last, look);
        changed = System.nanoTime();
        last = look;
      }
    }
  }

  /**
   * Waits for a change after the last look, which is the one that saw the last change. What a
   * protocol still has to send again, no state shows.
   *
   * @return true as soon as there is one, false if there is none within {@code limit}
   */
  boolean awaitChange(Duration limit) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < limit.toNanos()) {
      Look look = look();
      if (!look.equals(last)) {
        last = look;
        return true;
      }
      pauseAfter(lookTook);
    }
    return false;
  }

  private Duration quiet() {
    Duration quiet = QUIET;
    for (Daemon daemon : lab.plan().daemons()) {
      if (speaksOspf(daemon)) {
        Duration own = daemon.kind() == Daemon.Kind.BIRD ? BIRD_OSPF_QUIET : OSPF_QUIET;
        quiet = own.compareTo(quiet) > 0 ? own : quiet;
      }
    }
    return quiet;
  }

  private static boolean speaksOspf(Daemon daemon) {
    return switch (daemon.kind()) {
      case OSPFD -> true;
      case BIRD -> daemon.files().values().stream().anyMatch(t -> t.contains("protocol ospf "));
      case ZEBRA, STATICD, BFDD, BGPD, DNSMASQ -> false;
    };
  }

  /** Looks take a small part of the time, so that the lab gets the rest of the machine. */
  private static void pauseAfter(Duration look) {
    Duration pause = look.multipliedBy(4);
    try {
      Thread.sleep(pause.compareTo(BETWEEN_LOOKS) > 0 ? pause : BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the lab converged", e);
    }
  }

  /** Sessions and adjacencies that should be up, as {@link #look} lists them. */
  private Map<String, Set<String>> expected(List<TableRows> predicted) {
    NotBuilt notBuilt =
        new NotBuilt(
            solution,
            lab.plan(),
            new Places(solution.topology(), lab.plan()),
            new BothSides(predicted, List.of()));
    Map<String, Set<String>> links = new TreeMap<>();
    for (TableRows table : predicted) {
      boolean up = table.kind() == TableKind.SESSIONS;
      if (up || table.kind() == TableKind.OSPF_NEIGHBOURS || table.kind() == TableKind.TUNNELS) {
        TreeSet<String> names = new TreeSet<>();
        String key = table.kind().word() + " " + table.place();
        for (Row row : table.rows().values()) {
          if (up && notBuilt.why(table, row) != null) {
            unbuilt.computeIfAbsent(key, _ -> new HashSet<>()).add(row.key());
          } else if (!row.value("state").equals("down")) {
            names.add(row.key());
          }
        }
        links.put(key, names);
      }
    }
    return links;
  }

  private Look look() {
    long begin = System.nanoTime();
    Look look = read();
    lookTook = Duration.ofNanos(System.nanoTime() - begin);
    return look;
  }

  private Look read() {
    Map<String, Set<String>> links = new TreeMap<>();
    Map<String, String> versions = new TreeMap<>();
    for (Daemon daemon : lab.plan().daemons()) {
      if (!lab.isRunning(daemon.space())) {
        continue;
      }
      String place = lab.plan().space(daemon.space()).label();
      try {
        look(daemon, place, links, versions);
      } catch (IOException e) {
        versions.put(daemon.kind() + " " + place, String.valueOf(e.getMessage()));
      }
    }
    versions.putAll(lab.agent());
    TreeSet<String> tunnels = new TreeSet<>();
    lab.tunnels()
        .forEach(
            (name, state) -> {
              versions.put("tunnel " + name, state);
              if (state.equals("up")) {
                tunnels.add(name);
              }
            });
    if (!lab.plan().tunnels().isEmpty()) {
      links.put(TableKind.TUNNELS.word() + " " + TunnelRows.PLACE, tunnels);
    }
    return new Look(links, versions);
  }

  private void look(
      Daemon daemon, String place, Map<String, Set<String>> links, Map<String, String> versions)
      throws IOException {
    switch (daemon.kind()) {
      case BGPD -> {
        try (VtySocket bgpd = lab.vty(daemon.space(), daemon.kind())) {
          FrrBgp.Summary summary = FrrBgp.sessions(bgpd.json(FrrBgp.SUMMARY));
          TreeSet<String> up = new TreeSet<>();
          summary
              .sessions()
              .forEach(
                  (peer, session) -> {
                    if (session.isEstablished()) {
                      up.add(peer.toString());
                    }
                  });
          links.put(TableKind.SESSIONS.word() + " " + place, up);
          versions.put(
              "BGP table of " + place,
              "version " + summary.tableVersion() + ", queued " + summary.queued());
        }
      }
      case OSPFD -> {
        try (VtySocket ospfd = lab.vty(daemon.space(), daemon.kind())) {
          links.put(
              TableKind.OSPF_NEIGHBOURS.word() + " " + place,
              settled(FrrOspf.neighbours(ospfd.json(FrrOspf.NEIGHBOURS))));
          versions.put("OSPF of " + place, FrrOspf.progress(ospfd.json(FrrOspf.PROCESS)));
        }
      }
      case ZEBRA -> {
        try (VtySocket zebra = lab.vty(daemon.space(), daemon.kind())) {
          versions.put("routes of " + place, zebra.show("show ip route summary json"));
        }
      }
      case BIRD -> {
        try (BirdSocket socket = lab.bird(daemon.space())) {
          bird(new BirdReader(socket), daemon, place, links, versions);
        }
      }
      case STATICD, BFDD, DNSMASQ -> {
        // Their results stand in the tables of the others.
      }
    }
  }

  private static Set<String> settled(List<FrrOspf.Neighbour> neighbours) {
    TreeSet<String> up = new TreeSet<>();
    for (FrrOspf.Neighbour neighbour : neighbours) {
      if (neighbour.isSettled()) {
        up.add(neighbour.iface() + " " + neighbour.address());
      }
    }
    return up;
  }

  /** As FRR's daemons together; a speaker without peers is listed with none, as it is there. */
  private static void bird(
      BirdReader bird,
      Daemon daemon,
      String place,
      Map<String, Set<String>> links,
      Map<String, String> versions)
      throws IOException {
    List<BirdProtocols.Protocol> protocols = bird.protocols();
    if (protocols.stream().anyMatch(p -> p.name().equals(BirdProtocols.BGP_PIPE))) {
      TreeSet<String> up = new TreeSet<>();
      BirdReader.sessions(protocols)
          .forEach(
              (peer, established) -> {
                if (established) {
                  up.add(peer.toString());
                }
              });
      links.put(TableKind.SESSIONS.word() + " " + place, up);
    }
    if (speaksOspf(daemon)) {
      links.put(
          TableKind.OSPF_NEIGHBOURS.word() + " " + place, settled(bird.neighbours(protocols)));
    }
    versions.put("routes of " + place, bird.version());
  }

  private static List<String> changes(Look before, Look after) {
    List<String> changes = new ArrayList<>();
    after
        .links()
        .forEach(
            (key, value) -> {
              if (!value.equals(before.links().get(key))) {
                changes.add(key + ": " + String.join(", ", value));
              }
            });
    after
        .versions()
        .forEach(
            (key, value) -> {
              if (!Objects.equals(value, before.versions().get(key))) {
                changes.add(key);
              }
            });
    return changes;
  }
}
