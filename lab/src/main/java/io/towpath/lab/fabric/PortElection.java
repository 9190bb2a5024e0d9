package io.towpath.lab.fabric;

import io.towpath.lab.plan.FabricNumbers;
import io.towpath.net.IpAddress;
import io.towpath.network.Domain;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.Node;
import io.towpath.network.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which ports of a fabric lead to an address of a domain or to a group, given which interfaces
 * carry packets; and which members answer for an address on a broadcast domain. A pure function.
 */
final class PortElection {
  private final Network network;
  private final Predicate<InterfaceRef> carries;
  private final Map<InterfaceRef, InterfaceRef> portOf = new HashMap<>();
  private final Map<String, List<InterfaceRef>> byGroup = new TreeMap<>();
  private final Map<String, Map<IpAddress, List<InterfaceRef>>> byDomain = new TreeMap<>();
  private final Map<InterfaceRef, List<IpAddress>> answering = new LinkedHashMap<>();

  /**
   * Elects.
   *
   * @param carries true for interfaces that exist, are up and have a carrier
   */
  PortElection(Network network, Predicate<InterfaceRef> carries) {
    this.network = network;
    this.carries = carries;
    for (Segment segment : network.segments().values()) {
      indexPorts(segment);
    }
    for (Domain domain : network.domains().values()) {
      Map<IpAddress, List<InterfaceRef>> owners = new TreeMap<>();
      domain
          .ports()
          .forEach(
              (address, port) ->
                  owners.put(address, List.of(new InterfaceRef(domain.node(), port))));
      byDomain.put(domain.name(), owners);
    }
    network.groups().values().forEach(this::elect);
  }

  private void indexPorts(Segment segment) {
    if (segment.members().size() != 2) {
      return;
    }
    InterfaceRef a = segment.members().getFirst();
    InterfaceRef b = segment.members().getLast();
    if (isPort(a)) {
      portOf.put(b, a);
    }
    if (isPort(b)) {
      portOf.put(a, b);
    }
  }

  private boolean isPort(InterfaceRef at) {
    Node node = network.nodes().get(at.node());
    return node != null && FabricNumbers.isFabric(node);
  }

  private void elect(Group group) {
    List<InterfaceRef> healthy = new ArrayList<>();
    for (Group.Member member : group.members()) {
      InterfaceRef port = isPort(member.at()) ? member.at() : portOf.get(member.at());
      if (carries.test(member.at()) && (port == null || carries.test(port))) {
        healthy.add(member.at());
      }
    }
    List<InterfaceRef> elected =
        switch (group.choice()) {
          case FIRST_HEALTHY -> healthy.stream().limit(1).toList();
          case FLOW_HASH, SYMMETRIC_FLOW_HASH -> healthy;
        };
    List<InterfaceRef> ports = new ArrayList<>();
    for (InterfaceRef member : elected) {
      InterfaceRef port = isPort(member) ? member : portOf.get(member);
      if (port != null) {
        ports.add(port);
      }
    }
    byGroup.put(group.name(), List.copyOf(ports));
    IpAddress address = group.address();
    if (address == null || !group.ports().isEmpty()) {
      // One that takes ports is not built; the plan says so.
      return;
    }
    if (group.domain() != null) {
      // The elected member's port comes before the domain's own map; nobody elected is nobody.
      byDomain.computeIfAbsent(group.domain(), _ -> new TreeMap<>()).put(address, ports);
    } else if (!elected.isEmpty()) {
      answering.computeIfAbsent(elected.getFirst(), _ -> new ArrayList<>()).add(address);
    }
  }

  /** Ports that lead to an address of a domain; empty if nobody owns it. */
  List<InterfaceRef> owners(String domain, IpAddress address) {
    return byDomain.getOrDefault(domain, Map.of()).getOrDefault(address, List.of());
  }

  /** All addresses that are owned in a domain, with the ports that lead there, in order. */
  Map<IpAddress, List<InterfaceRef>> owners(String domain) {
    return byDomain.getOrDefault(domain, Map.of());
  }

  /** Ports of the members that act for a group; empty if none does. */
  List<InterfaceRef> members(String group) {
    return byGroup.getOrDefault(group, List.of());
  }

  /** Interfaces on broadcast domains that are elected to answer, with the addresses. */
  Map<InterfaceRef, List<IpAddress>> answering() {
    return answering;
  }

  /** True if an interface carries packets. */
  boolean carries(@Nullable InterfaceRef at) {
    return at != null && carries.test(at);
  }
}
