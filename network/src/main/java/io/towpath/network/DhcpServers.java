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
 * which they ask, each from the scope of the subnet of the interface where it sits. Mutable; for
 * one thread.
 *
 * <p>A client with a reservation gets that address, every other the lowest one of the scope that is
 * neither excluded, reserved, leased nor in use: a client that finds its address used by a
 * neighbour declines it and is given another (RFC 2131, section 3.1, step 5).
 */
public final class DhcpServers {
  private final Map<String, Node> nodes;
  private final Set<IpAddress> used = new HashSet<>();
  private final Map<String, List<Pool>> pools = new HashMap<>();

  /** A scope with what has been handed out of it. */
  private static final class Pool {
    private final DhcpScope scope;
    private final List<Lease> leases = new ArrayList<>();
    private IpAddress next;

    private Pool(DhcpScope scope) {
      this.scope = scope;
      this.next = scope.first();
    }
  }

  /**
   * Servers before anybody has asked.
   *
   * @param nodes all nodes by name
   * @param stated addresses that hosts have without asking
   */
  public DhcpServers(Map<String, Node> nodes, List<IpAddress> stated) {
    this.nodes = nodes;
    used.addAll(stated);
    for (Node node : nodes.values()) {
      List<DhcpScope> scopes = node.services().dhcpScopes();
      if (!scopes.isEmpty()) {
        pools.put(node.name(), scopes.stream().map(Pool::new).toList());
        node.interfaces()
            .forEach(iface -> iface.addresses().forEach(own -> used.add(own.address())));
      }
    }
  }

  /** What a client is given: an address in its subnet, and the way out of it. */
  public record Offer(IpAddress address, int prefixLength, @Nullable IpAddress router) {}

  /**
   * A client asks.
   *
   * @param client name of the host
   * @param at interface of the server on whose network it sits
   * @return null if nobody serves it there, or the scope is used up
   */
  public @Nullable Offer ask(String client, InterfaceRef at) {
    Pool pool = pool(at);
    IpAddress address = pool == null ? null : address(client, pool);
    if (pool == null || address == null) {
      return null;
    }
    used.add(address);
    pool.leases.add(new Lease(client, address));
    return new Offer(address, pool.scope.subnet().length(), pool.scope.router());
  }

  /** The scope of the subnet that the interface is in. */
  private @Nullable Pool pool(InterfaceRef at) {
    Node node = nodes.get(at.node());
    Interface iface = node == null ? null : node.findInterface(at.name());
    if (iface == null) {
      return null;
    }
    for (Pool pool : pools.getOrDefault(at.node(), List.of())) {
      for (InterfaceAddress own : iface.addresses()) {
        if (pool.scope.subnet().contains(own.address())) {
          return pool;
        }
      }
    }
    return null;
  }

  private @Nullable IpAddress address(String client, Pool pool) {
    for (Reservation reservation : pool.scope.reserved()) {
      if (reservation.client().equalsIgnoreCase(client) && !used.contains(reservation.address())) {
        return reservation.address();
      }
    }
    IpAddress candidate = pool.next;
    while (candidate.compareTo(pool.scope.last()) <= 0) {
      Range excluded = excluded(candidate, pool.scope);
      boolean free =
          excluded == null && !used.contains(candidate) && !isReserved(candidate, pool.scope);
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
