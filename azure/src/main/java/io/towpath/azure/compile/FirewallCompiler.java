package io.towpath.azure.compile;

import io.towpath.azure.assignment.FirewallAddresses;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.FirewallPolicy;
import io.towpath.azure.resource.FirewallRuleCollection;
import io.towpath.azure.resource.FirewallRuleGroup;
import io.towpath.azure.resource.NextHopType;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.HopProfile;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.OpenEnd;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Segment;
import io.towpath.network.Services;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An Azure Firewall as one node in its subnet: what its rules allow goes back into the fabric if
 * the destination is private, and to the Internet under its public addresses otherwise.
 *
 * <p>Network rules come before application rules, whatever their priorities; in each kind the
 * groups of the base policy, then groups, then collections by priority; the first match decides and
 * nothing else passes. Answers of an allowed flow pass. Not modelled: the instances behind the
 * address, translation between private addresses by application rules, destinations translated.
 */
final class FirewallCompiler {
  private static final String PORT = "port";
  private static final String INTERNET = "internet";

  /** ASSUMPTION(A-001): the instances spend a hop and their answers are not seen. */
  private static final HopProfile HOPS =
      new HopProfile(
          List.of(
              new HopProfile.Row(
                  null, null, List.of(new HopProfile.Responder.Silent("Azure Firewall")))));

  private static final List<Prefix> PRIVATE =
      List.of(
          Prefix.parse("10.0.0.0/8"),
          Prefix.parse("172.16.0.0/12"),
          Prefix.parse("192.168.0.0/16"),
          Prefix.parse("100.64.0.0/10"));

  private final AzureContext context;
  private final FragmentParts parts;

  FirewallCompiler(AzureContext context, FragmentParts parts) {
    this.context = context;
    this.parts = parts;
  }

  /** Writes the node of a firewall, its port and its rules. */
  void compile(AzureFirewall firewall) {
    Optional<Subnet> subnet = context.resources().subnet(firewall.subnet());
    Optional<IpAddress> address = FirewallAddresses.of(context.resources(), firewall);
    if (subnet.isEmpty() || address.isEmpty()) {
      return; // the references have been checked
    }
    String name = firewall.name();
    VirtualNetwork vnet = context.resources().vnetOf(subnet.get()).orElseThrow();
    String domain = context.names().vnet(vnet);
    List<String> sites = AzureContext.sites(firewall.location(), name);
    parts.fabricPorts.add(
        Interface.named(name, context.names().subnet(subnet.get()), firewall.origin())
            .link(LinkKind.FABRIC_PORT)
            .owned(List.of(address.get()))
            .answersAllArp(true)
            .domain(domain)
            .sendsUnreachables(false)
            .sites(sites)
            .build());
    parts.own(domain, address.get(), name);
    parts.fragment.segments.add(
        new Segment(
            name + " port",
            List.of(new InterfaceRef(context.names().fabric(), name), new InterfaceRef(name, PORT)),
            null,
            firewall.origin()));
    List<IpAddress> publics = new ArrayList<>();
    for (ResourceId id : firewall.publicIpAddresses()) {
      context.addresses().publicOf(id).ifPresent(publics::add);
    }
    Filter rules = rules(firewall);
    parts.fragment.filters.add(rules);
    parts.fragment.nodes.add(
        Node.named(name, NodeKind.GATEWAY, firewall.origin())
            .vrfs(
                List.of(
                    Vrf.router(
                        Vrf.DEFAULT,
                        routes(firewall, vnet, subnet.get(), !publics.isEmpty()),
                        firewall.origin())))
            .interfaces(interfaces(firewall, address.get(), publics, rules.name()))
            .nat(translation(firewall, publics))
            .hops(HOPS)
            .services(new Services(false, false, List.of(), List.of()))
            .sites(sites)
            .build());
    if (!publics.isEmpty()) {
      parts.publicEnds.add(
          new OpenEnd(
              context.names().publicDomain(),
              new InterfaceRef(name, INTERNET),
              "R218",
              firewall.origin()));
    }
    parts.affected.add(firewall.id(), name);
    policies(firewall).forEach(policy -> parts.affected.add(policy, name));
  }

  private static List<Interface> interfaces(
      AzureFirewall firewall, IpAddress address, List<IpAddress> publics, String rules) {
    List<Interface> interfaces = new ArrayList<>();
    interfaces.add(
        Interface.named(PORT, Vrf.DEFAULT, firewall.origin())
            .link(LinkKind.FABRIC_PORT)
            .address(address, 32)
            .filtersIn(List.of(rules))
            .natSide(NatSide.INSIDE)
            .sendsUnreachables(false)
            .build());
    if (!publics.isEmpty()) {
      List<InterfaceAddress> addresses = new ArrayList<>();
      for (IpAddress outside : publics) {
        addresses.add(new InterfaceAddress(outside, 32, !addresses.isEmpty()));
      }
      interfaces.add(
          Interface.named(INTERNET, Vrf.DEFAULT, firewall.origin())
              .addresses(addresses)
              .natSide(NatSide.OUTSIDE)
              .sendsUnreachables(false)
              .build());
    }
    return interfaces;
  }

  /** R57: what leaves for the Internet bears a public address of the firewall. */
  private static List<NatRule> translation(AzureFirewall firewall, List<IpAddress> publics) {
    return publics.isEmpty()
        ? List.of()
        : List.of(
            new NatRule.Dynamic(
                Vrf.DEFAULT,
                List.of(new AddressSet.Any()),
                null,
                publics,
                INTERNET,
                List.of(),
                firewall.origin()));
  }

  /**
   * Private ranges and those of the VNet and its peers go into the fabric, the rest to the
   * Internet, unless there is no public address or a route table leads the default elsewhere.
   */
  private List<Route> routes(
      AzureFirewall firewall, VirtualNetwork vnet, Subnet subnet, boolean hasPublicAddress) {
    Set<Prefix> inside = new LinkedHashSet<>(PRIVATE);
    inside.addAll(vnet.addressSpace());
    for (Peering half : vnet.peerings()) {
      context
          .resources()
          .vnet(half.remoteVirtualNetwork())
          .ifPresent(remote -> inside.addAll(remote.addressSpace()));
    }
    boolean elsewhere =
        context
            .resources()
            .routeTableOf(subnet)
            .filter(
                table ->
                    table.routes().stream()
                        .anyMatch(
                            route ->
                                route.addressPrefix().equals(Prefix.DEFAULT_IPV4)
                                    && route.nextHopType() != NextHopType.INTERNET))
            .isPresent();
    IpAddress fabric = AzureContext.guestGateway(subnet.addressPrefixes().getFirst());
    List<Route> routes = new ArrayList<>();
    if (elsewhere || !hasPublicAddress) {
      inside.add(Prefix.DEFAULT_IPV4);
    } else {
      routes.add(
          Route.of(
              Prefix.DEFAULT_IPV4,
              RouteClass.STATIC,
              new NextHop.Internet(INTERNET, null),
              firewall.origin()));
    }
    for (Prefix range : inside) {
      routes.add(
          Route.of(
              range, AzureRouteClass.PORT, new NextHop.Via(fabric, PORT, null), firewall.origin()));
    }
    return routes;
  }

  private Filter rules(AzureFirewall firewall) {
    List<Filter.Rule> rules = new ArrayList<>();
    for (FirewallRuleCollection.Kind kind : FirewallRuleCollection.Kind.values()) {
      for (FirewallRuleCollection collection : inOrder(firewall)) {
        if (collection.kind() == kind) {
          collection.rules().forEach(rule -> rules.add(rule(collection, rule)));
        }
      }
    }
    return new Filter(
        firewall.name() + " rules", Filter.Kind.ACL, true, rules, false, firewall.origin());
  }

  /** Of the policies from the base on, by priority of group and collection; or its own. */
  private List<FirewallRuleCollection> inOrder(AzureFirewall firewall) {
    Comparator<FirewallRuleCollection> byPriority =
        Comparator.comparingInt(FirewallRuleCollection::priority);
    if (firewall.policy() == null) {
      return firewall.collections().stream().sorted(byPriority).toList();
    }
    List<FirewallRuleCollection> ordered = new ArrayList<>();
    for (ResourceId policy : policies(firewall)) {
      context.resources().firewallRuleGroups().values().stream()
          .filter(group -> group.id().parent().equals(policy))
          .sorted(Comparator.comparingInt(FirewallRuleGroup::priority))
          .forEach(group -> group.collections().stream().sorted(byPriority).forEach(ordered::add));
    }
    return ordered;
  }

  /** The policy's ancestors and the policy itself, in the order in which their rules come. */
  private List<ResourceId> policies(AzureFirewall firewall) {
    List<ResourceId> chain = new ArrayList<>();
    Set<ResourceId> seen = new HashSet<>();
    ResourceId next = firewall.policy();
    while (next != null && seen.add(next)) {
      chain.addFirst(next);
      FirewallPolicy policy = context.resources().firewallPolicies().get(next);
      next = policy == null ? null : policy.basePolicy();
    }
    return chain;
  }

  private static Filter.Rule rule(
      FirewallRuleCollection collection, FirewallRuleCollection.FirewallRule rule) {
    return new Filter.Rule(
        collection.name() + "/" + rule.name(),
        collection.access() == RuleAccess.ALLOW,
        rule.protocols(),
        addresses(rule.sources()),
        addresses(rule.destinations()),
        List.of(),
        ports(rule.ports()),
        null,
        null,
        false,
        rule.origin());
  }

  private static List<AddressSet> addresses(List<Prefix> prefixes) {
    return List.of(prefixes.isEmpty() ? new AddressSet.Any() : new AddressSet.Prefixes(prefixes));
  }

  private static List<Filter.PortRange> ports(List<PortRange> ranges) {
    return ranges.contains(PortRange.ANY)
        ? List.of()
        : ranges.stream().map(r -> new Filter.PortRange(r.first(), r.last())).toList();
  }
}
