package io.towpath.lab.ike;

import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.LinuxException;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.plan.Tunnel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

  private final Tunnel tunnel;
  private final Path directory;
  private final Consumer<String> log;
  private final IkeProcess process;
  private final ViciSocket commands;
  private final ViciSocket events;
  private final Thread listener;
  private final @Nullable Thread opener;

  /** Locked while the state of the SAs is read and the interface follows it. */
  private final TunnelDevice device;

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
    IkeProcess process = IkeProcess.launch(tunnel, cell, directory);
    try {
      ViciSocket commands = process.connect();
      ViciSocket events = process.converse(ANSWER);
      TunnelDevice device = new TunnelDevice(tunnel, cell, inner);
      TunnelDaemon daemon =
          new TunnelDaemon(tunnel, device, directory, log, process, commands, events);
      daemon.begin();
      return daemon;
    } catch (IOException e) {
      process.kill();
      throw new LinuxException(
          "the IKE daemon of tunnel " + tunnel.name() + " does not start: " + process.reason(e), e);
    } catch (LinuxException e) {
      process.kill();
      throw e;
    }
  }

  private TunnelDaemon(
      Tunnel tunnel,
      TunnelDevice device,
      Path directory,
      Consumer<String> log,
      IkeProcess process,
      ViciSocket commands,
      ViciSocket events) {
    this.tunnel = tunnel;
    this.device = device;
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

  private void begin() throws IOException {
    process.load();
    device.move();
    events.listen("child-updown", "ike-updown");
    listener.start();
    if (opener != null) {
      opener.start();
    }
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
      Command.Result result = device.set(now);
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
      try (ViciSocket own = process.converse(Duration.ofMillis(within).plus(ANSWER))) {
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
    process.load();
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
    process.kill();
    try {
      commands.close();
      events.close();
      if (!process.awaitEnd()) {
        log.accept("tunnel " + tunnel.name() + ": IKE daemon does not end");
      }
      device.removeDecoy();
    } catch (IOException e) {
      log.accept("tunnel " + tunnel.name() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
