package io.towpath.azure.validation;

import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.RouteTable;
import io.towpath.azure.resource.VirtualNetwork;

/**
 * Numbers above which Azure wants a support request (R12, R76): warnings, since some are raised.
 */
final class LimitRules {

  static final int SUBNETS_PER_VNET = 3_000;
  static final int PEERINGS_PER_VNET = 500;
  static final int ADDRESSES_PER_VNET = 65_536;
  static final int ADDRESSES_PER_INTERFACE = 256;
  static final int ROUTES_PER_TABLE = 400;
  static final int TAG_ROUTES_PER_TABLE = 25;
  static final int RULES_PER_GROUP = 1_000;

  private final RuleContext context;

  LimitRules(RuleContext context) {
    this.context = context;
  }

  void check() {
    for (VirtualNetwork vnet : context.resources().virtualNetworks().values()) {
      atMost(vnet, vnet.subnets().size(), SUBNETS_PER_VNET, "subnets", "R12");
      atMost(vnet, vnet.peerings().size(), PEERINGS_PER_VNET, "peerings", "R76");
      int addresses =
          vnet.subnets().stream()
              .flatMap(
                  subnet ->
                      context.resources().nicsOf(subnet).stream()
                          .flatMap(nic -> nic.ipConfigurations().stream())
                          .filter(address -> address.subnet().equals(subnet.id())))
              .mapToInt(_ -> 1)
              .sum();
      atMost(vnet, addresses, ADDRESSES_PER_VNET, "private addresses", "R12");
    }
    for (NetworkInterface nic : context.resources().networkInterfaces().values()) {
      atMost(
          nic, nic.ipConfigurations().size(), ADDRESSES_PER_INTERFACE, "private addresses", "R12");
    }
    for (RouteTable table : context.resources().routeTables().values()) {
      atMost(table, table.entries().size(), ROUTES_PER_TABLE, "routes", "R12");
      atMost(
          table, table.tagRoutes().size(), TAG_ROUTES_PER_TABLE, "routes for service tags", "R12");
    }
    for (NetworkSecurityGroup group : context.resources().networkSecurityGroups().values()) {
      atMost(group, group.securityRules().size(), RULES_PER_GROUP, "rules", "R12");
    }
  }

  private void atMost(AzureResource resource, int found, int limit, String what, String rule) {
    if (found > limit) {
      context.report(
          ValidationKinds.OVER_THE_LIMIT
              .at(
                  resource.origin(),
                  resource.id().label()
                      + ": it has "
                      + found
                      + " "
                      + what
                      + ", and Azure allows "
                      + limit
                      + ".",
                  "Split it, or ask Azure for more.")
              .byRule(rule));
    }
  }
}
