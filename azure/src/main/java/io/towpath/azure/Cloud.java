package io.towpath.azure;

/**
 * A cloud with a software-defined network, gateways and public addresses of its own. Two clouds
 * meet like strangers: over tunnels, never by peering.
 */
public sealed interface Cloud {

  /** Azure. */
  Cloud AZURE = new Azure();

  /** Azure, one for every estate. */
  record Azure() implements Cloud {}

  /**
   * An Azure Stack, on which tenants build what they know from Azure (R226). Its public addresses
   * are those of the network that it stands in, or of nobody, behind the NAT of a development kit.
   *
   * @param name what the estate calls it
   */
  record Stamp(String name) implements Cloud {}
}
