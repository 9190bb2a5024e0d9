package io.towpath.azure.print;

import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue.ObjectValue;
import java.util.List;

/**
 * A resource to be made, as ARM takes it.
 *
 * @param id whose subscription and group say where
 * @param location empty if it has none of its own, or none is known
 * @param members what stands beside its name: {@code sku}, {@code kind}, {@code properties}
 * @param dependsOn resources of the same output that must be there first, in its order
 * @param origin where it was written
 */
public record ArmResource(
    ResourceId id,
    String location,
    ObjectValue members,
    List<ResourceId> dependsOn,
    Origin origin) {
  public ArmResource {
    dependsOn = List.copyOf(dependsOn);
  }
}
