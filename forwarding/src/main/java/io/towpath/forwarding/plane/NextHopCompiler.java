package io.towpath.forwarding.plane;

import io.towpath.forwarding.plane.CompiledTable.Hop;
import io.towpath.forwarding.plane.CompiledTable.Op;
import io.towpath.forwarding.plane.Elections.Elected;
import io.towpath.forwarding.plane.Elections.FrontEnd;
import io.towpath.forwarding.plane.Elections.Member;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Group;
import io.towpath.routing.fib.Forward;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns next hops of forwarding tables into alternatives for one live set. */
final class NextHopCompiler {
  private final StaticPlane plane;
  private final Elections elections;
  private final PolicySets sets;

  NextHopCompiler(StaticPlane plane, Elections elections, PolicySets sets) {
    this.plane = plane;
    this.elections = elections;
    this.sets = sets;
  }

  /** The alternatives behind a next hop; several only for a group that shares by flow. */
  List<Hop> compile(Forward forward) {
    return switch (forward) {
      case Forward.Neighbour(int iface, Ipv4Address(int bits)) ->
          List.of(Hop.over(Op.SEND, forward, iface, owner(iface, bits)));
      case Forward.Neighbour _ -> List.of(Hop.of(Op.UNSUPPORTED, forward));
      case Forward.Attached(int iface) ->
          List.of(Hop.over(Op.ATTACHED, forward, iface, Links.NOBODY));
      case Forward.ToPort(String domain, IpAddress address) -> toPort(forward, domain, address);
      case Forward.Deliver(String domain, String filter) ->
          List.of(
              new Hop(
                  Op.DELIVER,
                  forward,
                  -1,
                  Links.NOBODY,
                  plane.domainId(domain),
                  filter == null ? null : sets.filter(filter),
                  0,
                  false,
                  null));
      case Forward.ToGroup(String name) -> toGroup(forward, elections.of(name));
      case Forward.IntoTunnel(int iface) ->
          List.of(Hop.over(Op.INTO_TUNNEL, forward, iface, Links.NOBODY));
      case Forward.Internet(int iface) ->
          List.of(Hop.over(Op.SEND, forward, iface, plane.links().sole(iface)));
      case Forward.Discard _ -> List.of(Hop.of(Op.DISCARD, forward));
      // Alone they are no alternatives but what the entry is.
      case Forward.OtherVrf _, Forward.Receive _ -> List.of(Hop.of(Op.UNSUPPORTED, forward));
    };
  }

  private List<Hop> toPort(Forward forward, String domain, IpAddress address) {
    if (!(address instanceof Ipv4Address(int bits))) {
      return List.of(Hop.of(Op.UNSUPPORTED, forward));
    }
    long key = plane.domainKey(domain, bits);
    FrontEnd frontEnd = elections.ownerInDomain(key);
    if (frontEnd != null && frontEnd.all() != null) {
      return members(forward, frontEnd.all(), plane.domainId(domain));
    }
    int port = plane.port(key);
    return List.of(
        port < 0
            ? Hop.of(Op.NO_OWNER, forward)
            : Hop.over(Op.SEND, forward, port, plane.links().sole(port))
                .in(plane.domainId(domain)));
  }

  private List<Hop> toGroup(Forward forward, @Nullable Elected elected) {
    if (elected == null) {
      return List.of(Hop.of(Op.NO_MEMBER, forward));
    }
    String domain = elected.group().domain();
    return members(forward, elected, domain == null ? -1 : plane.domainId(domain));
  }

  private List<Hop> members(Forward forward, Elected elected, int domain) {
    if (elected.members().length == 0) {
      return List.of(Hop.of(Op.NO_MEMBER, forward));
    }
    Group group = elected.group();
    String symmetric = group.choice() == Group.Choice.SYMMETRIC_FLOW_HASH ? group.name() : null;
    List<Hop> hops = new ArrayList<>(elected.members().length);
    for (Member member : elected.members()) {
      hops.add(
          member.port() < 0
              ? Hop.of(Op.NO_MEMBER, forward)
              : new Hop(
                  Op.SEND,
                  forward,
                  member.port(),
                  member.neighbour(),
                  domain,
                  null,
                  member.address(),
                  group.rewritesDestination(),
                  symmetric));
    }
    return hops;
  }

  /** Who answers for an address on the link of an interface. */
  int owner(int iface, int address) {
    if (plane.links().answersAll(iface)) {
      return plane.links().sole(iface);
    }
    int owner = ownerSeenByHost(iface, address);
    return owner == iface ? Links.NOBODY : owner;
  }

  /** As {@link #owner}, from a host's point of view: the interface it sits on may be the owner. */
  int ownerSeenByHost(int iface, int address) {
    int elected = elections.owner(iface, address);
    return elected == Links.NOBODY ? plane.links().configured(iface, address) : elected;
  }
}
