package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an IPsec connection negotiates.
 *
 * @param enableBgp BGP runs over the tunnel
 * @param protocol IKEv2 unless stated
 * @param mode Default unless stated
 * @param sharedKey pre-shared key; null if not printed, which is assumed to agree
 * @param ipsecPolicy custom policy that replaces the defaults (R110); null for the defaults
 * @param policyBasedSelectors selectors from prefixes (R112)
 * @param selectors custom selectors; empty for any-to-any
 * @param dpdTimeout 45 s unless stated (R111)
 * @param customBgpAddresses link-local peer addresses that this connection uses (R88); empty for
 *     the gateway's own
 * @param ingressNatRules NAT rules for the site's addresses (R222)
 * @param egressNatRules NAT rules for the VNet's addresses (R222)
 * @param routingWeight printed for tunnels too, but without effect (R38)
 */
public record TunnelSettings(
    boolean enableBgp,
    ConnectionProtocol protocol,
    ConnectionMode mode,
    @Nullable String sharedKey,
    @Nullable IpsecPolicy ipsecPolicy,
    boolean policyBasedSelectors,
    List<Selector> selectors,
    Duration dpdTimeout,
    List<CustomBgpAddress> customBgpAddresses,
    List<ResourceId> ingressNatRules,
    List<ResourceId> egressNatRules,
    int routingWeight) {

  /** Dead peer detection unless stated (R111). */
  public static final Duration DEFAULT_DPD_TIMEOUT = Duration.ofSeconds(45);

  public TunnelSettings {
    selectors = List.copyOf(selectors);
    customBgpAddresses = List.copyOf(customBgpAddresses);
    ingressNatRules = List.copyOf(ingressNatRules);
    egressNatRules = List.copyOf(egressNatRules);
  }

  /** The link-local peer address of the instance that owns a gateway's ipConfiguration. */
  public record CustomBgpAddress(ResourceId ipConfiguration, IpAddress address) {}

  /** Traffic selectors proposed when Azure initiates. */
  public record Selector(List<Prefix> local, List<Prefix> remote) {
    public Selector {
      local = List.copyOf(local);
      remote = List.copyOf(remote);
    }
  }
}
