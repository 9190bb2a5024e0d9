package io.towpath.estate.names;

import io.towpath.azure.compile.AzureNames;
import io.towpath.network.VrfRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose tables a question is about. */
public sealed interface Where {
  /** An Azure NIC: its subnet's table. */
  record Nic(AzureNames.NicName nic) implements Where {}

  /** An Azure subnet. */
  record Subnet(AzureNames.SubnetName subnet) implements Where {}

  /** An Azure gateway, or one instance of it. */
  record Gateway(AzureNames.GatewayName gateway, @Nullable Integer instance) implements Where {}

  /** Tables of a router: all its VRFs, or one. */
  record Router(String node, List<VrfRef> vrfs) implements Where {
    public Router {
      vrfs = List.copyOf(vrfs);
    }
  }
}
