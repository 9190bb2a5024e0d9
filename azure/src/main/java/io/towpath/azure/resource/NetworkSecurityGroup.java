package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network security group (NSG).
 *
 * @param securityRules custom rules, in the order written; those on their own follow by name
 */
public record NetworkSecurityGroup(
    ResourceId id, String location, List<SecurityRule> securityRules, Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/networkSecurityGroups}. */
  public static final String TYPE = "Microsoft.Network/networkSecurityGroups";

  public NetworkSecurityGroup {
    securityRules = List.copyOf(securityRules);
  }

  /** The six rules that every group ends with (R195). */
  public List<SecurityRule> defaultSecurityRules() {
    return DefaultSecurityRules.of(id);
  }

  /** Custom and default rules of one direction in the order in which they are tried (R194). */
  public List<SecurityRule> rulesInOrder(RuleDirection direction) {
    return Stream.concat(securityRules.stream(), defaultSecurityRules().stream())
        .filter(rule -> rule.direction() == direction)
        .sorted(Comparator.comparingInt(SecurityRule::priority))
        .toList();
  }

  @Override
  public NetworkSecurityGroup unplaced() {
    return new NetworkSecurityGroup(
        id, location, securityRules.stream().map(SecurityRule::unplaced).toList(), Origin.NONE);
  }
}
