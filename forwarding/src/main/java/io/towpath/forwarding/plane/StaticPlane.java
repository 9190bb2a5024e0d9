package io.towpath.forwarding.plane;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Domain;
import io.towpath.network.HopProfile;
import io.towpath.network.Host;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.routing.Topology;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of the data plane is fixed for a topology, whatever fails: links, domains, hop profiles,
 * latencies. Built once and shared by every solution over the topology.
 */
public final class StaticPlane {
  private static final int KINDS = LinkKind.values().length;
  private static final HopProfile.Responder[] NO_RESPONDER = {};

  private final Topology topology;
  private final Links links;
  private final Latencies latencies;
  private final NodeKind[] kinds;
  private final boolean[] forwards;
  private final boolean[] forwardsFrom;
  private final HopProfile.Responder[][][] responders;
  private final int[] linkKinds;
  private final int[][] owned;
  private final Map<String, Integer> domainIds = new HashMap<>();
  private final LongIntMap ports = new LongIntMap();
  private final int[][] hostAddresses;
  private final int[] onLinkNetwork;
  private final int[] onLinkMask;
  private final PathChooser flowHash;
  private final TunnelSelectors selectors;

  /** Compiles what is fixed. */
  public StaticPlane(Topology topology) {
    this.topology = topology;
    links = new Links(topology);
    latencies = new Latencies(topology, links);
    int nodes = topology.nodeCount();
    kinds = new NodeKind[nodes];
    forwards = new boolean[nodes];
    responders = new HopProfile.Responder[nodes][][];
    int[] seeds = new int[nodes];
    Map<HopProfile, HopProfile.Responder[][]> compiled = new IdentityHashMap<>();
    for (int n = 0; n < nodes; n++) {
      Node node = topology.node(n);
      kinds[n] = node.kind();
      forwards[n] = node.forwards();
      seeds[n] = node.name().hashCode();
      responders[n] = compiled.computeIfAbsent(node.hops(), StaticPlane::compile);
    }
    flowHash = PathChooser.byFlow(seeds);
    selectors = new TunnelSelectors(topology);
    int interfaces = topology.interfaceCount();
    linkKinds = new int[interfaces];
    owned = new int[interfaces][];
    forwardsFrom = new boolean[interfaces];
    for (int i = 0; i < interfaces; i++) {
      linkKinds[i] = topology.iface(i).link().ordinal();
      forwardsFrom[i] = topology.iface(i).forwards();
      owned[i] = ipv4(topology.iface(i).owned());
    }
    indexDomains();
    int hosts = topology.hostCount();
    hostAddresses = new int[hosts][];
    onLinkNetwork = new int[hosts];
    onLinkMask = new int[hosts];
    for (int h = 0; h < hosts; h++) {
      Host host = topology.host(h);
      hostAddresses[h] = ipv4(host.addresses());
      // A host whose primary address is of IPv6 finds no IPv4 neighbour on its link.
      boolean onLink = host.address() instanceof Ipv4Address;
      onLinkMask[h] = onLink ? Ipv4Address.mask(host.prefixLength()) : 0;
      onLinkNetwork[h] = onLink ? hostAddresses[h][0] & onLinkMask[h] : 1;
    }
  }

  private static int[] ipv4(List<IpAddress> addresses) {
    return addresses.stream()
        .filter(Ipv4Address.class::isInstance)
        .mapToInt(address -> ((Ipv4Address) address).bits())
        .toArray();
  }

  private void indexDomains() {
    int id = 0;
    for (Domain domain : topology.network().domains().values()) {
      domainIds.put(domain.name(), id);
      int fabric = topology.nodeId(domain.node());
      if (fabric >= 0) {
        for (Map.Entry<IpAddress, String> port : domain.ports().entrySet()) {
          int iface = topology.interfaceId(fabric, port.getValue());
          if (iface >= 0 && port.getKey() instanceof Ipv4Address(int bits)) {
            ports.putIfAbsent(domainKey(id, bits), iface);
          }
        }
      }
      id++;
    }
  }

  private static HopProfile.Responder[][] compile(HopProfile profile) {
    HopProfile.Responder[][] table = new HopProfile.Responder[KINDS * KINDS][];
    for (LinkKind in : LinkKind.values()) {
      for (LinkKind out : LinkKind.values()) {
        table[in.ordinal() * KINDS + out.ordinal()] = match(profile, in, out);
      }
    }
    return table;
  }

  private static HopProfile.Responder[] match(HopProfile profile, LinkKind in, LinkKind out) {
    for (HopProfile.Row row : profile.rows()) {
      if ((row.in() == null || row.in() == in) && (row.out() == null || row.out() == out)) {
        return row.responders().toArray(HopProfile.Responder[]::new);
      }
    }
    return NO_RESPONDER;
  }

  Topology topology() {
    return topology;
  }

  Links links() {
    return links;
  }

  Latencies latencies() {
    return latencies;
  }

  PathChooser flowHash() {
    return flowHash;
  }

  TunnelSelectors selectors() {
    return selectors;
  }

  NodeKind kind(int node) {
    return kinds[node];
  }

  boolean isFabric(int node) {
    return kinds[node] == NodeKind.FABRIC || kinds[node] == NodeKind.INTERNET;
  }

  /** True if a packet for somebody else that came by an interface is passed on. */
  boolean forwards(int node, int ingress) {
    return forwards[node] && forwardsFrom[ingress];
  }

  HopProfile.Responder[] responders(int node, int in, int out) {
    return responders[node][linkKinds[in] * KINDS + linkKinds[out]];
  }

  /** True if an address belongs to the guest behind a port. */
  boolean owns(int iface, int address) {
    return contains(owned[iface], address);
  }

  /** True if there is a guest behind a port that does not own an address. */
  boolean isForeign(int iface, int address) {
    return owned[iface].length > 0 && !contains(owned[iface], address);
  }

  boolean hostOwns(int host, int address) {
    return contains(hostAddresses[host], address);
  }

  private static boolean contains(int[] addresses, int address) {
    for (int candidate : addresses) {
      if (candidate == address) {
        return true;
      }
    }
    return false;
  }

  /** Fabric interface that owns the address of a {@link #domainKey}, or −1. */
  int port(long key) {
    int port = ports.get(key);
    return port == LongIntMap.ABSENT ? -1 : port;
  }

  /** Id of a domain; one that does not exist has an id that no other has. */
  int domainId(String domain) {
    return domainIds.getOrDefault(domain, domainIds.size());
  }

  /** Key of an address in a domain. */
  long domainKey(String domain, int address) {
    return domainKey(domainId(domain), address);
  }

  static long domainKey(int domain, int address) {
    return (long) domain << 32 | address & 0xFFFF_FFFFL;
  }

  boolean isOnLink(int host, int address) {
    return (address & onLinkMask[host]) == onLinkNetwork[host];
  }
}
