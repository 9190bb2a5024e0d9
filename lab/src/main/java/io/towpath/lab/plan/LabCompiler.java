package io.towpath.lab.plan;

import io.towpath.network.Network;

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
    LabDraft draft = new LabDraft(network, features);
    // Spaces of routers, hosts, the Internet and bridges; wires between them; addresses, daemons
    // and hop rules; then fabrics, filters and NAT; then tunnels: one class for each concern.
    return draft.plan();
  }
}
