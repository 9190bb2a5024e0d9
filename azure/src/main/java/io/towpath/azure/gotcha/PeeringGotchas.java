package io.towpath.azure.gotcha;

import io.towpath.azure.gotcha.GotchaContext.ApplianceRoute;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.UserDefinedRoute;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.FindingKind;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
    Map<ResourceId, List<Refusing>> refusing = new HashMap<>();
    for (ApplianceRoute use : context.applianceRoutes()) {
      List<Refusing> open =
          refusing.computeIfAbsent(use.home().id(), _ -> refusing(context, use.home()));
      if (!open.isEmpty() && isAppliance(context, use)) {
        forwarded(context, use, open);
      }
    }
  }

  /**
   * A half that refuses what is forwarded in the VNet on its other side.
   *
   * @param far the VNet whose half it is
   */
  private record Refusing(Peering half, VirtualNetwork far) {}

  /** The halves that refuse what a VNet's appliances forward, of connected peerings. */
  private static List<Refusing> refusing(GotchaContext context, VirtualNetwork home) {
    List<Refusing> found = new ArrayList<>();
    for (Peering half : home.peerings()) {
      Optional<Peering> back =
          context.resources().oppositeOf(half).filter(one -> !one.allowForwardedTraffic());
      Optional<VirtualNetwork> far = context.resources().vnet(half.remoteVirtualNetwork());
      if (back.isPresent() && far.isPresent() && context.resources().isConnected(half)) {
        found.add(new Refusing(back.get(), far.get()));
      }
    }
    return found;
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

  /** Each half is told of once and then looked at no more. */
  private static void forwarded(GotchaContext context, ApplianceRoute use, List<Refusing> open) {
    boolean fromElsewhere =
        !use.vnet().id().equals(use.home().id())
            || use.subnets().stream().allMatch(Subnet::isGatewaySubnet);
    Set<ResourceId> peers = new HashSet<>();
    use.vnet().peerings().forEach(half -> peers.add(half.remoteVirtualNetwork()));
    Iterator<Refusing> halves = open.iterator();
    while (halves.hasNext()) {
      Refusing one = halves.next();
      boolean own = one.far().id().equals(use.vnet().id());
      boolean answers = own && !isInside(use);
      boolean forward =
          !own && fromElsewhere && leadsTo(use, one.far(), peers.contains(one.far().id()));
      if (answers || forward) {
        context.report(
            FORWARDED.at(
                one.half().origin(),
                one.half().id().label()
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
        halves.remove();
      }
    }
  }

  /** True if the route leads only to addresses of the appliance's own VNet. */
  private static boolean isInside(ApplianceRoute use) {
    return use.home().addressSpace().stream()
        .anyMatch(range -> range.covers(use.route().addressPrefix()));
  }

  /** True if packets from the route's subnets to a VNet follow this route. */
  private static boolean leadsTo(ApplianceRoute use, VirtualNetwork far, boolean peered) {
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
