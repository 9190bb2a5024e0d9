package io.towpath.azure.resource;

/** Diffie-Hellman group of IKE (R110). */
public enum DhGroup implements AzureName {
  NONE("None"),
  GROUP_1("DHGroup1"),
  GROUP_2("DHGroup2"),
  GROUP_14("DHGroup14"),
  /** Another name of group 14. */
  GROUP_2048("DHGroup2048"),
  GROUP_24("DHGroup24"),
  ECP256("ECP256"),
  ECP384("ECP384");

  private final String azureName;

  DhGroup(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
