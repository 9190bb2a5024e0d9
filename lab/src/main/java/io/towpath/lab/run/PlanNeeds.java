package io.towpath.lab.run;

import io.towpath.lab.linux.Machine.Need;
import io.towpath.lab.plan.LabPlan;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a plan needs of a machine besides what every lab does. */
public final class PlanNeeds {
  private PlanNeeds() {}

  /** Needs of one plan, in the order of their declaration. */
  public static Set<Need> of(LabPlan plan) {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    if (!plan.tunnels().isEmpty()) {
      needs.add(Need.TUNNELS);
    }
    if (!plan.clients().isEmpty()) {
      needs.add(Need.LEASES);
    }
    if (plan.wires().stream().anyMatch(wire -> wire.latency().isPositive())) {
      needs.add(Need.LATENCY);
    }
    return Collections.unmodifiableSet(needs);
  }
}
