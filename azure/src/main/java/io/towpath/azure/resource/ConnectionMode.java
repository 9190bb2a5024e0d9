package io.towpath.azure.resource;

/** Which end of a tunnel may begin (R100). */
public enum ConnectionMode implements AzureName {
  /** Either. */
  DEFAULT("Default"),
  /** Azure alone. */
  INITIATOR_ONLY("InitiatorOnly"),
  /** The other end alone. */
  RESPONDER_ONLY("ResponderOnly");

  private final String azureName;

  ConnectionMode(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
