package io.towpath.azure.compile;

import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.NatRule;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.OpenEnd;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The public side of an Azure Stack: one more table of its fabric, with the public addresses of all
 * tenants, and one port out of the stamp. What is no address of the stamp leaves by that port, and
 * whoever is cabled to it ({@code stamp:NAME}) takes it: the border router of an integrated system,
 * the NAT of a development kit. Nothing of it is on the Internet by itself.
 */
final class StampBorder {
  // ASSUMPTION(A-020): a stamp's fabric and border spend no TTL, and its gateways take addresses
  // and spend TTL as Azure's do; nothing published says.

  private final AzureContext context;
  private final FragmentParts parts;
  private final String name;
  private final String table;
  private final String fabric;

  /**
   * A border.
   *
   * @param stamp name of the stamp
   */
  StampBorder(AzureContext context, FragmentParts parts, String stamp) {
    this.context = context;
    this.parts = parts;
    this.name = stamp;
    this.table = context.names().publicDomain();
    this.fabric = context.names().fabric();
  }

  /** Joins every public end of the stamp; all nodes are written already. */
  void compile() {
    String border = name + " border";
    Map<String, Node> nodes = new TreeMap<>();
    parts.fragment.nodes.forEach(node -> nodes.put(node.name(), node));
    parts.domain(table);
    List<Route> routes = new ArrayList<>();
    for (OpenEnd end : parts.publicEnds) {
      Node node = nodes.get(end.at().node());
      Interface iface = node == null ? null : node.findInterface(end.at().name());
      if (node != null && iface != null) {
        routes.addAll(port(end, node, iface));
      }
    }
    routes.add(
        Route.of(
            Prefix.DEFAULT_IPV4,
            RouteClass.STATIC,
            new NextHop.Internet(border, null),
            Origin.NONE));
    parts.fabricVrfs.add(Vrf.router(table, routes, Origin.NONE));
    parts.fabricPorts.add(
        Interface.named(border, table, Origin.NONE)
            .answersAllArp(true)
            .sendsUnreachables(false)
            .sites(AzureContext.sites(location()))
            .build());
    parts.fragment.openEnds.add(
        new OpenEnd("stamp:" + name, new InterfaceRef(fabric, border), "R226", Origin.NONE));
  }

  /** A stamp is one place: that of any of its VNets. */
  private String location() {
    return context.resources().virtualNetworks().values().stream()
        .map(VirtualNetwork::location)
        .filter(location -> !location.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The port of one end, and the routes to its addresses. */
  private List<Route> port(OpenEnd end, Node node, Interface iface) {
    String port = end.at().toString();
    parts.fabricPorts.add(
        Interface.named(port, table, end.origin())
            .link(LinkKind.FABRIC_PORT)
            .answersAllArp(true)
            .domain(table)
            .sendsUnreachables(false)
            .sites(iface.sites().isEmpty() ? node.sites() : iface.sites())
            .build());
    parts.fragment.segments.add(
        new Segment(
            table + " – " + port,
            List.of(end.at(), new InterfaceRef(fabric, port)),
            null,
            end.origin()));
    List<Route> routes = new ArrayList<>();
    for (IpAddress address : addresses(node, iface)) {
      if (address instanceof Ipv4Address && !parts.isOwned(table, address)) {
        parts.own(table, address, port);
        routes.add(
            Route.of(
                Prefix.host(address),
                RouteClass.STATIC,
                new NextHop.Deliver(table, null, null),
                end.origin()));
      }
    }
    return routes;
  }

  private static List<IpAddress> addresses(Node node, Interface iface) {
    List<IpAddress> addresses = new ArrayList<>();
    iface.addresses().stream().map(InterfaceAddress::address).forEach(addresses::add);
    for (NatRule rule : node.nat()) {
      switch (rule) {
        case NatRule.Static fixed -> addresses.add(fixed.outside());
        case NatRule.Dynamic pooled -> addresses.addAll(pooled.pool());
        case NatRule.Redirect redirect -> addresses.add(redirect.called());
        case NatRule.AtInterface _ -> {
          // Translates inside a tunnel: no address of the border.
        }
      }
    }
    return addresses;
  }
}
