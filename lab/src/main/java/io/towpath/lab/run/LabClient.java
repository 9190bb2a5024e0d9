package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running lab, asked and entered from another process: {@link LabStart} starts one, {@link Labs}
 * finds one. Holds no connection but one that keeps a lab alive which ends with this process;
 * methods may be called from any thread.
 */
public final class LabClient {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

  private final LabDirectory directory;
  private final LabProcess process;

  /** Keeps a lab alive that ends with this process; null for others. */
  private final @Nullable Conversation tie;

  LabClient(LabDirectory directory) {
    this(directory, new LabProcess(directory), null);
  }

  LabClient(LabDirectory directory, LabProcess process, @Nullable Conversation tie) {
    this.directory = directory;
    this.process = process;
    this.tie = tie;
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
    if (tie != null) {
      tie.close();
    }
    process.remove();
  }
}
