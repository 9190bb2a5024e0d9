package io.towpath.azure.resource;

/** How an address is chosen. */
public enum AllocationMethod implements AzureName {
  /** The platform chooses. */
  DYNAMIC("Dynamic"),
  /** The resource states it, or it stays once chosen. */
  STATIC("Static");

  private final String azureName;

  AllocationMethod(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
