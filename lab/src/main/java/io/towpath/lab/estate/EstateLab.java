package io.towpath.lab.estate;

import io.towpath.azure.Profile;
import io.towpath.estate.load.Estate;
import io.towpath.lab.LabException;
import io.towpath.lab.compare.LabAccess;
import io.towpath.lab.ike.TunnelStatus;
import io.towpath.lab.linux.BirdSocket;
import io.towpath.lab.linux.Command;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.linux.Probe;
import io.towpath.lab.linux.Programs;
import io.towpath.lab.linux.VtySocket;
import io.towpath.lab.plan.BirdNodes;
import io.towpath.lab.plan.Daemon;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.plan.Tunnel;
import io.towpath.lab.run.LabClient;
import io.towpath.lab.run.LabStart;
import io.towpath.lab.run.LabStart.Life;
import io.towpath.lab.run.Labs;
import io.towpath.lab.run.PlanNeeds;
import io.towpath.lab.run.Progress;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running lab of an estate, seen from another process than its supervisor's. */
public final class EstateLab implements LabAccess {
  private final LabClient client;
  private final LabPlan plan;
  private final Set<String> running = new TreeSet<>();
  private List<String> failures = new ArrayList<>();

  private EstateLab(LabClient client, LabPlan plan) {
    this.client = client;
    this.plan = plan;
    look();
  }

  /**
   * Starts the lab of an estate, which lives until somebody takes it down.
   *
   * @param profile as the estate was loaded with; null = as it says
   * @param bird nodes that run BIRD instead of FRR, as {@link BirdNodes} chooses them
   * @throws LabException if it cannot be started
   */
  public static EstateLab up(
      String name,
      Path path,
      Estate estate,
      @Nullable Profile profile,
      Set<String> bird,
      Consumer<Progress> progress) {
    return up(name, Life.UNTIL_DOWN, path, estate, profile, bird, progress);
  }

  /**
   * Starts the lab of an estate.
   *
   * @param life how long it shall live
   * @param profile as the estate was loaded with; null = as it says
   * @param bird nodes that run BIRD instead of FRR, as {@link BirdNodes} chooses them
   * @throws InvalidInputException naming all that the machine lacks
   * @throws LabException if it cannot be started
   */
  public static EstateLab up(
      String name,
      Life life,
      Path path,
      Estate estate,
      @Nullable Profile profile,
      Set<String> bird,
      Consumer<Progress> progress) {
    Machine machine = Probe.probe();
    if (!bird.isEmpty()) {
      String _ = Programs.require("bird", "bird2");
    }
    LabPlan plan = EstateSource.of(path, estate, bird).plan(machine);
    List<Finding> hindrances = machine.hindrances(PlanNeeds.of(plan));
    if (!hindrances.isEmpty()) {
      throw new InvalidInputException(hindrances);
    }
    LabClient client =
        LabStart.up(
            name,
            machine.mode(),
            life,
            EstateSource.class.getName(),
            EstateSource.arguments(path, profile, bird),
            progress);
    return new EstateLab(client, plan);
  }

  /**
   * A lab of an estate that runs already. Which of its nodes run BIRD was said when it was started.
   *
   * @param bird nodes that have to run BIRD; empty = any
   * @throws LabException if it does not run, is that of another estate, or others run BIRD
   */
  public static EstateLab of(String name, Path path, Estate estate, Set<String> bird) {
    LabClient client = Labs.of(name);
    Path source = Path.of(client.status().path("source").asString("")).normalize();
    if (!source.equals(path.toAbsolutePath().normalize())) {
      throw new LabException(
          "TP7057",
          "lab \"" + name + "\" runs another estate: " + source,
          "Choose another --name, or take it down with \"towpath lab down --name " + name + "\".");
    }
    Set<String> running = bird(client);
    if (!bird.isEmpty() && !running.equals(bird)) {
      throw new LabException(
          "TP7056",
          "lab \"" + name + "\" runs already, with BIRD on " + words(running),
          "Wanted was BIRD on "
              + words(bird)
              + ". Take it down with \"towpath lab down --name "
              + name
              + "\", or choose another --name.");
    }
    return new EstateLab(client, EstateSource.of(path, estate, running).plan(Probe.probe()));
  }

  private static String words(Set<String> nodes) {
    return nodes.isEmpty() ? "no node" : String.join(", ", new TreeSet<>(nodes));
  }

  /** Nodes of a running lab that have BIRD in one of their spaces. */
  private static Set<String> bird(LabClient client) {
    Set<String> nodes = new TreeSet<>();
    for (var space : client.status().path("spaces")) {
      for (var daemon : space.path("daemons")) {
        if (daemon.path("name").asString("").equals("bird")) {
          nodes.add(space.path("node").asString(""));
        }
      }
    }
    return nodes;
  }

  /** For everything that is not about comparison. */
  public LabClient client() {
    return client;
  }

  @Override
  public LabPlan plan() {
    return plan;
  }

  @Override
  public Path directory(String space) {
    return client.directory().space(space);
  }

  @Override
  public VtySocket vty(String space, Daemon.Kind daemon) throws IOException {
    return client.vty(space, daemon);
  }

  @Override
  public BirdSocket bird(String space) throws IOException {
    return client.bird(space);
  }

  @Override
  public synchronized boolean isRunning(String space) {
    return running.contains(space);
  }

  /** Failures and elections change what runs; nothing else does. */
  private synchronized Map<String, String> look() {
    var status = client.status();
    running.clear();
    for (var space : status.path("spaces")) {
      if (space.path("running").asBoolean(false)) {
        running.add(space.path("name").asString(""));
      }
    }
    Map<String, String> agent = new LinkedHashMap<>();
    status
        .path("agent")
        .properties()
        .forEach(entry -> agent.put(entry.getKey(), entry.getValue().asString("")));
    return agent;
  }

  @Override
  public Command.Result run(String space, List<String> argv, Duration within) {
    return client.command(space, argv).within(within).attempt();
  }

  @Override
  public Process start(String space, List<String> argv) throws IOException {
    List<String> all = new ArrayList<>(client.enter(space));
    all.addAll(argv);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Programs.completePath(builder.environment());
    builder.environment().put("TZ", "UTC");
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  @Override
  public synchronized void setFailures(List<String> names) {
    for (String name : failures) {
      if (!names.contains(name)) {
        client.restore(name, _ -> {});
      }
    }
    for (String name : names) {
      if (!failures.contains(name)) {
        client.fail(name, _ -> {});
      }
    }
    failures = new ArrayList<>(names);
    look();
  }

  @Override
  public Map<String, String> tunnels() {
    Map<String, String> states = new TreeMap<>();
    for (Tunnel tunnel : plan.tunnels()) {
      TunnelStatus status = TunnelStatus.read(directory(tunnel.cell()));
      states.put(tunnel.name(), status.isConnected() ? "up" : status.state().toString());
    }
    return states;
  }

  @Override
  public Map<String, String> agent() {
    return look();
  }
}
