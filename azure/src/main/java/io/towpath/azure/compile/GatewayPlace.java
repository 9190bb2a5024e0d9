package io.towpath.azure.compile;

import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the instances of a gateway or Route Server stand.
 *
 * @param sites names for latency of the whole, most specific first; those of an instance come
 *     before them
 */
record GatewayPlace(VirtualNetwork vnet, Subnet subnet, List<String> sites, Origin origin) {
  GatewayPlace {
    sites = List.copyOf(sites);
  }

  /** Names for latency of one of its nodes. */
  List<String> sitesOf(String node) {
    List<String> names = new ArrayList<>(sites);
    names.addFirst(node);
    return List.copyOf(names);
  }
}
