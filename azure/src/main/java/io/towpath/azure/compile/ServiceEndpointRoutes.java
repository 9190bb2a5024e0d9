package io.towpath.azure.compile;

import io.towpath.azure.resource.ServiceEndpoint;
import io.towpath.azure.resource.ServiceTags;
import io.towpath.azure.resource.ServiceTags.ServiceTag;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.AddressFamily;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.net.Unsupported;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteLayer;
import io.towpath.network.Shown;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Routes to the services for which a subnet has an endpoint (R29, R35): the prefixes of the
 * service's tag, as far as its regions go. Subnets of one VNet with the same endpoints share them.
 */
final class ServiceEndpointRoutes {
  private final AzureContext context;
  private final FragmentParts parts;
  private final Set<String> written = new TreeSet<>();

  ServiceEndpointRoutes(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
  }

  /** Writes the layer of a subnet's endpoints unless another subnet has it already; its name. */
  Optional<String> layer(VirtualNetwork vnet, Subnet subnet) {
    Map<ServiceTag, Origin> tags = new LinkedHashMap<>();
    for (ServiceEndpoint endpoint : subnet.serviceEndpoints()) {
      tags(endpoint, vnet, subnet).forEach(tag -> tags.putIfAbsent(tag, endpoint.origin()));
    }
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new TreeSet<>();
    tags.keySet().forEach(tag -> names.add(tag.name()));
    String layer = context.names().endpointLayer(vnet, names);
    if (written.add(layer)) {
      parts.fragment.layers.add(new RouteLayer(layer, routes(vnet, tags)));
    }
    return Optional.of(layer);
  }

  private List<Route> routes(VirtualNetwork vnet, Map<ServiceTag, Origin> tags) {
    NextHop nextHop =
        new NextHop.Internet(
            context.names().internetPort(vnet), Shown.type("VirtualNetworkServiceEndpoint"));
    Set<Prefix> known = new HashSet<>();
    List<Route> routes = new ArrayList<>();
    tags.forEach(
        (tag, origin) -> {
          for (Prefix prefix : tag.prefixes()) {
            if (prefix.family() == AddressFamily.IPV4 && known.add(prefix)) {
              routes.add(Route.of(prefix, AzureRouteClass.SERVICE_ENDPOINT, nextHop, origin));
            }
          }
        });
    return routes;
  }

  /** The tags of an endpoint's service and regions; what is not known is remarked upon. */
  private List<ServiceTag> tags(ServiceEndpoint endpoint, VirtualNetwork vnet, Subnet subnet) {
    ServiceTags known = context.resources().serviceTags();
    Optional<String> name = endpoint.tag();
    if (name.isEmpty()) {
      remark(endpoint, subnet, "nothing published says which service tag is meant");
      return List.of();
    }
    List<String> regions = new ArrayList<>(endpoint.locations());
    if (regions.isEmpty()) {
      regions.addAll(endpoint.defaultLocations(vnet.location()));
      if (endpoint.hasPairedRegion()) {
        remark(endpoint, subnet, "the paired region is not stated in its locations");
      }
    }
    List<ServiceTag> tags = new ArrayList<>();
    for (String region : regions) {
      boolean everywhere = region.equals(ServiceEndpoint.EVERYWHERE);
      Optional<ServiceTag> tag =
          everywhere ? known.find(name.get()) : known.find(name.get(), region);
      tag.ifPresent(tags::add);
      if (tag.isEmpty()) {
        remark(
            endpoint,
            subnet,
            known.without(
                everywhere ? name.get() : name.get() + "." + region.toLowerCase(Locale.ROOT)));
      }
    }
    return List.copyOf(tags);
  }

  private void remark(ServiceEndpoint endpoint, Subnet subnet, String why) {
    VrfRef table = new VrfRef(context.names().fabric(), context.names().subnet(subnet));
    parts.fragment.unsupported.add(
        new Unsupported(
            endpoint.origin(),
            "routes of the service endpoint "
                + endpoint.service()
                + " of subnet \""
                + subnet.name()
                + "\" (R29): "
                + why,
            List.of(table.toString())));
  }
}
