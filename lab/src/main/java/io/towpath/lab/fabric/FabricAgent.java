package io.towpath.lab.fabric;

import io.towpath.lab.fabric.FabricState.TableKey;
import io.towpath.lab.linux.Command;
import io.towpath.lab.plan.DynamicSets;
import io.towpath.lab.plan.FabricNumbers;
import io.towpath.lab.plan.LabNames;
import io.towpath.lab.run.Agent;
import io.towpath.lab.run.RunningLab;
import io.towpath.net.Prefix;
import io.towpath.network.Failure;
import io.towpath.network.Group;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.RouteExchange;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import io.towpath.routing.Topology;
import io.towpath.routing.engine.ExchangedRoute;
import io.towpath.routing.engine.LayeredRoutes;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fills the tables of fabrics and of the Internet while a lab runs: reads what the daemons of every
 * gateway selected, lets it go through the layers, rows and elections of the network, and writes
 * what differs to the kernel. It never looks at a prediction.
 *
 * <p>One thread of its own; all public methods are thread-safe.
 */
public final class FabricAgent implements Agent {
  private static final long POLL_MILLIS = 250;
  private static final int LINKS_EVERY = 8;

  private final Network network;
  private final Topology topology;
  private final LabNames names;
  private final RunningLab lab;
  private final LayeredRoutes layered;
  private final DynamicSets sets;
  private final Map<VrfRef, SourceReader> sources = new TreeMap<>();
  private final Map<VrfRef, List<RouteExchange>> exchanges = new TreeMap<>();
  private final Set<String> watched = new TreeSet<>();
  private @Nullable Thread thread;

  // What the rounds know; guarded by this.
  private Map<String, List<ExchangedRoute>> offers = Map.of();
  private Map<String, Set<String>> links = Map.of();
  private List<Failure> failures = List.of();
  private FabricState written = FabricState.EMPTY;
  private LayeredRoutes.@Nullable Result result;
  private boolean resync = true;
  private boolean stopped;
  private long rounds;
  private long changes;
  private long quietRounds;
  private List<String> errors = List.of();

  /** An agent for a network that a lab was built from. */
  public FabricAgent(Network network, RunningLab lab) {
    this.network = network;
    this.lab = lab;
    topology = Topology.of(network);
    names = lab.plan().names();
    layered = LayeredRoutes.of(topology);
    sets = DynamicSets.of(network, names);
    for (RouteExchange exchange : network.exchanges().values()) {
      Node node = network.nodes().get(exchange.from().node());
      Vrf vrf = node == null ? null : node.vrf(exchange.from().name());
      if (node != null && vrf != null) {
        exchanges.computeIfAbsent(exchange.from(), _ -> new ArrayList<>()).add(exchange);
        sources.computeIfAbsent(exchange.from(), _ -> new SourceReader(lab, node, vrf));
      }
    }
    for (Node node : FabricNumbers.fabrics(network)) {
      FabricNumbers.tables(node).keySet().forEach(vrf -> watched.add(names.space(node, vrf)));
    }
    for (Group group : network.groups().values()) {
      group.members().forEach(member -> watch(member.at()));
    }
  }

  private void watch(InterfaceRef at) {
    String space = space(at);
    if (space != null) {
      watched.add(space);
    }
  }

  private @Nullable String space(InterfaceRef at) {
    Node node = network.nodes().get(at.node());
    Interface iface = node == null ? null : node.findInterface(at.name());
    return node == null || iface == null || node.vrf(iface.vrf()) == null
        ? null
        : names.space(node, iface.vrf());
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("fabric agent").daemon().start(this::run);
    }
  }

  @Override
  public void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
      notifyAll();
    }
    try {
      if (running != null) {
        running.join(10_000);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    sources.values().forEach(SourceReader::close);
  }

  @Override
  public synchronized void conditionsChanged(List<Failure> now) {
    failures = List.copyOf(now);
    resync = true;
    quietRounds = 0;
    notifyAll();
  }

  private void run() {
    do {
      long pause = POLL_MILLIS;
      try {
        round();
      } catch (RuntimeException e) {
        fail(e);
        pause = 4 * POLL_MILLIS;
      }
      pause(pause);
    } while (!isStopped());
  }

  /** Waits, unless there is something to do. */
  private synchronized void pause(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    while (!stopped && !resync && until - System.nanoTime() > 0) {
      try {
        wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        stopped = true;
      }
    }
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /** The next round starts from nothing. */
  private synchronized void fail(RuntimeException e) {
    errors = List.of("the agent failed: " + e);
    offers = Map.of();
    links = Map.of();
    quietRounds = 0;
    lab.log("agent: " + e);
  }

  /** Reads, and computes and writes if something changed. */
  private void round() {
    boolean again;
    boolean readLinks;
    synchronized (this) {
      again = resync;
      resync = false;
      // Just after a change links are still moving.
      readLinks = again || rounds % LINKS_EVERY == 0 || quietRounds < LINKS_EVERY;
    }
    Map<String, List<ExchangedRoute>> nowOffered = new TreeMap<>();
    List<String> troubles = new ArrayList<>();
    sources.forEach(
        (vrf, source) -> {
          nowOffered.putAll(source.read(exchanges.getOrDefault(vrf, List.of())));
          if (source.trouble() != null) {
            troubles.add(source.trouble());
          }
        });
    Map<String, Set<String>> nowLinked = readLinks ? readLinks() : links();
    if (again || isNew(nowOffered, nowLinked)) {
      write(nowOffered, nowLinked, again, troubles);
    } else {
      quiet(troubles);
    }
  }

  private Map<String, Set<String>> readLinks() {
    Map<String, Set<String>> bySpace = new TreeMap<>();
    watched.forEach(space -> bySpace.put(space, LinkReader.carrying(lab, space)));
    return bySpace;
  }

  private synchronized Map<String, Set<String>> links() {
    return links;
  }

  private synchronized boolean isNew(
      Map<String, List<ExchangedRoute>> nowOffered, Map<String, Set<String>> nowLinked) {
    return !nowOffered.equals(offers) || !nowLinked.equals(links);
  }

  private synchronized void quiet(List<String> troubles) {
    rounds++;
    quietRounds++;
    if (!troubles.isEmpty() || errors.stream().anyMatch(e -> e.startsWith("unread "))) {
      errors = troubles.stream().map(t -> "unread " + t).toList();
    }
  }

  private void write(
      Map<String, List<ExchangedRoute>> nowOffered,
      Map<String, Set<String>> nowLinked,
      boolean all,
      List<String> troubles) {
    BitSet down = new BitSet();
    for (int i = 0; i < topology.interfaceCount(); i++) {
      InterfaceRef at =
          new InterfaceRef(
              topology.node(topology.nodeOfInterface(i)).name(), topology.iface(i).name());
      String space = space(at);
      if (space == null || watched.contains(space) && !carries(at, nowLinked)) {
        down.set(i);
      }
    }
    LayeredRoutes.Result selected =
        layered.select(down, exchange -> nowOffered.getOrDefault(exchange.name(), List.of()));
    PortElection election = new PortElection(network, at -> carries(at, nowLinked));
    List<Failure.DeliveryDown> cuts;
    FabricState before;
    Map<String, Set<String>> known;
    synchronized (this) {
      known = links;
      cuts =
          failures.stream()
              .filter(Failure.DeliveryDown.class::isInstance)
              .map(Failure.DeliveryDown.class::cast)
              .toList();
      before = written;
    }
    FabricState state =
        FabricTranslation.of(
            topology, names, sets, new FabricRoutes.Selected(selected), election, cuts);
    before = all ? forgotten(before, state) : without(before, known, nowLinked);
    List<String> failed = new ArrayList<>();
    state.routeLines(before).forEach((space, lines) -> batch(space, lines, failed));
    state
        .setLines(all ? FabricState.EMPTY : before)
        .forEach((space, text) -> nft(space, text, failed));
    troubles.forEach(t -> failed.add("unread " + t));
    synchronized (this) {
      offers = nowOffered;
      links = nowLinked;
      written = state;
      result = selected;
      errors = List.copyOf(failed);
      rounds++;
      changes++;
      quietRounds = 0;
    }
  }

  private boolean carries(InterfaceRef at, Map<String, Set<String>> nowLinked) {
    String space = space(at);
    return space != null && nowLinked.getOrDefault(space, Set.of()).contains(names.iface(at));
  }

  /** Everything is written again; only what is to be deleted is remembered. */
  private static FabricState forgotten(FabricState state, FabricState next) {
    Map<TableKey, LinuxTable> tables = new LinkedHashMap<>();
    state
        .tables()
        .forEach(
            (key, table) -> {
              TreeMap<Prefix, LinuxRoute> unknown = new TreeMap<>();
              table.routes().keySet().forEach(p -> unknown.put(p, new LinuxRoute.Hops(List.of())));
              tables.put(key, new LinuxTable(unknown));
            });
    List<FabricState.Answering> gone =
        state.addresses().stream().filter(at -> !next.addresses().contains(at)).toList();
    return new FabricState(tables, Map.of(), gone, List.of());
  }

  /** What is left in the kernel after links have moved: it drops the routes of a dead device. */
  private static FabricState without(
      FabricState state, Map<String, Set<String>> before, Map<String, Set<String>> now) {
    Map<TableKey, LinuxTable> tables = new LinkedHashMap<>();
    state
        .tables()
        .forEach(
            (key, table) -> {
              Set<String> moved = new TreeSet<>(before.getOrDefault(key.space(), Set.of()));
              Set<String> here = now.getOrDefault(key.space(), Set.of());
              Set<String> both = new TreeSet<>(moved);
              both.retainAll(here);
              moved.addAll(here);
              moved.removeAll(both);
              LinuxTable left = table;
              for (String device : moved) {
                left = left.without(device);
              }
              tables.put(key, left);
            });
    return new FabricState(tables, state.sets(), state.addresses(), state.problems());
  }

  private void batch(String space, List<String> lines, List<String> failed) {
    if (!lab.isRunning(space)) {
      return;
    }
    Command.Result done =
        Command.of("ip", "-force", "-batch", "-")
            .in(lab.netns(space))
            .input(String.join("\n", lines) + "\n")
            .attempt();
    if (!done.ok() && lines.stream().anyMatch(line -> !line.startsWith("route del"))) {
      failed.add(space + ": ip: " + done.complaint());
    }
  }

  private void nft(String space, String text, List<String> failed) {
    if (!lab.isRunning(space)) {
      return;
    }
    Command.Result done = Command.of("nft", "-f", "-").in(lab.netns(space)).input(text).attempt();
    if (!done.ok()) {
      failed.add(space + ": nft: " + done.complaint());
    }
  }

  /**
   * True if a whole round found nothing new since the last write, every source answered, and
   * nothing failed: then the kernel holds what follows from the daemons' present tables.
   */
  public synchronized boolean settled() {
    return !resync && quietRounds >= 2 && errors.isEmpty() && result != null;
  }

  /** How often something was written: grows with each change. */
  public synchronized long changes() {
    return changes;
  }

  /**
   * Routes of a VRF of a fabric as the agent computed them from what the daemons offered; empty
   * before the first round.
   */
  public List<RibRoute> effectiveRoutes(VrfRef vrf) {
    LayeredRoutes.Result now;
    synchronized (this) {
      now = result;
    }
    return now == null ? List.of() : now.routes(vrf);
  }

  @Override
  public synchronized Map<String, String> status() {
    Map<String, String> status = new LinkedHashMap<>();
    status.put("fabric", settled() ? "settled" : "changing");
    status.put("changes", String.valueOf(changes));
    status.put("tables", String.valueOf(written.tables().size()));
    int routes = written.tables().values().stream().mapToInt(t -> t.routes().size()).sum();
    status.put("routes", String.valueOf(routes));
    for (int i = 0; i < errors.size(); i++) {
      status.put("error " + (i + 1), errors.get(i));
    }
    List<String> problems = written.problems();
    for (int i = 0; i < problems.size(); i++) {
      status.put("not built " + (i + 1), problems.get(i));
    }
    return Collections.unmodifiableMap(status);
  }
}
