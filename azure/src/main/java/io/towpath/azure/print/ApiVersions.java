package io.towpath.azure.print;

import io.towpath.azure.resource.ResourceId;
import java.util.Locale;

/** The versions of Azure's interface whose members are printed. */
public final class ApiVersions {
  private static final String NETWORK = "2024-05-01";
  private static final String COMPUTE = "2024-07-01";

  private ApiVersions() {}

  /** The version for a resource. */
  public static String of(ResourceId id) {
    boolean compute = id.type().toLowerCase(Locale.ROOT).startsWith("microsoft.compute/");
    return compute ? COMPUTE : NETWORK;
  }
}
