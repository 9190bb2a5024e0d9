package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import java.util.List;

/**
 * BGP settings of a virtual network gateway.
 *
 * @param asn 65515 unless stated (R87)
 * @param peeringAddresses stated peer addresses: one, or one for each instance of an active-active
 *     gateway; empty if not stated
 * @param instances what Azure prints for each ipConfiguration; empty if not stated
 */
public record GatewayBgp(
    long asn, List<IpAddress> peeringAddresses, List<InstanceAddresses> instances) {

  /** The ASN of a gateway that states none. */
  public static final long DEFAULT_ASN = 65515;

  public GatewayBgp {
    peeringAddresses = List.copyOf(peeringAddresses);
    instances = List.copyOf(instances);
  }

  /**
   * Addresses of one instance.
   *
   * @param ipConfiguration the configuration that it belongs to
   * @param defaultAddresses addresses inside GatewaySubnet
   * @param customAddresses link-local ones inside 169.254.21.0–169.254.22.255 (R88)
   * @param tunnelAddresses public addresses
   */
  public record InstanceAddresses(
      ResourceId ipConfiguration,
      List<IpAddress> defaultAddresses,
      List<IpAddress> customAddresses,
      List<IpAddress> tunnelAddresses) {

    public InstanceAddresses {
      defaultAddresses = List.copyOf(defaultAddresses);
      customAddresses = List.copyOf(customAddresses);
      tunnelAddresses = List.copyOf(tunnelAddresses);
    }
  }
}
