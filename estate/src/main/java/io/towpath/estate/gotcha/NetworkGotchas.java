package io.towpath.estate.gotcha;

import io.towpath.azure.gotcha.AzureGotchas;
import io.towpath.estate.load.Estate;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Gotchas of a whole estate: those that its resources show ({@link AzureGotchas}) and those that
 * the solved network shows. The network is solved once; what walks packets takes one host of each
 * subnet and says so where it stops before the end.
 */
public final class NetworkGotchas {
  private static final List<NetworkGotcha> ALL =
      List.of(
          new AsymmetryGotchas(),
          new ApplianceLoopGotchas(),
          new SubnetTableGotchas(),
          new PeeringRouteGotchas(),
          new RouteServerSessionGotchas(),
          new LimitGotchas(),
          new LinkGotchas(),
          new BackupGotchas(),
          new AnnouncedRangeGotchas(),
          new GuestRangeGotchas());

  private NetworkGotchas() {}

  /** What may be found in the solved network, family by family. */
  static List<FindingKind> kinds() {
    return ALL.stream().flatMap(gotcha -> gotcha.kinds().stream()).toList();
  }

  /**
   * Looks for all of them.
   *
   * @param solution of the estate's network as it is
   * @return warnings and remarks, sorted
   */
  public static List<Finding> of(Estate estate, Solution solution) {
    List<Finding> findings =
        new ArrayList<>(
            AzureGotchas.check(
                estate.resources(),
                estate.file().assigned(),
                estate.file().guests(),
                estate.base().names().machinesById()));
    NetworkContext context = new NetworkContext(estate, solution);
    ALL.forEach(gotcha -> gotcha.check(context));
    findings.addAll(context.findings());
    return findings.stream().sorted().toList();
  }
}
