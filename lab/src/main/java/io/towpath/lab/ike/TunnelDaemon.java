package io.towpath.lab.ike;

import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.LinuxException;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.plan.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The IKE daemon of one tunnel end, running. Its TUN device stands in the inner space under the
 * name of the tunnel interface and is up exactly while a child SA is installed, as the line
 * protocol of a tunnel interface is; an end that initiates opens the tunnel again when it falls.
 *
 * <p>Thread-safe. Two threads of its own: one hears the daemon's events, one opens the tunnel.
 */
public final class TunnelDaemon implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 10;
  private static final String TUN = "ipsec0";

  private final Tunnel tunnel;
  private final Netns cell;
  private final Netns inner;
  private final Path directory;
  private final Consumer<String> log;
  private final Process process;
  private final ViciSocket commands;
  private final ViciSocket events;
  private final Thread listener;
  private final @Nullable Thread opener;

  /** Held while the state of the SAs is read and the interface follows it. */
  private final Object device = new Object();

  /** Guards the three below; waited on by the opener. */
  private final Object lock = new Object();

  private boolean up;
  private boolean held;
  private boolean closed;

  /**
   * Starts a daemon and returns when it takes commands; the tunnel itself comes up later, if it
   * can.
   *
   * @param cell namespace of the tunnel's cell
   * @param inner namespace of its inner space
   * @param directory of its own, for configuration, log and control socket; becomes {@code /run} of
   *     the daemon, whose pid file has a fixed place there
   * @param log takes one line for each change
   * @throws LinuxException with the daemon's own line, if it does not start
   */
  public static TunnelDaemon start(
      Tunnel tunnel, Netns cell, Netns inner, Path directory, Consumer<String> log) {
    Process process = launch(tunnel, cell, directory);
    try {
      ViciSocket commands = connect(process, directory);
      ViciSocket events = ViciSocket.open(TunnelStatus.socket(directory), ANSWER);
      TunnelDaemon daemon =
          new TunnelDaemon(tunnel, cell, inner, directory, log, process, commands, events);
      daemon.begin();
      return daemon;
    } catch (IOException e) {
      process.destroyForcibly();
      throw new LinuxException(
          "the IKE daemon of tunnel " + tunnel.name() + " does not start: " + reason(directory, e),
          e);
    } catch (LinuxException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private TunnelDaemon(
      Tunnel tunnel,
      Netns cell,
      Netns inner,
      Path directory,
      Consumer<String> log,
      Process process,
      ViciSocket commands,
      ViciSocket events) {
    this.tunnel = tunnel;
    this.cell = cell;
    this.inner = inner;
    this.directory = directory;
    this.log = log;
    this.process = process;
    this.commands = commands;
    this.events = events;
    this.listener = Thread.ofVirtual().name("events of " + tunnel.name()).unstarted(this::listen);
    this.opener =
        tunnel.initiates()
            ? Thread.ofVirtual().name("opener of " + tunnel.name()).unstarted(this::open)
            : null;
  }

  private static Process launch(Tunnel tunnel, Netns cell, Path directory) {
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(TunnelStatus.socket(directory));
      Files.deleteIfExists(directory.resolve("charon.pid"));
      Files.writeString(directory.resolve("strongswan.conf"), daemonSettings(tunnel));
      Files.writeString(directory.resolve("swanctl.conf"), tunnel.swanctl());
      ProcessBuilder builder =
          new ProcessBuilder(
              Programs.require("nsenter", "util-linux"),
              "--net=" + cell.path(),
              Programs.require("unshare", "util-linux"),
              "--mount",
              "--propagation",
              "private",
              "sh",
              "-c",
              "mount --bind \"$0\" /run && exec \"$1\"",
              directory.toString(),
              Programs.require("charon", "strongswan-charon"));
      builder.environment().put("STRONGSWAN_CONF", "/run/strongswan.conf");
      builder.redirectErrorStream(true);
      builder.redirectOutput(directory.resolve("charon.out").toFile());
      return builder.start();
    } catch (IOException e) {
      throw new LinuxException(
          "the IKE daemon of tunnel " + tunnel.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * Text of the daemon's {@code strongswan.conf}, for a {@code /run} of its own. ESP is its own
   * work (libipsec, before the kernel's in the list), in threads that it takes from the pool: with
   * 8 of them it deadlocks. libipsec always routes everything into its TUN in table 220; the mark
   * keeps the rule of that table from matching. An unanswered request is repeated once a second, as
   * often as the tunnel's timers say.
   */
  public static String daemonSettings(Tunnel tunnel) {
    return """
    charon {
      load = random nonce openssl pem pkcs1 pkcs8 pubkey hmac kdf kernel-libipsec kernel-netlink \
    socket-default vici updown
      threads = 16
      install_routes = no
      install_virtual_ip = no
      routing_table = 220
      retransmit_timeout = 1.0
      retransmit_base = 1.0
      retransmit_tries = %d
      plugins {
        vici {
          socket = unix:///run/charon.vici
        }
        kernel-libipsec {
          load = yes
        }
        kernel-netlink {
          fwmark = 0xdeadbeef
        }
      }
      filelog {
        log {
          path = /run/charon.log
          default = 1
          flush_line = yes
          time_format = %%H:%%M:%%S
        }
      }
    }
    """
        .formatted(tunnel.retransmissions());
  }

  private static ViciSocket connect(Process process, Path directory) throws IOException {
    long until = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        return ViciSocket.open(TunnelStatus.socket(directory), ANSWER);
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > until) {
          throw new IOException(process.isAlive() ? "no answer within 20 s" : "it ended", e);
        }
      }
      try {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IOException("it ended with status " + process.exitValue());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static String reason(Path directory, IOException e) {
    String said = TunnelDiagnosis.lastLine(directory.resolve("charon.out"));
    return said.isEmpty() ? String.valueOf(e.getMessage()) : said;
  }

  private void begin() throws IOException {
    load();
    moveDevice();
    events.listen("child-updown", "ike-updown");
    listener.start();
    if (opener != null) {
      opener.start();
    }
  }

  private void load() {
    Command.of(
            "swanctl",
            "--load-all",
            "--clear",
            "--uri",
            "unix://" + TunnelStatus.socket(directory),
            "--file",
            directory.resolve("swanctl.conf").toString())
        .within(LOAD)
        .run();
  }

  /**
   * Puts the TUN device into the inner space, down. A decoy of its name stays: the daemon looks its
   * interface up by name whenever it installs an SA.
   */
  private void moveDevice() {
    Command.ip(
            cell,
            List.of(
                "link set dev %s netns %s name %s".formatted(TUN, inner.path(), tunnel.iface()),
                "tuntap add dev " + TUN + " mode tun",
                "link set dev " + TUN + " up"))
        .run();
    List<String> lines = new ArrayList<>();
    lines.add("link set dev %s mtu %d".formatted(tunnel.iface(), tunnel.mtu()));
    lines.addAll(tunnel.ip());
    Command.ip(inner, lines).run();
  }

  private void listen() {
    try {
      refresh();
      while (true) {
        events.await();
        refresh();
      }
    } catch (IOException e) {
      boolean expected;
      synchronized (lock) {
        expected = closed;
        up = false;
        lock.notifyAll();
      }
      if (!expected) {
        log.accept("tunnel " + tunnel.name() + ": IKE daemon gone: " + e.getMessage());
      }
    }
  }

  /**
   * Brings the interface into the state of the child SAs, which are counted anew each time: first
   * the interface, then those who wait for it.
   */
  private void refresh() throws IOException {
    synchronized (device) {
      boolean now = !TunnelStatus.children(commands.list("list-sas", "list-sa")).isEmpty();
      synchronized (lock) {
        if (now == up || closed) {
          return;
        }
      }
      List<String> lines = new ArrayList<>();
      lines.add("link set dev " + tunnel.iface() + (now ? " up" : " down"));
      if (now) {
        lines.addAll(tunnel.ip());
      }
      Command.Result result = Command.ip(inner, lines).attempt();
      synchronized (lock) {
        up = now;
        lock.notifyAll();
      }
      log.accept(
          "tunnel %s: %s%s"
              .formatted(
                  tunnel.name(), now ? "up" : "down", result.ok() ? "" : " " + result.complaint()));
    }
  }

  /** Opens the tunnel, waits for its fall, opens it again; pauses between attempts. */
  private void open() {
    long within = Duration.ofSeconds(tunnel.retransmissions() + 10L).toMillis();
    while (awaitDown()) {
      try (ViciSocket own =
          ViciSocket.open(TunnelStatus.socket(directory), Duration.ofMillis(within).plus(ANSWER))) {
        ViciMessage answer =
            own.ask(
                "initiate",
                ViciMessage.of(
                    Map.of(
                        "child", Tunnel.CHILD,
                        "ike", Tunnel.CONNECTION,
                        "timeout", String.valueOf(within))));
        if (answer.value("success").equals("yes")) {
          refresh();
          continue;
        }
      } catch (IOException e) {
        if (!process.isAlive()) {
          return;
        }
        log.accept("tunnel " + tunnel.name() + ": " + e.getMessage());
      }
      pause(tunnel.retry());
    }
  }

  /** Waits until there is something to open; false when all is over. */
  private boolean awaitDown() {
    synchronized (lock) {
      try {
        while (!closed && (up || held)) {
          lock.wait();
        }
        return !closed;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** Waits before the next attempt; ends early when the peer opened, or somebody intervened. */
  private void pause(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    synchronized (lock) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        while (left > 0 && !closed && !up && !held) {
          lock.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  public Tunnel tunnel() {
    return tunnel;
  }

  /** True between {@link #hold} and {@link #release}. */
  public boolean isHeld() {
    synchronized (lock) {
      return held;
    }
  }

  /**
   * Shuts the tunnel at this end, as {@code shutdown} on its interface does: the peer is told, and
   * nothing is opened or answered until {@link #release}.
   *
   * @throws LinuxException if the daemon does not obey
   */
  public void hold() {
    synchronized (lock) {
      if (held) {
        return;
      }
      held = true;
      lock.notifyAll();
    }
    try {
      commands.ask("unload-conn", ViciMessage.of(Map.of("name", Tunnel.CONNECTION)));
      // Without waiting for the peer's answer: it may be out of reach.
      commands.ask(
          "terminate",
          ViciMessage.of(Map.of("ike", Tunnel.CONNECTION, "timeout", "-1", "force", "yes")));
      awaitUp(false, ANSWER);
    } catch (IOException e) {
      throw new LinuxException("tunnel " + tunnel.name() + " cannot be held: " + e.getMessage(), e);
    }
  }

  /** Takes back {@link #hold}. */
  public void release() {
    synchronized (lock) {
      if (!held) {
        return;
      }
    }
    load();
    synchronized (lock) {
      held = false;
      lock.notifyAll();
    }
  }

  /**
   * Waits until the tunnel is up, or down.
   *
   * @return false if it is not so within the time
   */
  public boolean awaitUp(boolean wanted, Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        while (up != wanted && left > 0) {
          lock.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return up == wanted;
    }
  }

  /** State, algorithms and counters; why it is down, if the daemon has said. */
  public TunnelStatus status() {
    return TunnelStatus.read(directory);
  }

  /**
   * Ends the daemon as a loss of power would: the peer is not told. Its interface disappears with
   * it.
   */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    process.destroyForcibly();
    try {
      commands.close();
      events.close();
      if (!process.waitFor(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.accept("tunnel " + tunnel.name() + ": IKE daemon does not end");
      }
      Command.of("ip", "link", "del", TUN).in(cell).attempt();
      Files.deleteIfExists(TunnelStatus.socket(directory));
    } catch (IOException e) {
      log.accept("tunnel " + tunnel.name() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
