package io.towpath.azure.resource;

/** Power state of a virtual machine. */
public enum PowerState implements AzureName {
  RUNNING("running"),
  STARTING("starting"),
  STOPPING("stopping"),
  /** Still on its host, but the guest is off. */
  STOPPED("stopped"),
  DEALLOCATING("deallocating"),
  DEALLOCATED("deallocated"),
  UNKNOWN("unknown");

  private final String azureName;

  PowerState(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
