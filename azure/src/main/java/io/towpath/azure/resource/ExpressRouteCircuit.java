package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An ExpressRoute circuit: two links to two Microsoft edge routers (R119).
 *
 * @param tier Standard unless stated
 * @param family MeteredData unless stated
 * @param peeringLocation where it meets Microsoft, as written; empty if not stated
 * @param bandwidthMbps of each link (R120); 0 if not stated
 * @param serviceKey GUID; null if not printed
 * @param provisioningState Microsoft's side; Enabled unless stated (R127)
 * @param providerState the provider's side; Provisioned unless stated
 * @param peerings at most one of each type
 */
public record ExpressRouteCircuit(
    ResourceId id,
    String location,
    CircuitTier tier,
    CircuitFamily family,
    String peeringLocation,
    int bandwidthMbps,
    @Nullable String serviceKey,
    CircuitProvisioningState provisioningState,
    ProviderProvisioningState providerState,
    List<CircuitPeering> peerings,
    List<CircuitAuthorization> authorizations,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/expressRouteCircuits}. */
  public static final String TYPE = "Microsoft.Network/expressRouteCircuits";

  public ExpressRouteCircuit {
    peerings = List.copyOf(peerings);
    authorizations = List.copyOf(authorizations);
  }

  /** True if both sides have done their part, so that it carries traffic (R127). */
  public boolean isProvisioned() {
    return provisioningState == CircuitProvisioningState.ENABLED
        && providerState == ProviderProvisioningState.PROVISIONED;
  }

  /** The peering of one type. */
  public Optional<CircuitPeering> peering(CircuitPeeringType type) {
    return peerings.stream().filter(peering -> peering.type() == type).findFirst();
  }

  @Override
  public ExpressRouteCircuit unplaced() {
    return new ExpressRouteCircuit(
        id,
        location,
        tier,
        family,
        peeringLocation,
        bandwidthMbps,
        serviceKey,
        provisioningState,
        providerState,
        peerings.stream().map(CircuitPeering::unplaced).toList(),
        authorizations.stream().map(CircuitAuthorization::unplaced).toList(),
        Origin.NONE);
  }
}
