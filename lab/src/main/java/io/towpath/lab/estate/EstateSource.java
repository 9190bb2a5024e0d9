package io.towpath.lab.estate;

import io.towpath.azure.Profile;
import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.lab.fabric.FabricAgent;
import io.towpath.lab.linux.Machine;
import io.towpath.lab.plan.BirdNodes;
import io.towpath.lab.plan.Features;
import io.towpath.lab.plan.LabCompiler;
import io.towpath.lab.plan.LabPlan;
import io.towpath.lab.run.Agent;
import io.towpath.lab.run.Conditions;
import io.towpath.lab.run.FailureConditions;
import io.towpath.lab.run.LabSource;
import io.towpath.lab.run.RunningLab;
import io.towpath.lab.run.Supervisor;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An estate as the source of a lab. The supervisor loads it once, when the lab starts: what is
 * changed in its files later is in the next lab.
 */
public final class EstateSource implements LabSource {
  private static final String AS_THE_ESTATE_SAYS = "-";

  private final Path path;
  private final Estate estate;
  private final Set<String> bird;
  private @Nullable LabPlan plan;

  private EstateSource(Path path, Estate estate, Set<String> bird) {
    this.path = path;
    this.estate = estate;
    this.bird = bird;
  }

  /**
   * An estate that is loaded already.
   *
   * @param bird nodes that run BIRD instead of FRR, as {@link BirdNodes} chooses them
   */
  public static EstateSource of(Path path, Estate estate, Set<String> bird) {
    return new EstateSource(path, estate, new TreeSet<>(bird));
  }

  /** What {@link #main} is to be told of an estate, behind the arguments of the supervisor. */
  static List<String> arguments(Path path, @Nullable Profile profile, Set<String> bird) {
    List<String> arguments = new ArrayList<>();
    arguments.add(path.toAbsolutePath().toString());
    arguments.add(profile == null ? AS_THE_ESTATE_SAYS : profile.name());
    arguments.addAll(new TreeSet<>(bird));
    return arguments;
  }

  /**
   * The supervisor's process.
   *
   * @param arguments two of the supervisor, then those of {@link #arguments}: the estate's path,
   *     the name of the profile that overrides the estate's, and each node that runs BIRD
   */
  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    Path path = Path.of(all.get(2));
    String profile = all.get(3);
    Estate estate =
        EstateLoader.load(
            path, profile.equals(AS_THE_ESTATE_SAYS) ? null : Profile.valueOf(profile));
    Supervisor.run(all, of(path, estate, Set.copyOf(all.subList(4, all.size()))));
  }

  @Override
  public String description() {
    return path.toString();
  }

  @Override
  public synchronized LabPlan plan(Machine machine) {
    LabPlan known = plan;
    if (known == null) {
      known = LabCompiler.compile(estate.base().network(), features(machine), bird);
      plan = known;
    }
    return known;
  }

  /** Kernel ESP is never used, wherever it is: one way that works everywhere is tested best. */
  private static Features features(Machine machine) {
    return new Features(machine.has("netem"), machine.has("dummy"), false);
  }

  @Override
  public Optional<Agent> agent(RunningLab lab) {
    return estate.base().network().nodes().values().stream()
            .noneMatch(io.towpath.lab.plan.FabricNumbers::isFabric)
        ? Optional.empty()
        : Optional.of(new FabricAgent(estate.base().network(), lab));
  }

  @Override
  public synchronized Conditions conditions(List<String> names) {
    LabPlan known = plan;
    if (known == null) {
      throw new IllegalStateException("conditions before the plan");
    }
    FailureNames failures = new FailureNames(estate);
    List<FailureSpec> specs = new ArrayList<>();
    names.forEach(name -> specs.add(failures.parse(name)));
    FailureNames.Meaning meaning = failures.meaning(specs);
    if (!meaning.variant().equals(estate.base())) {
      throw new InvalidInputException(
          Finding.error(
              "TP7040",
              Origin.NONE,
              "A peering cannot be disconnected while the lab runs.",
              "Set its peeringState to Disconnected in the estate and start a lab of that."));
    }
    return FailureConditions.of(known, estate.base().network()).during(meaning.failures());
  }
}
