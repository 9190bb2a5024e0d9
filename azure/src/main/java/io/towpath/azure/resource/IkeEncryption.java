package io.towpath.azure.resource;

/** Encryption of IKE (R110). */
public enum IkeEncryption implements AzureName {
  GCM_AES256("GCMAES256"),
  GCM_AES128("GCMAES128"),
  AES256("AES256"),
  AES192("AES192"),
  AES128("AES128"),
  DES3("DES3"),
  DES("DES");

  private final String azureName;

  IkeEncryption(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
