package io.towpath.forwarding.plane;

import io.towpath.network.HostTemplate;
import io.towpath.network.Interface;
import io.towpath.network.NatSide;
import io.towpath.routing.Topology;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done to packets at each interface and host, compiled when it is first met. Thread-safe:
 * two threads that compile one point at once make equal, immutable ones.
 */
final class PolicyPoints {

  /**
   * An interface.
   *
   * @param nat translations of its node, or null; inside or outside says where they work
   * @param redirects the same, if some of them send on what comes by this interface
   * @param boundary translations at this interface alone, or null
   * @param vrf VRF id
   * @param errorClasses classes of routes that make an ICMP error's source known (R211 a)
   */
  record Port(
      FilterProgram[] in,
      FilterProgram[] out,
      boolean checksSource,
      boolean checksDestination,
      boolean ownSourcesOnly,
      boolean inside,
      boolean outside,
      @Nullable NatProgram nat,
      @Nullable NatProgram redirects,
      @Nullable BoundaryNat boundary,
      int vrf,
      List<String> errorClasses) {
    /** True if only ICMP errors of known sources may leave here. */
    boolean screensErrors() {
      return !errorClasses.isEmpty();
    }
  }

  /** The guest firewall of hosts of one kind. */
  record Guest(FilterProgram[] in, FilterProgram[] out) {}

  /** The firewall of a node. */
  private record Firewall(FilterProgram[] in) {}

  private final Topology topology;
  private final PolicySets sets;
  private final @Nullable Port[] ports;
  private final @Nullable Guest[] guests;
  private final @Nullable Firewall[] firewalls;
  private final Map<HostTemplate, Guest> byTemplate = new ConcurrentHashMap<>();

  PolicyPoints(Topology topology, PolicySets sets) {
    this.topology = topology;
    this.sets = sets;
    ports = new @Nullable Port[topology.interfaceCount()];
    guests = new @Nullable Guest[topology.hostCount()];
    firewalls = new @Nullable Firewall[topology.nodeCount()];
  }

  /** The policies of an interface. */
  Port port(int iface) {
    Port port = ports[iface];
    return port != null ? port : compile(iface);
  }

  private Port compile(int id) {
    Interface iface = topology.iface(id);
    NatProgram nat =
        iface.natSide() == NatSide.NONE ? null : sets.nat(topology.nodeOfInterface(id));
    Port port =
        new Port(
            sets.filters(iface.filtersIn()),
            sets.filters(iface.filtersOut()),
            iface.checkSourceIn(),
            iface.checkDestinationOut(),
            iface.ownSourcesOnly(),
            iface.natSide() == NatSide.INSIDE,
            iface.natSide() == NatSide.OUTSIDE,
            iface.natSide() == NatSide.OUTSIDE ? nat : null,
            nat != null && nat.redirects() ? nat : null,
            BoundaryNat.of(
                topology.nodeOfInterface(id),
                topology.vrfOfInterface(id),
                iface.name(),
                topology.node(topology.nodeOfInterface(id)).nat()),
            topology.vrfOfInterface(id),
            iface.icmpErrorClasses());
    ports[id] = port;
    return port;
  }

  /** What packets for a node itself must pass. */
  FilterProgram[] firewall(int node) {
    Firewall firewall = firewalls[node];
    if (firewall == null) {
      firewall = new Firewall(sets.filters(topology.node(node).firewall()));
      firewalls[node] = firewall;
    }
    return firewall.in();
  }

  /** The policies of a host. */
  Guest guest(int host) {
    Guest guest = guests[host];
    if (guest == null) {
      guest = byTemplate.computeIfAbsent(topology.host(host).template(), this::compile);
      guests[host] = guest;
    }
    return guest;
  }

  private Guest compile(HostTemplate template) {
    return new Guest(sets.filters(template.filtersIn()), sets.filters(template.filtersOut()));
  }
}
