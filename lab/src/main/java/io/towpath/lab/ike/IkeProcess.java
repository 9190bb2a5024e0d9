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
import java.util.concurrent.TimeUnit;

/**
 * The program of an IKE daemon, charon of strongSwan, in the cell of its tunnel: its settings, its
 * start, its control socket and its end. Thread-safe.
 */
public final class IkeProcess {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration LOAD = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 10;

  private final Process process;
  private final Path directory;

  private IkeProcess(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * Starts the program and returns at once.
   *
   * @param directory becomes its {@code /run}
   * @throws LinuxException if it cannot be started
   */
  static IkeProcess launch(Tunnel tunnel, Netns cell, Path directory) {
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(TunnelStatus.socket(directory));
      Files.deleteIfExists(directory.resolve("charon.pid"));
      Files.writeString(directory.resolve("strongswan.conf"), settings(tunnel));
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
      return new IkeProcess(builder.start(), directory);
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
  public static String settings(Tunnel tunnel) {
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

  /**
   * Waits until it takes commands.
   *
   * @throws IOException if it ends before, or is silent
   */
  ViciSocket connect() throws IOException {
    long until = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        return converse(ANSWER);
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

  /** A conversation with it; the caller closes it. */
  ViciSocket converse(Duration limit) throws IOException {
    return ViciSocket.open(TunnelStatus.socket(directory), limit);
  }

  /** Gives it the configuration of the tunnel, in place of what it has. */
  void load() {
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

  /** Why it did not start, in its own words if it has said any. */
  String reason(IOException e) {
    String said = TunnelDiagnosis.lastLine(directory.resolve("charon.out"));
    return said.isEmpty() ? String.valueOf(e.getMessage()) : said;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a loss of power would, and does not wait for that. */
  void kill() {
    process.destroyForcibly();
  }

  /**
   * Waits until it is gone and removes its socket.
   *
   * @return false if it does not end
   */
  boolean awaitEnd() throws InterruptedException, IOException {
    boolean ended = process.waitFor(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    Files.deleteIfExists(TunnelStatus.socket(directory));
    return ended;
  }
}
