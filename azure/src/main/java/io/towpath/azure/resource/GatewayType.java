package io.towpath.azure.resource;

/** Type of a virtual network gateway. */
public enum GatewayType implements AzureName {
  VPN("Vpn"),
  EXPRESS_ROUTE("ExpressRoute");

  private final String azureName;

  GatewayType(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
