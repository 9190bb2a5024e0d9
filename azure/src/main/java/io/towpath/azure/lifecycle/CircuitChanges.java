package io.towpath.azure.lifecycle;

import io.towpath.azure.resource.AuthorizationUse;
import io.towpath.azure.resource.CircuitFamily;
import io.towpath.azure.resource.CircuitTier;
import io.towpath.azure.resource.ProviderProvisioningState;
import java.util.List;

/** How a circuit may change (R121, R122, R127, R128). */
public final class CircuitChanges {

  /** R122: changes of reach. */
  public static final List<Transition<CircuitTier>> TIERS =
      List.of(
          new Transition<>(CircuitTier.STANDARD, CircuitTier.PREMIUM, ""),
          new Transition<>(
              CircuitTier.PREMIUM,
              CircuitTier.STANDARD,
              "The circuit stays within the limits of Standard."),
          new Transition<>(CircuitTier.LOCAL, CircuitTier.STANDARD, "Billing is unlimited data."),
          new Transition<>(CircuitTier.LOCAL, CircuitTier.PREMIUM, "Billing is unlimited data."));

  /** R122: changes of billing; there is no way back. */
  public static final List<Transition<CircuitFamily>> FAMILIES =
      List.of(new Transition<>(CircuitFamily.METERED_DATA, CircuitFamily.UNLIMITED_DATA, ""));

  /** R127: the provider's side, a circle. */
  public static final List<Transition<ProviderProvisioningState>> PROVIDER_STATES =
      List.of(
          new Transition<>(
              ProviderProvisioningState.NOT_PROVISIONED,
              ProviderProvisioningState.PROVISIONING,
              "The provider has the service key."),
          new Transition<>(
              ProviderProvisioningState.PROVISIONING, ProviderProvisioningState.PROVISIONED, ""),
          new Transition<>(
              ProviderProvisioningState.PROVISIONED, ProviderProvisioningState.DEPROVISIONING, ""),
          new Transition<>(
              ProviderProvisioningState.DEPROVISIONING,
              ProviderProvisioningState.NOT_PROVISIONED,
              ""));

  /** R128: an authorization is for one connection, and free again without it. */
  public static final List<Transition<AuthorizationUse>> AUTHORIZATIONS =
      List.of(
          new Transition<>(
              AuthorizationUse.AVAILABLE, AuthorizationUse.IN_USE, "A connection redeems it."),
          new Transition<>(
              AuthorizationUse.IN_USE, AuthorizationUse.AVAILABLE, "The connection is deleted."));

  /** R128: taking an authorization back deletes the connection that uses it. */
  public static final boolean REVOKING_DELETES_CONNECTION = true;

  private CircuitChanges() {}

  /** R121: bandwidth only grows, and only if the port has room for it. */
  public static boolean mayChangeBandwidth(int fromMbps, int toMbps) {
    return toMbps >= fromMbps;
  }

  /** R127: as long as the provider holds it, a circuit cannot be deleted. */
  public static boolean mayDelete(ProviderProvisioningState state) {
    return switch (state) {
      case NOT_PROVISIONED, DEPROVISIONING -> true;
      case PROVISIONING, PROVISIONED -> false;
    };
  }
}
