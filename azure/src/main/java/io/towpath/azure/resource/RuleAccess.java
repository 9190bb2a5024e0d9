package io.towpath.azure.resource;

/** Verdict of a security rule. */
public enum RuleAccess implements AzureName {
  ALLOW("Allow"),
  DENY("Deny");

  private final String azureName;

  RuleAccess(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
