package io.towpath.azure.resource;

/** Encryption of the payload (R110). */
public enum IpsecEncryption implements AzureName {
  GCM_AES256("GCMAES256"),
  GCM_AES192("GCMAES192"),
  GCM_AES128("GCMAES128"),
  AES256("AES256"),
  AES192("AES192"),
  AES128("AES128"),
  DES3("DES3"),
  DES("DES"),
  NONE("None");

  private final String azureName;

  IpsecEncryption(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
