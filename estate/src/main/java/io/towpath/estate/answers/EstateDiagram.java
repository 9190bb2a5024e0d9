package io.towpath.estate.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.LocalNetworkGateway;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RouteServer;
import io.towpath.azure.resource.Subnet;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.estate.answers.Diagram.Box;
import io.towpath.estate.answers.Diagram.Item;
import io.towpath.estate.answers.Diagram.Kind;
import io.towpath.estate.answers.Diagram.Line;
import io.towpath.net.IpAddress;
import io.towpath.network.Host;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Segment;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole estate as a drawing: a box for each VNet with its subnets, one for what is outside of
 * Azure, and peerings, connections, tunnels, peers of Route Servers and cables as lines.
 *
 * <p>Boxes and items come in the order of ids and names, so that the same estate gives the same
 * drawing. A subnet with many machines shows their number instead.
 */
public final class EstateDiagram {
  private static final int MOST_MACHINES = 12;

  private final AzureResources resources;
  private final AzureNames names;
  private final Topology topology;
  private final Network network;
  private final SubnetServices services;
  private final Map<ResourceId, String> itemOfResource = new LinkedHashMap<>();
  private final Map<String, String> itemOfNode = new LinkedHashMap<>();
  private final Map<ResourceId, List<Placed>> machines = new LinkedHashMap<>();
  private final Map<ResourceId, List<AzureNames.GatewayName>> gateways = new LinkedHashMap<>();
  private int count;

  /** A machine with its item, which is not drawn where there are too many. */
  private record Placed(String machine, Item item) {}

  private EstateDiagram(AzureResources resources, AzureNames names, Topology topology) {
    this.resources = resources;
    this.names = names;
    this.topology = topology;
    this.network = topology.network();
    this.services = new SubnetServices(resources);
  }

  /** Draws an estate. */
  public static Diagram of(AzureResources resources, AzureNames names, Topology topology) {
    return new EstateDiagram(resources, names, topology).draw();
  }

  private Diagram draw() {
    collectMachines();
    for (AzureNames.GatewayName gateway : names.gateways().values()) {
      names
          .subnet(gateway.subnet().name())
          .ifPresent(
              subnet -> gateways.computeIfAbsent(subnet.id(), _ -> new ArrayList<>()).add(gateway));
    }
    List<Box> boxes = new ArrayList<>();
    resources.virtualNetworks().values().forEach(vnet -> boxes.add(box(vnet)));
    addBox(boxes, "ExpressRoute circuits", circuits());
    addBox(boxes, "Outside of Azure", outside());
    List<Line> lines = new ArrayList<>();
    addPeerings(lines);
    addConnections(lines);
    addTunnels(lines);
    addRouteServerPeers(lines);
    addCables(lines);
    return new Diagram(boxes, lines);
  }

  private void addBox(List<Box> boxes, String label, List<Item> items) {
    if (!items.isEmpty()) {
      boxes.add(new Box(next("b"), label, items, List.of()));
    }
  }

  private String next(String letter) {
    return letter + count++;
  }

  /** Machines by the subnet of each interface; one with several appears in the first only. */
  private void collectMachines() {
    for (AzureNames.MachineName machine : names.machines().values()) {
      for (String nicName : machine.nics()) {
        AzureNames.NicName nic = names.nic(nicName).orElse(null);
        AzureNames.SubnetName subnet =
            nic == null ? null : names.subnet(nic.vrf().name()).orElse(null);
        if (nic != null && subnet != null) {
          String label =
              machine.name() + (nic.addresses().isEmpty() ? "" : " " + nic.addresses().getFirst());
          machines
              .computeIfAbsent(subnet.id(), _ -> new ArrayList<>())
              .add(new Placed(machine.name(), new Item(next("n"), label, Kind.MACHINE)));
          break;
        }
      }
    }
  }

  private Box box(VirtualNetwork vnet) {
    Item self = new Item(next("n"), vnet.name() + " " + vnet.addressSpace(), Kind.NETWORK);
    itemOfResource.put(vnet.id(), self.id());
    List<Box> subnets = new ArrayList<>();
    for (Subnet subnet : vnet.subnets()) {
      List<Item> items = new ArrayList<>(inSubnet(subnet));
      if (!items.isEmpty()) {
        subnets.add(
            new Box(next("b"), subnet.name() + " " + subnet.addressPrefixes(), items, List.of()));
      }
    }
    return new Box(next("b"), vnet.name(), List.of(self), subnets);
  }

  private List<Item> inSubnet(Subnet subnet) {
    List<Item> items = new ArrayList<>();
    for (AzureNames.GatewayName gateway : gateways.getOrDefault(subnet.id(), List.of())) {
      Item item = new Item(next("n"), gateway.name(), Kind.GATEWAY);
      itemOfResource.put(gateway.id(), item.id());
      gateway.instances().forEach(one -> itemOfNode.put(one.node(), item.id()));
      items.add(item);
    }
    for (String service : services.in(subnet.id())) {
      items.add(new Item(next("n"), service, Kind.SERVICE));
    }
    List<Placed> here = machines.getOrDefault(subnet.id(), List.of());
    if (here.size() <= MOST_MACHINES) {
      for (Placed placed : here) {
        itemOfNode.put(placed.machine, placed.item.id());
        items.add(placed.item);
      }
    } else {
      Item all = new Item(next("n"), here.size() + " virtual machines", Kind.MACHINE);
      here.forEach(placed -> itemOfNode.put(placed.machine, all.id()));
      items.add(all);
    }
    return items;
  }

  private List<Item> circuits() {
    List<Item> items = new ArrayList<>();
    for (AzureNames.CircuitName circuit : names.circuits().values()) {
      Item item = new Item(next("n"), circuit.name(), Kind.CIRCUIT);
      itemOfResource.put(circuit.id(), item.id());
      circuit.links().forEach(link -> itemOfNode.put(link.node(), item.id()));
      items.add(item);
    }
    return items;
  }

  private List<Item> outside() {
    List<Item> items = new ArrayList<>();
    for (LocalNetworkGateway gateway : resources.localNetworkGateways().values()) {
      Item item = new Item(next("n"), gateway.name() + " (local network gateway)", Kind.DEVICE);
      itemOfResource.put(gateway.id(), item.id());
      items.add(item);
    }
    for (Node node : network.nodes().values()) {
      boolean isDrawn =
          switch (node.kind()) {
            case ROUTER, SERVER, OUTSIDE -> true;
            case GATEWAY, EDGE_ROUTER, FABRIC, INTERNET, INTERNET_EDGE -> false;
          };
      if (isDrawn && !itemOfNode.containsKey(node.name())) {
        Item item = new Item(next("n"), node.name(), Kind.DEVICE);
        itemOfNode.put(node.name(), item.id());
        items.add(item);
      }
    }
    for (Host host : network.hosts().values()) {
      if (!host.attachedTo().node().equals(names.fabric())
          && !itemOfNode.containsKey(host.name())) {
        Item item = new Item(next("n"), host.name() + " " + host.address(), Kind.HOST);
        itemOfNode.put(host.name(), item.id());
        items.add(item);
      }
    }
    return items;
  }

  /** Both halves are one line. */
  private void addPeerings(List<Line> lines) {
    for (Peering half : resources.peerings().values()) {
      boolean isFirst =
          resources.oppositeOf(half).filter(other -> other.id().compareTo(half.id()) < 0).isEmpty();
      if (isFirst) {
        add(
            lines,
            itemOfResource.get(half.virtualNetwork()),
            itemOfResource.get(half.remoteVirtualNetwork()),
            resources.isConnected(half) ? "peering" : "peering, not connected",
            true);
      }
    }
  }

  private void addConnections(List<Line> lines) {
    for (Connection connection : resources.connections().values()) {
      ResourceId far =
          switch (connection) {
            case Connection.Ipsec ipsec -> ipsec.localNetworkGateway();
            case Connection.ExpressRoute line -> line.circuit();
            case Connection.VnetToVnet pair -> pair.remoteGateway();
          };
      boolean isSecond =
          connection instanceof Connection.VnetToVnet pair
              && resources
                  .oppositeOf(pair)
                  .map(AzureResource::id)
                  .filter(other -> other.compareTo(connection.id()) < 0)
                  .isPresent();
      if (!isSecond) {
        add(
            lines,
            itemOfResource.get(connection.gateway()),
            itemOfResource.get(far),
            connection.name(),
            true);
      }
    }
  }

  /** Tunnels between devices and machines; those of gateways are connections already. */
  private void addTunnels(List<Line> lines) {
    TunnelTable tunnels = TunnelTable.of(topology);
    Set<List<String>> drawn = new LinkedHashSet<>();
    for (int p = 0; p < tunnels.pairCount(); p++) {
      Node a = topology.node(tunnels.end(tunnels.pair(p).a()).node());
      Node b = topology.node(tunnels.end(tunnels.pair(p).b()).node());
      String from = itemOfNode.get(a.name());
      String to = itemOfNode.get(b.name());
      boolean ofGateway = a.kind() == NodeKind.GATEWAY || b.kind() == NodeKind.GATEWAY;
      if (!ofGateway && from != null && to != null && drawn.add(List.of(from, to))) {
        add(lines, from, to, "tunnel", true);
      }
    }
  }

  /** The peers of a Route Server are addresses; drawn are those that a machine has. */
  private void addRouteServerPeers(List<Line> lines) {
    Map<IpAddress, String> machineOf = new LinkedHashMap<>();
    for (AzureNames.MachineName machine : names.machines().values()) {
      for (String nic : machine.nics()) {
        names
            .nic(nic)
            .ifPresent(known -> known.addresses().forEach(a -> machineOf.put(a, machine.name())));
      }
    }
    for (RouteServer server : resources.routeServers().values()) {
      for (RouteServer.BgpConnection peer : server.connections()) {
        String machine = machineOf.get(peer.peerAddress());
        if (machine != null) {
          add(lines, itemOfResource.get(server.id()), itemOfNode.get(machine), "BGP", true);
        }
      }
    }
  }

  /** Two items are joined by one line, however many sub-interfaces share their cable. */
  private void addCables(List<Line> lines) {
    Set<List<String>> drawn = new LinkedHashSet<>();
    for (Segment segment : network.segments().values()) {
      List<String> ends =
          segment.members().stream()
              .map(InterfaceRef::node)
              .filter(itemOfNode::containsKey)
              .distinct()
              .toList();
      if (ends.size() == segment.members().stream().map(InterfaceRef::node).distinct().count()) {
        for (int i = 1; i < ends.size(); i++) {
          cable(lines, drawn, ends.getFirst(), ends.get(i));
        }
      }
    }
    for (Host host : network.hosts().values()) {
      if (!host.attachedTo().node().equals(names.fabric())) {
        cable(lines, drawn, host.attachedTo().node(), host.name());
      }
    }
  }

  private void cable(List<Line> lines, Set<List<String>> drawn, String a, String b) {
    String from = itemOfNode.get(a);
    String to = itemOfNode.get(b);
    if (from != null && to != null && !from.equals(to) && drawn.add(List.of(from, to))) {
      add(lines, from, to, null, false);
    }
  }

  private static void add(
      List<Line> lines,
      @Nullable String from,
      @Nullable String to,
      @Nullable String label,
      boolean isLogical) {
    if (from != null && to != null) {
      lines.add(new Line(from, to, label, isLogical));
    }
  }
}
