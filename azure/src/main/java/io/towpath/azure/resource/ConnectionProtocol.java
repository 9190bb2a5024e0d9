package io.towpath.azure.resource;

/** IKE version of a connection, fixed at creation (R99). */
public enum ConnectionProtocol implements AzureName {
  IKE_V2("IKEv2"),
  IKE_V1("IKEv1");

  private final String azureName;

  ConnectionProtocol(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
