package io.towpath.azure.gotcha;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.FindingKind;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a peering across regions does not carry. */
final class GlobalPeeringGotchas implements Gotcha {
  private static final FindingKind BASIC_FRONT_END =
      FindingKind.warning(
          "TP2964",
          "R59",
          "Basic load balancer out of reach of a VNet in another region",
          "A peering across regions leads to machines, and to front ends of standard load"
              + " balancers. What is sent over it to the private front end of a basic one, or by a"
              + " route whose next hop that front end is, is lost. Machines of its own region reach"
              + " it.",
          "Make the load balancer a standard one.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(BASIC_FRONT_END);
  }

  @Override
  public void check(GotchaContext context) {
    for (LoadBalancer balancer : context.resources().loadBalancers().values()) {
      if (!balancer.isStandard()) {
        balancer.frontends().forEach(frontend -> check(context, balancer, frontend));
      }
    }
  }

  private static void check(
      GotchaContext context, LoadBalancer balancer, LoadBalancer.Frontend frontend) {
    Optional<VirtualNetwork> home =
        context.resources().subnet(frontend.subnet()).flatMap(context.resources()::vnetOf);
    if (home.isEmpty()) {
      return;
    }
    TreeSet<String> abroad = new TreeSet<>();
    for (Peering half : home.get().peerings()) {
      context
          .resources()
          .vnet(half.remoteVirtualNetwork())
          .filter(_ -> context.resources().isConnected(half) && context.reach().isGlobal(half))
          .filter(vnet -> hasMachines(context, vnet))
          .ifPresent(vnet -> abroad.add(vnet.name()));
    }
    if (!abroad.isEmpty()) {
      context.report(
          BASIC_FRONT_END.at(
              frontend.origin(),
              balancer.id().label()
                  + ": its front end \""
                  + frontend.id().name()
                  + "\" is not reached from "
                  + abroad.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "))
                  + ", in another region."));
    }
  }

  private static boolean hasMachines(GotchaContext context, VirtualNetwork vnet) {
    for (Subnet subnet : vnet.subnets()) {
      if (!context.resources().nicsOf(subnet).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
