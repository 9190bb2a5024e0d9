package io.towpath.azure.resource;

/** Diffie-Hellman group of the payload keys, perfect forward secrecy (R110). */
public enum PfsGroup implements AzureName {
  NONE("None"),
  PFS_1("PFS1"),
  PFS_2("PFS2"),
  /** Group 14. */
  PFS_2048("PFS2048"),
  /** Another name of PFS2048. */
  PFS_14("PFS14"),
  PFS_24("PFS24"),
  ECP256("ECP256"),
  ECP384("ECP384"),
  /** The group of phase 1. */
  PFS_MM("PFSMM");

  private final String azureName;

  PfsGroup(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
