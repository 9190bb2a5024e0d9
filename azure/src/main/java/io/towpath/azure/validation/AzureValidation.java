package io.towpath.azure.validation;

import io.towpath.azure.Cloud;
import io.towpath.azure.Profile;
import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.resource.AzureResources;
import io.towpath.net.Finding;
import java.util.List;

/** Checks all resources of an estate against the rules of Azure. */
public final class AzureValidation {

  private AzureValidation() {}

  /** Checks resources of Azure. */
  public static List<Finding> check(
      AzureResources resources, AddressAssignment addresses, Profile profile) {
    return check(Cloud.AZURE, resources, addresses, profile);
  }

  /**
   * Checks the resources of a cloud. An Azure Stack refuses what Azure does, and some more.
   *
   * @param resources whose references are whole
   * @param addresses those of the same resources
   * @return errors, warnings and assumptions, sorted
   */
  public static List<Finding> check(
      Cloud cloud, AzureResources resources, AddressAssignment addresses, Profile profile) {
    RuleContext context = new RuleContext(cloud, resources, addresses, profile);
    new AddressRules(context).check();
    new OverlapRules(context).check();
    new LimitRules(context).check();
    new PeeringRules(context).check();
    new GatewaySubnetRules(context).check();
    new VpnGatewayRules(context).check();
    new GatewayNatRules(context).check();
    new PointToSiteRules(context).check();
    new TunnelRules(context).check();
    new OutboundChecks(context).check();
    new FirewallRules(context).check();
    new LocalGatewayRules(context).check();
    new CircuitRules(context).check();
    new ExpressRouteRules(context).check();
    new GlobalReachRules(context).check();
    new RouteServerRules(context).check();
    new SecurityGroupRules(context).check();
    new RouteTableRules(context).check();
    if (cloud instanceof Cloud.Stamp stamp) {
      new StampRules(context, stamp).check();
    }
    new Assumptions(context).check();
    return context.findings();
  }
}
