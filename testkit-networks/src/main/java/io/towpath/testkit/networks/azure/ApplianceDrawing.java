package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.azure.AzureSketch.Appliance;
import io.towpath.testkit.networks.azure.ConfigFile.Section;
import io.towpath.testkit.networks.azure.Vnet.Subnet;
import io.towpath.testkit.networks.estate.Dice;
import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Appliances in the hubs: virtual machines with FRR that peer with both instances of every Route
 * Server they reach, and load balancers in front of two of them.
 */
final class ApplianceDrawing {
  private static final long FIRST_ASN = 65001;
  private static final int ROUTE_SERVER_ASN = 65515;
  private static final int FRONT_END = 100;

  private final AzureSketch sketch;
  private final Dice dice;

  ApplianceDrawing(AzureSketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("appliances");
  }

  void draw() {
    for (Vnet hub : sketch.hubs()) {
      int count = routeServers(hub).isEmpty() ? dice.below(2) : dice.between(1, 2);
      for (int i = 0; i < count; i++) {
        add(hub, i);
      }
      if (count == 2 && dice.percent(70)) {
        addLoadBalancer(hub);
      }
    }
    List<Appliance> all = List.copyOf(sketch.appliances);
    all.forEach(this::peer);
    peerAppliances();
    all.forEach(appliance -> new Announcements(sketch, appliance, routeServers(appliance)).draw());
  }

  private void add(Vnet hub, int number) {
    String name = "nva" + (sketch.appliances.size() + 1);
    long asn = FIRST_ASN + sketch.appliances.size();
    if (number == 1 && dice.percent(30)) {
      asn--; // As its neighbour: two instances of one product often have one ASN.
      sketch.note("appliances of one asn");
    }
    Set<String> needs = hub.needs("appliance " + name);
    Appliance appliance = new Appliance(name, hub, number, asn, new ConfigFile(needs, true));
    sketch.appliances.add(appliance);
    sketch.addMachine(
        name, hub.subnet(Subnet.APPLIANCES), appliance.address(), dice.percent(96), needs);
    sketch.devices.put("devices/" + name + ".conf", appliance.config());
    sketch.deviceEntries.add(
        new Line("{vm: %s, config: devices/%s.conf, dialect: frr}".formatted(name, name), needs));
    ConfigFile config = appliance.config();
    config.add(
        Section.HEAD,
        needs,
        "frr version 8.4",
        "frr defaults traditional",
        "hostname " + name,
        "!",
        "ip forwarding");
    config.add(
        Section.PROCESS,
        needs,
        "router bgp " + asn,
        " bgp router-id " + appliance.address(),
        " no bgp ebgp-requires-policy",
        " bgp bestpath compare-routerid",
        " timers bgp 5 15");
    if (dice.percent(40)) {
      sketch.note("multipath-relax");
      config.add(Section.PROCESS, needs, " bgp bestpath as-path multipath-relax");
    }
  }

  private void addLoadBalancer(Vnet hub) {
    sketch.note("load balancer");
    String path = "loadBalancers/" + hub.name() + "-lb";
    List<Json> members = new ArrayList<>();
    Set<String> needs = hub.needs("load-balancer " + hub.name());
    for (Appliance appliance : sketch.appliancesOf(hub)) {
      needs = Line.with(needs, appliance.element());
      String nic = "networkInterfaces/" + appliance.name() + "-nic/ipConfigurations/ipconfig1";
      members.add(Arm.reference(Arm.id(nic)));
    }
    sketch.add(
        "load-balancers",
        needs,
        Arm.standard(
            path,
            "frontendIPConfigurations",
            List.of(
                Json.object(
                    "name",
                    "in",
                    "properties",
                    Json.object(
                        "privateIPAddress",
                        frontEnd(hub),
                        "privateIPAllocationMethod",
                        "Static",
                        "subnet",
                        Arm.reference(hub.subnet(Subnet.APPLIANCES))))),
            "backendAddressPools",
            List.of(
                Json.object(
                    "name", "nvas", "properties", Json.object("backendIPConfigurations", members))),
            "loadBalancingRules",
            List.of(
                Json.object(
                    "name",
                    "all",
                    "properties",
                    Json.object(
                        "frontendIPConfiguration",
                        Arm.reference(Arm.id(path + "/frontendIPConfigurations/in")),
                        "backendAddressPool",
                        Arm.reference(Arm.id(path + "/backendAddressPools/nvas")),
                        "protocol",
                        "All",
                        "frontendPort",
                        0,
                        "backendPort",
                        0)))));
  }

  static String frontEnd(Vnet hub) {
    return hub.address(Subnet.APPLIANCES.third, FRONT_END);
  }

  /** True if a load balancer stands in front of the appliances of a hub. */
  static boolean hasLoadBalancer(AzureSketch sketch, Vnet hub) {
    return sketch.resources.getOrDefault("load-balancers", List.of()).stream()
        .anyMatch(line -> line.needs().contains("load-balancer " + hub.name()));
  }

  /** VNets whose Route Server a hub's appliances can reach: the hub itself and its spokes. */
  private List<Vnet> routeServers(Vnet hub) {
    List<Vnet> found = new ArrayList<>();
    if (hub.routeServer()) {
      found.add(hub);
    }
    for (AzureSketch.Peering peering : sketch.peerings) {
      if (peering.one().equals(hub) && !peering.other().hub() && peering.other().routeServer()) {
        found.add(peering.other());
      }
    }
    return found;
  }

  private List<Vnet> routeServers(Appliance appliance) {
    return routeServers(appliance.vnet());
  }

  private void peer(Appliance appliance) {
    ConfigFile config = appliance.config();
    boolean overrides = dice.percent(60);
    for (Vnet vnet : routeServers(appliance)) {
      Set<String> needs = needsOfPeering(appliance, vnet);
      sketch.note(vnet.hub() ? "session with own Route Server" : "session over a peering");
      sketch.add(
          "route-servers",
          needs,
          Arm.resource(
              "virtualHubs/%s/bgpConnections/%s"
                  .formatted(vnet.routeServerName(), appliance.name()),
              "peerIp",
              appliance.address(),
              "peerAsn",
              (int) appliance.asn(),
              "connectionState",
              "Connected"));
      // Else the VNet's range, which the Route Server announces, would lead to the Route Server.
      config.add(
          Section.STATICS,
          needs,
          "ip route %s %s"
              .formatted(
                  vnet.prefix(Subnet.ROUTE_SERVER), appliance.vnet().gatewayOf(Subnet.APPLIANCES)));
      for (int instance = 0; instance < 2; instance++) {
        String peer = " neighbor " + vnet.routeServerAddress(instance);
        config.add(
            Section.PROCESS,
            needs,
            peer + " remote-as " + ROUTE_SERVER_ASN,
            peer + " ebgp-multihop 2");
        config.add(Section.FAMILY, needs, " " + peer + " route-map " + routeMap(vnet) + " out");
        if (overrides) {
          config.add(Section.FAMILY, needs, " " + peer + " as-override");
        }
      }
      sketch.countSessions(2);
    }
    sketch.note(overrides ? "as-override" : "no as-override");
  }

  static String routeMap(Vnet vnet) {
    return "TO-" + vnet.name().toUpperCase(Locale.ROOT);
  }

  static Set<String> needsOfPeering(Appliance appliance, Vnet vnet) {
    return VnetDrawing.needsOfRouteServer(
        vnet, appliance.needs("session %s-%s".formatted(appliance.name(), vnet.name())));
  }

  /** Two appliances of a hub tell each other what they know; so do some of peered hubs. */
  private void peerAppliances() {
    for (int i = 0; i < sketch.appliances.size(); i++) {
      for (int j = i + 1; j < sketch.appliances.size(); j++) {
        Appliance one = sketch.appliances.get(i);
        Appliance other = sketch.appliances.get(j);
        boolean near = one.vnet().equals(other.vnet());
        boolean peered =
            sketch.peerings.stream()
                .anyMatch(p -> p.one().equals(one.vnet()) && p.other().equals(other.vnet()));
        if (near && dice.percent(30) || peered && dice.percent(40)) {
          sketch.note(near ? "session of neighbours" : "session between hubs");
          String element = "session %s-%s".formatted(one.name(), other.name());
          Set<String> needs =
              Line.with(one.needs(other.vnet().element()), other.element(), element);
          addSession(one, other, needs, near);
          addSession(other, one, needs, near);
          sketch.countSessions(1);
        }
      }
    }
  }

  private static void addSession(Appliance at, Appliance to, Set<String> needs, boolean near) {
    String peer = " neighbor " + to.address();
    at.config().add(Section.PROCESS, needs, peer + " remote-as " + to.asn());
    if (at.asn() == to.asn()) {
      at.config().add(Section.FAMILY, needs, " " + peer + " next-hop-self");
    } else {
      at.config().add(Section.PROCESS, needs, peer + " ebgp-multihop 2");
    }
    if (!near) {
      at.config()
          .add(
              Section.STATICS,
              needs,
              "ip route %s/32 %s".formatted(to.address(), at.vnet().gatewayOf(Subnet.APPLIANCES)));
    }
  }
}
