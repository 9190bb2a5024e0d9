package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.estate.Dice;
import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A VPN gateway, and a branch with a tunnel to each of its instances, by BGP or static routes. */
final class BranchDrawing {
  private final AzureSketch sketch;
  private final Dice dice;

  BranchDrawing(AzureSketch sketch, Dice dice) {
    this.sketch = sketch;
    this.dice = dice;
  }

  static String branch(Vnet hub) {
    return "branch" + hub.octet();
  }

  static Set<String> needsOfBranch(Vnet hub) {
    return hub.needs("gateway " + hub.vpnGateway(), "site " + branch(hub));
  }

  /** Adds the gateway of a hub and a branch behind it. */
  void draw(Vnet hub) {
    int number = hub.octet();
    String name = branch(hub);
    Set<String> gateway = hub.needs("gateway " + hub.vpnGateway());
    // R180: one beside a Route Server that exchanges routes has two active instances.
    boolean activeActive = hub.routeServer() || dice.percent(50);
    List<Json> configurations = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < (activeActive ? 2 : 1); i++) {
      String pip = hub.vpnGateway() + "-pip" + (i + 1);
      addresses.add(sketch.addPublicAddress(pip, gateway));
      configurations.add(Arm.gatewayConfiguration(hub, i + 1, pip));
    }
    String ends =
        activeActive
            ? hub.address(Vnet.Subnet.GATEWAY.third, 4)
                + ","
                + hub.address(Vnet.Subnet.GATEWAY.third, 5)
            : hub.address(Vnet.Subnet.GATEWAY.third, 62);
    sketch.add(
        "gateways",
        gateway,
        Arm.resource(
            "virtualNetworkGateways/" + hub.vpnGateway(),
            "gatewayType",
            "Vpn",
            "vpnType",
            "RouteBased",
            "sku",
            Json.object("name", "VpnGw2AZ", "tier", "VpnGw2AZ"),
            "vpnGatewayGeneration",
            "Generation2",
            "activeActive",
            activeActive,
            "enableBgp",
            true,
            "bgpSettings",
            Json.object("asn", 65515, "bgpPeeringAddress", ends),
            "ipConfigurations",
            configurations));
    Set<String> site = needsOfBranch(hub);
    int asn = 65200 + number;
    String loopback = "192.168.255." + number;
    String own = "198.51.100.%d".formatted(2 + 4 * number);
    boolean bgp = dice.percent(75);
    addConnection(hub, asn, loopback, own, bgp, site);
    sketch.note(bgp ? "vpn with bgp" : "vpn without bgp");
    sketch.note(activeActive ? "vpn active-active" : "vpn active-standby");
    ConfigFile config = sketch.addRouter(name, site);
    sketch.addLan(name, config, "172.17." + number, site);
    new BranchRouter(config, site).write(own, loopback, addresses, asn, bgp, hub, ends.split(","));
    sketch.cables.add(
        new Line("{from: '%s:GigabitEthernet2', to: internet}".formatted(name), site));
    if (bgp) {
      sketch.countSessions(addresses.size());
    }
  }

  private void addConnection(
      Vnet hub, int asn, String loopback, String own, boolean bgp, Set<String> needs) {
    String name = branch(hub);
    Json settings = Json.object("asn", asn, "bgpPeeringAddress", loopback);
    List<String> prefixes = bgp ? List.of() : List.of("172.17.%d.0/24".formatted(hub.octet()));
    Json space = Json.object("addressPrefixes", prefixes);
    sketch.add(
        "connections",
        needs,
        bgp
            ? Arm.resource(
                "localNetworkGateways/" + name,
                "gatewayIpAddress",
                own,
                "localNetworkAddressSpace",
                space,
                "bgpSettings",
                settings)
            : Arm.resource(
                "localNetworkGateways/" + name,
                "gatewayIpAddress",
                own,
                "localNetworkAddressSpace",
                space));
    sketch.add(
        "connections",
        needs,
        Arm.resource(
            "connections/" + hub.name() + "-" + name,
            "connectionType",
            "IPsec",
            "connectionProtocol",
            "IKEv2",
            "enableBgp",
            bgp,
            "sharedKey",
            BranchRouter.KEY,
            "virtualNetworkGateway1",
            Arm.reference(Arm.id("virtualNetworkGateways/" + hub.vpnGateway())),
            "localNetworkGateway2",
            Arm.reference(Arm.id("localNetworkGateways/" + name))));
  }
}
