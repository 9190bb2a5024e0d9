package io.towpath.azure.gotcha;

import io.towpath.azure.assignment.AddressAssignment;
import io.towpath.azure.assignment.AssignedAddresses;
import io.towpath.azure.guest.GuestSettings;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import java.util.List;
import java.util.Map;

/**
 * Gotchas that resources alone show: Azure accepts them at deployment, and they bite later. Each
 * family looks once over the resources that it is about.
 */
public final class AzureGotchas {
  private static final List<Gotcha> ALL =
      List.of(
          new RouteTableGotchas(),
          new ApplianceGotchas(),
          new PeeringGotchas(),
          new GlobalPeeringGotchas(),
          new GatewaySubnetGotchas(),
          new TunnelGotchas(),
          new CircuitGotchas(),
          new FastPathGotchas(),
          new RouteServerGotchas(),
          new SecurityRuleGotchas());

  private AzureGotchas() {}

  /** What may be found, family by family. */
  public static List<FindingKind> kinds() {
    return ALL.stream().flatMap(gotcha -> gotcha.kinds().stream()).toList();
  }

  /**
   * Looks for all of them.
   *
   * @param resources without errors
   * @param assigned addresses that the estate states
   * @param guests what the estate says of guests
   * @param machineNames by which {@code guests} speaks of machines; one without goes by its own
   * @return warnings and remarks, sorted
   */
  public static List<Finding> check(
      AzureResources resources,
      AssignedAddresses assigned,
      GuestSettings guests,
      Map<ResourceId, String> machineNames) {
    GotchaContext context =
        new GotchaContext(
            resources, AddressAssignment.of(resources, assigned), guests, machineNames);
    ALL.forEach(gotcha -> gotcha.check(context));
    return context.findings();
  }
}
