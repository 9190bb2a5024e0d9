package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node or host answers itself.
 *
 * @param answersEcho replies to ICMP echo requests
 * @param allPorts every TCP and UDP port is assumed to listen
 * @param listeners listening ports, used unless {@code allPorts}
 * @param dhcpScopes leases that it hands out
 */
public record Services(
    boolean answersEcho, boolean allPorts, List<Listener> listeners, List<DhcpScope> dhcpScopes) {

  /** Answers pings and, since nothing else is known, every port. */
  public static final Services ASSUMED = new Services(true, true, List.of(), List.of());

  public Services {
    listeners = List.copyOf(listeners);
    dhcpScopes = List.copyOf(dhcpScopes);
  }

  /** A listening port: IP protocol number and port. */
  public record Listener(int protocol, int port) {}

  /**
   * A DHCP scope: addresses {@code first…last} of a subnet, and what comes with them.
   *
   * @param router default gateway that clients are given, or null
   * @param dnsServers name servers that clients are given
   * @param excluded ranges that are not handed out
   * @param reserved addresses kept for one client each
   * @param leases what has been handed out, in that order
   */
  public record DhcpScope(
      String name,
      Prefix subnet,
      IpAddress first,
      IpAddress last,
      @Nullable IpAddress router,
      List<IpAddress> dnsServers,
      List<Range> excluded,
      List<Reservation> reserved,
      List<Lease> leases,
      Origin origin) {
    public DhcpScope {
      dnsServers = List.copyOf(dnsServers);
      excluded = List.copyOf(excluded);
      reserved = List.copyOf(reserved);
      leases = List.copyOf(leases);
    }

    /** The same with these leases. */
    public DhcpScope withLeases(List<Lease> handedOut) {
      return new DhcpScope(
          name, subnet, first, last, router, dnsServers, excluded, reserved, handedOut, origin);
    }
  }

  /** Addresses {@code first…last}, both included. */
  public record Range(IpAddress first, IpAddress last) {
    /** True if the address lies in the range. */
    public boolean contains(IpAddress address) {
      return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }
  }

  /**
   * An address that only one client gets.
   *
   * @param client name of the host; matched without case
   */
  public record Reservation(IpAddress address, String client) {}

  /** An address that a host has been given. */
  public record Lease(String host, IpAddress address) {}

  /** The same with other scopes. */
  public Services withDhcpScopes(List<DhcpScope> scopes) {
    return new Services(answersEcho, allPorts, listeners, scopes);
  }
}
