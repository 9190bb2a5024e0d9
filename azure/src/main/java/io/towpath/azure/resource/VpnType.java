package io.towpath.azure.resource;

/** How a VPN gateway selects traffic for a tunnel (R81). */
public enum VpnType implements AzureName {
  /** Any-to-any selectors. */
  ROUTE_BASED("RouteBased"),
  /** Basic SKU, IKEv1, one tunnel, static routes. */
  POLICY_BASED("PolicyBased");

  private final String azureName;

  VpnType(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
