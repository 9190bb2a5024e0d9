package io.towpath.estate.gotcha;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.Connection;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.azure.resource.Peering;
import io.towpath.azure.resource.VirtualNetwork;
import io.towpath.azure.resource.VirtualNetworkGateway;
import io.towpath.net.FindingKind;
import io.towpath.net.Prefix;
import io.towpath.net.trie.PrefixTrie;
import io.towpath.network.VrfRef;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.ReceivedRoute;
import io.towpath.routing.live.SessionTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** On-premises networks that announce what is a VNet's own. */
final class AnnouncedRangeGotchas implements NetworkGotcha {
  private static final FindingKind ANNOUNCED =
      FindingKind.warning(
          "TP6121",
          "R9",
          "On-premises announces a part of a VNet's range",
          "Inside a VNet its own range wins over every learned route, also a longer one (R35)."
              + " Machines there never reach the network on-premises that has the same addresses,"
              + " and the other way round depends on the site's tables.",
          "Renumber one of the two, or stop the announcement if it is a mistake.");

  @Override
  public List<FindingKind> kinds() {
    return List.of(ANNOUNCED);
  }

  @Override
  public void check(NetworkContext context) {
    Set<Long> azureAsns = new HashSet<>(Set.of(BackupGotchas.MICROSOFT));
    context
        .resources()
        .virtualNetworkGateways()
        .values()
        .forEach(gateway -> azureAsns.add(gateway.bgp().asn()));
    for (AzureNames.GatewayName name : context.names().gateways().values()) {
      Optional<VirtualNetworkGateway> gateway = context.gateway(name);
      if (gateway.isPresent()) {
        PrefixTrie<String> ranges = new PrefixTrie<>();
        add(context, gateway.get(), ranges);
        name.instances()
            .forEach(one -> check(context, one.bgp(), gateway.get().name(), ranges, azureAsns));
      }
    }
    for (AzureNames.CircuitName name : context.names().circuits().values()) {
      Optional<ExpressRouteCircuit> circuit = context.resources().circuit(name.id());
      PrefixTrie<String> ranges = new PrefixTrie<>();
      if (circuit.isPresent()) {
        for (Connection connection : context.resources().connectionsOf(circuit.get())) {
          context
              .resources()
              .gateway(connection.gateway())
              .ifPresent(gateway -> add(context, gateway, ranges));
        }
      }
      name.links().stream()
          .flatMap(link -> link.domains().stream())
          .forEach(domain -> check(context, domain.vrf(), name.name(), ranges, azureAsns));
    }
  }

  /** The ranges that a gateway announces: its VNet's and those of transit spokes (R75). */
  private static void add(
      NetworkContext context, VirtualNetworkGateway gateway, PrefixTrie<String> ranges) {
    Optional<VirtualNetwork> vnet = context.resources().vnetOf(gateway);
    if (vnet.isEmpty()) {
      return;
    }
    vnet.get().addressSpace().forEach(range -> ranges.put(range, vnet.get().name()));
    for (Peering half : vnet.get().peerings()) {
      if (context.resources().oppositeOf(half).filter(Peering::useRemoteGateways).isPresent()) {
        context
            .resources()
            .vnet(half.remoteVirtualNetwork())
            .ifPresent(
                spoke -> spoke.addressSpace().forEach(range -> ranges.put(range, spoke.name())));
      }
    }
  }

  private static void check(
      NetworkContext context,
      VrfRef vrf,
      String azure,
      PrefixTrie<String> ranges,
      Set<Long> azureAsns) {
    for (SessionTable.End end : context.endsOf(vrf)) {
      Optional<SessionTable.End> peer = context.peerOf(end);
      if (peer.isEmpty() || context.isAzure(context.nodeOf(peer.get()))) {
        continue;
      }
      for (ReceivedRoute route : context.received(end)) {
        BgpRoute announced = route.received();
        Optional<PrefixTrie.Entry<String>> range = ranges.longestMatch(announced.prefix());
        // Azure's own routes come back by sites that have several ways to it.
        boolean own = NetworkContext.asns(announced).stream().anyMatch(azureAsns::contains);
        if (range.isPresent() && !own) {
          context.report(
              ANNOUNCED.at(
                  peer.get().peer().origin(),
                  message(context, peer.get(), azure, announced.prefix(), range.get())));
        }
      }
    }
  }

  private static String message(
      NetworkContext context,
      SessionTable.End peer,
      String azure,
      Prefix prefix,
      PrefixTrie.Entry<String> range) {
    return "\""
        + context.nodeOf(peer)
        + "\" announces "
        + prefix
        + " to \""
        + azure
        + "\", but "
        + range.prefix()
        + " is the VNet \""
        + range.value()
        + "\".";
  }
}
