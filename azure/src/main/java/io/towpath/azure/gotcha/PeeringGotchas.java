package io.towpath.azure.gotcha;

import io.towpath.azure.gotcha.GotchaContext.ApplianceRoute;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.FindingKind;
import io.towpath.net.Prefix;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Flags of peerings that do not go with the routes that rely on them. */
final class PeeringGotchas implements Gotcha {
  private static final FindingKind TRANSIT_UNUSED =
      FindingKind.info(
          "TP2961",
          "R69",
          "Gateway transit that the spoke does not use",
          "Transit needs both halves: the hub allows it, and the spoke sets useRemoteGateways. Only"
              + " the first is there, so the spoke learns nothing from the hub's gateways and its"
              + " range is not announced.",
          "Set useRemoteGateways on the spoke's half, or allowGatewayTransit to false.");

  private static final FindingKind FORWARDED =
      FindingKind.warning(
          "TP2962",
          "R68",
          "Peering refuses what an appliance forwards",
          "A half of a peering without allowForwardedTraffic accepts from the other VNet only"
              + " packets whose source lies in that VNet. An appliance forwards packets of others,"
              + " unless it translates their source, and these are dropped without a sign.",
          "Set allowForwardedTraffic of the half to true.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(TRANSIT_UNUSED, FORWARDED);
  }

  @Override
  public void check(GotchaContext context) {
    for (Peering half : context.resources().peerings().values()) {
      transit(context, half);
    }
    Set<ResourceId> told = new HashSet<>();
    for (ApplianceRoute use : context.applianceRoutes()) {
      if (isAppliance(context, use)) {
        forwarded(context, use, told);
      }
    }
  }

  /** A spoke with a gateway, a Route Server or another hub of its own has no use for it (R70). */
  private static void transit(GotchaContext context, Peering half) {
    Optional<VirtualNetwork> hub = context.resources().vnet(half.virtualNetwork());
    Optional<VirtualNetwork> spoke = context.resources().vnet(half.remoteVirtualNetwork());
    Optional<Peering> back = context.resources().oppositeOf(half);
    if (!half.allowGatewayTransit()
        || hub.isEmpty()
        || spoke.isEmpty()
        || back.isEmpty()
        || !context.resources().hasRouteSource(hub.get())
        || context.resources().hasRouteSource(spoke.get())
        || spoke.get().peerings().stream().anyMatch(Peering::useRemoteGateways)) {
      return;
    }
    context.report(
        TRANSIT_UNUSED.at(
            back.get().origin(),
            back.get().id().label()
                + ": \""
                + hub.get().name()
                + "\" lets \""
                + spoke.get().name()
                + "\" use its gateways, but this half does not ask for them."));
  }

  private static boolean isAppliance(GotchaContext context, ApplianceRoute use) {
    return context.owners().isFirewall(use.home(), use.address())
        || context.owners().loadBalancer(use.home(), use.address()).isPresent()
        || context.owners().nic(use.home(), use.address()).isPresent();
  }

  private static void forwarded(GotchaContext context, ApplianceRoute use, Set<ResourceId> told) {
    boolean fromElsewhere =
        !use.vnet().id().equals(use.home().id())
            || use.subnets().stream().allMatch(Subnet::isGatewaySubnet);
    for (Peering half : use.home().peerings()) {
      Optional<Peering> back =
          context.resources().oppositeOf(half).filter(one -> !one.allowForwardedTraffic());
      Optional<VirtualNetwork> far = context.resources().vnet(half.remoteVirtualNetwork());
      if (back.isEmpty() || far.isEmpty() || !context.resources().isConnected(half)) {
        continue;
      }
      boolean answers = far.get().id().equals(use.vnet().id()) && !isInside(use);
      boolean forward =
          !far.get().id().equals(use.vnet().id()) && fromElsewhere && leadsTo(use, far.get());
      if ((answers || forward) && told.add(back.get().id())) {
        context.report(
            FORWARDED.at(
                back.get().origin(),
                back.get().id().label()
                    + ": it drops "
                    + (answers ? "the answers to what" : "what")
                    + " the route \""
                    + use.route().name()
                    + "\" of \""
                    + use.vnet().name()
                    + "\" sends over "
                    + use.address()
                    + " in \""
                    + use.home().name()
                    + "\"."));
      }
    }
  }

  /** True if the route leads only to addresses of the appliance's own VNet. */
  private static boolean isInside(ApplianceRoute use) {
    return use.home().addressSpace().stream()
        .anyMatch(range -> range.covers(use.route().addressPrefix()));
  }

  /** True if packets from the route's subnets to a VNet follow this route. */
  private static boolean leadsTo(ApplianceRoute use, VirtualNetwork far) {
    boolean peered =
        use.vnet().peerings().stream()
            .anyMatch(half -> half.remoteVirtualNetwork().equals(far.id()));
    Prefix prefix = use.route().addressPrefix();
    for (Prefix range : far.addressSpace()) {
      if (range.covers(prefix)) {
        return true;
      }
      // R273: a wider route does not beat the row of a direct peering.
      if (prefix.covers(range) && !peered && !isOvertaken(use, range)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOvertaken(ApplianceRoute use, Prefix range) {
    int length = use.route().addressPrefix().length();
    return use.table().routes().stream()
        .map(UserDefinedRoute::addressPrefix)
        .anyMatch(other -> other.length() > length && other.covers(range));
  }
}
