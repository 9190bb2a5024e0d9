package io.towpath.azure.lifecycle;

import io.towpath.azure.Profile;
import io.towpath.azure.resource.PeeringState;
import java.util.List;

/** How peerings and the ranges of peered VNets may change (R7, R63). */
public final class PeeringChanges {

  /**
   * R63: states of one half. A Disconnected half leads nowhere: it has to be removed before the
   * pair can be built anew.
   */
  public static final List<Transition<PeeringState>> STATES =
      List.of(
          new Transition<>(
              PeeringState.INITIATED, PeeringState.CONNECTED, "The other half is created."),
          new Transition<>(
              PeeringState.CONNECTED, PeeringState.DISCONNECTED, "The other half is deleted."));

  /** What a change of a peered VNet's ranges asks for (R7). */
  public enum RangeChange {
    /** The peering has to be deleted first. */
    DELETE_PEERING_FIRST,
    /** The change is allowed, and the peering has to be synchronised afterwards. */
    SYNCHRONISE_AFTERWARDS
  }

  private PeeringChanges() {}

  /** R7: what the profile asks for when ranges of a peered VNet change. */
  public static RangeChange rangeChange(Profile profile) {
    return switch (profile) {
      case SEED_ERA -> RangeChange.DELETE_PEERING_FIRST;
      case CURRENT -> RangeChange.SYNCHRONISE_AFTERWARDS;
    };
  }

  /** R7: a subnet changes its size only while nothing is in it. */
  public static boolean mayResizeSubnet(int addressesInUse) {
    return addressesInUse == 0;
  }
}
