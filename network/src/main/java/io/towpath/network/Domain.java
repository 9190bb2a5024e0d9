package io.towpath.network;

import io.towpath.net.IpAddress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Maps the addresses of one private address space to the ports of a fabric that own them.
 *
 * @param name unique within the network
 * @param node the fabric
 * @param ports interface name of the fabric by address, in address order
 */
public record Domain(String name, String node, Map<IpAddress, String> ports) {
  public Domain {
    ports = Collections.unmodifiableMap(new TreeMap<>(ports));
  }
}
