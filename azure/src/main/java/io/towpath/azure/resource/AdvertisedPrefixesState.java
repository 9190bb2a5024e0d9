package io.towpath.azure.resource;

/** Validation of the public prefixes of a Microsoft peering (R135). */
public enum AdvertisedPrefixesState implements AzureName {
  NOT_CONFIGURED("NotConfigured"),
  CONFIGURING("Configuring"),
  CONFIGURED("Configured"),
  /** The session stays down. */
  VALIDATION_NEEDED("ValidationNeeded");

  private final String azureName;

  AdvertisedPrefixesState(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
