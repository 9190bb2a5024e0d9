package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.azure.ConfigFile.Section;
import io.towpath.testkit.networks.estate.Dice;
import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What stands behind gateways: circuits and branches, a router and a machine at each. */
final class SiteDrawing {
  private static final int VLAN = 100;

  private final AzureSketch sketch;
  private final Dice dice;
  private final List<Vnet> circuits = new ArrayList<>();

  SiteDrawing(AzureSketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("sites");
  }

  void draw() {
    for (Vnet hub : sketch.hubs()) {
      if (hub.gateway().hasExpressRoute()) {
        addExpressRoute(hub);
      }
      if (hub.gateway().hasVpn()) {
        new BranchDrawing(sketch, dice).draw(hub);
      }
    }
    if (circuits.size() > 1 && dice.percent(60)) {
      joinSites(circuits.get(0), circuits.get(1));
    }
  }

  static String circuit(Vnet hub) {
    return "er" + hub.octet();
  }

  static String edge(Vnet hub) {
    return "ce" + hub.octet();
  }

  static Set<String> needsOfCircuit(Vnet hub) {
    return hub.needs("gateway " + hub.expressRouteGateway(), "site " + edge(hub));
  }

  private void addExpressRoute(Vnet hub) {
    circuits.add(hub);
    int number = hub.octet();
    Set<String> needs = hub.needs("gateway " + hub.expressRouteGateway());
    String address = hub.expressRouteGateway() + "-pip";
    String _ = sketch.addPublicAddress(address, needs);
    sketch.add(
        "gateways",
        needs,
        Arm.resource(
            "virtualNetworkGateways/" + hub.expressRouteGateway(),
            "gatewayType",
            "ExpressRoute",
            "vpnType",
            "RouteBased",
            "sku",
            Json.object("name", "Standard", "tier", "Standard"),
            "activeActive",
            false,
            "bgpSettings",
            Json.object("asn", 65515),
            "ipConfigurations",
            List.of(Arm.gatewayConfiguration(hub, 1, address))));
    Set<String> site = needsOfCircuit(hub);
    int asn = dice.percent(40) ? 65100 : 65100 + number;
    sketch.add(
        "circuits",
        site,
        Arm.resource(
            "expressRouteCircuits/" + circuit(hub),
            "serviceProviderProperties",
            Json.object(
                "serviceProviderName",
                "Contoso Exchange",
                "peeringLocation",
                "Amsterdam",
                "bandwidthInMbps",
                50),
            "circuitProvisioningState",
            "Enabled",
            "serviceProviderProvisioningState",
            "Provisioned",
            "peerings",
            List.of(
                Json.object(
                    "name",
                    "AzurePrivatePeering",
                    "properties",
                    Json.object(
                        "peeringType",
                        "AzurePrivatePeering",
                        "state",
                        "Enabled",
                        "azureASN",
                        12076,
                        "peerASN",
                        asn,
                        "primaryPeerAddressPrefix",
                        "192.168.%d.0/30".formatted(number),
                        "secondaryPeerAddressPrefix",
                        "192.168.%d.4/30".formatted(number),
                        "vlanId",
                        VLAN)))));
    connect(hub, hub, site);
    for (Vnet other : sketch.hubs()) {
      if (!other.equals(hub) && other.gateway().hasExpressRoute() && dice.percent(20)) {
        sketch.note("circuit of two gateways");
        String gateway = "gateway " + other.expressRouteGateway();
        connect(other, hub, Line.with(site, other.element(), gateway));
      }
    }
    addEdge(hub, asn, site);
  }

  private void connect(Vnet hub, Vnet circuitOf, Set<String> needs) {
    sketch.add(
        "connections",
        needs,
        Arm.resource(
            "connections/%s-%s".formatted(hub.name(), circuit(circuitOf)),
            "connectionType",
            "ExpressRoute",
            "virtualNetworkGateway1",
            Arm.reference(Arm.id("virtualNetworkGateways/" + hub.expressRouteGateway())),
            "peer",
            Arm.reference(Arm.id("expressRouteCircuits/" + circuit(circuitOf))),
            "routingWeight",
            dice.percent(25) ? 100 : 0));
  }

  private void addEdge(Vnet hub, int asn, Set<String> needs) {
    String name = edge(hub);
    int number = hub.octet();
    ConfigFile config = sketch.addRouter(name, needs);
    String lan = "172.16." + number;
    sketch.addLan(name, config, lan, needs);
    for (int link = 0; link < 2; link++) {
      String port = "GigabitEthernet" + (2 + link);
      config.add(
          Section.INTERFACES,
          needs,
          "interface " + port,
          " no ip address",
          "!",
          "interface " + port + "." + VLAN,
          " encapsulation dot1Q " + VLAN,
          " ip address 192.168.%d.%d 255.255.255.252".formatted(number, 1 + 4 * link),
          "!");
      sketch.cables.add(
          new Line(
              "{from: '%s:%s.%d', to: 'circuit:%s/%s'}"
                  .formatted(name, port, VLAN, circuit(hub), link == 0 ? "primary" : "secondary"),
              needs));
    }
    config.add(
        Section.PROCESS,
        needs,
        "router bgp " + asn,
        " bgp router-id %s.1".formatted(lan),
        " timers bgp 5 15",
        " maximum-paths 2",
        " network %s.0 mask 255.255.255.0".formatted(lan));
    boolean backup = dice.percent(35);
    for (int link = 0; link < 2; link++) {
      String peer = " neighbor 192.168.%d.%d".formatted(number, 2 + 4 * link);
      config.add(Section.PROCESS, needs, peer + " remote-as 12076", peer + " filter-list 1 out");
      if (backup && link == 1) {
        sketch.note("second link prepended");
        config.add(Section.PROCESS, needs, peer + " route-map BACKUP out");
        config.add(
            Section.POLICIES,
            needs,
            "route-map BACKUP permit 10",
            " set as-path prepend %d %d".formatted(asn, asn),
            "!");
      }
    }
    config.add(Section.POLICIES, needs, "ip as-path access-list 1 permit ^$", "!");
    announceMore(config, number, needs);
    sketch.countSessions(2);
    sketch.note("circuit");
  }

  /** Prefixes beside the LAN, for which packets end at the router. */
  private void announceMore(ConfigFile config, int number, Set<String> needs) {
    List<String> more = new ArrayList<>();
    if (dice.percent(30)) {
      more.add("172.16.0.0 255.240.0.0");
      sketch.customerPrefixes.add("172.16.0.0/12");
      sketch.note("site announces a superset");
    }
    if (dice.percent(30)) {
      more.add("172.30.%d.0 255.255.255.0".formatted(dice.below(2)));
      sketch.note("site announces another network");
    }
    if (dice.percent(12)) {
      more.add("0.0.0.0 0.0.0.0");
      sketch.note("site announces a default route");
    }
    for (String prefix : more) {
      Set<String> all =
          Line.with(needs, "announcement site%d-%s".formatted(number, prefix.split(" ")[0]));
      config.add(
          Section.PROCESS,
          all,
          prefix.startsWith("0.")
              ? " network 0.0.0.0"
              : " network " + prefix.replace(" ", " mask "));
      config.add(Section.STATICS, all, "ip route " + prefix + " Null0");
    }
  }

  /** A line between two sites behind circuits: iBGP, or eBGP where their ASNs differ. */
  private void joinSites(Vnet one, Vnet other) {
    sketch.note("sites joined");
    Set<String> needs = new LinkedHashSet<>(needsOfCircuit(one));
    needs.addAll(needsOfCircuit(other));
    needs.add("link sites");
    String port = "GigabitEthernet4";
    addEndOfLink(one, other, 1, needs);
    addEndOfLink(other, one, 2, needs);
    sketch.cables.add(
        new Line(
            "{from: '%s:%s', to: '%s:%s'}".formatted(edge(one), port, edge(other), port), needs));
    sketch.countSessions(1);
  }

  private void addEndOfLink(Vnet at, Vnet to, int end, Set<String> needs) {
    ConfigFile config = configOf(edge(at));
    config.add(
        Section.INTERFACES,
        needs,
        "interface GigabitEthernet4",
        " ip address 192.168.0.%d 255.255.255.252".formatted(end),
        "!");
    String peer = " neighbor 192.168.0." + (3 - end);
    boolean same = asnOf(edge(at)) == asnOf(edge(to));
    config.add(Section.PROCESS, needs, peer + " remote-as " + asnOf(edge(to)));
    if (same) {
      config.add(Section.PROCESS, needs, peer + " next-hop-self");
    }
  }

  private ConfigFile configOf(String router) {
    ConfigFile config = sketch.devices.get("devices/" + router + ".cfg");
    if (config == null) {
      throw new IllegalArgumentException("no router " + router);
    }
    return config;
  }

  private long asnOf(String router) {
    return configOf(router).lines().stream()
        .filter(line -> line.text().startsWith("router bgp "))
        .mapToLong(line -> Long.parseLong(line.text().substring("router bgp ".length())))
        .findFirst()
        .orElseThrow();
  }
}
