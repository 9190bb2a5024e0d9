package io.towpath.azure.resource;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address of a network interface.
 *
 * @param name unique in its interface
 * @param privateIpAddress stated address; if null, {@code AddressAssignment} says which it has
 * @param allocation Dynamic unless stated
 * @param primary the first address of the interface
 * @param backendPools backend pools of load balancers that it names
 * @param inboundNatRules inbound NAT rules of load balancers that it names
 * @param applicationSecurityGroups groups of which it is a member (R201)
 */
public record IpConfiguration(
    String name,
    ResourceId subnet,
    @Nullable IpAddress privateIpAddress,
    AllocationMethod allocation,
    AddressFamily family,
    @Nullable ResourceId publicIpAddress,
    boolean primary,
    List<ResourceId> backendPools,
    List<ResourceId> inboundNatRules,
    List<ResourceId> applicationSecurityGroups,
    Origin origin) {

  public IpConfiguration {
    backendPools = List.copyOf(backendPools);
    inboundNatRules = List.copyOf(inboundNatRules);
    applicationSecurityGroups = List.copyOf(applicationSecurityGroups);
  }

  /** The same content without places. */
  public IpConfiguration unplaced() {
    return new IpConfiguration(
        name,
        subnet,
        privateIpAddress,
        allocation,
        family,
        publicIpAddress,
        primary,
        backendPools,
        inboundNatRules,
        applicationSecurityGroups,
        Origin.NONE);
  }
}
