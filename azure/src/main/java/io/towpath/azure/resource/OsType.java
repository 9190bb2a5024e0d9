package io.towpath.azure.resource;

/** Operating system of a virtual machine. */
public enum OsType implements AzureName {
  WINDOWS("Windows"),
  LINUX("Linux");

  private final String azureName;

  OsType(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
