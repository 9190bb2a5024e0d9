package io.towpath.azure.print;

import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.RouteTable;
import io.towpath.net.document.JsonWriter;
import java.util.Locale;

/** The versions of Azure's interface whose members are printed. */
public final class ApiVersions {
  private static final String NETWORK = "2024-05-01";

  /** The first that knows routes to several appliances (R51) and disablePeeringRoute (R296). */
  private static final String ROUTES = "2025-07-01";

  private static final String COMPUTE = "2024-07-01";

  private ApiVersions() {}

  /** The version for a resource: a newer one only where it has a member that older ones lack. */
  public static String of(ArmResource resource) {
    if (resource.id().type().toLowerCase(Locale.ROOT).startsWith("microsoft.compute/")) {
      return COMPUTE;
    }
    return resource.id().isOfType(RouteTable.TYPE) && isNew(JsonWriter.compact(resource.members()))
        ? ROUTES
        : NETWORK;
  }

  private static boolean isNew(String table) {
    return table.contains('"' + NextHopType.VIRTUAL_APPLIANCE_ECMP.azureName() + '"')
        || table.contains("\"disablePeeringRoute\":");
  }
}
