package io.towpath.azure.resource;

import io.towpath.azure.Cloud;

/**
 * The resources of one cloud.
 *
 * @param resources with relations among themselves only: none leads into another cloud
 */
public record CloudResources(Cloud cloud, AzureResources resources) {

  /** Resources of Azure. */
  public static CloudResources azure(AzureResources resources) {
    return new CloudResources(Cloud.AZURE, resources);
  }
}
