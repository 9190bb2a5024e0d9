package io.towpath.azure.gotcha;

import io.towpath.azure.gotcha.GotchaContext.ApplianceRoute;
import io.towpath.azure.resource.LoadBalancer;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualMachine;
import io.towpath.net.FindingKind;
import io.towpath.net.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Next hops of user-defined routes that take packets and do not pass them on. */
final class ApplianceGotchas implements Gotcha {
  private static final FindingKind STOPPED =
      FindingKind.warning(
          "TP2954",
          "R55",
          "Next hop whose machine does not run",
          "The fabric follows a route to an appliance whether it runs or not. While its machine is"
              + " stopped or deallocated every packet of the route is lost, of a route to several"
              + " appliances those of the flows that come to it; no other route takes its place.",
          "Start the machine, or put two appliances behind an internal load balancer.");

  private static final FindingKind DOES_NOT_FORWARD =
      FindingKind.warning(
          "TP2955",
          "R53",
          "Next hop whose guest does not forward",
          "IP forwarding has two switches. That of the interface is on, so packets reach the guest,"
              + " but the estate says that its operating system does not pass them on.",
          "Switch on forwarding in the guest, and correct guests in estate.yaml.");

  private static final FindingKind OWN_SUBNET =
      FindingKind.warning(
          "TP2956",
          "R56",
          "Appliance in a subnet that it serves",
          "What the appliance passes on is looked up in the table of its own subnet. That table"
              + " leads to the appliance again, so the packet circles until its TTL is spent.",
          "Move the appliance to a subnet of its own, with a table that does not lead to it.");

  private static final FindingKind BACKEND =
      FindingKind.warning(
          "TP2957",
          "R53",
          "Backend of a next hop that takes only packets of its own",
          "The load balancer that a route leads to gives its flows to each backend that its probe"
              + " finds alive. An interface without IP forwarding drops them, so some flows pass"
              + " and others do not.",
          "Set enableIPForwarding of the interface to true.");

  private static final FindingKind SOME_PORTS =
      FindingKind.warning(
          "TP2958",
          "R59",
          "Next hop is a load balancer without a rule for all ports",
          "A front end takes what one of its rules names. A route sends it all traffic of a prefix,"
              + " and what no rule names is dropped, ICMP always.",
          "Give the front end an HA-ports rule (protocol All, port 0).");

  @Override
  public List<FindingKind> kinds() {
    return List.of(STOPPED, DOES_NOT_FORWARD, OWN_SUBNET, BACKEND, SOME_PORTS);
  }

  /** One next hop of a route, which is told of once, however many VNets have the table. */
  private record Hop(ResourceId route, IpAddress address) {}

  @Override
  public void check(GotchaContext context) {
    Set<ResourceId> told = new HashSet<>();
    Set<Hop> hops = new HashSet<>();
    for (ApplianceRoute use : context.applianceRoutes()) {
      Optional<NetworkInterface> nic = context.owners().nic(use.home(), use.address());
      boolean isNew = hops.add(new Hop(use.route().id(), use.address()));
      if (nic.isPresent()) {
        if (isNew) {
          machine(context, use, nic.get());
        }
        ownSubnet(context, use, nic.get());
        continue;
      }
      context
          .owners()
          .loadBalancer(use.home(), use.address())
          .ifPresent(balancer -> balancer(context, use, balancer, isNew, told));
    }
  }

  private static void machine(GotchaContext context, ApplianceRoute use, NetworkInterface nic) {
    Optional<VirtualMachine> machine = context.resources().vmOf(nic);
    if (machine.isEmpty()) {
      return;
    }
    String name = machine.get().name();
    if (!machine.get().isRunning()) {
      context.report(
          STOPPED.at(
              use.route().origin(),
              hop(use) + " is \"" + name + "\", which is " + state(machine.get()) + "."));
    } else if (context
        .guest(machine.get())
        .filter(guest -> Boolean.FALSE.equals(guest.forwards()))
        .isPresent()) {
      context.report(
          DOES_NOT_FORWARD.at(
              use.route().origin(),
              hop(use) + " is \"" + name + "\", whose guest does not forward."));
    }
  }

  private static String state(VirtualMachine machine) {
    return machine.powerState().azureName();
  }

  private static String hop(ApplianceRoute use) {
    return use.route().id().label() + ": its next hop " + use.address();
  }

  /** An appliance with another interface may pass packets on through a subnet without the table. */
  private static void ownSubnet(GotchaContext context, ApplianceRoute use, NetworkInterface nic) {
    for (Subnet subnet : use.subnets()) {
      boolean stands =
          nic.ipConfigurations().stream().anyMatch(one -> one.subnet().equals(subnet.id()));
      List<NetworkInterface> all =
          context
              .resources()
              .vmOf(nic)
              .map(machine -> context.resources().nicsOf(machine))
              .orElse(List.of(nic));
      if (stands && all.stream().allMatch(one -> hasTable(context, one, use))) {
        context.report(
            OWN_SUBNET.at(
                use.route().origin(),
                hop(use)
                    + ", \""
                    + nic.name()
                    + "\", stands in "
                    + subnet.id().path()
                    + ", which uses this table too."));
      }
    }
  }

  private static boolean hasTable(GotchaContext context, NetworkInterface nic, ApplianceRoute use) {
    return context
        .resources()
        .subnet(nic.primaryConfiguration().subnet())
        .flatMap(context.resources()::routeTableOf)
        .filter(table -> table.id().equals(use.table().id()))
        .isPresent();
  }

  private static void balancer(
      GotchaContext context,
      ApplianceRoute use,
      LoadBalancer balancer,
      boolean isNew,
      Set<ResourceId> told) {
    Optional<LoadBalancer.Frontend> frontend =
        context.owners().frontend(balancer, use.home(), use.address());
    List<LoadBalancer.Rule> rules =
        balancer.haPortsRules().stream()
            .filter(rule -> frontend.map(f -> f.id().equals(rule.frontend())).orElse(false))
            .toList();
    if (rules.isEmpty()) {
      if (isNew) {
        context.report(
            SOME_PORTS.at(
                use.route().origin(),
                hop(use)
                    + " is a front end of \""
                    + balancer.name()
                    + "\" without a rule for all ports."));
      }
      return;
    }
    for (LoadBalancer.Rule rule : rules) {
      if (rule.pool() == null || !told.add(rule.id())) {
        continue;
      }
      for (NetworkInterface nic : context.poolMembers().interfaces(rule.pool())) {
        if (!nic.enableIpForwarding() && told.add(nic.id())) {
          context.report(
              BACKEND.at(
                  nic.origin(),
                  nic.id().label()
                      + ": it is a backend of \""
                      + balancer.name()
                      + "\", to which the route \""
                      + use.route().name()
                      + "\" leads, and does not forward."));
        }
      }
    }
  }
}
