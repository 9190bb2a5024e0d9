package io.towpath.bench;

import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Domain;
import io.towpath.network.Filter;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import io.towpath.routing.Topology;
import io.towpath.routing.rib.RibRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plain way to walk a packet: records and hash maps, names instead of numbers, routes sorted by
 * length and tried in turn, rules as they were written. It knows what {@link VnetNetwork} has.
 */
final class ObjectWalker {

  /** Where a walk ended. */
  record End(Verdict verdict, String at) {}

  private record Place(String name, String vrf, @Nullable Interface ingress) {}

  private record Next(@Nullable End end, @Nullable Place place) {}

  private final Network network;
  private final Map<String, List<RibRoute>> tables = new HashMap<>();
  private final Map<AddressSet.Derived, List<Prefix>> derived = new HashMap<>();
  private final Map<InterfaceRef, Interface> interfaces = new HashMap<>();
  private final Map<InterfaceRef, InterfaceRef> cables = new HashMap<>();
  private final Map<InterfaceRef, Host> hostAt = new HashMap<>();

  ObjectWalker(Solution solution) {
    Topology topology = solution.topology();
    network = topology.network();
    for (int v = 0; v < topology.vrfCount(); v++) {
      List<RibRoute> active =
          solution.routing().rib(v).routes().stream()
              .filter(RibRoute::isActive)
              .sorted(Comparator.comparingInt((RibRoute r) -> r.prefix().length()).reversed())
              .toList();
      tables.put(topology.vrfRef(v).toString(), active);
    }
    for (Node node : network.nodes().values()) {
      for (Interface iface : node.interfaces()) {
        interfaces.put(new InterfaceRef(node.name(), iface.name()), iface);
      }
    }
    for (Segment segment : network.segments().values()) {
      cables.put(segment.members().getFirst(), segment.members().getLast());
      cables.put(segment.members().getLast(), segment.members().getFirst());
    }
    for (Host host : network.hosts().values()) {
      hostAt.put(host.attachedTo(), host);
    }
  }

  /** Walks a packet of a host. */
  End walk(String from, PacketHeader packet) {
    Host host = network.hosts().get(from);
    if (host == null) {
      throw new IllegalArgumentException("no host " + from);
    }
    Interface port = ifaceAt(host.attachedTo());
    Place place = new Place(host.attachedTo().node(), port.vrf(), port);
    for (int hop = 0; hop < 64; hop++) {
      Next next = step(place, packet);
      if (next.end != null) {
        return next.end;
      }
      if (next.place == null) {
        throw new IllegalStateException("a step leads on or ends");
      }
      place = next.place;
    }
    return new End(Verdict.LOOP, place.name);
  }

  private Interface ifaceAt(InterfaceRef ref) {
    Interface found = interfaces.get(ref);
    if (found == null) {
      throw new IllegalArgumentException("no interface " + ref);
    }
    return found;
  }

  private Next step(Place place, PacketHeader packet) {
    Interface in = place.ingress;
    if (in != null) {
      if (in.checkSourceIn() && !in.owned().contains(packet.source())) {
        return end(Verdict.DROPPED_BY_SOURCE_CHECK, place);
      }
      if (!permitted(in.filtersIn(), packet)) {
        return end(Verdict.DROPPED_BY_FILTER, place);
      }
    }
    RibRoute route = longest(place, packet.destination());
    if (route == null) {
      return end(Verdict.NO_ROUTE, place);
    }
    return switch (route.nextHops().getFirst()) {
      case NextHop.Deliver(String domain, _, _) ->
          toPort(place, domain, packet.destination(), packet);
      case NextHop.Port(String domain, IpAddress address, _) ->
          toPort(place, domain, address, packet);
      case NextHop.Via(_, String iface, _) when iface != null ->
          sendOut(place, new InterfaceRef(place.name, iface), packet);
      case NextHop.Attached(String iface, _) ->
          sendOut(place, new InterfaceRef(place.name, iface), packet);
      case NextHop.Discard _ -> end(Verdict.DISCARDED, place);
      case NextHop.Via _,
          NextHop.ToGroup _,
          NextHop.IntoTunnel _,
          NextHop.OtherVrf _,
          NextHop.Internet _ ->
          end(Verdict.UNSUPPORTED, place);
    };
  }

  private static Next end(Verdict verdict, Place place) {
    return new Next(new End(verdict, place.name), null);
  }

  private @Nullable RibRoute longest(Place place, IpAddress destination) {
    String key = place.name + (place.vrf.equals(Vrf.DEFAULT) ? "" : "/" + place.vrf);
    for (RibRoute route : tables.getOrDefault(key, List.of())) {
      if (route.prefix().contains(destination)) {
        return route;
      }
    }
    return null;
  }

  private Next toPort(Place place, String domain, IpAddress address, PacketHeader packet) {
    Domain owners = network.domains().get(domain);
    String port = owners == null ? null : owners.ports().get(address);
    return port == null
        ? end(Verdict.NO_OWNER, place)
        : sendOut(place, new InterfaceRef(place.name, port), packet);
  }

  private Next sendOut(Place place, InterfaceRef out, PacketHeader packet) {
    Interface iface = ifaceAt(out);
    if (!permitted(iface.filtersOut(), packet)) {
      return end(Verdict.DROPPED_BY_FILTER, place);
    }
    if (iface.checkDestinationOut() && !iface.owned().contains(packet.destination())) {
      return end(Verdict.DROPPED_BY_SOURCE_CHECK, place);
    }
    Host host = hostAt.get(out);
    if (host != null) {
      boolean isOwn = host.addresses().contains(packet.destination());
      return new Next(
          new End(isOwn ? Verdict.DELIVERED : Verdict.DOES_NOT_FORWARD, host.name()), null);
    }
    InterfaceRef far = cables.get(out);
    if (far == null) {
      return end(Verdict.NO_OWNER, place);
    }
    Interface ingress = ifaceAt(far);
    return new Next(null, new Place(far.node(), ingress.vrf(), ingress));
  }

  private boolean permitted(List<String> names, PacketHeader packet) {
    for (String name : names) {
      Filter filter = network.filters().get(name);
      if (filter != null && !permits(filter, packet)) {
        return false;
      }
    }
    return true;
  }

  private boolean permits(Filter filter, PacketHeader packet) {
    for (Filter.Rule rule : filter.rules()) {
      if (matches(rule, packet)) {
        return rule.permit();
      }
    }
    return filter.permitsByDefault();
  }

  private boolean matches(Filter.Rule rule, PacketHeader packet) {
    return (rule.protocols().isEmpty() || rule.protocols().contains(packet.protocol()))
        && rule.sources().stream().anyMatch(set -> contains(set, packet.source()))
        && rule.destinations().stream().anyMatch(set -> contains(set, packet.destination()))
        && (rule.destinationPorts().isEmpty()
            || rule.destinationPorts().stream()
                .anyMatch(range -> range.contains(packet.destinationPort())));
  }

  private boolean contains(AddressSet set, IpAddress address) {
    return switch (set) {
      case AddressSet.Any() -> true;
      case AddressSet.Prefixes(List<Prefix> prefixes) ->
          prefixes.stream().anyMatch(prefix -> prefix.contains(address));
      case AddressSet.Derived sought ->
          derived.computeIfAbsent(sought, this::resolve).stream()
              .anyMatch(prefix -> prefix.contains(address));
      case AddressSet.Except(AddressSet excluded) -> !contains(excluded, address);
      case AddressSet.Wildcard _ -> false;
    };
  }

  private List<Prefix> resolve(AddressSet.Derived set) {
    List<Prefix> prefixes = new ArrayList<>(set.extra());
    for (RibRoute route : tables.getOrDefault(set.vrf().toString(), List.of())) {
      if (set.classes().contains(route.routeClass())) {
        prefixes.add(route.prefix());
      }
    }
    return prefixes;
  }
}
