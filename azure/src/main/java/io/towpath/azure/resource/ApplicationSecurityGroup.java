package io.towpath.azure.resource;

import io.towpath.net.Origin;

/**
 * An application security group (ASG): a name for addresses of one VNet, which rules of security
 * groups use instead of prefixes (R201). Its members name it, not the other way round; see {@link
 * AzureResources#membersOf}.
 */
public record ApplicationSecurityGroup(ResourceId id, String location, Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/applicationSecurityGroups}. */
  public static final String TYPE = "Microsoft.Network/applicationSecurityGroups";

  @Override
  public ApplicationSecurityGroup unplaced() {
    return new ApplicationSecurityGroup(id, location, Origin.NONE);
  }
}
