package io.towpath.azure.resource;

/** What a Route Server prefers among routes of one prefix (R181). */
public enum HubRoutingPreference implements AzureName {
  /** ExpressRoute before VPN and NVAs; the default. */
  EXPRESS_ROUTE("ExpressRoute"),
  /** VPN and NVAs before ExpressRoute; the portal calls it VPN/NVA. */
  VPN_GATEWAY("VpnGateway"),
  /** The shortest AS path, whoever brought it. */
  AS_PATH("ASPath");

  private final String azureName;

  HubRoutingPreference(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
