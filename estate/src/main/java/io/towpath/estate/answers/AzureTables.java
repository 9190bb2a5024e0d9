package io.towpath.estate.answers;

import io.towpath.azure.answers.EffectiveRoute;
import io.towpath.azure.answers.EffectiveRoutes;
import io.towpath.azure.compile.AzureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.Origin;
import io.towpath.network.VrfRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Azure would print, as tables; the rows come from the Azure room. */
public final class AzureTables {
  private AzureTables() {}

  static Table routes(Solution solution, AzureNames names, VrfRef subnet) {
    Table.Builder table =
        new Table.Builder(
            "source", "state", "addressPrefix", "nextHopType", "nextHopIpAddress", "via", "why");
    for (EffectiveRoute route : new EffectiveRoutes(solution, names).of(subnet)) {
      table.row(
          "name", route.name(),
          "disableBgpRoutePropagation", route.disableBgpRoutePropagation(),
          "source", route.source(),
          "state", route.state(),
          "addressPrefix", route.addressPrefix(),
          "nextHopType", route.nextHopType(),
          "nextHopIpAddress", route.nextHopIpAddress(),
          "predicted", route.predicted(),
          "via", route.via(),
          "why", route.why());
    }
    return table.build();
  }

  static Table bgp(
      Solution solution,
      AzureNames names,
      AzureNames.GatewayName gateway,
      @Nullable Integer instance,
      String view,
      @Nullable String peer,
      Origin origin) {
    return new Table.Builder("network").build();
  }

  /** Route tables of links. */
  public static Table circuitRoutes(Solution solution, List<AzureNames.Link> links) {
    return new Table.Builder("network").build();
  }

  /** ARP table of a link. */
  public static Table circuitArp(Solution solution, AzureNames.Link link) {
    return new Table.Builder("age").build();
  }

  /** Summary of a link. */
  public static Table circuitSummary(Solution solution, AzureNames.Link link) {
    return new Table.Builder("neighbor").build();
  }
}
