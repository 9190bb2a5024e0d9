package io.towpath.azure.resource;

/** Next hop type that a user-defined route may have (R51). */
public enum NextHopType implements AzureName {
  /** An address; the only type that has one. */
  VIRTUAL_APPLIANCE("VirtualAppliance"),
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
}
