package io.towpath.azure.resource;

/** How traffic of a circuit is billed (R122). */
public enum CircuitFamily implements AzureName {
  METERED_DATA("MeteredData"),
  UNLIMITED_DATA("UnlimitedData");

  private final String azureName;

  CircuitFamily(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
