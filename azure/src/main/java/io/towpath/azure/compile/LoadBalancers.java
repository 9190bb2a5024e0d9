package io.towpath.azure.compile;

import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PoolMembers;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Internal load balancers with a rule for all ports as groups (R59): the address of the front end,
 * shared by flow among the members of the pool that run. What passes on its way elsewhere keeps its
 * destination; what is meant for the front end itself is rewritten to the member.
 *
 * <p>Health probes are taken to agree with whether the machine runs.
 */
final class LoadBalancers {
  /** R59: without a probe nothing is taken out; with one two failures of 5 s each by default. */
  private static final Timers PROBE =
      new Timers(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5), null, 0);

  private final AzureContext context;
  private final FragmentParts parts;
  private final PoolMembers members;

  LoadBalancers(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
    this.members = new PoolMembers(context.resources());
  }

  /** Writes a group for each front end that has a rule. */
  void compile(LoadBalancer balancer) {
    if (!balancer.isStandard() && !balancer.haPortsRules().isEmpty()) {
      parts.fragment.findings.add(
          Finding.warning(
                  "TP2806",
                  balancer.origin(),
                  "The load balancer \""
                      + balancer.name()
                      + "\" is a basic one, which cannot have rules for all ports.",
                  "Use the SKU Standard.")
              .byRule("R59"));
    }
    // Whatever is not modelled of it concerns the interfaces of its pools.
    for (LoadBalancer.Pool pool : balancer.pools()) {
      for (NetworkInterface nic : members(pool.id())) {
        String port = context.names().fabric() + ":" + context.names().nic(nic.id());
        parts.affected.add(balancer.id(), port);
      }
    }
    for (LoadBalancer.HaPortsRule rule : balancer.haPortsRules()) {
      balancer.frontends().stream()
          .filter(frontend -> frontend.id().equals(rule.frontend()))
          .findFirst()
          .ifPresent(frontend -> group(balancer, frontend, rule));
    }
  }

  private void group(
      LoadBalancer balancer, LoadBalancer.Frontend frontend, LoadBalancer.HaPortsRule rule) {
    IpAddress address = frontend.privateIpAddress();
    if (address == null || context.resources().subnet(frontend.subnet()).isEmpty()) {
      parts.fragment.findings.add(
          Finding.warning(
              "TP2805",
              frontend.origin(),
              "The front end \"" + frontend.id().name() + "\" has no known address.",
              "State its privateIPAddress, and have its subnet in the estate."));
      return;
    }
    String domain = context.names().vnet(frontend.subnet().parent());
    String name = balancer.id().name() + "/" + frontend.id().name();
    List<Group.Member> healthy = new ArrayList<>();
    for (NetworkInterface nic : members(rule.pool())) {
      String port = context.names().nic(nic.id());
      healthy.add(
          new Group.Member(
              new InterfaceRef(context.names().fabric(), port),
              100,
              new Group.Health.InterfaceUp()));
    }
    parts.fragment.groups.add(
        new Group(
            name,
            address,
            domain,
            healthy,
            Group.Choice.FLOW_HASH,
            !rule.floating(),
            false,
            PROBE,
            rule.origin()));
    parts.affected.add(balancer.id(), name);
  }

  /** The interfaces of running machines in a pool, by id. */
  private List<NetworkInterface> members(ResourceId pool) {
    return members.interfaces(pool).stream()
        .filter(nic -> context.resources().vmOf(nic).filter(VirtualMachine::isRunning).isPresent())
        .toList();
  }
}
