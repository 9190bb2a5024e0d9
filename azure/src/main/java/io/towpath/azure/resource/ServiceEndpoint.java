package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A service endpoint of a subnet: its packets go to the service directly (R29).
 *
 * @param service such as {@code Microsoft.Storage}
 * @param locations regions of the service in short form, or {@link #EVERYWHERE}; empty if not
 *     stated
 */
public record ServiceEndpoint(String service, List<String> locations, Origin origin) {
  /** All regions. */
  public static final String EVERYWHERE = "*";

  public ServiceEndpoint {
    locations = List.copyOf(locations);
  }

  /**
   * The service tag that has the prefixes of the routes; empty where no page names it. The pages on
   * service endpoints and on service tags together say which service is meant.
   */
  public Optional<String> tag() {
    return Optional.ofNullable(
        switch (service.toLowerCase(Locale.ROOT)) {
          case "microsoft.storage", "microsoft.storage.global" -> "Storage";
          case "microsoft.sql" -> "Sql";
          case "microsoft.azurecosmosdb" -> "AzureCosmosDB";
          case "microsoft.keyvault" -> "AzureKeyVault";
          case "microsoft.servicebus" -> "ServiceBus";
          case "microsoft.eventhub" -> "EventHub";
          case "microsoft.azureactivedirectory" -> "AzureActiveDirectory";
          case "microsoft.web" -> "AppService";
          case "microsoft.containerregistry" -> "AzureContainerRegistry";
          default -> null;
        });
  }

  /**
   * The regions that an endpoint has if it does not state them: that of the VNet for storage and
   * SQL, all of them for other services.
   */
  public List<String> defaultLocations(String region) {
    boolean regional =
        service.equalsIgnoreCase("Microsoft.Storage") || service.equalsIgnoreCase("Microsoft.Sql");
    return List.of(regional && !region.isEmpty() ? region : EVERYWHERE);
  }

  /** True if Azure adds the region that is paired with the VNet's, of which no list is read. */
  public boolean hasPairedRegion() {
    return service.equalsIgnoreCase("Microsoft.Storage");
  }

  /** The same content without places. */
  public ServiceEndpoint unplaced() {
    return new ServiceEndpoint(service, locations, Origin.NONE);
  }
}
