package io.towpath.azure.resource;

/** Reach and limits of a circuit (R122–R124). */
public enum CircuitTier implements AzureName {
  /** One or two regions near the peering location. */
  LOCAL("Local"),
  /** All regions of the geopolitical region. */
  STANDARD("Standard"),
  /** All regions. */
  PREMIUM("Premium"),
  /** Listed by the interface only. */
  BASIC("Basic");

  private final String azureName;

  CircuitTier(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
