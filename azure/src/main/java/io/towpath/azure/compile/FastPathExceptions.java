package io.towpath.azure.compile;

import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * R154: what goes through the gateway although its VNet is reached by FastPath: private endpoints,
 * and front ends of basic load balancers.
 */
final class FastPathExceptions {
  private FastPathExceptions() {}

  /** Their addresses in a VNet, of IPv4. */
  static List<IpAddress> of(AzureContext context, VirtualNetwork vnet) {
    List<IpAddress> addresses = new ArrayList<>();
    for (PrivateEndpoint endpoint : context.resources().privateEndpointsOf(vnet)) {
      addresses.addAll(PrivateEndpoints.addresses(context, endpoint));
    }
    addresses.addAll(InternalFrontEnds.ofBasic(context, vnet.id()));
    return addresses.stream()
        .filter(address -> address.family() == AddressFamily.IPV4)
        .distinct()
        .toList();
  }
}
