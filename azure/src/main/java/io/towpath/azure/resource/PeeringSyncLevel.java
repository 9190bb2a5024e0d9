package io.towpath.azure.resource;

/** Whether both halves of a peering know the current address ranges of the other side (R7). */
public enum PeeringSyncLevel implements AzureName {
  FULLY_IN_SYNC("FullyInSync"),
  REMOTE_NOT_IN_SYNC("RemoteNotInSync"),
  LOCAL_NOT_IN_SYNC("LocalNotInSync"),
  LOCAL_AND_REMOTE_NOT_IN_SYNC("LocalAndRemoteNotInSync");

  private final String azureName;

  PeeringSyncLevel(String azureName) {
    this.azureName = azureName;
  }

  @Override
  public String azureName() {
    return azureName;
  }
}
