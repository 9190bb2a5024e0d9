package io.towpath.azure.validation;

import java.util.List;
import java.util.Optional;

/**
 * SKUs of VPN gateways on an Azure Stack (R227).
 *
 * @param connections connections of a stamp at most, if all its gateways are of this SKU
 * @param withFastPath the same on a stamp with VPN Fast Path
 * @param needsFastPath the SKU exists on such a stamp only
 * @param throughputMbps of a connection
 */
record StampSku(
    String name, int connections, int withFastPath, boolean needsFastPath, int throughputMbps) {

  /** The published table. */
  static final List<StampSku> ALL =
      List.of(
          new StampSku("Basic", 20, 50, false, 100),
          new StampSku("Standard", 20, 50, false, 100),
          new StampSku("HighPerformance", 10, 24, false, 200),
          new StampSku("VpnGw1", 0, 6, true, 650),
          new StampSku("VpnGw2", 0, 4, true, 1000),
          new StampSku("VpnGw3", 0, 4, true, 1250));

  /** The SKU of a name without case. */
  static Optional<StampSku> named(String name) {
    return ALL.stream().filter(sku -> sku.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Names for a message. */
  static String names() {
    return String.join(", ", ALL.stream().map(StampSku::name).toList());
  }
}
