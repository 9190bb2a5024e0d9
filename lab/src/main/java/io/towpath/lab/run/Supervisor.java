package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.DelayWires;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Netns;
import io.towpath.lab.linux.Probe;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.run.ControlServer.Reply;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The process that a lab lives below: it holds the namespaces' names, delay wires, daemons and the
 * agent, and answers on the control socket. It runs in PID, mount and network namespaces of its
 * own, so that its end, however it comes, ends everything; what is left is the state directory.
 *
 * <p>Requests: {@code up} (once; whoever asked must listen until the answer, with {@code tied} for
 * as long as the lab shall live, otherwise the lab goes down again), {@code status}, {@code where},
 * {@code fail}, {@code restore}, {@code power}, {@code down}.
 */
public final class Supervisor implements RunningLab, ControlServer.Handler {
  private static final Duration FIRST_REQUEST_WITHIN = Duration.ofSeconds(30);

  private final LabDirectory directory;
  private final LabSource source;
  private final boolean rootless;
  private final InstantSource clock;
  private final CompletableFuture<Reply> starter = new CompletableFuture<>();
  private volatile boolean up;
  private volatile boolean tied;
  private volatile @Nullable Instant started;
  private volatile @Nullable Built built;
  private final Object change = new Object();
  private List<String> failed = List.of();

  /** What exists once a lab is being built. */
  private record Built(
      LabPlan plan,
      Machine machine,
      SpaceControl spaces,
      CompletableFuture<Optional<Agent>> agent) {}

  private Supervisor(
      LabDirectory directory, LabSource source, boolean rootless, InstantSource clock) {
    this.directory = directory;
    this.source = source;
    this.rootless = rootless;
    this.clock = clock;
  }

  /**
   * Body of a supervisor's {@code main}: never returns.
   *
   * @param arguments state directory and {@code root} or {@code rootless}, as the launcher gives
   *     them; what follows is the main class's own
   */
  public static void run(List<String> arguments, LabSource source) {
    var directory = new LabDirectory(Path.of(arguments.get(0)));
    boolean rootless = arguments.get(1).equals("rootless");
    var supervisor = new Supervisor(directory, source, rootless, InstantSource.system());
    try {
      var server = new ControlServer(directory.control(), supervisor);
      supervisor.endIfNobodyAsks();
      server.serve();
    } catch (IOException e) {
      System.err.println("control socket: " + e.getMessage());
      end(1);
    }
  }

  private void endIfNobodyAsks() {
    CompletableFuture.delayedExecutor(FIRST_REQUEST_WITHIN.toSeconds(), TimeUnit.SECONDS)
        .execute(
            () -> {
              if (!starter.isDone()) {
                log("nobody asked for the lab");
                end(1);
              }
            });
  }

  /** Ends the process and with it all that runs below; nothing needs an orderly end. */
  private static void end(int status) {
    Runtime.getRuntime().halt(status);
  }

  @Override
  public ObjectNode answer(String request, JsonNode arguments, Reply reply) {
    return switch (request) {
      case "up" -> up(arguments.path("tied").asBoolean(false), reply);
      case "status" -> status();
      case "where" -> where(arguments.path("node").asString(""));
      case "fail" -> fail(arguments.path("name").asString(""), reply);
      case "restore" -> restore(arguments.path("name").asString(""), reply);
      case "power" -> {
        power(arguments.path("space").asString(""), arguments.path("on").asBoolean(true));
        yield ok();
      }
      case "down" -> down();
      default -> throw new LabException("TP7014", "a lab cannot \"" + request + "\"", "");
    };
  }

  /** Whoever asked for the lab and leaves before it is up does not want it. */
  @Override
  public void gone(Reply reply) {
    if ((!up || tied) && starter.isDone() && starter.join().equals(reply)) {
      log(up ? "whoever it was for is gone" : "interrupted while starting");
      end(1);
    }
  }

  private ObjectNode up(boolean forCaller, Reply reply) {
    if (!starter.complete(reply)) {
      throw new LabException("TP7013", "lab \"" + name() + "\" is being started already", "");
    }
    tied = forCaller;
    build(reply::progress);
    started = clock.instant();
    up = true;
    return status();
  }

  private void build(Consumer<Progress> progress) {
    progress.accept(new Progress("machine", 0, 1, "what it offers"));
    Machine machine = Probe.probe();
    progress.accept(new Progress("plan", 0, 1, source.description()));
    LabPlan plan = source.plan(machine);
    List<Finding> errors = machine.hindrances(PlanNeeds.of(plan));
    if (!errors.isEmpty()) {
      throw new InvalidInputException(errors);
    }
    var delays = new DelayWires(new Random(1));
    var builder = new LabBuild(plan, machine, directory, delays, rootless, progress);
    builder.run();
    var spaces = new SpaceControl(plan, directory, builder, rootless, progress, this::log);
    var agent = new CompletableFuture<Optional<Agent>>();
    built = new Built(plan, machine, spaces, agent);
    spaces.startAll();
    Optional<Agent> running = source.agent(this);
    agent.complete(running);
    running.ifPresent(
        a -> {
          progress.accept(new Progress("agent", 0, 1, ""));
          a.start();
        });
  }

  private Built built() {
    Built now = built;
    if (now == null) {
      throw new LabException("TP7015", "lab \"" + name() + "\" is still being started", "Wait.");
    }
    return now;
  }

  private ObjectNode fail(String name, Reply reply) {
    synchronized (change) {
      var names = new ArrayList<>(failed);
      if (names.contains(name)) {
        return ok().put("changed", false);
      }
      names.add(name);
      return change(names, reply);
    }
  }

  private ObjectNode restore(String name, Reply reply) {
    synchronized (change) {
      var names = new ArrayList<>(failed);
      if (!names.remove(name)) {
        throw new LabException(
            "TP7031",
            "\"" + name + "\" has not failed in lab \"" + name() + "\"",
            failed.isEmpty() ? "Nothing has failed." : "Failed: " + String.join(", ", failed));
      }
      return change(names, reply);
    }
  }

  private ObjectNode change(List<String> names, Reply reply) {
    Built now = built();
    Conditions conditions = source.conditions(names);
    // In force from here on, even if a part is refused: restoring then undoes what was done.
    failed = List.copyOf(names);
    List<String> done;
    try {
      done = now.spaces().apply(conditions, reply::progress);
    } finally {
      now.agent()
          .getNow(Optional.empty())
          .ifPresent(a -> a.conditionsChanged(conditions.failures()));
    }
    ObjectNode answer = ok().put("changed", !done.isEmpty());
    var actions = answer.putArray("actions");
    done.forEach(actions::add);
    return answer;
  }

  private ObjectNode down() {
    log("down");
    // The answer goes out first; whoever asked then sees the process end.
    CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(() -> end(0));
    return ok();
  }

  private ObjectNode where(String node) {
    Built now = built();
    String space = now.plan().names().find(node);
    if (space == null) {
      space = now.spaces().find(node);
    }
    if (space == null) {
      throw new LabException(
          "TP7016",
          "lab \"" + name() + "\" has no node \"" + node + "\"",
          Nearest.question(node, now.spaces().labels()) + " All stand in: towpath lab status");
    }
    return ok().put("space", space)
        .put("netns", netns(space).path().toString())
        .put("directory", directory.space(space).toString());
  }

  private ObjectNode status() {
    Built now = built();
    ObjectNode node = ok();
    node.put("schema", 1).put("lab", name()).put("source", source.description());
    Instant since = started;
    if (since != null) {
      node.put("started", since.toString());
    }
    node.put("mode", rootless ? "rootless" : "root");
    var variants = node.putArray("variants");
    for (Machine.Feature feature : now.machine().features()) {
      variants
          .addObject()
          .put("feature", feature.name())
          .put("present", feature.present())
          .put("used", feature.variant());
    }
    now.spaces().describe(node);
    synchronized (change) {
      var failures = node.putArray("failures");
      failed.forEach(failures::add);
    }
    var remarks = node.putArray("remarks");
    for (var remark : now.plan().remarks()) {
      remarks
          .addObject()
          .put("kind", remark.kind().name())
          .put("element", remark.element())
          .put("text", remark.text());
    }
    ObjectNode agent = node.putObject("agent");
    now.agent().getNow(Optional.empty()).ifPresent(a -> a.status().forEach(agent::put));
    return node;
  }

  private static ObjectNode ok() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public String name() {
    return directory.name();
  }

  @Override
  public LabPlan plan() {
    return built().plan();
  }

  @Override
  public Machine machine() {
    return built().machine();
  }

  @Override
  public LabDirectory directory() {
    return directory;
  }

  @Override
  public Netns netns(String space) {
    return Netns.named(space);
  }

  @Override
  public VtySocket vty(String space, Daemon.Kind daemon) throws IOException {
    return DaemonSockets.vty(directory.space(space), daemon);
  }

  @Override
  public BirdSocket bird(String space) throws IOException {
    return DaemonSockets.bird(directory.space(space));
  }

  @Override
  public boolean isRunning(String space) {
    return built().spaces().isRunning(space);
  }

  @Override
  public void power(String space, boolean on) {
    synchronized (change) {
      built().spaces().power(space, on);
    }
  }

  @Override
  public void log(String line) {
    System.err.println(clock.instant() + " " + line);
  }
}
