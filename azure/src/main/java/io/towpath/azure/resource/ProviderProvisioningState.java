package io.towpath.azure.resource;

/** The provider's side of a circuit, in the order in which it goes through life (R127). */
public enum ProviderProvisioningState implements AzureName {
  NOT_PROVISIONED("NotProvisioned"),
  PROVISIONING("Provisioning"),
  /** The only state in which the circuit carries traffic. */
  PROVISIONED("Provisioned"),
  DEPROVISIONING("Deprovisioning");

  private final String azureName;

  ProviderProvisioningState(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
