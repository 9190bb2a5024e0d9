package io.towpath.azure.resource;

/** Integrity of the payload (R110). */
public enum IpsecIntegrity implements AzureName {
  GCM_AES256("GCMAES256"),
  GCM_AES192("GCMAES192"),
  GCM_AES128("GCMAES128"),
  SHA256("SHA256"),
  SHA1("SHA1"),
  MD5("MD5");

  private final String azureName;

  IpsecIntegrity(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
