package io.towpath.azure.compile;

import io.towpath.azure.assignment.FirewallAddresses;
import io.towpath.azure.resource.AzureFirewall;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteTable;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An Azure Firewall as one node in its subnet: what its rules allow goes back into the fabric if
 * the destination is private, and to the Internet under its public addresses otherwise. What its
 * rules translate (R301) goes on from one of its own addresses, so the answer comes back to it
 * whatever the routes of the target (R302). Answers of an allowed flow pass.
 *
 * <p>ASSUMPTION(A-050): its private address stands for those of the instances behind it, which is
 * what a target of a translation sees; and a rule translates what calls a public address from
 * inside too. Not modelled: translation between private addresses by application rules.
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
    Set<Prefix> inside = inside(vnet);
    FirewallRuleSet ruleSet = new FirewallRuleSet(context.resources(), firewall);
    List<NatRule.Redirect> redirects = ruleSet.redirects(address.get(), publics, inside);
    Filter rules = ruleSet.filter(redirects);
    parts.fragment.filters.add(rules);
    Filter answers = answers(firewall);
    if (!redirects.isEmpty()) {
      parts.fragment.filters.add(answers);
    }
    parts.fragment.nodes.add(
        Node.named(name, NodeKind.GATEWAY, firewall.origin())
            .vrfs(
                List.of(
                    Vrf.router(
                        Vrf.DEFAULT,
                        routes(firewall, inside, subnet.get(), !publics.isEmpty()),
                        firewall.origin())))
            .interfaces(
                interfaces(
                    firewall,
                    address.get(),
                    publics,
                    rules.name(),
                    redirects.isEmpty() ? List.of() : List.of(answers.name())))
            .nat(translations(firewall, publics, redirects))
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
    ruleSet.policies().forEach(policy -> parts.affected.add(policy, name));
    ruleSet.ipGroups().forEach(group -> parts.affected.add(group, name));
  }

  /** R301: what is translated passes, and so does what answers it. */
  private static Filter answers(AzureFirewall firewall) {
    return new Filter(
        firewall.name() + " answers", Filter.Kind.ACL, true, List.of(), true, firewall.origin());
  }

  private static List<Interface> interfaces(
      AzureFirewall firewall,
      IpAddress address,
      List<IpAddress> publics,
      String rules,
      List<String> answers) {
    List<Interface> interfaces = new ArrayList<>();
    interfaces.add(
        Interface.named(PORT, Vrf.DEFAULT, firewall.origin())
            .link(LinkKind.FABRIC_PORT)
            .address(address, 32)
            .filtersIn(List.of(rules))
            .filtersOut(answers)
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
  private static List<NatRule> translations(
      AzureFirewall firewall, List<IpAddress> publics, List<NatRule.Redirect> redirects) {
    List<NatRule> rules = new ArrayList<>(redirects);
    if (!publics.isEmpty()) {
      rules.add(
          new NatRule.Dynamic(
              Vrf.DEFAULT,
              List.of(new AddressSet.Any()),
              null,
              publics,
              INTERNET,
              List.of(),
              firewall.origin()));
    }
    return rules;
  }

  /** Private ranges, and those of the VNet and its peers; sorted. */
  private Set<Prefix> inside(VirtualNetwork vnet) {
    Set<Prefix> inside = new TreeSet<>(PRIVATE);
    inside.addAll(vnet.addressSpace());
    for (Peering half : vnet.peerings()) {
      context
          .resources()
          .vnet(half.remoteVirtualNetwork())
          .ifPresent(remote -> inside.addAll(remote.addressSpace()));
    }
    return inside;
  }

  /**
   * What is inside goes into the fabric, the rest to the Internet, unless there is no public
   * address or a route table leads the default elsewhere.
   */
  private List<Route> routes(
      AzureFirewall firewall, Set<Prefix> inside, Subnet subnet, boolean hasPublicAddress) {
    boolean elsewhere =
        context.resources().routeTableOf(subnet).filter(RouteTable::leadsDefaultAway).isPresent();
    IpAddress fabric = AzureContext.guestGateway(subnet.addressPrefixes().getFirst());
    List<Route> routes = new ArrayList<>();
    Set<Prefix> intoFabric = new LinkedHashSet<>(inside);
    if (elsewhere || !hasPublicAddress) {
      intoFabric.add(Prefix.DEFAULT_IPV4);
    } else {
      routes.add(
          Route.of(
              Prefix.DEFAULT_IPV4,
              RouteClass.STATIC,
              new NextHop.Internet(INTERNET, null),
              firewall.origin()));
    }
    for (Prefix range : intoFabric) {
      routes.add(
          Route.of(
              range, AzureRouteClass.PORT, new NextHop.Via(fabric, PORT, null), firewall.origin()));
    }
    return routes;
  }
}
