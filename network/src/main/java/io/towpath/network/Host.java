package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node without routing of its own: own addresses, everything else to its gateway. Hosts never
 * enter the routing engine; 100,000 of them are cheap because {@code template} is shared.
 *
 * @param addresses primary first
 * @param prefixLength length of the subnet on the link
 * @param gateway default gateway, or null if it has none
 * @param attachedTo interface whose broadcast domain (or fabric port) it sits on
 * @param template what it shares with the hosts of its kind
 */
public record Host(
    String name,
    List<IpAddress> addresses,
    int prefixLength,
    @Nullable IpAddress gateway,
    InterfaceRef attachedTo,
    HostTemplate template,
    Origin origin) {

  public Host {
    addresses = List.copyOf(addresses);
  }

  /** The primary address. */
  public IpAddress address() {
    return addresses.getFirst();
  }
}
