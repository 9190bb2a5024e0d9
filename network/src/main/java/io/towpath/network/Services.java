package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.util.List;

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

  /** A DHCP scope: addresses {@code first…last} of a subnet, and the router it hands out. */
  public record DhcpScope(Prefix subnet, IpAddress first, IpAddress last, IpAddress router) {}
}
