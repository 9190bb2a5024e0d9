package io.towpath.azure.resource;

/** Routing domain of a circuit (R129). */
public enum CircuitPeeringType implements AzureName {
  /** VNets. */
  AZURE_PRIVATE("AzurePrivatePeering"),
  /** Public services of Microsoft. */
  MICROSOFT("MicrosoftPeering"),
  /** Retired in March 2024. */
  AZURE_PUBLIC("AzurePublicPeering");

  private final String azureName;

  CircuitPeeringType(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
