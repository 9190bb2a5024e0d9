package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.LinuxException;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.Daemon.Kind;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Space;
import io.towpath.lab.run.Conditions.Line;
import io.towpath.lab.run.Conditions.Port;
import io.towpath.lab.run.Conditions.Session;
import io.towpath.network.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The daemons and lines of a lab that is built: starts spaces, stops them, and brings about what
 * {@link Conditions} demand. Thread-safe; one change at a time.
 */
final class SpaceControl {
  /** Numbers by which the kernel knows routes of FRR's BGP, OSPF, statics and zebra, and BIRD's. */
  private static final List<Integer> DAEMON_ROUTES = List.of(186, 188, 196, 11, 12);

  private final LabPlan plan;
  private final LabDirectory directory;
  private final LabBuild build;
  private final Consumer<Progress> progress;
  private final Map<String, Space> spaces = new LinkedHashMap<>();
  private final Map<String, List<DaemonProcess>> daemons = new TreeMap<>();
  private final TunnelControl tunnels;
  private final LeaseRequests leases;
  private final SortedSet<String> dormant = new TreeSet<>();
  private final List<String> refused = new ArrayList<>();
  private Conditions conditions = Conditions.NONE;

  SpaceControl(
      LabPlan plan,
      LabDirectory directory,
      LabBuild build,
      boolean rootless,
      Consumer<Progress> progress,
      Consumer<String> log) {
    this.plan = plan;
    this.directory = directory;
    this.build = build;
    this.progress = progress;
    this.tunnels = new TunnelControl(plan, directory, log);
    this.leases = new LeaseRequests(plan, directory, log);
    for (Space space : plan.spaces()) {
      spaces.put(space.name(), space);
      daemons.put(space.name(), new ArrayList<>());
      if (space.stopped()) {
        dormant.add(space.name());
      }
    }
    for (Daemon daemon : plan.daemons()) {
      String space = daemon.space();
      of(space)
          .add(new DaemonProcess(daemon, Netns.named(space), directory.space(space), rootless));
    }
  }

  private List<DaemonProcess> of(String space) {
    return daemons.getOrDefault(space, List.of());
  }

  /**
   * Starts the tunnels and daemons of every space that is not dormant; returns when all answer.
   * Tunnels first: routing daemons then find the interfaces of their configurations. Hosts that ask
   * for their addresses do so when the servers run.
   */
  synchronized void startAll() {
    tunnels.apply(this::isRunning, conditions.tunnels(), progress);
    List<String> running =
        spaces.keySet().stream().filter(s -> isRunning(s) && !of(s).isEmpty()).toList();
    new Workers(Workers.DAEMONS, progress)
        .each("daemons", running, this::describe, this::startDaemons);
    leases.ask(this::isRunning, progress);
  }

  private String describe(String space) {
    return label(space)
        + ": "
        + String.join(", ", of(space).stream().map(DaemonProcess::name).toList());
  }

  /** Zebra first: the others ask it for interfaces and routes. */
  private void startDaemons(String space) {
    List<DaemonProcess> all = of(space);
    for (DaemonProcess daemon : all) {
      if (daemon.daemon().kind() == Kind.ZEBRA) {
        daemon.start();
        daemon.awaitReady();
      }
    }
    for (DaemonProcess daemon : all) {
      if (daemon.daemon().kind() != Kind.ZEBRA) {
        daemon.start();
      }
    }
    all.forEach(DaemonProcess::awaitReady);
    noteRefusedLines(space, all);
  }

  /** A line of a shared configuration that none of its readers took has no effect. */
  private void noteRefusedLines(String space, List<DaemonProcess> all) {
    TreeSet<String> byAll = null;
    for (DaemonProcess daemon : all) {
      TreeSet<String> lines = daemon.refusedLines();
      if (byAll == null) {
        byAll = lines;
      } else {
        byAll.retainAll(lines);
      }
    }
    if (byAll != null && !byAll.isEmpty()) {
      synchronized (refused) {
        byAll.forEach(line -> refused.add(label(space) + " line " + line));
      }
    }
  }

  synchronized boolean isRunning(String space) {
    return !dormant.contains(space) && !conditions.stopped().contains(space);
  }

  /** True for a standby that waits, which is as it should be; false for what has failed. */
  private boolean isAsleep(Space space) {
    boolean failed =
        conditions.failures().stream()
            .anyMatch(f -> f instanceof Failure.NodeDown(String n) && n.equals(space.node()));
    return !isRunning(space.name())
        && !failed
        && (space.stopped() || dormant.contains(space.name()));
  }

  /** Wakes a dormant space or puts it to sleep. */
  synchronized void power(String space, boolean on) {
    if (!spaces.containsKey(space)) {
      throw new LabException("TP7016", "there is no space \"" + space + "\"", "");
    }
    boolean before = isRunning(space);
    if (on) {
      dormant.remove(space);
    } else {
      dormant.add(space);
    }
    turn(space, before);
    tunnels.apply(this::isRunning, conditions.tunnels(), progress);
  }

  private void turn(String space, boolean before) {
    boolean now = isRunning(space);
    if (now && !before) {
      start(space);
    } else if (!now && before) {
      stop(space);
    }
  }

  private void stop(String space) {
    of(space).forEach(DaemonProcess::kill);
    Space what = space(space);
    var lines = new ArrayList<String>();
    for (String port : build.ports(what)) {
      lines.add("link set dev " + port + " down");
    }
    // A router that stops forgets what its daemons put into the kernel.
    DAEMON_ROUTES.forEach(protocol -> lines.add("route flush table all proto " + protocol));
    ip(space, lines);
  }

  private void start(String space) {
    Space what = space(space);
    var lines = new ArrayList<String>();
    for (String port : build.ports(what)) {
      if (conditions.line(new Port(space, port)) != Line.DOWN) {
        lines.add("link set dev " + port + " up");
      }
    }
    ip(space, lines);
    restoreAddresses(space);
    startDaemons(space);
    // Daemons begin with their files, which know nothing of what has failed.
    conditions.sessions().stream()
        .filter(session -> session.space().equals(space))
        .forEach(session -> shut(session, true));
  }

  /**
   * Brings about what new conditions demand.
   *
   * @return what was done, in order
   */
  synchronized List<String> apply(Conditions next, Consumer<Progress> listener) {
    var actions = new Actions(listener);
    Map<String, Boolean> before = new TreeMap<>();
    spaces.keySet().forEach(s -> before.put(s, isRunning(s)));
    Conditions last = conditions;
    conditions = next;
    // Conditions name every standby that waits; one that they do not name has been elected.
    dormant.clear();
    var ports = new TreeSet<Port>(last.lines().keySet());
    ports.addAll(next.lines().keySet());
    for (Port port : ports) {
      if (last.line(port) != next.line(port)) {
        actions.take(
            label(port.space()) + " " + port.iface() + " " + next.line(port),
            () -> line(port, last.line(port), next.line(port)));
      }
    }
    before.forEach(
        (space, running) -> {
          if (running != isRunning(space)) {
            actions.take(
                label(space) + (running ? " stops" : " starts"), () -> turn(space, running));
          }
        });
    actions.take(() -> tunnels.apply(this::isRunning, next.tunnels(), listener));
    sessions(last, next, actions);
    return actions.done();
  }

  private void line(Port port, Line from, Line to) {
    Netns netns = Netns.named(port.space());
    String table = "towpath_silence_" + Integer.toHexString(port.iface().hashCode());
    switch (from) {
      case DOWN -> {
        if (isRunning(port.space())) {
          ip(port.space(), List.of("link set dev " + port.iface() + " up"));
          restoreAddresses(port.space());
        }
      }
      case SILENT -> nft(netns, "table netdev " + table + "\ndelete table netdev " + table + "\n");
      case UP -> {
        // Nothing to undo.
      }
    }
    switch (to) {
      case DOWN -> ip(port.space(), List.of("link set dev " + port.iface() + " down"));
      case SILENT -> nft(netns, silence(table, port.iface()));
      case UP -> {
        // Undone above.
      }
    }
  }

  /** Drops every frame of a device in both directions; its carrier stays. */
  private static String silence(String table, String iface) {
    String chain =
        " { type filter hook %s device \"" + iface + "\" priority -500; policy drop; }\n";
    return "table netdev "
        + table
        + " {\n chain in"
        + chain.formatted("ingress")
        + " chain out"
        + chain.formatted("egress")
        + "}\n";
  }

  /** Setting a device down took the routes through it; what is still there is refused, silently. */
  private void restoreAddresses(String space) {
    List<String> lines = new ArrayList<>(space(space).ip());
    lines.addAll(leases.linesOf(space));
    if (!lines.isEmpty()) {
      Command.of("ip", "-force", "-batch", "-")
          .in(Netns.named(space))
          .input(String.join("\n", lines) + "\n")
          .attempt();
    }
  }

  private void sessions(Conditions last, Conditions next, Actions actions) {
    for (Session session : last.sessions()) {
      if (!next.sessions().contains(session)) {
        actions.take(
            label(session.space()) + " opens " + session.peer(), () -> shut(session, false));
      }
    }
    for (Session session : next.sessions()) {
      if (!last.sessions().contains(session)) {
        actions.take(
            label(session.space()) + " shuts " + session.peer(), () -> shut(session, true));
      }
    }
  }

  private void shut(Session session, boolean down) {
    if (!isRunning(session.space())) {
      return;
    }
    boolean bird = plan.runs(session.space(), Kind.BIRD);
    try {
      SessionSwitch.set(directory.space(session.space()), bird, session.peer(), !down);
    } catch (IOException e) {
      throw new LabException(
          "TP7032",
          "session of " + label(session.space()) + " to " + session.peer() + ": " + e.getMessage(),
          "",
          e);
    }
  }

  private void ip(String space, List<String> lines) {
    if (!lines.isEmpty()) {
      change(space, () -> Command.ip(Netns.named(space), lines).run());
    }
  }

  private void nft(Netns netns, String text) {
    change(netns.name(), () -> Command.nft(netns, text).run());
  }

  private void change(String space, Runnable work) {
    try {
      work.run();
    } catch (LinuxException e) {
      throw new LabException("TP7032", label(space) + ": " + e.getMessage(), "", e);
    }
  }

  private Space space(String name) {
    return plan.space(name);
  }

  private String label(String name) {
    Space space = spaces.get(name);
    return space == null ? name : space.label();
  }

  /** The space of a label or name that the plan's names do not know, such as the bridges. */
  @Nullable String find(String text) {
    for (Space space : spaces.values()) {
      if (space.name().equals(text) || space.label().equals(text)) {
        return space.name();
      }
    }
    return null;
  }

  Collection<String> labels() {
    return spaces.values().stream().map(Space::label).toList();
  }

  /** Adds {@code spaces} (with daemons) and {@code refused} to a status. */
  synchronized void describe(ObjectNode status) {
    ArrayNode list = status.putArray("spaces");
    for (Space space : spaces.values()) {
      ObjectNode one = list.addObject();
      one.put("name", space.name()).put("label", space.label()).put("node", space.node());
      if (space.vrf() != null) {
        one.put("vrf", space.vrf());
      }
      one.put("running", isRunning(space.name())).put("asleep", isAsleep(space));
      ObjectNode interfaces = one.putObject("interfaces");
      space.interfaces().forEach(interfaces::put);
      ArrayNode programs = one.putArray("daemons");
      for (DaemonProcess daemon : of(space.name())) {
        ObjectNode program = programs.addObject();
        program.put("name", daemon.name()).put("alive", daemon.isAlive()).put("pid", daemon.pid());
        if (!daemon.isAlive() && isRunning(space.name())) {
          program.put("said", daemon.lastLine());
        }
      }
    }
    tunnels.describe(status);
    ArrayNode unused = status.putArray("refused");
    synchronized (refused) {
      refused.forEach(unused::add);
    }
  }
}
