package io.towpath.azure.lifecycle;

import io.towpath.azure.resource.GatewayType;
import io.towpath.azure.resource.VpnType;
import java.time.Duration;
import java.util.Locale;

/** How gateways change and are serviced (R81, R82, R152). */
public final class GatewayChanges {

  /** R82: creating a gateway takes up to this long. */
  public static final Duration LONGEST_CREATION = Duration.ofMinutes(45);

  /** What a change of SKU asks for (R82). */
  public enum SkuChange {
    /** Within a family, in place. */
    RESIZE,
    /** Between families: delete and create anew. */
    RECREATE
  }

  /** What is serviced, and what traffic notices of it (R152). */
  public enum Maintenance {
    /** One instance at a time: less throughput, no outage. */
    GATEWAY_INSTANCE,
    /** One link at a time, after its AS paths have been prepended: none if the customer obeys. */
    CIRCUIT_LINK
  }

  private GatewayChanges() {}

  /** R82: whether a change of SKU keeps the gateway. */
  public static SkuChange skuChange(String from, String to) {
    return family(from).equals(family(to)) ? SkuChange.RESIZE : SkuChange.RECREATE;
  }

  /** The legacy SKUs, the two newer families, and Basic, which is alone. */
  private static String family(String sku) {
    String name = sku.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "standard", "highperformance", "ultraperformance" -> "legacy";
      default -> name.startsWith("vpngw") ? "vpngw" : name.startsWith("ergw") ? "ergw" : name;
    };
  }

  /** R81, R82: neither the type nor the VPN type of a gateway can be changed. */
  public static boolean mayChangeType(
      GatewayType fromType, GatewayType toType, VpnType fromVpn, VpnType toVpn) {
    return fromType == toType && fromVpn == toVpn;
  }
}
