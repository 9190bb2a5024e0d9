package io.towpath.azure.validation;

import io.towpath.azure.resource.CircuitTier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers that belong to a circuit (R120, R124–R126, R136). */
public final class CircuitLimits {

  /** R120: Mbps; the last two on an own port only. */
  public static final List<Integer> BANDWIDTHS_MBPS =
      List.of(50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 40_000, 100_000);

  /** R125: circuits of one peering location on one VNet. */
  public static final int PER_VNET_AND_LOCATION = 4;

  /** R126: circuits of one subscription. */
  public static final int PER_SUBSCRIPTION = 50;

  /** R136: IPv4 prefixes announced to on-premises over one connection. */
  public static final int PREFIXES_TO_ON_PREMISES = 1_000;

  /** R136: prefixes of a session of Microsoft peering. */
  public static final int PREFIXES_OF_MICROSOFT_PEERING = 200;

  /** R124: VNets on a circuit that is not Premium. */
  private static final int LINKS = 10;

  /** R124: VNets on a Premium circuit, by bandwidth in Mbps. */
  private static final TreeMap<Integer, Integer> PREMIUM_LINKS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(50, 20),
              Map.entry(100, 25),
              Map.entry(200, 25),
              Map.entry(500, 40),
              Map.entry(1_000, 50),
              Map.entry(2_000, 60),
              Map.entry(5_000, 75),
              Map.entry(10_000, 100),
              Map.entry(40_000, 100),
              Map.entry(100_000, 100)));

  private CircuitLimits() {}

  /** R124: VNets that may be linked; for an unknown bandwidth the most of any. */
  public static int links(CircuitTier tier, int bandwidthMbps) {
    if (tier != CircuitTier.PREMIUM) {
      return LINKS;
    }
    Map.Entry<Integer, Integer> row =
        bandwidthMbps == 0 ? null : PREMIUM_LINKS.floorEntry(bandwidthMbps);
    return row == null ? PREMIUM_LINKS.lastEntry().getValue() : row.getValue();
  }

  /** R136: IPv4 prefixes accepted from on-premises on private peering; more end the session. */
  public static int prefixesFromOnPremises(CircuitTier tier) {
    return switch (tier) {
      case LOCAL, STANDARD, BASIC -> 4_000;
      case PREMIUM -> 10_000;
    };
  }
}
