package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several members that act as one: a load balancer front end, an HSRP or VRRP group, the instances
 * of an active-standby gateway.
 *
 * @param name unique within the network
 * @param address address that the elected member answers for, or null
 * @param domain domain in which the address lives, or null for a broadcast domain; there the
 *     elected member's port comes before the domain's own map
 * @param members in order of preference
 * @param choice how a member is elected
 * @param rewritesDestination the destination becomes the member's address; packets that a route
 *     leads to the group's address on their way elsewhere keep theirs
 * @param ports what of the packets to its address it takes; empty = all of them. Several groups may
 *     share an address if their ports differ; one that takes everything gets what no other takes.
 *     No route leads to such a group on the way elsewhere
 * @param answersEcho pings of its address are answered before any member sees them, while at least
 *     one member is healthy
 * @param dormantStandby members that are not elected are inactive as nodes, as if they were down:
 *     no session, no tunnel, no exchange. Members may carry equal addresses, of which only those of
 *     the elected one count
 */
public record Group(
    String name,
    @Nullable IpAddress address,
    @Nullable String domain,
    List<Member> members,
    Choice choice,
    boolean rewritesDestination,
    List<Port> ports,
    boolean answersEcho,
    boolean dormantStandby,
    Timers timers,
    Origin origin) {

  public Group {
    members = List.copyOf(members);
    ports = List.copyOf(ports);
  }

  /** A group that takes every packet to its address. */
  public Group(
      String name,
      @Nullable IpAddress address,
      @Nullable String domain,
      List<Member> members,
      Choice choice,
      boolean rewritesDestination,
      boolean dormantStandby,
      Timers timers,
      Origin origin) {
    this(
        name,
        address,
        domain,
        members,
        choice,
        rewritesDestination,
        List.of(),
        false,
        dormantStandby,
        timers,
        origin);
  }

  /** The port of those that it takes by which it takes a packet, or null. */
  public @Nullable Port portFor(int protocol, int destinationPort) {
    for (Port port : ports) {
      if (port.protocol == protocol && port.number == destinationPort) {
        return port;
      }
    }
    return null;
  }

  /**
   * A port of its address.
   *
   * @param protocol IP protocol, one with ports
   * @param number destination port of what it takes
   * @param atMember destination port that the member sees
   */
  public record Port(int protocol, int number, int atMember) {
    public Port {
      if (protocol != PacketHeader.TCP && protocol != PacketHeader.UDP) {
        throw new IllegalArgumentException("protocol " + protocol + " has no ports");
      }
    }
  }

  /** How a member is elected. */
  public enum Choice {
    /** By a hash of the flow, so that the answer may come to another member. */
    FLOW_HASH,
    /** By a hash that is the same for both directions of a flow. */
    SYMMETRIC_FLOW_HASH,
    /** The first healthy one in the order of members. */
    FIRST_HEALTHY
  }

  /**
   * A member.
   *
   * @param at interface of the member
   * @param address the one of its addresses that is the target, or null for the primary one
   * @param priority higher is preferred; members are listed in that order
   * @param health what makes it healthy
   */
  public record Member(InterfaceRef at, @Nullable IpAddress address, int priority, Health health) {
    /** A member whose primary address is the target. */
    public Member(InterfaceRef at, int priority, Health health) {
      this(at, null, priority, health);
    }
  }

  /** Condition of a member. */
  public sealed interface Health {
    /** Node and interface are up. */
    record InterfaceUp() implements Health {}

    /** A probe from an address to a port is answered. */
    record Probe(IpAddress from, int protocol, int port) implements Health {}
  }
}
