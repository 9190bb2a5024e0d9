package io.towpath.forwarding.plane;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Group;
import io.towpath.network.Interface;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which members of each group act in one live set: the first healthy one, or all that share by
 * flow. Healthy means that the interface carries packets and, where the group probes, that its
 * probe arrives.
 */
final class Elections {

  /**
   * A member that acts.
   *
   * @param iface the member's interface
   * @param port interface of the fabric that leads to it, −1 on a broadcast domain
   * @param neighbour who is behind the port, see {@link Links}
   * @param address IPv4 address of the member; 0 if it has none
   */
  record Member(int iface, int port, int neighbour, int address) {}

  /** The members of a group that act, in order of preference; none if none is healthy. */
  record Elected(Group group, Member[] members) {
    boolean isShared() {
      return members.length > 1;
    }
  }

  /**
   * The groups at one address of a domain.
   *
   * @param all the one that takes everything, or null
   * @param byPort those that take some ports, by name
   */
  record FrontEnd(@Nullable Elected all, List<Elected> byPort) {
    /** The group that takes a packet, or null if none does. */
    @Nullable Elected taking(int protocol, int port) {
      for (Elected candidate : byPort) {
        if (candidate.group.portFor(protocol, port) != null) {
          return candidate;
        }
      }
      return all;
    }

    /** True if the address answers pings itself, while it {@link #isHealthy}. */
    boolean answersEcho() {
      return byPort.stream().anyMatch(candidate -> candidate.group.answersEcho());
    }

    /** True if a group that answers pings has a member that acts. */
    boolean isHealthy() {
      return byPort.stream()
          .anyMatch(candidate -> candidate.group.answersEcho() && candidate.members.length > 0);
    }

    private FrontEnd and(Elected another) {
      if (another.group.ports().isEmpty()) {
        return all == null ? new FrontEnd(another, byPort) : this;
      }
      List<Elected> more = new ArrayList<>(byPort);
      more.add(another);
      return new FrontEnd(all, List.copyOf(more));
    }
  }

  private final StaticPlane plane;
  private final Topology topology;
  private final Lines lines;
  private final Map<String, Elected> byName = new HashMap<>();
  private final LongIntMap owners = new LongIntMap();
  private final List<FrontEnd> numbered = new ArrayList<>();
  private final LongIntMap inDomains = new LongIntMap();
  private final LongIntMap virtual = new LongIntMap();
  private final BitSet virtualNodes = new BitSet();

  /**
   * Elects.
   *
   * @param answers whether a probe reaches a member; only asked for members that carry packets
   */
  Elections(StaticPlane plane, Lines lines, BiPredicate<Member, Group.Health.Probe> answers) {
    this.plane = plane;
    this.topology = plane.topology();
    this.lines = lines;
    for (Group group : topology.network().groups().values()) {
      Elected elected = elect(group, answers);
      byName.put(group.name(), elected);
      if (group.address() instanceof Ipv4Address(int bits)) {
        if (group.domain() == null) {
          own(elected, bits);
        } else {
          addTo(plane.domainKey(group.domain(), bits), elected);
        }
      }
    }
  }

  private void addTo(long domainKey, Elected elected) {
    int number = inDomains.get(domainKey);
    if (number == LongIntMap.ABSENT) {
      inDomains.putIfAbsent(domainKey, numbered.size());
      numbered.add(new FrontEnd(null, List.of()).and(elected));
    } else {
      numbered.set(number, numbered.get(number).and(elected));
    }
  }

  private Elected elect(Group group, BiPredicate<Member, Group.Health.Probe> answers) {
    List<Member> healthy = new ArrayList<>();
    for (Group.Member candidate : group.members()) {
      Member member = member(topology.interfaceId(candidate.at()), candidate.address());
      if (member != null && isHealthy(member, candidate.health(), answers)) {
        healthy.add(member);
      }
    }
    return new Elected(
        group,
        switch (group.choice()) {
          case FIRST_HEALTHY -> healthy.stream().limit(1).toArray(Member[]::new);
          case FLOW_HASH, SYMMETRIC_FLOW_HASH -> healthy.toArray(Member[]::new);
        });
  }

  private @Nullable Member member(int iface, @Nullable IpAddress stated) {
    if (iface < 0) {
      return null;
    }
    boolean isPort = plane.isFabric(topology.nodeOfInterface(iface));
    int port = isPort ? iface : plane.links().sole(iface);
    int neighbour = isPort ? plane.links().sole(iface) : iface;
    int address =
        stated instanceof Ipv4Address(int bits) ? bits : address(topology.iface(iface), isPort);
    return new Member(iface, Math.max(port, -1), neighbour, address);
  }

  private static int address(Interface iface, boolean isPort) {
    IpAddress address =
        isPort ? iface.owned().stream().findFirst().orElse(null) : iface.primaryAddress();
    return address instanceof Ipv4Address(int bits) ? bits : 0;
  }

  private boolean isHealthy(
      Member member, Group.Health health, BiPredicate<Member, Group.Health.Probe> answers) {
    if (!lines.carries(member.iface)) {
      return false;
    }
    return switch (health) {
      case Group.Health.InterfaceUp() -> true;
      case Group.Health.Probe probe -> answers.test(member, probe);
    };
  }

  /** On a broadcast domain one member answers for the address, whatever the choice. */
  private void own(Elected elected, int address) {
    if (elected.members.length > 0) {
      int iface = elected.members[0].iface;
      owners.putIfAbsent(plane.links().key(iface, address), iface);
      virtual.putIfAbsent(virtualKey(topology.vrfOfInterface(iface), address), iface);
      virtualNodes.set(topology.nodeOfInterface(iface));
    }
  }

  private static long virtualKey(int vrf, int address) {
    return (long) vrf << 32 | address & 0xFFFF_FFFFL;
  }

  /** Interface elected for an address on the link of an interface, or {@link Links#NOBODY}. */
  int owner(int iface, int address) {
    int owner = owners.get(plane.links().key(iface, address));
    return owner == LongIntMap.ABSENT ? Links.NOBODY : owner;
  }

  /** True if a node answers for an address in a VRF because it is elected. */
  boolean receives(int node, int vrf, int address) {
    return virtualNodes.get(node) && virtual.get(virtualKey(vrf, address)) != LongIntMap.ABSENT;
  }

  /** The groups that own an address in a domain, or null if there are none. */
  @Nullable FrontEnd ownerInDomain(long domainKey) {
    int number = inDomains.get(domainKey);
    return number == LongIntMap.ABSENT ? null : numbered.get(number);
  }

  /** Who acts for a group, or null if there is no group of that name. */
  @Nullable Elected of(String group) {
    return byName.get(group);
  }

  /** True if some group waits for probes. */
  static boolean probes(Topology topology) {
    return topology.network().groups().values().stream()
        .flatMap(group -> group.members().stream())
        .anyMatch(member -> member.health() instanceof Group.Health.Probe);
  }
}
