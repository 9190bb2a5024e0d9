package io.towpath.testkit.networks.azure;

import io.towpath.testkit.networks.azure.AzureSketch.Appliance;
import io.towpath.testkit.networks.azure.ConfigFile.Section;
import io.towpath.testkit.networks.azure.Vnet.Subnet;
import io.towpath.testkit.networks.estate.Dice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one appliance announces to its Route Servers, and in which form to which. */
final class Announcements {
  private static final int MOST = 4;
  private static final int LAST = 1000;
  private static final List<String> SUPERSETS =
      List.of("10.0.0.0/8", "10.0.0.0/12", "10.8.0.0/13", "172.16.0.0/12");

  private final AzureSketch sketch;
  private final Appliance appliance;
  private final List<Vnet> routeServers;
  private final Dice dice;

  Announcements(AzureSketch sketch, Appliance appliance, List<Vnet> routeServers) {
    this.sketch = sketch;
    this.appliance = appliance;
    this.routeServers = routeServers;
    this.dice = sketch.dice("announcements of " + appliance.name());
  }

  void draw() {
    Set<String> prefixes = new LinkedHashSet<>();
    int count = dice.between(1, MOST);
    for (int i = 0; i < count; i++) {
      prefixes.add(prefix());
    }
    int number = 1;
    for (String prefix : prefixes) {
      announce(prefix, number++);
    }
    for (Vnet vnet : routeServers) {
      addLast(vnet);
    }
  }

  private String prefix() {
    Vnet other = dice.oneOf(sketch.vnets);
    return switch (dice.below(9)) {
      case 0, 1 -> noted("superset", dice.oneOf(SUPERSETS));
      case 2 -> noted("range of a VNet", other.range());
      case 3 -> noted("subnet of a VNet", other.prefix(Subnet.APPS));
      case 4 -> noted("host route", other.address(Subnet.APPS.third, 4) + "/32");
      case 5 ->
          sketch.customerPrefixes.isEmpty()
              ? noted("default route", "0.0.0.0/0")
              : noted("prefix of a customer", dice.oneOf(sketch.customerPrefixes));
      case 6 -> noted("default route", "0.0.0.0/0");
      default -> noted("network of its own", "172.20.%d.0/24".formatted(dice.below(4)));
    };
  }

  private String noted(String feature, String prefix) {
    sketch.note("announces " + feature);
    return prefix;
  }

  private void announce(String prefix, int number) {
    Set<String> needs = appliance.needs("announcement %s-%s".formatted(appliance.name(), prefix));
    ConfigFile config = appliance.config();
    config.add(Section.FAMILY, needs, "  network " + prefix);
    if (prefix.startsWith("172.20.")) {
      config.add(Section.STATICS, needs, "ip route " + prefix + " Null0");
    } else if (!prefix.equals("0.0.0.0/0")) {
      // The fabric takes it from there. The default route is in the table already, by DHCP.
      String via = appliance.vnet().gatewayOf(Subnet.APPLIANCES);
      config.add(Section.STATICS, needs, "ip route " + prefix + " " + via);
    }
    String list = "P" + number;
    boolean used = false;
    for (Vnet vnet : routeServers) {
      Form form = form();
      if (!form.lines().isEmpty()) {
        used = true;
        Set<String> all = new LinkedHashSet<>(needs);
        all.addAll(ApplianceDrawing.needsOfPeering(appliance, vnet));
        all.addAll(form.needs());
        config.add(
            Section.POLICIES,
            all,
            "route-map %s permit %d".formatted(ApplianceDrawing.routeMap(vnet), 10 * number),
            " match ip address prefix-list " + list);
        form.lines().forEach(line -> config.add(Section.POLICIES, all, " " + line));
      }
    }
    if (used) {
      String entry = "ip prefix-list %s seq 5 permit %s".formatted(list, prefix);
      config.add(Section.STATICS, needs, entry);
    }
  }

  /**
   * What a route map does to a prefix.
   *
   * @param lines empty if the prefix is announced as it is
   * @param needs more elements that it rests on
   */
  private record Form(List<String> lines, Set<String> needs) {}

  private Form form() {
    String own = Long.toString(appliance.asn());
    List<Appliance> neighbours = new ArrayList<>(sketch.appliancesOf(appliance.vnet()));
    neighbours.remove(appliance);
    int draw = dice.below(100);
    if (draw < 20) {
      return form("prepend", "set as-path prepend " + own + " " + own);
    }
    if (draw < 32) {
      return form("no-advertise", "set community no-advertise");
    }
    if (draw < 36) {
      return form("no-export", "set community no-export");
    }
    if (draw < 42) {
      return form("community", "set community " + own + ":100");
    }
    if (draw < 48) {
      return form("med", "set metric 50");
    }
    if (draw < 58 && !neighbours.isEmpty()) {
      sketch.note("next hop of a third party");
      Appliance other = neighbours.getFirst();
      return new Form(List.of("set ip next-hop " + other.address()), Set.of(other.element()));
    }
    if (draw < 72 && ApplianceDrawing.hasLoadBalancer(sketch, appliance.vnet())) {
      sketch.note("next hop of a load balancer");
      return new Form(
          List.of("set ip next-hop " + ApplianceDrawing.frontEnd(appliance.vnet())),
          Set.of("load-balancer " + appliance.vnet().name()));
    }
    return new Form(List.of(), Set.of());
  }

  private Form form(String feature, String line) {
    sketch.note("set " + feature);
    return new Form(List.of(line), Set.of());
  }

  /** All else passes; some appliances put their own ASN for Azure's, or make it less attractive. */
  private void addLast(Vnet vnet) {
    Set<String> needs = ApplianceDrawing.needsOfPeering(appliance, vnet);
    ConfigFile config = appliance.config();
    String map = "route-map %s permit %d".formatted(ApplianceDrawing.routeMap(vnet), LAST);
    config.add(Section.POLICIES, needs, map);
    int draw = dice.below(100);
    if (draw < 12) {
      sketch.note("as-path replace");
      config.add(Section.POLICIES, needs, " set as-path replace 65515");
    } else if (draw < 35) {
      sketch.note("transit prepended");
      config.add(Section.POLICIES, needs, " set as-path prepend " + appliance.asn());
    }
  }
}
