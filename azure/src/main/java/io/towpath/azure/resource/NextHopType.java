package io.towpath.azure.resource;

/** Next hop type that a user-defined route may have (R51). */
public enum NextHopType implements AzureName {
  /** One address. */
  VIRTUAL_APPLIANCE("VirtualAppliance"),
  /** Several addresses, among which flows are shared. */
  VIRTUAL_APPLIANCE_ECMP("VirtualApplianceEcmp"),
  /** The VPN gateway of the VNet (R54). */
  VIRTUAL_NETWORK_GATEWAY("VirtualNetworkGateway"),
  /** Dropped (R55). */
  NONE("None"),
  /** Inside the VNet. */
  VNET_LOCAL("VnetLocal"),
  /** The Internet. */
  INTERNET("Internet");

  private final String azureName;

  NextHopType(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }

  /** True if a route of this type has addresses of appliances. */
  public boolean isAppliance() {
    return this == VIRTUAL_APPLIANCE || this == VIRTUAL_APPLIANCE_ECMP;
  }
}
