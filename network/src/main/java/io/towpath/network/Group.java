package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
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
    boolean dormantStandby,
    Timers timers,
    Origin origin) {

  public Group {
    members = List.copyOf(members);
  }

  /** How a member is elected. */
  public enum Choice {
    FLOW_HASH,
    /** The first healthy one in the order of members. */
    FIRST_HEALTHY
  }

  /**
   * A member.
   *
   * @param at interface of the member; its address is the target
   * @param priority higher is preferred; members are listed in that order
   * @param health what makes it healthy
   */
  public record Member(InterfaceRef at, int priority, Health health) {}

  /** Condition of a member. */
  public sealed interface Health {
    /** Node and interface are up. */
    record InterfaceUp() implements Health {}

    /** A probe from an address to a port is answered. */
    record Probe(IpAddress from, int protocol, int port) implements Health {}
  }
}
