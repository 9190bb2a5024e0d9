package io.towpath.azure.resource;

/** Which peering routes a route table keeps out of its subnets (R296). */
public enum DisablePeeringRoute implements AzureName {
  /** None; what counts where nothing is written. */
  NONE("None"),
  /** All of them. */
  ALL("All");

  private final String azureName;

  DisablePeeringRoute(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
