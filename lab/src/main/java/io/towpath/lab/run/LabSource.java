package io.towpath.lab.run;

import io.towpath.lab.linux.Machine;
import io.towpath.lab.plan.LabPlan;
import java.util.List;
import java.util.Optional;

/**
 * What a supervisor builds. The supervisor knows neither estates nor compilers: whoever writes its
 * main class hands it one of these.
 */
public interface LabSource {

  /** What users would type to name it, such as the path of an estate. */
  String description();

  /**
   * The plan for a machine.
   *
   * @throws io.towpath.net.InvalidInputException if there can be none
   */
  LabPlan plan(Machine machine);

  /** The agent of a lab whose daemons answer; empty if none is needed. */
  Optional<Agent> agent(RunningLab lab);

  /**
   * What is down while failures of these names are in force.
   *
   * @param names as users write them; empty = the lab as it was started
   * @throws io.towpath.net.InvalidInputException for an unknown name, with the nearest ones
   */
  Conditions conditions(List<String> names);
}
