package io.towpath.azure.validation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SKUs of ExpressRoute gateways (R150).
 *
 * @param names the zonal and the older name
 * @param throughputMbps of one unit for the scalable SKU
 * @param packetsPerSecond likewise
 * @param machines machines that the gateway serves at most, likewise
 * @param learnedRoutes routes that it learns at most
 * @param circuits circuits that it may be connected to; for the scalable SKU the most of any
 * @param fastPath whether data may bypass it (R154)
 */
public record ExpressRouteGatewaySku(
    List<String> names,
    int throughputMbps,
    int packetsPerSecond,
    int machines,
    int learnedRoutes,
    int circuits,
    boolean fastPath) {

  /** The published table. */
  public static final List<ExpressRouteGatewaySku> ALL =
      List.of(
          new ExpressRouteGatewaySku(
              List.of("ErGw1AZ", "Standard"), 1_000, 100_000, 2_000, 4_000, 4, false),
          new ExpressRouteGatewaySku(
              List.of("ErGw2AZ", "HighPerformance"), 2_000, 200_000, 4_500, 9_500, 8, false),
          new ExpressRouteGatewaySku(
              List.of("ErGw3AZ", "UltraPerformance"), 10_000, 1_000_000, 11_000, 9_500, 16, true),
          new ExpressRouteGatewaySku(
              List.of("ErGwScale"), 1_000, 100_000, 2_000, 60_000, 16, true));

  public ExpressRouteGatewaySku {
    names = List.copyOf(names);
  }

  /** The SKU of a name without case. */
  public static Optional<ExpressRouteGatewaySku> named(String name) {
    return ALL.stream()
        .filter(sku -> sku.names().stream().anyMatch(one -> one.equalsIgnoreCase(name)))
        .findFirst();
  }

  /** Names for a message. */
  static String allNames() {
    return ALL.stream().flatMap(sku -> sku.names().stream()).collect(Collectors.joining(", "));
  }
}
