package io.towpath.azure.validation;

import java.util.List;
import java.util.Optional;

/**
 * SKUs of VPN gateways (R79).
 *
 * @param generations those in which the SKU exists; empty for the legacy ones
 * @param tunnels site-to-site connections at most
 * @param throughputMbps of all tunnels together (R80), by generation
 * @param machines machines that the gateway serves at most, by generation; 0 where not published
 */
public record VpnGatewaySku(
    String name,
    List<Integer> generations,
    int tunnels,
    List<Integer> throughputMbps,
    boolean bgp,
    boolean activeActive,
    boolean besideExpressRoute,
    List<Integer> machines) {

  public static final String BASIC = "Basic";

  /** The published table; the AZ variants differ in their zones only. */
  public static final List<VpnGatewaySku> ALL =
      List.of(
          sku(BASIC, List.of(1), 10, List.of(100), false, false, false, List.of(200)),
          sku("Standard", List.of(), 10, List.of(100), true, false, true, List.of(0)),
          sku("HighPerformance", List.of(), 30, List.of(200), true, true, true, List.of(0)),
          sku("VpnGw1", List.of(1), 30, List.of(650), true, true, true, List.of(1000)),
          sku(
              "VpnGw2",
              List.of(1, 2),
              30,
              List.of(1000, 1250),
              true,
              true,
              true,
              List.of(2000, 2000)),
          sku(
              "VpnGw3",
              List.of(1, 2),
              30,
              List.of(1250, 2500),
              true,
              true,
              true,
              List.of(5000, 3300)),
          sku("VpnGw4", List.of(2), 100, List.of(5000), true, true, true, List.of(4400)),
          sku("VpnGw5", List.of(2), 100, List.of(10000), true, true, true, List.of(9000)));

  public VpnGatewaySku {
    generations = List.copyOf(generations);
    throughputMbps = List.copyOf(throughputMbps);
    machines = List.copyOf(machines);
  }

  private static VpnGatewaySku sku(
      String name,
      List<Integer> generations,
      int tunnels,
      List<Integer> throughputMbps,
      boolean bgp,
      boolean activeActive,
      boolean besideExpressRoute,
      List<Integer> machines) {
    return new VpnGatewaySku(
        name,
        generations,
        tunnels,
        throughputMbps,
        bgp,
        activeActive,
        besideExpressRoute,
        machines);
  }

  /** The SKU of a name without case, with or without {@code AZ}. */
  public static Optional<VpnGatewaySku> named(String name) {
    String plain =
        name.regionMatches(true, 0, "VpnGw", 0, 5) && name.regionMatches(true, 6, "AZ", 0, 2)
            ? name.substring(0, 6)
            : name;
    return ALL.stream().filter(sku -> sku.name().equalsIgnoreCase(plain)).findFirst();
  }

  /** Names for a message. */
  static String names() {
    return String.join(", ", ALL.stream().map(VpnGatewaySku::name).toList());
  }
}
