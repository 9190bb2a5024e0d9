package io.towpath.azure.resource;

/** Whether a circuit authorization is taken (R128). */
public enum AuthorizationUse implements AzureName {
  AVAILABLE("Available"),
  IN_USE("InUse");

  private final String azureName;

  AuthorizationUse(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
