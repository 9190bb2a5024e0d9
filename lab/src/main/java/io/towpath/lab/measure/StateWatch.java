package io.towpath.lab.measure;

import io.towpath.lab.LabException;
import io.towpath.lab.compare.LabAccess;
import io.towpath.lab.compare.read.FrrBgp;
import io.towpath.lab.compare.read.FrrOspf;
import io.towpath.lab.ike.TunnelStatus;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.Space;
import io.towpath.lab.plan.Tunnel;
import io.towpath.network.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes down every change of a lab's state from now on. Kernels tell by themselves, to the
 * microsecond; daemons are asked again and again, so that their changes are known to {@link
 * #BETWEEN_LOOKS}. Thread-safe; one thread for each daemon, tunnel and space.
 */
final class StateWatch implements AutoCloseable {
  /** Time between two questions to the same daemon. */
  static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);

  private final LabAccess lab;
  private final List<Seen> seen = new ArrayList<>();
  private final List<KernelSeen> kernels = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  /** A change of a daemon's state by the monotonic clock. */
  private record Seen(ChangeKind kind, String place, long nanos, String what) {}

  /** A change that a kernel told. */
  private record KernelSeen(String place, KernelLine line) {}

  private StateWatch(LabAccess lab) {
    this.lab = lab;
  }

  /** Begins to watch: routers and fabrics; hosts and bridges have no tables of interest. */
  static StateWatch begin(LabAccess lab, Network network) {
    StateWatch watch = new StateWatch(lab);
    for (Space space : lab.plan().spaces()) {
      boolean cell = lab.plan().tunnels().stream().anyMatch(t -> t.cell().equals(space.name()));
      if (network.nodes().containsKey(space.node()) && !cell) {
        watch.kernel(space);
      }
    }
    for (Daemon daemon : lab.plan().daemons()) {
      switch (daemon.kind()) {
        case BGPD, OSPFD, BFDD ->
            watch.sample(lab.plan().space(daemon.space()).label(), watch.new DaemonSource(daemon));
        case BIRD ->
            watch.sample(
                lab.plan().space(daemon.space()).label(), new BirdState(lab, daemon.space()));
        case ZEBRA, STATICD, DNSMASQ -> {
          // What they do stands in the kernel.
        }
      }
    }
    for (Tunnel tunnel : lab.plan().tunnels()) {
      watch.sample(tunnel.name(), watch.new TunnelSource(tunnel));
    }
    return watch;
  }

  private void kernel(Space space) {
    try {
      Process process =
          lab.start(space.name(), List.of("ip", "-ts", "monitor", "link", "route", "nexthop"));
      processes.add(process);
      threads.add(
          Thread.ofVirtual().name("kernel of " + space.name()).start(() -> read(space, process)));
    } catch (IOException e) {
      throw new LabException(
          "TP7051",
          "the kernel of " + space.label() + " cannot be watched: " + e.getMessage(),
          "Install iproute2.",
          e);
    }
  }

  private void read(Space space, Process process) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        KernelLine parsed = KernelLine.parse(line);
        if (parsed != null) {
          synchronized (kernels) {
            kernels.add(new KernelSeen(space.label(), parsed));
          }
        }
      }
    } catch (IOException _) {
      // Ended by close().
    }
  }

  private void sample(String place, StateSource source) {
    threads.add(Thread.ofVirtual().name("state of " + place).start(() -> ask(place, source)));
  }

  private void ask(String place, StateSource source) {
    Map<ChangeKind, Map<String, String>> last = null;
    try {
      while (true) {
        try {
          Map<ChangeKind, Map<String, String>> now = source.look();
          long nanos = System.nanoTime();
          if (last != null) {
            compare(place, last, now, nanos);
          }
          last = now;
        } catch (IOException _) {
          source.forget(); // It is down, or starts again; what it knew is compared when it answers.
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException _) {
      source.forget();
    }
  }

  private void compare(
      String place,
      Map<ChangeKind, Map<String, String>> before,
      Map<ChangeKind, Map<String, String>> now,
      long nanos) {
    now.forEach(
        (kind, states) -> {
          Map<String, String> old = before.getOrDefault(kind, Map.of());
          states.forEach(
              (name, state) -> {
                if (!state.equals(old.get(name))) {
                  add(new Seen(kind, place, nanos, name + " " + state));
                }
              });
          old.keySet().stream()
              .filter(name -> !states.containsKey(name))
              .forEach(name -> add(new Seen(kind, place, nanos, name + " gone")));
        });
  }

  private void add(Seen change) {
    synchronized (seen) {
      seen.add(change);
    }
  }

  /** State of one FRR daemon. */
  private final class DaemonSource implements StateSource {
    private final Daemon daemon;
    private @Nullable VtySocket vty;

    DaemonSource(Daemon daemon) {
      this.daemon = daemon;
    }

    @Override
    public Map<ChangeKind, Map<String, String>> look() throws IOException {
      VtySocket open = vty;
      if (open == null) {
        open = lab.vty(daemon.space(), daemon.kind());
        vty = open;
      }
      return switch (daemon.kind()) {
        case BGPD -> bgp(FrrBgp.sessions(open.json(FrrBgp.SUMMARY)));
        case OSPFD -> {
          Map<String, String> states = new TreeMap<>();
          for (FrrOspf.Neighbour n : FrrOspf.neighbours(open.json(FrrOspf.NEIGHBOURS))) {
            states.put(n.iface() + " " + n.address(), n.state());
          }
          yield Map.of(ChangeKind.OSPF_NEIGHBOUR, states);
        }
        default -> {
          Map<String, String> states = new TreeMap<>();
          for (JsonNode peer : open.json("show bfd peers json")) {
            states.put(peer.path("peer").asString(""), peer.path("status").asString(""));
          }
          yield Map.of(ChangeKind.BFD, states);
        }
      };
    }

    private Map<ChangeKind, Map<String, String>> bgp(FrrBgp.Summary summary) {
      Map<String, String> sessions = new TreeMap<>();
      summary
          .sessions()
          .forEach((peer, s) -> sessions.put(peer.toString(), s.isEstablished() ? "up" : "down"));
      return Map.of(
          ChangeKind.SESSION,
          sessions,
          ChangeKind.BGP_TABLE,
          Map.of("version", Long.toString(summary.tableVersion())));
    }

    @Override
    public void forget() {
      VtySocket open = vty;
      vty = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException _) {
          // It is of no more use either way.
        }
      }
    }
  }

  /** State of one tunnel end. */
  private final class TunnelSource implements StateSource {
    private final Tunnel tunnel;

    TunnelSource(Tunnel tunnel) {
      this.tunnel = tunnel;
    }

    @Override
    public Map<ChangeKind, Map<String, String>> look() {
      TunnelStatus status = TunnelStatus.read(lab.directory(tunnel.cell()));
      return Map.of(
          ChangeKind.TUNNEL, Map.of("tunnel", status.isConnected() ? "connected" : "down"));
    }

    @Override
    public void forget() {
      // Each look opens and closes its own conversation.
    }
  }

  /** All changes since a moment, in the order of their times. */
  List<Change> since(TimeZero zero) {
    List<Change> changes = new ArrayList<>();
    synchronized (seen) {
      for (Seen s : seen) {
        changes.add(
            new Change(s.kind(), s.place(), Duration.ofNanos(s.nanos() - zero.nanos()), s.what()));
      }
    }
    synchronized (kernels) {
      for (KernelSeen k : kernels) {
        changes.add(
            new Change(k.line().kind(), k.place(), zero.of(k.line().at()), k.line().what()));
      }
    }
    changes.removeIf(change -> change.after().isNegative());
    changes.sort(
        Comparator.comparing(Change::after)
            .thenComparing(Change::kind)
            .thenComparing(Change::place)
            .thenComparing(Change::what));
    return List.copyOf(changes);
  }

  /** Stops watching. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
