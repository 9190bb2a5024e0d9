package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer, as far as routes may lead to it (R59): front ends in a subnet and rules for all
 * ports; and as far as machines reach the Internet by its public front ends (R218).
 *
 * @param isStandard a basic one cannot have rules for all ports, nor be reached over global peering
 * @param haPortsRules rules of protocol All and port 0; others are reported as not modelled
 * @param publicFrontends front ends with a public address
 * @param outboundRules ways out by public front ends, in the order written; those that follow from
 *     inbound rules come last
 */
public record LoadBalancer(
    ResourceId id,
    String location,
    boolean isStandard,
    List<Frontend> frontends,
    List<Pool> pools,
    List<HaPortsRule> haPortsRules,
    List<PublicFrontend> publicFrontends,
    List<OutboundRule> outboundRules,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/loadBalancers}. */
  public static final String TYPE = "Microsoft.Network/loadBalancers";

  public LoadBalancer {
    frontends = List.copyOf(frontends);
    pools = List.copyOf(pools);
    haPortsRules = List.copyOf(haPortsRules);
    publicFrontends = List.copyOf(publicFrontends);
    outboundRules = List.copyOf(outboundRules);
  }

  /**
   * A front end inside a VNet.
   *
   * @param subnet where its address lives
   * @param privateIpAddress null if it is not stated
   */
  public record Frontend(
      ResourceId id, ResourceId subnet, @Nullable IpAddress privateIpAddress, Origin origin) {}

  /**
   * A backend pool.
   *
   * @param ipConfigurations those that the pool names itself; interfaces may name the pool as well
   */
  public record Pool(ResourceId id, List<ResourceId> ipConfigurations, Origin origin) {
    public Pool {
      ipConfigurations = List.copyOf(ipConfigurations);
    }
  }

  /**
   * A rule for every protocol and port.
   *
   * @param floating the destination stays the front end's address at the backend too
   * @param probe a health probe watches the backend
   */
  public record HaPortsRule(
      ResourceId id,
      ResourceId frontend,
      ResourceId pool,
      boolean floating,
      boolean probe,
      Origin origin) {}

  /** A front end on the Internet. */
  public record PublicFrontend(ResourceId id, ResourceId publicIpAddress, Origin origin) {}

  /**
   * Machines of a pool reach the Internet by front ends (R218).
   *
   * @param protocols IP protocols that are translated
   */
  public record OutboundRule(
      ResourceId id,
      List<ResourceId> frontends,
      ResourceId pool,
      List<Integer> protocols,
      Origin origin) {
    public OutboundRule {
      frontends = List.copyOf(frontends);
      protocols = List.copyOf(protocols);
    }
  }

  @Override
  public LoadBalancer unplaced() {
    return new LoadBalancer(
        id,
        location,
        isStandard,
        frontends.stream()
            .map(f -> new Frontend(f.id(), f.subnet(), f.privateIpAddress(), Origin.NONE))
            .toList(),
        pools.stream().map(p -> new Pool(p.id(), p.ipConfigurations(), Origin.NONE)).toList(),
        haPortsRules.stream()
            .map(
                r ->
                    new HaPortsRule(
                        r.id(), r.frontend(), r.pool(), r.floating(), r.probe(), Origin.NONE))
            .toList(),
        publicFrontends.stream()
            .map(f -> new PublicFrontend(f.id(), f.publicIpAddress(), Origin.NONE))
            .toList(),
        outboundRules.stream()
            .map(r -> new OutboundRule(r.id(), r.frontends(), r.pool(), r.protocols(), Origin.NONE))
            .toList(),
        Origin.NONE);
  }
}
