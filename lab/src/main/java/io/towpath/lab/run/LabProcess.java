package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.Machine.Mode;
import io.towpath.lab.linux.Programs;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outermost process of a lab ({@code unshare}), seen from the machine. Its child is the first
 * process of the lab's PID namespace; the death of either ends all processes of the lab, and with
 * them all namespaces.
 */
final class LabProcess {
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

  private final LabDirectory directory;

  /** What this object has started: known before it has written its own file. */
  private @Nullable Process started;

  private boolean removed;

  LabProcess(LabDirectory directory) {
    this.directory = directory;
  }

  /**
   * Makes the directory, in place of what is left of an earlier lab, and starts the supervisor,
   * detached from this terminal. This process owns the lab then.
   *
   * @param mainClass its {@code main} calls {@link Supervisor#run}
   * @param arguments what follows the state directory and the mode
   */
  synchronized void start(Mode mode, String mainClass, List<String> arguments) {
    if (removed) {
      throw new LabException("TP7018", "interrupted before the supervisor was started", "");
    }
    directory.delete();
    makeDirectory();
    var argv = new ArrayList<String>(List.of("setsid", "sh", "-c"));
    // The shell's own id stays that of unshare, into which it turns.
    argv.add("echo $$ >\"$1/.pid\" && shift && exec unshare \"$@\"");
    argv.addAll(List.of("towpath-lab", directory.path().toString()));
    if (mode == Mode.ROOTLESS) {
      argv.addAll(List.of("--user", "--map-root-user"));
    }
    argv.addAll(List.of("--mount", "--net", "--pid", "--fork", "--kill-child=SIGKILL"));
    argv.addAll(List.of("--mount-proc", "sh", "-c", script(), "towpath-lab"));
    String modeWord = mode == Mode.ROOTLESS ? "rootless" : "root";
    argv.addAll(List.of(directory.path().toString(), modeWord));
    argv.addAll(java(mainClass));
    argv.addAll(List.of(directory.path().toString(), modeWord));
    argv.addAll(arguments);
    try {
      var builder =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(directory.log().toFile());
      Programs.completePath(builder.environment());
      started = builder.start();
    } catch (IOException e) {
      throw new LabException(
          "TP7018",
          "the supervisor cannot be started: " + e.getMessage(),
          "Run: apt-get install -y --no-install-recommends util-linux",
          e);
    }
  }

  private void makeDirectory() {
    try {
      Files.createDirectories(
          directory.path(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      LabOwner.claim(directory);
    } catch (IOException e) {
      throw new LabException(
          "TP7018",
          directory.path() + " cannot be made: " + e.getMessage(),
          "Run as root, or set XDG_RUNTIME_DIR to a directory of yours.",
          e);
    }
  }

  private static List<String> java(String mainClass) {
    String path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx1g",
        // Its file in /tmp would be named by a process id that other labs have too.
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        path,
        mainClass);
  }

  private static String script() {
    try (InputStream in = LabProcess.class.getResourceAsStream("enter.sh")) {
      if (in == null) {
        throw new LabException("TP7018", "enter.sh is missing from the class path", "");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("TP7018", "enter.sh: " + e.getMessage(), "", e);
    }
  }

  /** The outermost process, if it runs. Its command line tells it from a later one of that id. */
  Optional<ProcessHandle> outer() {
    try {
      long pid = Long.parseLong(Files.readString(directory.pidFile()).strip());
      String commandLine =
          Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
      boolean ours = commandLine.contains("\0" + directory.path() + "\0");
      return ours ? ProcessHandle.of(pid).filter(ProcessHandle::isAlive) : Optional.empty();
    } catch (IOException | NumberFormatException _) {
      return Optional.empty(); // Never started, or gone.
    }
  }

  /** The first process inside, whose namespaces are the lab's. */
  Optional<ProcessHandle> inner() {
    return outer().flatMap(p -> p.children().findFirst());
  }

  /** Kills everything and waits until it is gone. */
  synchronized void kill() {
    // The first process inside goes first: the outermost one waits until all others are gone.
    inner().ifPresent(ProcessHandle::destroyForcibly);
    if (!awaitEnd(Duration.ofSeconds(10))) {
      outer().ifPresent(ProcessHandle::destroyForcibly);
      boolean _ = awaitEnd(Duration.ofSeconds(5));
    }
    Process own = started;
    if (own != null && own.isAlive()) {
      // It had not come to its file: setsid, the shell and unshare are one process.
      own.destroyForcibly();
      try {
        boolean _ = own.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Kills everything and removes the directory; nothing can be started here any more. Whatever is
   * on its way in has no directory to go to.
   */
  synchronized void remove() {
    removed = true;
    kill();
    directory.delete();
  }

  /** Waits until the lab's processes are gone; false if they are still there. */
  boolean awaitEnd(Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    while (outer().isPresent()) {
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN);
    }
    return true;
  }

  /** The last line of a log that says something; empty if there is none. */
  static String lastLine(Path log) {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return lines.reversed().stream().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
    } catch (IOException _) {
      return "";
    }
  }
}
