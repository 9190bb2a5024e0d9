package io.towpath.azure.answers;

import io.towpath.azure.resource.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network security group as it works at an interface, by one association (R244).
 *
 * @param networkSecurityGroup id of the group
 * @param subnet the subnet with which it is associated; null if it is the interface's own
 * @param networkInterface the interface with which it is associated; null if it is the subnet's
 * @param rules inbound rules, then outbound ones, each by priority
 */
public record EffectiveSecurityGroup(
    ResourceId networkSecurityGroup,
    @Nullable ResourceId subnet,
    @Nullable ResourceId networkInterface,
    List<EffectiveSecurityRule> rules) {
  public EffectiveSecurityGroup {
    rules = List.copyOf(rules);
  }
}
