package io.towpath.azure.resource;

import io.towpath.azure.Cloud;
import io.towpath.net.Finding;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * The resources of several clouds in one collection, for answers that look resources up by id.
   *
   * @param clouds at least one; the first one's service tags stand for all
   * @throws IllegalArgumentException if two clouds have a resource of the same id
   */
  public static AzureResources together(List<CloudResources> clouds) {
    if (clouds.size() == 1) {
      return clouds.getFirst().resources();
    }
    List<AzureResource> all = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    List<Unsupported> unsupported = new ArrayList<>();
    for (CloudResources cloud : clouds) {
      all.addAll(cloud.resources().all());
      findings.addAll(cloud.resources().findings());
      unsupported.addAll(cloud.resources().unsupported());
    }
    return AzureResources.of(
        all, clouds.getFirst().resources().serviceTags(), findings, unsupported);
  }
}
