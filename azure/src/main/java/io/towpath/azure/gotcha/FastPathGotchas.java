package io.towpath.azure.gotcha;

import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.PrivateEndpoint;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.FindingKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** FastPath that is paid for and carries less than was meant (R154). */
final class FastPathGotchas implements Gotcha {
  private static final FindingKind WITHOUT_EFFECT =
      FindingKind.info(
          "TP2986",
          "R154",
          "FastPath to a VNet without machines",
          "FastPath leads to the machines of the gateway's own VNet. What stands behind peerings of"
              + " that VNet is reached through the gateway as before, except on ExpressRoute"
              + " Direct. Here nothing stands in the VNet itself.",
          "Use ExpressRoute Direct, or size the gateway for the traffic that goes through it.");

  private static final FindingKind EXCEPTIONS =
      FindingKind.info(
          "TP2987",
          "R154",
          "What FastPath does not carry",
          "Private endpoints and front ends of basic load balancers are reached through the"
              + " gateway, whatever its connection says; endpoints may be exempt on ExpressRoute"
              + " Direct.",
          "Use standard load balancers, and count on the gateway for private endpoints.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(WITHOUT_EFFECT, EXCEPTIONS);
  }

  @Override
  public void check(GotchaContext context) {
    for (VirtualNetworkGateway gateway : context.resources().virtualNetworkGateways().values()) {
      Optional<VirtualNetwork> vnet = context.resources().vnetOf(gateway);
      List<Connection.ExpressRoute> fast =
          context.resources().expressRouteConnectionsOf(gateway).stream()
              .filter(Connection.ExpressRoute::gatewayBypass)
              .toList();
      if (vnet.isPresent() && !fast.isEmpty()) {
        check(context, vnet.get(), fast);
      }
    }
  }

  private static void check(
      GotchaContext context, VirtualNetwork vnet, List<Connection.ExpressRoute> fast) {
    boolean empty =
        vnet.subnets().stream().allMatch(subnet -> context.resources().nicsOf(subnet).isEmpty());
    String exceptions = exceptions(context, vnet);
    for (Connection.ExpressRoute link : fast) {
      if (empty) {
        context.report(
            WITHOUT_EFFECT.at(
                link.origin(),
                link.id().label()
                    + ": expressRouteGatewayBypass skips the gateway towards machines of \""
                    + vnet.name()
                    + "\", which has none."));
      } else if (!exceptions.isEmpty()) {
        context.report(
            EXCEPTIONS.at(
                link.origin(),
                link.id().label()
                    + ": what it brings to "
                    + exceptions
                    + " in \""
                    + vnet.name()
                    + "\" goes through the gateway."));
      }
    }
  }

  private static String exceptions(GotchaContext context, VirtualNetwork vnet) {
    return Stream.concat(
            context.resources().privateEndpointsOf(vnet).stream().map(PrivateEndpoint::name),
            context.resources().loadBalancers().values().stream()
                .filter(balancer -> !balancer.isStandard() && standsIn(balancer, vnet))
                .map(LoadBalancer::name))
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(", "));
  }

  private static boolean standsIn(LoadBalancer balancer, VirtualNetwork vnet) {
    return balancer.frontends().stream()
        .anyMatch(frontend -> frontend.subnet().parent().equals(vnet.id()));
  }
}
