package io.towpath.lab.plan;

import java.util.List;

/**
 * A host that asks a DHCP server of the lab for its address.
 *
 * @param host name of the host
 * @param space its space
 * @param iface Linux name of the interface by which it asks
 * @param server space of the server
 * @param id client identifier (RFC 2132 §9.14), hexadecimal: type 0 and the name in small letters
 * @param given lines for {@code ip} that do the same as the lease, for whoever runs no client
 */
public record LeaseClient(
    String host, String space, String iface, String server, String id, List<String> given) {
  /**
   * Name of the file, in the directory of its space, that says what a client was told: a line for
   * each of {@code address}, {@code server}, {@code router} and {@code dns}, this word first.
   */
  public static final String LEASE = "lease";

  public LeaseClient {
    given = List.copyOf(given);
  }
}
