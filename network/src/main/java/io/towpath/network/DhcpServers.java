package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.network.Services.DhcpScope;
import io.towpath.network.Services.Lease;
import io.towpath.network.Services.Range;
import io.towpath.network.Services.Reservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The DHCP servers of a network while they hand out leases: clients are served in the order in
 * which they ask, each by a server that has an interface in its broadcast domain, from the scope of
 * the subnet of that interface. Mutable; for one thread.
 *
 * <p>A client with a reservation gets that address, every other the lowest one of the scope that is
 * neither excluded, reserved, leased nor in use: a client that finds its address used by a
 * neighbour declines it and is given another (RFC 2131, section 3.1, step 5). What is used in
 * another broadcast domain is nobody's neighbour here, so that equal scopes may stand side by side.
 */
public final class DhcpServers {
  private final Map<String, Node> nodes;

  /** The interfaces of each broadcast domain of several, by each of them. */
  private final Map<InterfaceRef, List<InterfaceRef>> domains = new HashMap<>();

  /** Addresses in use, by the first interface of the broadcast domain. */
  private final Map<InterfaceRef, Set<IpAddress>> used = new HashMap<>();

  private final Map<String, List<Pool>> pools = new HashMap<>();

  /** A scope with what has been handed out of it. */
  private static final class Pool {
    private final DhcpScope scope;
    private final List<Lease> leases = new ArrayList<>();
    private final Set<IpAddress> leased = new HashSet<>();

    /** Nothing lower is to be had. */
    private IpAddress next;

    private Pool(DhcpScope scope) {
      this.scope = scope;
      this.next = scope.first();
    }
  }

  /**
   * An address that a host has without asking.
   *
   * @param at interface on whose broadcast domain the host sits
   */
  public record Stated(InterfaceRef at, IpAddress address) {}

  /**
   * Servers before anybody has asked.
   *
   * @param nodes all nodes by name
   * @param cables what joins their interfaces to broadcast domains
   * @param stated addresses that hosts have without asking
   */
  public DhcpServers(Map<String, Node> nodes, List<Cable> cables, List<Stated> stated) {
    this.nodes = nodes;
    for (Node node : nodes.values()) {
      List<DhcpScope> scopes = node.services().dhcpScopes();
      if (!scopes.isEmpty()) {
        pools.put(node.name(), scopes.stream().map(Pool::new).toList());
      }
    }
    if (pools.isEmpty()) {
      return;
    }
    BroadcastDomains joined = new BroadcastDomains(nodes.values());
    for (Cable cable : cables) {
      if (cable.from() instanceof Cable.End.Plug(InterfaceRef from)
          && cable.to() instanceof Cable.End.Plug(InterfaceRef to)
          && find(from) != null
          && find(to) != null) {
        joined.connect(from, to, cable);
      }
    }
    for (Segment segment : joined.segments()) {
      segment.members().forEach(member -> domains.put(member, segment.members()));
    }
    stated.forEach(host -> used(host.at()).add(host.address()));
  }

  private @Nullable Interface find(InterfaceRef at) {
    Node node = nodes.get(at.node());
    return node == null ? null : node.findInterface(at.name());
  }

  /** The interfaces of the broadcast domain of one, in order. */
  private List<InterfaceRef> domain(InterfaceRef at) {
    return domains.getOrDefault(at, List.of(at));
  }

  /** The addresses in use in the broadcast domain of an interface. */
  private Set<IpAddress> used(InterfaceRef at) {
    List<InterfaceRef> members = domain(at);
    return used.computeIfAbsent(
        members.getFirst(),
        _ -> {
          Set<IpAddress> own = new HashSet<>();
          for (InterfaceRef member : members) {
            Interface iface = find(member);
            if (iface != null) {
              iface.addresses().forEach(address -> own.add(address.address()));
            }
          }
          return own;
        });
  }

  /** What a client is given: an address in its subnet, and the way out of it. */
  public record Offer(IpAddress address, int prefixLength, @Nullable IpAddress router) {}

  /**
   * A client asks.
   *
   * @param client name of the host
   * @param at interface on whose broadcast domain it sits
   * @return null if nobody serves it there, or the scope is used up
   */
  public @Nullable Offer ask(String client, InterfaceRef at) {
    if (pools.isEmpty()) {
      return null;
    }
    Set<IpAddress> taken = used(at);
    Pool pool = pool(at);
    IpAddress address = pool == null ? null : address(client, pool, taken);
    if (pool == null || address == null) {
      return null;
    }
    taken.add(address);
    pool.leases.add(new Lease(client, address));
    pool.leased.add(address);
    return new Offer(address, pool.scope.subnet().length(), pool.scope.router());
  }

  /** The scope of a server in the broadcast domain; the first server by name, if there are more. */
  private @Nullable Pool pool(InterfaceRef at) {
    for (InterfaceRef member : domain(at)) {
      Interface iface = find(member);
      if (iface == null || !iface.isEnabled()) {
        continue;
      }
      for (Pool pool : pools.getOrDefault(member.node(), List.of())) {
        for (InterfaceAddress own : iface.addresses()) {
          if (pool.scope.subnet().contains(own.address())) {
            return pool;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable IpAddress address(String client, Pool pool, Set<IpAddress> taken) {
    for (Reservation reservation : pool.scope.reserved()) {
      if (reservation.client().equalsIgnoreCase(client)
          && !taken.contains(reservation.address())
          && !pool.leased.contains(reservation.address())) {
        return reservation.address();
      }
    }
    IpAddress candidate = pool.next;
    while (candidate.compareTo(pool.scope.last()) <= 0) {
      Range excluded = excluded(candidate, pool.scope);
      boolean free =
          excluded == null
              && !taken.contains(candidate)
              && !pool.leased.contains(candidate)
              && !isReserved(candidate, pool.scope);
      if (free) {
        pool.next = candidate;
        return candidate;
      }
      IpAddress passed = excluded == null ? candidate : excluded.last();
      if (passed.compareTo(pool.scope.last()) >= 0) {
        return null;
      }
      candidate = passed.plus(1);
    }
    return null;
  }

  private static @Nullable Range excluded(IpAddress address, DhcpScope scope) {
    for (Range range : scope.excluded()) {
      if (range.contains(address)) {
        return range;
      }
    }
    return null;
  }

  private static boolean isReserved(IpAddress address, DhcpScope scope) {
    return scope.reserved().stream().anyMatch(r -> r.address().equals(address));
  }

  /** The nodes that have served somebody, with their leases, by name. */
  public Map<String, Node> served() {
    Map<String, Node> served = new LinkedHashMap<>();
    for (Node node : nodes.values()) {
      List<Pool> ofNode = pools.getOrDefault(node.name(), List.of());
      if (ofNode.stream().anyMatch(pool -> !pool.leases.isEmpty())) {
        List<DhcpScope> scopes =
            ofNode.stream().map(pool -> pool.scope.withLeases(pool.leases)).toList();
        served.put(
            node.name(), node.toBuilder().services(node.services().withDhcpScopes(scopes)).build());
      }
    }
    return served;
  }
}
