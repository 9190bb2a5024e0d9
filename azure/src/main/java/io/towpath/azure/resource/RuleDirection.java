package io.towpath.azure.resource;

/** Direction of a security rule, seen from the interface. */
public enum RuleDirection implements AzureName {
  INBOUND("Inbound"),
  OUTBOUND("Outbound");

  private final String azureName;

  RuleDirection(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
