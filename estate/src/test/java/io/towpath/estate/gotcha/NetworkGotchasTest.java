package io.towpath.estate.gotcha;

import static org.assertj.core.api.Assertions.assertThat;

import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Each gotcha with an estate that has it, and one that differs as little as possible and has not.
 */
class NetworkGotchasTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  /**
   * One estate.
   *
   * @param said part of the message; empty if the gotcha must not be found
   */
  private record Row(String code, String said, String claim, Supplier<GotchaEstate> estate) {
    @Override
    public String toString() {
      return code + (said.isEmpty() ? " is not found: " : " is found: ") + claim;
    }
  }

  private static Row found(String code, String said, String claim, Supplier<GotchaEstate> estate) {
    return new Row(code, said, claim, estate);
  }

  private static Row fine(String code, String claim, Supplier<GotchaEstate> estate) {
    return new Row(code, "", claim, estate);
  }

  private static final List<String> BOTH = List.of("primary", "secondary");
  private static final List<String> SITE = List.of("172.20.0.0/16");

  private static GotchaEstate hub() {
    return new GotchaEstate().machine("vm", "w", "10.1.1.4");
  }

  private static GotchaEstate circuit(List<String> links, List<String> announced) {
    return hub().circuit().outside(links, announced);
  }

  private static List<String> prefixes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "172.%d.%d.0/24".formatted(16 + i / 256, i % 256))
        .toList();
  }

  private static final List<Row> CIRCUITS =
      List.of(
          found(
              "TP6114",
              "primary link and none on its secondary",
              "one link",
              () -> circuit(List.of("primary"), SITE)),
          fine("TP6114", "both links", () -> circuit(BOTH, SITE)),
          found("TP6115", "end at \"ce\"", "one router", () -> hub().circuit().site()),
          fine("TP6115", "two routers", () -> circuit(BOTH, SITE)),
          found(
              "TP6110",
              "accepts 3200 prefixes",
              "3,200 prefixes",
              () -> circuit(BOTH, prefixes(3200))),
          fine("TP6110", "3,199 prefixes", () -> circuit(BOTH, prefixes(3199))),
          found(
              "TP6113",
              "learns 3200 prefixes; ErGw1AZ learns 4000",
              "3,200 prefixes",
              () -> circuit(BOTH, prefixes(3200))),
          fine("TP6113", "3,199 prefixes", () -> circuit(BOTH, prefixes(3199))),
          found(
              "TP6121",
              "announces 10.1.9.0/24 to \"er\", but 10.1.0.0/16 is the VNet \"hub\"",
              "a part of the VNet",
              () -> circuit(BOTH, List.of("10.1.9.0/24"))),
          fine("TP6121", "another range", () -> circuit(BOTH, List.of("10.9.9.0/24"))),
          fine("TP6121", "a wider range", () -> circuit(BOTH, List.of("10.0.0.0/8"))),
          found(
              "TP6119",
              "that on-premises announces",
              "a default route",
              () -> circuit(BOTH, List.of("0.0.0.0/0"))),
          fine("TP6119", "no default route", () -> circuit(BOTH, SITE)),
          fine(
              "TP6119",
              "overridden",
              () -> circuit(BOTH, List.of("0.0.0.0/0")).table("w", "0.0.0.0/0 Internet")),
          found(
              "TP6120",
              "has a public address",
              "a public address behind it",
              () ->
                  circuit(BOTH, List.of("0.0.0.0/0"))
                      .add("publicIPAddresses", "p", "'ipAddress': '203.0.113.9'")
                      .machine("web", "w", "10.1.1.5", "'public'")),
          fine(
              "TP6120",
              "a public address behind the Internet",
              () ->
                  circuit(BOTH, SITE)
                      .add("publicIPAddresses", "p", "'ipAddress': '203.0.113.9'")
                      .machine("web", "w", "10.1.1.5", "'public'")));

  /** The site with a tunnel beside its circuit. */
  private static GotchaEstate backup(String... bgp) {
    return hub()
        .circuit()
        .tunnel()
        .site(
            Stream.concat(
                    Stream.of(
                        " neighbor " + GotchaEstate.VPN + " remote-as 65515",
                        " neighbor " + GotchaEstate.VPN + " ebgp-multihop 5",
                        " neighbor " + GotchaEstate.VPN + " update-source Tunnel1"),
                    Stream.of(bgp))
                .toArray(String[]::new));
  }

  private static final String[] PREFER_CIRCUIT = {
    " neighbor 192.168.9.2 route-map ER in",
    " neighbor 192.168.9.6 route-map ER in",
    "route-map ER permit 10",
    " set local-preference 200"
  };

  private static String[] more(String first, String... rest) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
  }

  /** Announces 172.20.0.0/16 to one side only. */
  private static String[] summaryTo(String... neighbors) {
    List<String> lines = new ArrayList<>(List.of(" network 172.20.0.0 mask 255.255.0.0"));
    for (String neighbor : List.of("192.168.9.2", "192.168.9.6", GotchaEstate.VPN)) {
      boolean wanted = List.of(neighbors).contains(neighbor);
      lines.add(" neighbor " + neighbor + " prefix-list " + (wanted ? "SUMMARY" : "LAN") + " out");
    }
    lines.add("ip prefix-list SUMMARY permit 172.20.0.0/16");
    lines.add("ip prefix-list LAN permit 172.20.0.0/24");
    lines.add("ip route 172.20.0.0 255.255.0.0 Null0");
    return lines.toArray(String[]::new);
  }

  private static String[] networks(int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(" network 10.%d.%d.0 mask 255.255.255.0".formatted(100 + i / 256, i % 256));
    }
    for (int i = 0; i < count; i++) {
      lines.add("ip route 10.%d.%d.0 255.255.255.0 Null0".formatted(100 + i / 256, i % 256));
    }
    return lines.toArray(String[]::new);
  }

  private static final List<Row> BACKUPS =
      List.of(
          found(
              "TP6116",
              "172.20.0.0/24 to \"vpngw\" and only 172.20.0.0/16",
              "longer over the VPN",
              () -> backup(summaryTo("192.168.9.2", "192.168.9.6"))),
          fine("TP6116", "equal over both", () -> backup()),
          found(
              "TP6117",
              "announces 172.20.9.0/24 over ExpressRoute",
              "over the circuit only",
              () ->
                  backup(
                      " network 172.20.9.0 mask 255.255.255.0",
                      " neighbor " + GotchaEstate.VPN + " prefix-list LAN out",
                      "ip prefix-list LAN permit 172.20.0.0/24",
                      "ip route 172.20.9.0 255.255.255.0 Null0")),
          fine(
              "TP6117",
              "over both",
              () ->
                  backup(
                      " network 172.20.9.0 mask 255.255.255.0",
                      "ip route 172.20.9.0 255.255.255.0 Null0")),
          found(
              "TP6118",
              "\"ce\" prefers the VPN to \"hub\" for 10.1.0.0/16",
              "a higher weight for the VPN",
              () -> backup(" neighbor " + GotchaEstate.VPN + " weight 100")),
          fine("TP6118", "local preference for the circuit", () -> backup(PREFER_CIRCUIT)),
          found(
              "TP6102",
              "pc",
              "the two directions differ",
              () -> backup(" neighbor " + GotchaEstate.VPN + " weight 100")),
          fine("TP6102", "the two directions agree", () -> backup(PREFER_CIRCUIT)),
          found("TP6112", "accepts 3200 prefixes", "3,200 prefixes", () -> backup(networks(3199))),
          fine("TP6112", "3,199 prefixes", () -> backup(networks(3198))));

  private static String[] peering(String... lines) {
    return more(
        "router bgp 65001",
        more(
            " no bgp ebgp-requires-policy",
            more(
                " neighbor 10.1.3.4 remote-as 65515",
                more(
                    " neighbor 10.1.3.4 ebgp-multihop 2",
                    more(
                        " neighbor 10.1.3.5 remote-as 65515",
                        more(" neighbor 10.1.3.5 ebgp-multihop 2", lines))))));
  }

  private static GotchaEstate nva(String... lines) {
    return hub().routeServer("nva1 10.1.2.4 65001").appliance("nva1", "10.1.2.4", lines);
  }

  private static GotchaEstate twoNvas(String prepended) {
    String[] lines = {
      " address-family ipv4 unicast",
      "  network 10.77.0.0/16",
      "  neighbor 10.1.3.4 route-map OUT out",
      "  neighbor 10.1.3.5 route-map OUT out",
      " exit-address-family",
      "ip route 10.77.0.0/16 blackhole",
      "route-map OUT permit 10",
      prepended
    };
    String[] second = peering(lines);
    second[0] = "router bgp 65002";
    return hub()
        .routeServer("nva1 10.1.2.4 65001", "nva2 10.1.2.5 65002")
        .appliance(
            "nva1",
            "10.1.2.4",
            peering(
                " address-family ipv4 unicast",
                "  network 10.77.0.0/16",
                " exit-address-family",
                "ip route 10.77.0.0/16 blackhole"))
        .appliance("nva2", "10.1.2.5", second);
  }

  /** Lines of BGP that announce a default route and 10.77.0.0/16 with another next hop. */
  private static String[] naming(String nextHop, String route) {
    return new String[] {
      " address-family ipv4 unicast",
      "  network 0.0.0.0/0",
      "  network 10.77.0.0/16",
      "  neighbor 10.1.3.4 route-map NH out",
      "  neighbor 10.1.3.5 route-map NH out",
      " exit-address-family",
      route,
      "route-map NH permit 10",
      " set ip next-hop " + nextHop
    };
  }

  private static GotchaEstate behindBalancer(String route, String... pool) {
    return nva(peering(naming("10.1.2.100", route)))
        .machine("nva2", "nva", "10.1.2.5", "'enableIPForwarding': true")
        .balancer(pool);
  }

  private static String[] announcing(String network, String route) {
    return peering(
        " address-family ipv4 unicast", "  network " + network, " exit-address-family", route);
  }

  private static String[] manyRoutes(int count) {
    List<String> lines = new ArrayList<>(List.of(" address-family ipv4 unicast"));
    for (int i = 0; i < count; i++) {
      lines.add("  network 10.%d.%d.0/24".formatted(100 + i / 256, i % 256));
    }
    lines.add(" exit-address-family");
    for (int i = 0; i < count; i++) {
      lines.add("ip route 10.%d.%d.0/24 blackhole".formatted(100 + i / 256, i % 256));
    }
    return peering(lines.toArray(String[]::new));
  }

  private static final String BACK_TO_FABRIC = "ip route 10.77.0.0/16 10.1.2.1";
  private static final String DISCARDED = "ip route 10.77.0.0/16 blackhole";

  private static final List<Row> ROUTE_SERVERS =
      List.of(
          found(
              "TP6106",
              "and none with rs/1",
              "one neighbor",
              () ->
                  nva(
                      "router bgp 65001",
                      " no bgp ebgp-requires-policy",
                      " neighbor 10.1.3.4 remote-as 65515",
                      " neighbor 10.1.3.4 ebgp-multihop 2")),
          fine("TP6106", "two neighbors", () -> nva(peering())),
          found(
              "TP6107",
              "announces 10.77.0.0/16 differently",
              "a policy towards one",
              () ->
                  nva(
                      peering(
                          " address-family ipv4 unicast",
                          "  network 10.77.0.0/16",
                          "  neighbor 10.1.3.5 route-map NONE out",
                          " exit-address-family",
                          DISCARDED,
                          "route-map NONE deny 10"))),
          fine("TP6107", "no policy", () -> nva(announcing("10.77.0.0/16", DISCARDED))),
          found(
              "TP6109",
              "announces 10.1.77.0/24 inside the ranges",
              "inside the VNet",
              () -> nva(announcing("10.1.77.0/24", "ip route 10.1.77.0/24 blackhole"))),
          fine("TP6109", "outside the VNet", () -> nva(announcing("10.77.0.0/16", DISCARDED))),
          found(
              "TP6111",
              "accepts 800 prefixes of 10.1.2.4, and takes 1000",
              "800 routes",
              () -> nva(manyRoutes(800))),
          fine("TP6111", "799 routes", () -> nva(manyRoutes(799))),
          found(
              "TP6103",
              "sends to 10.77.0.0/16 loops",
              "back to the fabric",
              () -> nva(announcing("10.77.0.0/16", BACK_TO_FABRIC))),
          fine(
              "TP6103",
              "propagation off around the appliance",
              () -> nva(announcing("10.77.0.0/16", BACK_TO_FABRIC)).table("nva", true)),
          found(
              "TP6104",
              "sends to 0.0.0.0/0 loops",
              "a default route",
              () -> nva(announcing("0.0.0.0/0", ""))),
          fine(
              "TP6104",
              "the Internet by a route of its own",
              () -> nva(announcing("0.0.0.0/0", "")).table("nva", "0.0.0.0/0 Internet")),
          found(
              "TP6103",
              "a route of the Route Server to \"nva1\" and \"nva2\"",
              "a load balancer as next hop",
              () -> behindBalancer(BACK_TO_FABRIC, "nva1", "nva2")),
          fine("TP6103", "a load balancer, and a discard", () -> behindBalancer(DISCARDED, "nva1")),
          found(
              "TP6119",
              "a default route that leads to \"nva1\" and \"nva2\"",
              "a load balancer as next hop",
              () -> behindBalancer("", "nva1", "nva2")),
          found(
              "TP6119",
              "a default route that leads to 10.1.2.99",
              "a next hop that nobody has",
              () -> nva(peering(naming("10.1.2.99", "")))),
          found(
              "TP6119",
              "a default route that \"nva1\" announces",
              "the peer itself as next hop",
              () -> nva(announcing("0.0.0.0/0", ""))),
          found(
              "TP6105",
              "10.77.0.0/16 over \"nva1\" and \"nva2\"",
              "equal paths",
              () -> twoNvas(" set metric 0")),
          fine("TP6105", "a longer path", () -> twoNvas(" set as-path prepend 65002")),
          found(
              "TP6133",
              "10.77.0.0/16 over \"fw1\" and \"fw2\"",
              "a route to two appliances",
              () -> twoFirewalls("10.77.0.0/16 VirtualApplianceEcmp 10.1.2.4+10.1.2.5")),
          fine(
              "TP6133",
              "a route to one of them",
              () -> twoFirewalls("10.77.0.0/16 VirtualAppliance 10.1.2.4")),
          fine(
              "TP6105",
              "a route of the customer's own",
              () -> twoFirewalls("10.77.0.0/16 VirtualApplianceEcmp 10.1.2.4+10.1.2.5")),
          found(
              "TP6134",
              "\"hub/w\" has no route to 10.7.0.0/16 of \"spoke\" and 1 more range",
              "peering routes kept out",
              () -> peered("All")),
          found(
              "TP6134",
              "10.8.0.0/16 of \"spoke\": its",
              "a route to a part of them",
              () -> peered("All", "10.7.1.0/24 VirtualAppliance 10.1.2.4")),
          found(
              "TP6134",
              "10.7.0.0/16",
              "the Internet instead",
              () -> peered("All", "0.0.0.0/0 Internet")),
          fine(
              "TP6134",
              "an appliance instead",
              () -> peered("All", "10.0.0.0/8 VirtualAppliance 10.1.2.4")),
          fine("TP6134", "dropped on purpose", () -> peered("All", "10.0.0.0/8 None")),
          fine("TP6134", "peering routes kept", () -> peered("None")),
          fine("TP6134", "a subnet without machines", () -> keptOut("All", "RouteServerSubnet")));

  /** A peer with two ranges, and the table of the machine's subnet. */
  private static GotchaEstate peered(String word, String... routes) {
    return keptOut(word, "w", routes);
  }

  private static GotchaEstate keptOut(String word, String subnet, String... routes) {
    return hub()
        .machine("fw", "nva", "10.1.2.4", "'enableIPForwarding': true")
        .spoke("10.7.0.0/16", "10.8.0.0/16")
        .table(subnet, "'disablePeeringRoute': '" + word + "'", List.of(routes));
  }

  private static GotchaEstate twoFirewalls(String route) {
    return hub()
        .machine("fw1", "nva", "10.1.2.4", "'enableIPForwarding': true")
        .machine("fw2", "nva", "10.1.2.5", "'enableIPForwarding': true")
        .table("w", route);
  }

  /** An appliance between two subnets, of which the one or both lead to it. */
  private static GotchaEstate between(boolean both) {
    GotchaEstate estate =
        hub()
            .machine("fw", "nva", "10.1.2.4", "'enableIPForwarding': true")
            .machine("far", "RouteServerSubnet", "10.1.3.10")
            .table("w", "10.1.3.0/24 VirtualAppliance 10.1.2.4");
    return both
        ? estate.table("RouteServerSubnet", "10.1.1.0/24 VirtualAppliance 10.1.2.4")
        : estate;
  }

  private static final List<Row> TABLES =
      List.of(
          found(
              "TP6101",
              "far → vm: the request passes none, the answer passes fw",
              "a table on one side",
              () -> between(false)),
          fine("TP6101", "a table on both sides", () -> between(true)),
          found(
              "TP6123",
              "the request arrives, the answer ends at (azure)",
              "no way back",
              () -> hub().machine("fw", "nva", "10.1.2.4").table("nva", "10.1.1.0/24 None")),
          fine(
              "TP6123",
              "a way back",
              () -> hub().machine("fw", "nva", "10.1.2.4").table("nva", "10.1.4.0/24 None")),
          fine(
              "TP6123",
              "a private endpoint, which opens nothing",
              () -> hub().endpoint("10.1.2.9")),
          found(
              "TP6132",
              "the answer comes home from 10.1.2.4",
              "a guest behind a translation that the request does not pass",
              () ->
                  hub().nested("ip nat inside source list 5 interface GigabitEthernet1 overload")),
          fine("TP6132", "the same without translation", () -> hub().nested()),
          found(
              "TP6131",
              "\"other-nic\" has 10.1.9.50, in the range 10.1.9.0/24 of the guests on"
                  + " GigabitEthernet2 of \"hv\"",
              "a machine in the ghosted subnet",
              () -> hub().nested().machine("other", "ghosted", "10.1.9.50")),
          fine("TP6131", "an empty one", () -> hub().nested()),
          found(
              "TP6122",
              "to 10.50.0.0/16",
              "two halves beside it",
              () ->
                  hub()
                      .table(
                          "w",
                          "10.50.0.0/16 None",
                          "10.50.0.0/17 Internet",
                          "10.50.128.0/17 Internet")),
          fine(
              "TP6122",
              "one half beside it",
              () -> hub().table("w", "10.50.0.0/16 None", "10.50.0.0/17 Internet")));

  @ParameterizedTest
  @FieldSource({"CIRCUITS", "BACKUPS", "ROUTE_SERVERS", "TABLES"})
  void isFoundWhereItIsAndNowhereElse(Row row) {
    List<Finding> all = row.estate().get().check(folder);
    List<Finding> findings = all.stream().filter(f -> f.code().equals(row.code())).toList();

    if (row.said().isEmpty()) {
      assertThat(findings).isEmpty();
      return;
    }
    FindingKind kind = FindingCatalogue.of(row.code()).orElseThrow();
    assertThat(findings)
        .as("of %s", all)
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(kind.severity());
              assertThat(finding.rule()).isEqualTo(kind.rule());
              assertThat(finding.origin().line()).isPositive();
              assertThat(finding.message()).endsWith(".");
            })
        .anySatisfy(finding -> assertThat(finding.message()).contains(row.said()));
  }

  private static List<Finding> scenario(String name) {
    Estate estate = EstateLoader.load(Path.of("..", "scenarios").resolve(name), null);
    return NetworkGotchas.of(estate, estate.base().solve(List.of()));
  }

  @Test
  void anApplianceBetweenTwoRouteServersThatDoesNotOverrideTheirAsn() {
    assertThat(scenario("dual-homed/expressroute/without-override"))
        .filteredOn(finding -> finding.code().equals("TP6108"))
        .isNotEmpty()
        .allMatch(finding -> finding.message().contains("with 65515 in the path"));
    assertThat(scenario("dual-homed/expressroute/routes-back"))
        .extracting(Finding::code)
        .doesNotContain("TP6108");
  }

  @Test
  void appliancesThatTranslateMayShareADefaultRoute() {
    assertThat(scenario("dual-homed/firewalls/active-active"))
        .extracting(Finding::code)
        .contains("TP6119")
        .doesNotContain("TP6105");
  }

  @Test
  void whatComesFromARouteServerAndGoesToItsOtherInstanceIsNoDifference() {
    assertThat(scenario("dual-homed/expressroute/routes-back"))
        .extracting(Finding::code)
        .doesNotContain("TP6107");
  }

  @Test
  void moreSubnetsThanAreComparedAreSaid() {
    assertThat(lines(41))
        .filteredOn(finding -> finding.code().equals("TP6130"))
        .singleElement()
        .matches(finding -> finding.message().contains("the first 40 of 41 subnets"));
    assertThat(lines(40)).extracting(Finding::code).doesNotContain("TP6130");
  }

  /** A router with so many subnets, a host in each. */
  private List<Finding> lines(int count) {
    StringBuilder configuration = new StringBuilder("hostname r\n");
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      configuration.append(
          "interface GigabitEthernet%d\n ip address 10.9.%d.1 255.255.255.0\n".formatted(i, i));
      hosts.add(
          "{name: h%d, address: 10.9.%d.9/24, gateway: 10.9.%d.1, on: 'r:GigabitEthernet%d'}"
              .formatted(i, i, i, i));
    }
    try {
      Files.writeString(folder.resolve("r.cfg"), configuration);
      Files.writeString(
          folder.resolve("estate.yaml"),
          "towpath: 1\ndevices: [{name: r, config: r.cfg, dialect: ios-xe}]\nhosts: "
              + hosts
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Estate estate = EstateLoader.load(folder, null);
    return NetworkGotchas.of(estate, estate.base().solve(List.of()));
  }

  @Test
  void everyKindHasAnEstateThatHasItAndOneThatHasNot() {
    Set<String> positive = new TreeSet<>(List.of("TP6108", "TP6130"));
    Set<String> negative = new TreeSet<>(List.of("TP6108", "TP6130"));
    Stream.of(CIRCUITS, BACKUPS, ROUTE_SERVERS, TABLES)
        .flatMap(List::stream)
        .forEach(row -> (row.said().isEmpty() ? negative : positive).add(row.code()));
    Set<String> codes = new TreeSet<>();
    NetworkGotchas.kinds().forEach(kind -> codes.add(kind.code()));

    assertThat(positive).isEqualTo(codes);
    assertThat(negative).isEqualTo(codes);
  }
}
