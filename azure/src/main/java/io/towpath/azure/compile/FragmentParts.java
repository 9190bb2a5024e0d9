package io.towpath.azure.compile;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.Domain;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.OpenEnd;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what the parts of the compiler write. Not thread-safe. */
final class FragmentParts {
  /** Finished elements. */
  final Fragment.Builder fragment = new Fragment.Builder();

  /** Tables of the fabric. */
  final List<Vrf> fabricVrfs = new ArrayList<>();

  /** Ports of the fabric. */
  final List<Interface> fabricPorts = new ArrayList<>();

  /** What came of which resource. */
  final AffectedElements affected = new AffectedElements();

  /** Names for questions about the network, of all clouds together. */
  final AzureNames.Builder names;

  /** Interfaces with public addresses, each to be joined to others of its cloud's public side. */
  final List<OpenEnd> publicEnds = new ArrayList<>();

  private final String fabric;
  private final Map<String, Map<IpAddress, String>> portsByDomain = new LinkedHashMap<>();
  private final Map<String, List<InterfaceRef>> edgeSegments = new LinkedHashMap<>();

  /**
   * Nothing yet.
   *
   * @param fabric name of the fabric's node
   */
  FragmentParts(String fabric, AzureNames.Builder names) {
    this.fabric = fabric;
    this.names = names;
  }

  /** Makes a domain, empty until ports own addresses in it. */
  void domain(String domain) {
    portsByDomain.computeIfAbsent(domain, _ -> new LinkedHashMap<>());
  }

  /** A port owns an address in a domain; the first owner stays. */
  void own(String domain, IpAddress address, String port) {
    portsByDomain.computeIfAbsent(domain, _ -> new LinkedHashMap<>()).putIfAbsent(address, port);
  }

  /** True if a port owns the address in a domain. */
  boolean isOwned(String domain, IpAddress address) {
    return portsByDomain.getOrDefault(domain, Map.of()).containsKey(address);
  }

  /** An interface is a member of a VNet's edge segment. */
  void onEdge(String segment, String node, String iface) {
    edgeSegments
        .computeIfAbsent(segment, _ -> new ArrayList<>())
        .add(new InterfaceRef(node, iface));
  }

  /** The edge segments, complete once gateways and circuits are made. */
  List<Segment> edgeSegments() {
    List<Segment> segments = new ArrayList<>();
    edgeSegments.forEach(
        (name, members) -> segments.add(new Segment(name, members, null, Origin.NONE)));
    return segments;
  }

  /** All domains, complete once every port is made. */
  List<Domain> domains() {
    List<Domain> domains = new ArrayList<>();
    portsByDomain.forEach((name, ports) -> domains.add(new Domain(name, fabric, ports)));
    return domains;
  }
}
