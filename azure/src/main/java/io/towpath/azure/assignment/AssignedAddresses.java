package io.towpath.azure.assignment;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;

/**
 * What the estate states about addresses that Azure chose and does not print.
 *
 * @param entries in the order written
 */
public record AssignedAddresses(List<Entry> entries) {

  /** Nothing stated. */
  public static final AssignedAddresses NONE = new AssignedAddresses(List.of());

  public AssignedAddresses {
    entries = List.copyOf(entries);
  }

  /** One entry; gateways and circuits are named by ARM name or id. */
  public sealed interface Entry {
    String gateway();

    Origin origin();
  }

  /** {@code {gateway, serving}}: the serving instance of an active-standby VPN gateway (R19). */
  public record Serving(String gateway, IpAddress address, Origin origin) implements Entry {}

  /** {@code {gateway, circuit, primary, secondary}}: endpoints of the Microsoft edge (R20). */
  public record EdgeEndpoints(
      String gateway, String circuit, IpAddress primary, IpAddress secondary, Origin origin)
      implements Entry {}

  /** {@code {gateway, instances}}: addresses of the instances of a gateway (R18, R20). */
  public record Instances(String gateway, List<IpAddress> addresses, Origin origin)
      implements Entry {
    public Instances {
      addresses = List.copyOf(addresses);
    }
  }
}
