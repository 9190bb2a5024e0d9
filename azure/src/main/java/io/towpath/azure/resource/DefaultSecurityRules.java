package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;

/** The rules that stand at the end of every network security group (R195). */
final class DefaultSecurityRules {

  private static final AddressMatch ANY = new AddressMatch.Any();
  private static final AddressMatch VNET = new AddressMatch.Tag(AddressMatch.Tag.VIRTUAL_NETWORK);
  private static final AddressMatch INTERNET = new AddressMatch.Tag(AddressMatch.Tag.INTERNET);
  private static final AddressMatch PROBES =
      new AddressMatch.Tag(AddressMatch.Tag.AZURE_LOAD_BALANCER);

  private DefaultSecurityRules() {}

  static List<SecurityRule> of(ResourceId group) {
    return List.of(
        rule(group, "AllowVnetInBound", 65000, RuleDirection.INBOUND, RuleAccess.ALLOW, VNET, VNET),
        rule(
            group,
            "AllowAzureLoadBalancerInBound",
            65001,
            RuleDirection.INBOUND,
            RuleAccess.ALLOW,
            PROBES,
            ANY),
        rule(group, "DenyAllInBound", 65500, RuleDirection.INBOUND, RuleAccess.DENY, ANY, ANY),
        rule(
            group,
            "AllowVnetOutBound",
            65000,
            RuleDirection.OUTBOUND,
            RuleAccess.ALLOW,
            VNET,
            VNET),
        rule(
            group,
            "AllowInternetOutBound",
            65001,
            RuleDirection.OUTBOUND,
            RuleAccess.ALLOW,
            ANY,
            INTERNET),
        rule(group, "DenyAllOutBound", 65500, RuleDirection.OUTBOUND, RuleAccess.DENY, ANY, ANY));
  }

  private static SecurityRule rule(
      ResourceId group,
      String name,
      int priority,
      RuleDirection direction,
      RuleAccess access,
      AddressMatch source,
      AddressMatch destination) {
    ResourceId id = group.child("defaultSecurityRules", name);
    return new SecurityRule(
        id,
        direction,
        priority,
        access,
        RuleProtocol.ANY,
        List.of(source),
        List.of(PortRange.ANY),
        List.of(destination),
        List.of(PortRange.ANY),
        Origin.NONE.ofResource(id.toString(), null));
  }
}
