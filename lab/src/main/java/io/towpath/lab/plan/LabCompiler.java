package io.towpath.lab.plan;

import io.towpath.network.Network;
import java.util.Set;

/** Compiles a network to the plan of a lab: a pure function. */
public final class LabCompiler {
  private LabCompiler() {}

  /**
   * The plan of a lab.
   *
   * @param network a joined network without errors
   * @param features what the kernel offers
   */
  public static LabPlan compile(Network network, Features features) {
    return compile(network, features, Set.of());
  }

  /**
   * The plan of a lab in which some routers run BIRD.
   *
   * @param bird names of nodes that run BIRD instead of FRR, see {@link BirdNodes}
   */
  public static LabPlan compile(Network network, Features features, Set<String> bird) {
    LabDraft draft = new LabDraft(network, features, bird);
    SpaceList.addTo(draft);
    WireLayout.addTo(draft);
    VrfLeaks.addTo(draft);
    SpaceAddresses.addTo(draft);
    UnbuiltServices.addTo(draft);
    GroupAddresses.addTo(draft);
    LeaseServers leases = LeaseServers.of(draft);
    HostGuests.addTo(draft, leases);
    leases.addToPlan();
    RouterDaemons.addTo(draft);
    InternetRoutes.addTo(draft);
    HopRules.addTo(draft);
    FabricSpaces.addTo(draft);
    PacketRules.addTo(draft);
    Tunnels.addTo(draft);
    SpaceAddresses.setDown(draft);
    return draft.plan();
  }
}
