package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.ike.TunnelDaemon;
import io.towpath.lab.ike.TunnelStatus;
import io.towpath.lab.linux.LinuxException;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Tunnel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tunnels of a lab: which of their daemons run, and which are held. Thread-safe; one change at
 * a time.
 */
final class TunnelControl {
  private final LabPlan plan;
  private final LabDirectory directory;
  private final Consumer<String> log;
  private final Map<String, TunnelDaemon> running = new TreeMap<>();

  TunnelControl(LabPlan plan, LabDirectory directory, Consumer<String> log) {
    this.plan = plan;
    this.directory = directory;
    this.log = log;
  }

  /**
   * Starts the daemons of tunnels whose spaces run, ends those of others, and holds or releases.
   * Returns when all daemons take commands; the tunnels come up later.
   *
   * @param runs whether a space runs
   * @param held names of tunnels that are held down
   * @return what was done, in order
   */
  synchronized List<String> apply(
      Predicate<String> runs, Set<String> held, Consumer<Progress> progress) {
    List<String> done = new ArrayList<>();
    List<Tunnel> toStart = new ArrayList<>();
    for (Tunnel tunnel : plan.tunnels()) {
      boolean should =
          runs.test(tunnel.cell()) && runs.test(tunnel.underlay()) && runs.test(tunnel.inner());
      TunnelDaemon daemon = running.get(tunnel.name());
      if (should && daemon == null) {
        toStart.add(tunnel);
        done.add("tunnel " + tunnel.name() + " starts");
      } else if (!should && daemon != null) {
        daemon.close();
        running.remove(tunnel.name());
        done.add("tunnel " + tunnel.name() + " stops");
      }
    }
    Map<String, TunnelDaemon> started = new TreeMap<>();
    new Workers(Workers.DAEMONS, progress)
        .each("tunnels", toStart, Tunnel::name, tunnel -> start(tunnel, started));
    running.putAll(started);
    running.forEach((name, daemon) -> hold(daemon, held.contains(name), done));
    return done;
  }

  private void start(Tunnel tunnel, Map<String, TunnelDaemon> started) {
    try {
      TunnelDaemon daemon =
          TunnelDaemon.start(
              tunnel,
              Netns.named(tunnel.cell()),
              Netns.named(tunnel.inner()),
              directory.space(tunnel.cell()),
              log);
      synchronized (started) {
        started.put(tunnel.name(), daemon);
      }
    } catch (LinuxException e) {
      throw new LabException("TP7021", String.valueOf(e.getMessage()), "", e);
    }
  }

  private static void hold(TunnelDaemon daemon, boolean held, List<String> done) {
    if (held == daemon.isHeld()) {
      return;
    }
    try {
      if (held) {
        daemon.hold();
      } else {
        daemon.release();
      }
      done.add("tunnel " + daemon.tunnel().name() + (held ? " held" : " released"));
    } catch (LinuxException e) {
      throw new LabException("TP7033", String.valueOf(e.getMessage()), "", e);
    }
  }

  /** Adds {@code tunnels} to the status of a lab: state, algorithms, and why one is down. */
  void describe(ObjectNode status) {
    ArrayNode list = status.putArray("tunnels");
    for (Tunnel tunnel : plan.tunnels()) {
      TunnelStatus state = TunnelStatus.read(directory.space(tunnel.cell()));
      list.addObject()
          .put("name", tunnel.name())
          .put("node", tunnel.node())
          .put("end", tunnel.end())
          .put("interface", tunnel.iface())
          .put("state", state.state().name().toLowerCase(Locale.ROOT))
          .put("ike", state.ike())
          .put("esp", state.esp())
          .put("bytesIn", state.bytesIn())
          .put("bytesOut", state.bytesOut())
          .put("cause", state.cause())
          .put("said", state.line());
    }
  }
}
