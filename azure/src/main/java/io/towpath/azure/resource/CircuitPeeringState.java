package io.towpath.azure.resource;

/** Administrative state of both sessions of a circuit peering (R129, R161). */
public enum CircuitPeeringState implements AzureName {
  ENABLED("Enabled"),
  DISABLED("Disabled");

  private final String azureName;

  CircuitPeeringState(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
