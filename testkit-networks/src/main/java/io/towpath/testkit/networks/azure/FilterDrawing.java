package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.azure.AzureSketch.Appliance;
import io.towpath.testkit.networks.azure.Vnet.Subnet;
import io.towpath.testkit.networks.estate.Dice;
import io.towpath.testkit.networks.estate.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Subnets of machines and appliances with their route tables and security groups. */
final class FilterDrawing {
  private static final int FIRST_PRIORITY = 100;

  private final AzureSketch sketch;
  private final Dice dice;

  FilterDrawing(AzureSketch sketch) {
    this.sketch = sketch;
    this.dice = sketch.dice("filters");
  }

  void draw() {
    for (Vnet vnet : sketch.vnets) {
      draw(vnet, Subnet.APPS, dice.percent(45), dice.percent(40));
      if (!sketch.appliancesOf(vnet).isEmpty()) {
        draw(vnet, Subnet.APPLIANCES, dice.percent(50), dice.percent(10));
      }
    }
  }

  private void draw(Vnet vnet, Subnet subnet, boolean routes, boolean rules) {
    List<Object> properties = new ArrayList<>(List.of("addressPrefix", vnet.prefix(subnet)));
    String name = vnet.name() + "-" + subnet.label;
    if (routes) {
      addRouteTable(vnet, subnet, name);
      properties.addAll(List.of("routeTable", Arm.reference(Arm.id("routeTables/" + name))));
    }
    if (rules) {
      addSecurityGroup(vnet, name);
      properties.addAll(
          List.of("networkSecurityGroup", Arm.reference(Arm.id("networkSecurityGroups/" + name))));
    }
    String path = "virtualNetworks/%s/subnets/%s".formatted(vnet.name(), subnet.label);
    sketch.add("vnets", vnet.needs(), Arm.resource(path, properties.toArray()));
  }

  private void addRouteTable(Vnet vnet, Subnet subnet, String name) {
    boolean apart = dice.percent(subnet == Subnet.APPLIANCES ? 60 : 25);
    sketch.note(apart ? "route table without propagation" : "route table");
    sketch.add(
        "route-tables",
        vnet.needs(),
        Arm.resource("routeTables/" + name, "disableBgpRoutePropagation", apart));
    Set<String> prefixes = new LinkedHashSet<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      prefixes.add(prefix());
    }
    if (subnet == Subnet.APPLIANCES) {
      prefixes.add("0.0.0.0/0");
    }
    int number = 1;
    for (String prefix : prefixes) {
      addRoute(vnet, subnet, name, prefix, number++);
    }
  }

  private String prefix() {
    return switch (dice.below(5)) {
      case 0 -> "0.0.0.0/0";
      case 1 -> "172.16.0.0/12";
      case 2 -> dice.oneOf(sketch.vnets).prefix(Subnet.APPS);
      case 3 ->
          sketch.customerPrefixes.isEmpty() ? "10.0.0.0/8" : dice.oneOf(sketch.customerPrefixes);
      default -> dice.oneOf(sketch.vnets).range();
    };
  }

  private void addRoute(Vnet vnet, Subnet subnet, String table, String prefix, int number) {
    Set<String> needs = vnet.needs("route %s-%d".formatted(table, number));
    List<Object> properties = new ArrayList<>(List.of("addressPrefix", prefix));
    List<Appliance> near = reachable(vnet);
    int draw = dice.below(100);
    if (subnet == Subnet.APPLIANCES || near.isEmpty() || draw < 25) {
      boolean internet = prefix.equals("0.0.0.0/0") || draw < 12;
      sketch.note(internet ? "route to the Internet" : "route to none");
      properties.addAll(List.of("nextHopType", internet ? "Internet" : "None"));
    } else {
      Appliance appliance = dice.oneOf(near);
      Vnet hub = appliance.vnet();
      boolean balanced = ApplianceDrawing.hasLoadBalancer(sketch, hub) && dice.percent(50);
      String address = balanced ? ApplianceDrawing.frontEnd(hub) : appliance.address();
      sketch.note(balanced ? "route to a load balancer" : "route to an appliance");
      needs =
          Line.with(
              needs, balanced ? "load-balancer " + hub.name() : appliance.element(), hub.element());
      properties.addAll(List.of("nextHopType", "VirtualAppliance", "nextHopIpAddress", address));
    }
    sketch.add(
        "route-tables",
        needs,
        Arm.resource("routeTables/%s/routes/r%d".formatted(table, number), properties.toArray()));
  }

  /** Appliances of a VNet and of those peered with it. */
  private List<Appliance> reachable(Vnet vnet) {
    return sketch.appliances.stream()
        .filter(
            appliance ->
                appliance.vnet().equals(vnet)
                    || sketch.peerings.stream()
                        .anyMatch(p -> p.one().equals(appliance.vnet()) && p.other().equals(vnet)))
        .toList();
  }

  private void addSecurityGroup(Vnet vnet, String name) {
    sketch.note("security group");
    sketch.add("security-groups", vnet.needs(), Arm.resource("networkSecurityGroups/" + name));
    int count = dice.between(1, 3);
    for (int i = 1; i <= count; i++) {
      addRule(vnet, name, i);
    }
  }

  private void addRule(Vnet vnet, String group, int number) {
    boolean in = dice.percent(60);
    boolean deny = dice.percent(65);
    String protocol = dice.oneOf(List.of("Icmp", "Tcp", "*", "Udp"));
    String remote = dice.percent(25) ? "VirtualNetwork" : prefix();
    boolean ports = protocol.equals("Tcp") || protocol.equals("Udp");
    sketch.note((deny ? "deny " : "allow ") + (in ? "in" : "out"));
    sketch.add(
        "security-groups",
        vnet.needs("rule %s-%d".formatted(group, number)),
        Arm.resource(
            "networkSecurityGroups/%s/securityRules/r%d".formatted(group, number),
            "priority",
            FIRST_PRIORITY + number,
            "direction",
            in ? "Inbound" : "Outbound",
            "access",
            deny ? "Deny" : "Allow",
            "protocol",
            protocol,
            "sourceAddressPrefix",
            in ? remote : "*",
            "sourcePortRange",
            "*",
            "destinationAddressPrefix",
            in ? "*" : remote,
            "destinationPortRange",
            ports ? dice.oneOf(List.of("22", "443", "33434-33534", "*")) : "*"));
  }
}
