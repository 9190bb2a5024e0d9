package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;

/**
 * A private endpoint: addresses of a subnet behind which a service answers (R29, R61, R275).
 *
 * @param networkInterfaces the interfaces that it names; read-only in Azure, so often not printed
 * @param statedAddresses addresses that it prints itself, for want of an interface
 * @param isForOwnService the service is a private link service of some network, which answers UDP
 *     as well, instead of one of Azure's
 * @param connectionStates what its connections print: {@code Approved}, {@code Pending} …
 * @param applicationSecurityGroups groups of which its addresses are members (R201)
 */
public record PrivateEndpoint(
    ResourceId id,
    String location,
    ResourceId subnet,
    List<ResourceId> networkInterfaces,
    List<IpAddress> statedAddresses,
    boolean isForOwnService,
    List<String> connectionStates,
    List<ResourceId> applicationSecurityGroups,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/privateEndpoints}. */
  public static final String TYPE = "Microsoft.Network/privateEndpoints";

  public PrivateEndpoint {
    networkInterfaces = List.copyOf(networkInterfaces);
    statedAddresses = List.copyOf(statedAddresses);
    connectionStates = List.copyOf(connectionStates);
    applicationSecurityGroups = List.copyOf(applicationSecurityGroups);
  }

  /** The id of the VNet in which it stands. */
  public ResourceId virtualNetwork() {
    return subnet.parent();
  }

  /** False if a connection prints that the owner of the service has not approved it. */
  public boolean isApproved() {
    return connectionStates.stream().allMatch(state -> state.equalsIgnoreCase("Approved"));
  }

  @Override
  public PrivateEndpoint unplaced() {
    return new PrivateEndpoint(
        id,
        location,
        subnet,
        networkInterfaces,
        statedAddresses,
        isForOwnService,
        connectionStates,
        applicationSecurityGroups,
        Origin.NONE);
  }
}
