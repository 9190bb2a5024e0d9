package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load balancer: front ends in a subnet, to which routes may lead (R59), or on the Internet;
 * rules that spread what comes to them over pools, inbound NAT rules that forward ports to one
 * machine, and ways of its machines to the Internet (R218).
 *
 * @param isStandard a basic one cannot have rules for all ports, nor be reached over global peering
 * @param rules load-balancing rules, in the order written
 * @param natRules inbound NAT rules, in the order written
 * @param publicFrontends front ends with a public address
 * @param outboundRules ways out by public front ends, in the order written; those that follow from
 *     load-balancing rules come last
 */
public record LoadBalancer(
    ResourceId id,
    String location,
    boolean isStandard,
    List<Frontend> frontends,
    List<Pool> pools,
    List<Rule> rules,
    List<InboundNatRule> natRules,
    List<PublicFrontend> publicFrontends,
    List<OutboundRule> outboundRules,
    Origin origin)
    implements AzureResource {

  /** {@code Microsoft.Network/loadBalancers}. */
  public static final String TYPE = "Microsoft.Network/loadBalancers";

  public LoadBalancer {
    frontends = List.copyOf(frontends);
    pools = List.copyOf(pools);
    rules = List.copyOf(rules);
    natRules = List.copyOf(natRules);
    publicFrontends = List.copyOf(publicFrontends);
    outboundRules = List.copyOf(outboundRules);
  }

  /** The rules for every protocol and port, which alone let routes lead to a front end (R59). */
  public List<Rule> haPortsRules() {
    return rules.stream().filter(Rule::isForAllPorts).toList();
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
   * How a backend shows that it is alive: it takes a connection.
   *
   * @param port TCP port; for HTTP and HTTPS the answer itself is not looked at
   */
  public record Probe(ResourceId id, int port) {}

  /**
   * A load-balancing rule.
   *
   * @param pool where its flows go; null if it has none yet
   * @param protocol IP protocol; 0 = every one
   * @param frontendPort 0 = every port
   * @param backendPort port at the machine; 0 = the one that was called
   * @param floating the destination stays the front end's address at the backend too
   * @param probe health probe that watches the backend, or null
   */
  public record Rule(
      ResourceId id,
      ResourceId frontend,
      @Nullable ResourceId pool,
      int protocol,
      int frontendPort,
      int backendPort,
      boolean floating,
      @Nullable Probe probe,
      Origin origin) {
    /** True for a rule for every protocol and port. */
    public boolean isForAllPorts() {
      return protocol == 0 && frontendPort == 0 && backendPort == 0;
    }
  }

  /**
   * Forwards ports of a front end: one port to one machine, or of a range of ports one to each
   * machine of a pool.
   *
   * @param protocols IP protocols
   * @param firstPort first port of the front end
   * @param lastPort last one; the first again if it is one port
   * @param ipConfiguration the machine's configuration, if the rule names it; the interface may
   *     name the rule as well
   * @param pool the pool, or null for a single machine
   */
  public record InboundNatRule(
      ResourceId id,
      ResourceId frontend,
      List<Integer> protocols,
      int firstPort,
      int lastPort,
      int backendPort,
      boolean floating,
      @Nullable ResourceId ipConfiguration,
      @Nullable ResourceId pool,
      Origin origin) {
    public InboundNatRule {
      protocols = List.copyOf(protocols);
    }
  }

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
        rules.stream().map(LoadBalancer::unplaced).toList(),
        natRules.stream().map(LoadBalancer::unplaced).toList(),
        publicFrontends.stream()
            .map(f -> new PublicFrontend(f.id(), f.publicIpAddress(), Origin.NONE))
            .toList(),
        outboundRules.stream()
            .map(r -> new OutboundRule(r.id(), r.frontends(), r.pool(), r.protocols(), Origin.NONE))
            .toList(),
        Origin.NONE);
  }

  private static Rule unplaced(Rule rule) {
    return new Rule(
        rule.id(),
        rule.frontend(),
        rule.pool(),
        rule.protocol(),
        rule.frontendPort(),
        rule.backendPort(),
        rule.floating(),
        rule.probe(),
        Origin.NONE);
  }

  private static InboundNatRule unplaced(InboundNatRule rule) {
    return new InboundNatRule(
        rule.id(),
        rule.frontend(),
        rule.protocols(),
        rule.firstPort(),
        rule.lastPort(),
        rule.backendPort(),
        rule.floating(),
        rule.ipConfiguration(),
        rule.pool(),
        Origin.NONE);
  }
}
