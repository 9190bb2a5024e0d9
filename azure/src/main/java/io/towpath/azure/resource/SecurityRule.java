package io.towpath.azure.resource;

import io.towpath.net.Origin;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of a network security group (R194, R196).
 *
 * @param priority 100–4096 for custom rules, lowest first
 * @param sources any of them matches; never empty
 * @param sourcePorts any of them matches; never empty; without meaning for ICMP
 * @param destinations any of them matches; never empty
 * @param destinationPorts any of them matches; never empty; without meaning for ICMP
 */
public record SecurityRule(
    ResourceId id,
    RuleDirection direction,
    int priority,
    RuleAccess access,
    RuleProtocol protocol,
    List<AddressMatch> sources,
    List<PortRange> sourcePorts,
    List<AddressMatch> destinations,
    List<PortRange> destinationPorts,
    Origin origin) {

  public SecurityRule {
    sources = List.copyOf(sources);
    sourcePorts = List.copyOf(sourcePorts);
    destinations = List.copyOf(destinations);
    destinationPorts = List.copyOf(destinationPorts);
  }

  /** The name as spelled. */
  public String name() {
    return id.name();
  }

  /** The application security groups that it names, sources first (R201). */
  public List<ResourceId> applicationSecurityGroups() {
    return Stream.concat(sources.stream(), destinations.stream())
        .flatMap(
            match ->
                match instanceof AddressMatch.ApplicationGroup(ResourceId group)
                    ? Stream.of(group)
                    : Stream.empty())
        .distinct()
        .toList();
  }

  /** As Network Watcher names it: {@code securityRules/x}, {@code defaultSecurityRules/x}. */
  public String label() {
    String type = id.type();
    return type.substring(type.lastIndexOf('/') + 1) + "/" + name();
  }

  /** The same content without places. */
  public SecurityRule unplaced() {
    return new SecurityRule(
        id,
        direction,
        priority,
        access,
        protocol,
        sources,
        sourcePorts,
        destinations,
        destinationPorts,
        Origin.NONE);
  }
}
