package io.towpath.azure.resource;

/** Protocol that a security rule matches (R196). */
public enum RuleProtocol implements AzureName {
  /** Every protocol. */
  ANY("*"),
  TCP("Tcp"),
  UDP("Udp"),
  /** Ports are ignored. */
  ICMP("Icmp"),
  ESP("Esp"),
  AH("Ah");

  private final String azureName;

  RuleProtocol(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
