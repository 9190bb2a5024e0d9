package io.towpath.lab.run;

import io.towpath.devices.bird.BirdPrinter;
import io.towpath.lab.LabException;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.Daemon.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One protocol daemon in its space: a direct child of the supervisor, so that its end is seen, with
 * its log and its socket in the space's directory. Not thread-safe.
 */
final class DaemonProcess {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final Duration ANSWER_TO_ONE_CALL = Duration.ofSeconds(1);

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(4);
  private static final Pattern UNKNOWN_LINE = Pattern.compile("on config line (\\d+): (.*)");

  private final Daemon daemon;
  private final Netns netns;
  private final Path directory;
  private final boolean rootless;
  private @Nullable Process process;

  DaemonProcess(Daemon daemon, Netns netns, Path directory, boolean rootless) {
    this.daemon = daemon;
    this.netns = netns;
    this.directory = directory;
    this.rootless = rootless;
  }

  Daemon daemon() {
    return daemon;
  }

  /** Name of the program: {@code bgpd}. */
  String name() {
    return name(daemon.kind());
  }

  static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The socket that answers when the daemon is ready. */
  static Path socket(Path directory, Kind kind) {
    return switch (kind) {
      case ZEBRA, STATICD, BFDD, OSPFD, BGPD -> directory.resolve(name(kind) + ".vty");
      case BIRD -> directory.resolve("bird.ctl");
      case DNSMASQ -> directory.resolve("dnsmasq.pid");
    };
  }

  /** Starts the program and returns at once. */
  void start() {
    try {
      Files.deleteIfExists(socket(directory, daemon.kind()));
      if (daemon.kind() == Kind.BIRD) {
        // BIRD appends to its record of messages; what an earlier process has heard is over, and
        // its last record may be cut off.
        Files.deleteIfExists(directory.resolve(BirdPrinter.Options.LAB_RECORD));
      }
      var argv = new ArrayList<String>(List.of("nsenter", "--net=" + netns.path()));
      argv.addAll(argv());
      process =
          new ProcessBuilder(argv)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
              .start();
    } catch (IOException e) {
      throw new LabException(
          "TP7021", name() + " of " + daemon.space() + " cannot be started: " + e.getMessage(), "");
    }
  }

  private List<String> argv() {
    return switch (daemon.kind()) {
      case ZEBRA, STATICD, BFDD, OSPFD, BGPD -> frr();
      case BIRD ->
          List.of(
              Programs.require("bird", "bird2"),
              "-f",
              "-c",
              configuration(),
              "-s",
              socket(directory, Kind.BIRD).toString(),
              "-P",
              file("bird.pid"));
      case DNSMASQ ->
          List.of(
              Programs.require("dnsmasq", "dnsmasq-base"),
              "--keep-in-foreground",
              "--conf-file=" + configuration(),
              "--user=root",
              // None: without root nobody may change the groups of a process.
              "--group=",
              "--pid-file=" + socket(directory, Kind.DNSMASQ),
              "--dhcp-leasefile=" + file("leases"));
    };
  }

  private List<String> frr() {
    String name = name();
    var argv = new ArrayList<String>();
    argv.add(Programs.require(name, "frr"));
    argv.addAll(List.of("-f", configuration(), "-i", file(name + ".pid")));
    argv.addAll(List.of("--vty_socket", directory.toString(), "-z", file("zserv.api"), "-P", "0"));
    argv.addAll(List.of("--log", "file:" + file(name + ".log"), "--log-level", "warnings"));
    if (daemon.kind() == Kind.BFDD) {
      argv.addAll(List.of("--bfdctl", file("bfdd.ctl")));
    }
    if (rootless) {
      argv.addAll(List.of("-u", "root", "-g", "root"));
    }
    return argv;
  }

  /** {@code bgpd.conf} if the plan has it, else the {@code frr.conf} that all daemons share. */
  private String configuration() {
    for (String file : daemon.files().keySet()) {
      if (file.startsWith(name() + ".")) {
        return file(file);
      }
    }
    return file("frr.conf");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private Path output() {
    return directory.resolve(name() + ".out");
  }

  /**
   * Waits until the daemon answers on its socket.
   *
   * @throws LabException with the daemon's own line, if it ends or stays silent
   */
  void awaitReady() {
    long until = System.nanoTime() + ANSWERS_WITHIN.toNanos();
    while (!answers()) {
      if (!isAlive()) {
        throw failed("ended at its start");
      }
      if (System.nanoTime() > until) {
        throw failed("does not answer after " + ANSWERS_WITHIN.toSeconds() + " s");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(LOOK_AGAIN);
    }
  }

  private boolean answers() {
    Path socket = socket(directory, daemon.kind());
    if (!Files.exists(socket)) {
      return false;
    }
    // A daemon listens before it has read its configuration; only an answer says that it has.
    try {
      switch (daemon.kind()) {
        case ZEBRA, STATICD, BFDD, OSPFD, BGPD ->
            VtySocket.open(socket, ANSWER_TO_ONE_CALL).close();
        case BIRD -> BirdSocket.open(socket, ANSWER_TO_ONE_CALL).close();
        case DNSMASQ -> {
          // Its file says that it runs.
        }
      }
      return true;
    } catch (IOException _) {
      return false; // The file is there before anybody listens.
    }
  }

  private LabException failed(String what) {
    String line = lastLine();
    return new LabException(
        "TP7021",
        name() + " of " + daemon.space() + " " + what + (line.isEmpty() ? "" : ": " + line),
        "Its configuration was: " + configuration());
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  long pid() {
    Process running = process;
    return running == null ? 0 : running.pid();
  }

  /** Ends the daemon as a power cut would. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      try {
        boolean _ = running.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The last thing that it said, leaving out lines meant for its sister daemons. */
  String lastLine() {
    String last = "";
    for (Path file : List.of(output(), directory.resolve(name() + ".log"))) {
      for (String line : lines(file)) {
        if (!line.isBlank() && !UNKNOWN_LINE.matcher(line).find()) {
          last = line.strip();
        }
      }
    }
    return last;
  }

  /** Lines of its configuration that it did not take, as {@code number: text}. */
  TreeSet<String> refusedLines() {
    var refused = new TreeSet<String>();
    // What is said before the log is open goes to the output.
    for (Path file : List.of(output(), directory.resolve(name() + ".log"))) {
      for (String line : lines(file)) {
        Matcher matcher = UNKNOWN_LINE.matcher(line);
        if (matcher.find()) {
          refused.add(matcher.group(1) + ": " + matcher.group(2).strip());
        }
      }
    }
    return refused;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException _) {
      return List.of(); // Half a character at the end of a log in the middle of a write.
    }
  }
}
