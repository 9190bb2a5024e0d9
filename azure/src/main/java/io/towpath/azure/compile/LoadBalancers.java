package io.towpath.azure.compile;

import io.towpath.azure.compile.FrontEnds.FrontEnd;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.PoolMembers;
import io.towpath.azure.resource.ResourceId;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Load balancers as groups: the address of a front end, whose flows the members share that run and
 * that their probe reaches. A rule for all ports makes a group to which routes may lead (R59); what
 * passes it on its way elsewhere keeps its destination. Any other rule takes one port, and rewrites
 * the destination to the member unless its address floats.
 *
 * <p>A public front end lives in the domain of the VNet of its machines, where {@link
 * InternetEdges} brings what is meant for it. What answers leaves with the front end's address.
 */
final class LoadBalancers {
  /** R293: two failures of 5 s each by default take a member out. */
  private static final Timers PROBE =
      new Timers(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(5), null, 0);

  /** R6, R293: where probes come from. They pass security groups like any other packet. */
  private static final IpAddress PROBES_FROM = NsgFilters.PLATFORM.network();

  private final AzureContext context;
  private final FragmentParts parts;
  private final FrontEnds frontEnds;
  private final Set<ResourceId> unknown = new HashSet<>();

  LoadBalancers(AzureContext context, FragmentParts parts, FrontEnds frontEnds) {
    this.context = context;
    this.parts = parts;
    this.frontEnds = frontEnds;
  }

  /** Writes a group for each rule of a front end, and for each port of its inbound NAT rules. */
  void compile(LoadBalancer balancer) {
    if (!balancer.isStandard() && !balancer.haPortsRules().isEmpty()) {
      parts.fragment.findings.add(
          CompilationKinds.BASIC_WITH_ALL_PORTS.at(
              balancer.origin(),
              "The load balancer \""
                  + balancer.name()
                  + "\" is a basic one, which cannot have rules for all ports."));
    }
    // Whatever is not modelled of it concerns the interfaces of its pools.
    for (LoadBalancer.Pool pool : balancer.pools()) {
      for (NetworkInterface nic : frontEnds.interfacesIn(pool)) {
        String port = context.names().fabric() + ":" + context.names().nic(nic.id());
        parts.affected.add(balancer.id(), port);
      }
    }
    for (LoadBalancer.Rule rule : balancer.rules()) {
      find(balancer, rule.frontend(), rule.origin())
          .ifPresent(frontEnd -> rule(balancer, frontEnd, rule));
    }
    for (LoadBalancer.InboundNatRule rule : balancer.natRules()) {
      find(balancer, rule.frontend(), rule.origin())
          .ifPresent(frontEnd -> natRule(balancer, frontEnd, rule));
    }
  }

  private Optional<FrontEnd> find(LoadBalancer balancer, ResourceId frontend, Origin origin) {
    Optional<FrontEnd> found = frontEnds.of(frontend);
    if (found.isEmpty() && unknown.add(frontend)) {
      boolean isPublic = balancer.publicFrontends().stream().anyMatch(f -> f.id().equals(frontend));
      parts.fragment.findings.add(
          isPublic
              ? CompilationKinds.FRONT_END_WITHOUT_MACHINES.at(
                  origin,
                  "The public front end \""
                      + frontend.name()
                      + "\" of \""
                      + balancer.name()
                      + "\" leads to no machine of the estate.")
              : CompilationKinds.FRONT_END_WITHOUT_ADDRESS.at(
                  origin, "The front end \"" + frontend.name() + "\" has no known address."));
    }
    return found;
  }

  private void rule(LoadBalancer balancer, FrontEnd frontEnd, LoadBalancer.Rule rule) {
    LoadBalancer.Probe probe = rule.probe();
    Group.Health health =
        probe == null
            ? new Group.Health.InterfaceUp()
            : new Group.Health.Probe(PROBES_FROM, PacketHeader.TCP, probe.port());
    List<Group.Port> ports =
        rule.isForAllPorts()
            ? List.of()
            : List.of(
                new Group.Port(
                    rule.protocol(),
                    rule.frontendPort(),
                    rule.backendPort() == 0 ? rule.frontendPort() : rule.backendPort()));
    String name = balancer.id().name() + "/" + rule.frontend().name();
    add(
        balancer,
        rule.isForAllPorts() ? name : name + "/" + rule.id().name(),
        frontEnd,
        choice(rule, frontEnd),
        members(frontEnds.membersOf(rule), health),
        ports,
        rule.floating(),
        // R291: of standard ones the public address answers pings itself.
        frontEnd.isPublic() && balancer.isStandard(),
        rule.origin());
  }

  /**
   * R59: both directions of a flow come to the same machine if it has one interface with one
   * configuration; with several, or through another front end or pool, nothing says so.
   */
  private Group.Choice choice(LoadBalancer.Rule rule, FrontEnd frontEnd) {
    boolean isSymmetric =
        rule.isForAllPorts()
            && !frontEnd.isPublic()
            && frontEnds.membersOf(rule).stream()
                .allMatch(
                    member ->
                        member.nic().ipConfigurations().size() == 1
                            && context
                                .resources()
                                .vmOf(member.nic())
                                .filter(vm -> vm.networkInterfaces().size() == 1)
                                .isPresent());
    return isSymmetric ? Group.Choice.SYMMETRIC_FLOW_HASH : Group.Choice.FLOW_HASH;
  }

  /**
   * R292: no probe is asked. ASSUMPTION(A-042): of a range the machines get its ports in the order
   * of their interfaces' ids; Azure prints the ports that it gave, and says no order.
   */
  private void natRule(LoadBalancer balancer, FrontEnd frontEnd, LoadBalancer.InboundNatRule rule) {
    List<PoolMembers.Member> behind = frontEnds.membersOf(rule);
    String name = balancer.id().name() + "/" + rule.frontend().name() + "/" + rule.id().name();
    for (int i = 0; i < behind.size() && rule.firstPort() + i <= rule.lastPort(); i++) {
      int number = rule.firstPort() + i;
      add(
          balancer,
          rule.pool() == null ? name : name + "/" + number,
          frontEnd,
          Group.Choice.FLOW_HASH,
          members(List.of(behind.get(i)), new Group.Health.InterfaceUp()),
          rule.protocols().stream()
              .map(protocol -> new Group.Port(protocol, number, rule.backendPort()))
              .toList(),
          rule.floating(),
          false,
          rule.origin());
    }
  }

  private void add(
      LoadBalancer balancer,
      String name,
      FrontEnd frontEnd,
      Group.Choice choice,
      List<Group.Member> members,
      List<Group.Port> ports,
      boolean floating,
      boolean answersEcho,
      Origin origin) {
    parts.fragment.groups.add(
        new Group(
            name,
            frontEnd.address(),
            context.names().vnet(frontEnd.vnet()),
            members,
            choice,
            !floating,
            ports,
            answersEcho,
            false,
            PROBE,
            origin));
    parts.affected.add(balancer.id(), name);
  }

  /** Those whose machine runs, by id of their interface. */
  private List<Group.Member> members(List<PoolMembers.Member> behind, Group.Health health) {
    List<Group.Member> members = new ArrayList<>();
    for (PoolMembers.Member member : behind) {
      NetworkInterface nic = member.nic();
      Optional<IpAddress> address = context.addresses().of(nic, member.configuration());
      if (address.isPresent()
          && context.resources().vmOf(nic).filter(machine -> machine.isRunning()).isPresent()) {
        members.add(
            new Group.Member(
                new InterfaceRef(context.names().fabric(), context.names().nic(nic.id())),
                address.get(),
                100,
                health));
      }
    }
    return members;
  }
}
