package io.towpath.azure.resource;

/** Integrity of IKE (R110). */
public enum IkeIntegrity implements AzureName {
  GCM_AES256("GCMAES256"),
  GCM_AES128("GCMAES128"),
  SHA384("SHA384"),
  SHA256("SHA256"),
  SHA1("SHA1"),
  MD5("MD5");

  private final String azureName;

  IkeIntegrity(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
