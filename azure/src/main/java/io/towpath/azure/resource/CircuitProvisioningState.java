package io.towpath.azure.resource;

/** Microsoft's side of a circuit (R127). */
public enum CircuitProvisioningState implements AzureName {
  /** The only state in which it carries traffic. */
  ENABLED("Enabled"),
  DISABLED("Disabled"),
  ENABLING("Enabling"),
  DISABLING("Disabling");

  private final String azureName;

  CircuitProvisioningState(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
