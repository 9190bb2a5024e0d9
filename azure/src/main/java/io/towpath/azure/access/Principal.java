package io.towpath.azure.access;

import io.towpath.net.Origin;
import java.util.List;

/**
 * Somebody in a directory, as the estate states it: Azure's resources name principals by id only,
 * and say nothing about groups.
 *
 * @param name what people call it
 * @param id object id; empty if assignments use the name
 * @param tenant the directory that it is at home in; empty if not stated
 * @param memberOf names of groups, such as the partner's admin agents (AOBO, R232)
 */
public record Principal(
    String name, String id, String tenant, List<String> memberOf, Origin origin) {
  public Principal {
    memberOf = List.copyOf(memberOf);
  }

  /** True if that is its name or id. */
  public boolean isCalled(String idOrName) {
    return name.equalsIgnoreCase(idOrName) || !id.isEmpty() && id.equalsIgnoreCase(idOrName);
  }
}
