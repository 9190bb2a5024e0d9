package io.towpath.lab.estate;

import io.towpath.azure.Profile;
import io.towpath.estate.file.FailureSpec;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.estate.names.FailureNames;
import io.towpath.lab.fabric.FabricAgent;
import io.towpath.lab.linux.Machine;
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
import org.jspecify.annotations.Nullable;

/**
 * An estate as the source of a lab. The supervisor loads it once, when the lab starts: what is
 * changed in its files later is in the next lab.
 */
public final class EstateSource implements LabSource {
  private final Path path;
  private final Estate estate;
  private @Nullable LabPlan plan;

  private EstateSource(Path path, Estate estate) {
    this.path = path;
    this.estate = estate;
  }

  /** An estate that is loaded already. */
  public static EstateSource of(Path path, Estate estate) {
    return new EstateSource(path, estate);
  }

  /**
   * The supervisor's process.
   *
   * @param arguments two of the supervisor, then the estate's path and, if it is overridden, the
   *     name of the profile
   */
  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    Path path = Path.of(all.get(2));
    Profile profile = all.size() > 3 ? Profile.valueOf(all.get(3)) : null;
    Supervisor.run(all, of(path, EstateLoader.load(path, profile)));
  }

  @Override
  public String description() {
    return path.toString();
  }

  @Override
  public synchronized LabPlan plan(Machine machine) {
    LabPlan known = plan;
    if (known == null) {
      known = LabCompiler.compile(estate.base().network(), features(machine));
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
