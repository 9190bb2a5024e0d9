package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.azure.AzureSketch.Peering;
import io.towpath.testkit.networks.azure.Vnet.Gateway;
import io.towpath.testkit.networks.azure.Vnet.Subnet;
import io.towpath.testkit.networks.estate.Dice;
import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Hubs, spokes, their peerings, Route Servers, and a machine in most of them. */
final class VnetDrawing {
  private static final int FIRST_SPOKE = 11;
  private static final List<String> PREFERENCES = List.of("ExpressRoute", "VpnGateway", "ASPath");

  private final AzureSketch sketch;
  private final Dice dice;

  VnetDrawing(AzureSketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("vnets");
  }

  void draw() {
    int draw = dice.below(100);
    int hubs = draw < 45 ? 1 : draw < 85 ? 2 : 3;
    for (int i = 1; i <= hubs; i++) {
      sketch.vnets.add(new Vnet("hub" + i, i, true, i == 1 || dice.percent(70), gateway()));
    }
    int spokes = dice.between(1, hubs == 1 ? 3 : 4);
    for (int i = 1; i <= spokes; i++) {
      boolean own = dice.percent(30);
      sketch.vnets.add(new Vnet("spoke" + i, FIRST_SPOKE + i, false, own, Gateway.NONE));
    }
    sketch.note("hubs: " + hubs);
    sketch.vnets.forEach(this::add);
    peerHubs();
    sketch.vnets.stream().filter(v -> !v.hub()).forEach(this::peerSpoke);
    sketch.vnets.stream().filter(Vnet::routeServer).forEach(this::addRouteServer);
  }

  private Gateway gateway() {
    int draw = dice.below(100);
    Gateway gateway =
        draw < 40
            ? Gateway.EXPRESS_ROUTE
            : draw < 62 ? Gateway.VPN : draw < 70 ? Gateway.BOTH : Gateway.NONE;
    sketch.note("gateway " + gateway.name().toLowerCase(Locale.ROOT));
    return gateway;
  }

  private void add(Vnet vnet) {
    sketch.add(
        "vnets",
        vnet.needs(),
        Arm.resource(
            "virtualNetworks/" + vnet.name(),
            "addressSpace",
            Json.object("addressPrefixes", List.of(vnet.range()))));
    if (vnet.routeServer()) {
      addSubnet(vnet, Subnet.ROUTE_SERVER);
    }
    if (vnet.gateway() != Gateway.NONE) {
      addSubnet(vnet, Subnet.GATEWAY);
    }
    if (!vnet.hub() || dice.percent(70)) {
      String name = vnet.name() + "-vm";
      sketch.addMachine(
          name,
          vnet.subnet(Subnet.APPS),
          vnet.address(Subnet.APPS.third, 4),
          false,
          vnet.needs("machine " + name));
    }
  }

  private void addSubnet(Vnet vnet, Subnet subnet) {
    sketch.add(
        "vnets",
        vnet.needs(),
        Arm.resource(
            "virtualNetworks/" + vnet.name() + "/subnets/" + subnet.label,
            "addressPrefix",
            vnet.prefix(subnet)));
  }

  private void peerHubs() {
    List<Vnet> hubs = sketch.hubs();
    for (int i = 0; i < hubs.size(); i++) {
      for (int j = i + 1; j < hubs.size(); j++) {
        if (dice.percent(60)) {
          peer(hubs.get(i), hubs.get(j), false);
          sketch.note("hubs peered");
        }
      }
    }
  }

  private void peerSpoke(Vnet spoke) {
    List<Vnet> hubs = dice.shuffled(sketch.hubs());
    Vnet home = hubs.getFirst();
    boolean offers = home.routeServer() || home.gateway() != Gateway.NONE;
    boolean transit = offers && !spoke.routeServer() && dice.percent(75);
    peer(home, spoke, transit);
    sketch.note(transit ? "gateway transit" : "plain peering");
    if (hubs.size() > 1 && dice.percent(spoke.routeServer() ? 70 : 25)) {
      peer(hubs.get(1), spoke, false);
      sketch.note("spoke of two hubs");
    }
  }

  private void peer(Vnet one, Vnet other, boolean transit) {
    Peering peering = new Peering(one, other, transit);
    sketch.peerings.add(peering);
    boolean forwarded = dice.percent(90);
    boolean access = dice.percent(96);
    addEnd(one, other, transit ? "allowGatewayTransit" : "", forwarded, access, peering.needs());
    addEnd(other, one, transit ? "useRemoteGateways" : "", forwarded, true, peering.needs());
    if (!forwarded) {
      sketch.note("peering without forwarded traffic");
    }
    if (!access) {
      sketch.note("peering without access");
    }
  }

  private void addEnd(
      Vnet at, Vnet to, String flag, boolean forwarded, boolean access, Set<String> needs) {
    List<Object> properties =
        new ArrayList<>(
            List.of(
                "remoteVirtualNetwork",
                Arm.reference(to.id()),
                "peeringState",
                "Connected",
                "allowVirtualNetworkAccess",
                access,
                "allowForwardedTraffic",
                forwarded));
    if (!flag.isEmpty()) {
      properties.addAll(List.of(flag, true));
    }
    sketch.add(
        "vnets",
        needs,
        Arm.resource(
            "virtualNetworks/%s/virtualNetworkPeerings/to-%s".formatted(at.name(), to.name()),
            properties.toArray()));
  }

  private void addRouteServer(Vnet vnet) {
    String path = "virtualHubs/" + vnet.routeServerName();
    Set<String> needs = vnet.needs("route-server " + vnet.name());
    boolean exchange = dice.percent(60);
    String preference = dice.oneOf(PREFERENCES);
    sketch.note(exchange ? "branch-to-branch" : "no branch-to-branch");
    sketch.note("preference " + preference);
    String plain =
        Arm.resource(
                path,
                "sku",
                "Standard",
                "virtualRouterAsn",
                65515,
                "virtualRouterIps",
                List.of(vnet.routeServerAddress(0), vnet.routeServerAddress(1)),
                "allowBranchToBranchTraffic",
                exchange,
                "hubRoutingPreference",
                preference)
            .text();
    String kind = ", \"kind\": \"RouteServer\"}";
    sketch.add("route-servers", needs, new Json(plain.substring(0, plain.length() - 1) + kind));
    sketch.add(
        "route-servers",
        needs,
        Arm.resource(
            path + "/ipConfigurations/ipconfig1",
            "subnet",
            Arm.reference(vnet.subnet(Subnet.ROUTE_SERVER))));
  }

  /** What a route through the Route Server of a VNet needs. */
  static Set<String> needsOfRouteServer(Vnet vnet, Set<String> more) {
    return Line.with(more, vnet.element(), "route-server " + vnet.name());
  }
}
