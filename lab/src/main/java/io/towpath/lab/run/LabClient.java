package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Machine.Mode;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running lab, asked and entered from another process. Holds no connection but one that keeps a
 * lab alive which ends with this process; methods may be called from any thread.
 */
public final class LabClient {
  private static final Duration SUPERVISOR_ANSWERS_WITHIN = Duration.ofSeconds(20);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(10);

  private final LabDirectory directory;
  private final LabProcess process;

  /** Keeps a lab alive that ends with this process; null for others. */
  private volatile @Nullable Conversation tie;

  private LabClient(LabDirectory directory) {
    this.directory = directory;
    this.process = new LabProcess(directory);
  }

  /**
   * A lab of this user that runs.
   *
   * @throws LabException if there is none of that name; the message lists those that run
   */
  public static LabClient of(String name) {
    var client = new LabClient(LabDirectory.of(name));
    if (!client.isRunning()) {
      List<String> running = running().stream().map(LabClient::name).toList();
      throw new LabException(
          "TP7019",
          "lab \"" + name + "\" does not run",
          running.isEmpty()
              ? "No lab runs; start one with: towpath lab up ESTATE"
              : "Running: " + String.join(", ", running) + ".");
    }
    return client;
  }

  /**
   * A lab of this user that runs or has left something behind.
   *
   * @param text its name, or the file or folder of its estate if it was given no other name
   * @throws LabException if there is none; the message lists those that there are
   */
  public static LabClient meantBy(String text) {
    return meantBy(LabDirectory.base(), text);
  }

  static LabClient meantBy(Path base, String text) {
    List<LabDirectory> all = LabDirectory.all(base);
    List<String> names = all.stream().map(LabDirectory::name).toList();
    String name =
        names.contains(text) || !Files.exists(Path.of(text))
            ? text
            : LabDirectory.suggest(Path.of(text));
    return all.stream()
        .filter(directory -> directory.name().equals(name))
        .findFirst()
        .map(LabClient::new)
        .orElseThrow(
            () ->
                new LabException(
                    "TP7019",
                    "there is no lab \"" + name + "\"",
                    names.isEmpty()
                        ? "There is none."
                        : "Labs: " + String.join(", ", names) + "."));
  }

  /** Labs of this user that run, by name. */
  public static List<LabClient> running() {
    return running(LabDirectory.base());
  }

  /** Labs below another base that run, by name. */
  public static List<LabClient> running(Path base) {
    return LabDirectory.all(base).stream()
        .map(LabClient::new)
        .filter(LabClient::isRunning)
        .toList();
  }

  /** How long a lab shall live. */
  public enum Life {
    /** Until somebody takes it down. */
    UNTIL_DOWN,
    /** No longer than the process that starts it, even if that is killed. */
    OF_CALLER
  }

  /**
   * Starts a lab at this user's usual place, as {@link #up(LabDirectory, Mode, Life, String, List,
   * Consumer)}.
   */
  public static LabClient up(
      String name,
      Mode mode,
      Life life,
      String mainClass,
      List<String> arguments,
      Consumer<Progress> progress) {
    return up(LabDirectory.of(name), mode, life, mainClass, arguments, progress);
  }

  /** The same for a lab that lives until somebody takes it down. */
  public static LabClient up(
      LabDirectory directory,
      Mode mode,
      String mainClass,
      List<String> arguments,
      Consumer<Progress> progress) {
    return up(directory, mode, Life.UNTIL_DOWN, mainClass, arguments, progress);
  }

  /**
   * Starts a lab and waits until it is up. If this process is interrupted or killed before that,
   * the lab goes down again.
   *
   * @param directory where it keeps its state
   * @param mode root or rootless
   * @param life how long it shall live once it is up
   * @param mainClass class of this class path whose {@code main} calls {@link Supervisor#run}
   * @param arguments its own arguments, after the two of the supervisor
   * @param progress hears of every step
   * @throws LabException if it cannot be started; nothing is left then
   */
  public static LabClient up(
      LabDirectory directory,
      Mode mode,
      Life life,
      String mainClass,
      List<String> arguments,
      Consumer<Progress> progress) {
    var client = new LabClient(directory);
    String name = directory.name();
    if (client.isRunning()) {
      throw new LabException(
          "TP7013",
          "lab \"" + name + "\" runs already",
          "Take it down with \"towpath lab down --name " + name + "\", or choose another --name.");
    }
    client.directory.delete();
    client.makeDirectory();
    ExitHook undo = new ExitHook("lab down", client::remove);
    boolean started = false;
    try {
      client.process.start(mode, mainClass, arguments);
      client.ask(life, progress);
      started = true;
      return client;
    } finally {
      undo.drop();
      if (!started) {
        client.remove();
      }
    }
  }

  private void ask(Life life, Consumer<Progress> progress) {
    Conversation conversation = firstConversation();
    boolean kept = false;
    try {
      conversation.ask(request("up").put("tied", life == Life.OF_CALLER), progress);
      kept = life == Life.OF_CALLER;
      tie = kept ? conversation : null;
    } finally {
      if (!kept) {
        conversation.close();
      }
    }
  }

  private void makeDirectory() {
    try {
      Files.createDirectories(
          directory.path(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException e) {
      throw new LabException(
          "TP7018",
          directory.path() + " cannot be made: " + e.getMessage(),
          "Run as root, or set XDG_RUNTIME_DIR to a directory of yours.",
          e);
    }
  }

  private Conversation firstConversation() {
    long until = System.nanoTime() + SUPERVISOR_ANSWERS_WITHIN.toNanos();
    boolean seen = false;
    while (System.nanoTime() < until) {
      try {
        return Conversation.open(directory);
      } catch (IOException _) {
        boolean alive = isRunning();
        if (seen && !alive) {
          break;
        }
        seen |= alive;
        LockSupport.parkNanos(LOOK_AGAIN);
      }
    }
    throw new LabException(
        "TP7018",
        "the supervisor of \""
            + name()
            + "\" did not start: "
            + LabProcess.lastLine(directory.log()),
        "See what this machine offers with: towpath doctor --lab");
  }

  public String name() {
    return directory.name();
  }

  public LabDirectory directory() {
    return directory;
  }

  /** True while its processes live. */
  public boolean isRunning() {
    return process.outer().isPresent();
  }

  /**
   * State of the lab: {@code schema}, {@code lab}, {@code source}, {@code started}, {@code mode},
   * {@code variants}, {@code spaces} (name, label, node, vrf, running, interfaces, daemons with
   * name, alive, pid, said), {@code refused} configuration lines, {@code failures}, {@code
   * remarks}, {@code agent}.
   */
  public JsonNode status() {
    return ask(request("status"), _ -> {});
  }

  /** Brings a failure about; returns {@code changed} and the {@code actions} taken. */
  public JsonNode fail(String failure, Consumer<Progress> progress) {
    return ask(request("fail").put("name", failure), progress);
  }

  /** Ends a failure; returns {@code changed} and the {@code actions} taken. */
  public JsonNode restore(String failure, Consumer<Progress> progress) {
    return ask(request("restore").put("name", failure), progress);
  }

  /** The space of a node, VRF or host as users name it. */
  public String space(String node) {
    return ask(request("where").put("node", node), _ -> {}).path("space").asString("");
  }

  private JsonNode ask(ObjectNode request, Consumer<Progress> progress) {
    try (Conversation conversation = Conversation.open(directory)) {
      return conversation.ask(request, progress);
    } catch (IOException e) {
      throw new LabException(
          "TP7017",
          "lab \"" + name() + "\" does not answer: " + e.getMessage(),
          "Take it down with: towpath lab down --name " + name(),
          e);
    }
  }

  private static ObjectNode request(String what) {
    return JsonNodeFactory.instance.objectNode().put("do", what);
  }

  /** A conversation with an FRR daemon of a space; the caller closes it. */
  public VtySocket vty(String space, Daemon.Kind daemon) throws IOException {
    return DaemonSockets.vty(directory.space(space), daemon);
  }

  /** A conversation with the BIRD of a space; the caller closes it. */
  public BirdSocket bird(String space) throws IOException {
    return DaemonSockets.bird(directory.space(space));
  }

  /**
   * Arguments that run a program in a space when put before it, from outside the lab. The program
   * sees the space's network, the lab's processes and the lab's {@code /run}.
   */
  public List<String> enter(String space) {
    ProcessHandle inside =
        process
            .inner()
            .orElseThrow(
                () -> new LabException("TP7019", "lab \"" + name() + "\" does not run", ""));
    String pid = Long.toString(inside.pid());
    var argv = new ArrayList<String>(List.of("nsenter", "-t", pid));
    if (!"root".equals(System.getProperty("user.name"))) {
      argv.addAll(List.of("-U", "--preserve-credentials"));
    }
    argv.addAll(List.of("-m", "-p", "--net=/proc/" + pid + "/root/run/netns/" + space, "--"));
    return argv;
  }

  /** A command inside a space. */
  public Command command(String space, List<String> argv) {
    var all = new ArrayList<>(enter(space));
    all.addAll(argv);
    return Command.of(all);
  }

  /**
   * Runs a program inside a space with this terminal. {@code vtysh} and {@code birdc} find the
   * space's daemons.
   *
   * @return its exit status
   */
  public int exec(String space, List<String> argv) throws IOException, InterruptedException {
    var all = new ArrayList<>(enter(space));
    // A mount namespace of its own, in which the usual directory of FRR and that of BIRD are the
    // one of this space.
    all.addAll(List.of("unshare", "--mount", "sh", "-c"));
    all.add(
        "for at in /run/frr /run/bird; do mount -n --bind \"$0\" $at; done 2>/dev/null;"
            + " exec \"$@\"");
    all.add(directory.space(space).toString());
    all.addAll(argv);
    var builder = new ProcessBuilder(all).inheritIO();
    Programs.completePath(builder.environment());
    return builder.start().waitFor();
  }

  /**
   * Shows or writes the packets of a space until interrupted.
   *
   * @param iface Linux name of an interface, or {@code any}
   * @param file where to write them in pcap format; {@code -} for standard output, empty for text
   * @param filter expression of {@code tcpdump}; empty for everything
   * @return exit status of {@code tcpdump}
   */
  public int capture(String space, String iface, String file, List<String> filter)
      throws IOException, InterruptedException {
    var argv = new ArrayList<String>(List.of("tcpdump", "-n", "-i", iface));
    if (!file.isEmpty()) {
      argv.addAll(List.of("-U", "-w", "-"));
    }
    argv.addAll(filter);
    var all = new ArrayList<>(enter(space));
    all.addAll(argv);
    var builder = new ProcessBuilder(all).inheritIO();
    Programs.completePath(builder.environment());
    if (!file.isEmpty() && !file.equals("-")) {
      builder.redirectOutput(Path.of(file).toFile());
    }
    return builder.start().waitFor();
  }

  /** Takes the lab down; nothing of it is left. */
  public void down() {
    try (Conversation conversation = Conversation.open(directory)) {
      conversation.ask(request("down"), _ -> {});
      boolean _ = process.awaitEnd(ENDS_WITHIN);
    } catch (IOException | LabException _) {
      // It hangs or has been killed: the way below works always.
    }
    remove();
  }

  private void remove() {
    Conversation kept = tie;
    if (kept != null) {
      kept.close();
    }
    process.kill();
    directory.delete();
  }

  /** Takes every lab of this user down, also what crashed ones have left; returns their names. */
  public static List<String> downAll() {
    return downAll(LabDirectory.base());
  }

  /**
   * Takes every lab below a base down, also what crashed ones have left.
   *
   * @return their names
   */
  public static List<String> downAll(Path base) {
    var names = new ArrayList<String>();
    for (LabDirectory each : LabDirectory.all(base)) {
      new LabClient(each).down();
      names.add(each.name());
    }
    return names;
  }
}
