package io.towpath.azure.resource;

/** State of one half of a VNet peering (R63). */
public enum PeeringState implements AzureName {
  /** The other half does not exist yet. */
  INITIATED("Initiated"),
  /** Both halves exist. */
  CONNECTED("Connected"),
  /** The other half was deleted; this one has to go before the pair can be built anew. */
  DISCONNECTED("Disconnected");

  private final String azureName;

  PeeringState(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
