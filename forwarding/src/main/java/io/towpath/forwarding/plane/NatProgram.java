package io.towpath.forwarding.plane;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.network.Node;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The translations of one node, in order. Inside to outside is translated after routing, outside to
 * inside before it; answers follow the translation that their flow left behind. What is sent on in
 * the node's own name ({@link NatRule.Redirect}) comes before both, whatever side it comes from.
 */
final class NatProgram {
  /** What became of a packet. */
  enum Outcome {
    UNTOUCHED,
    TRANSLATED,
    REFUSED,
    NO_SESSION
  }

  private sealed interface Rule {
    /** VRF of the inside. */
    int vrf();
  }

  private record Fixed(
      int vrf,
      int inside,
      int outside,
      int mask,
      int protocol,
      int insidePort,
      int outsidePort,
      int ports)
      implements Rule {
    boolean matches(Cursor c, int address, int range, int port, int firstPort) {
      return (address & mask) == (range & mask)
          && (protocol == 0
              || protocol == c.protocol && port >= firstPort && port < firstPort + ports);
    }
  }

  /**
   * @param ownsPool the pool's addresses belong to the translation alone; those of an interface
   *     also receive packets for the node itself
   */
  private record Pooled(
      int vrf,
      AddressUnion sources,
      @Nullable FilterProgram filter,
      int[] pool,
      boolean ownsPool,
      int[] protocols)
      implements Rule {}

  private record Redirect(
      int vrf,
      AddressUnion sources,
      int called,
      int protocol,
      List<Filter.PortRange> ports,
      int target,
      int targetPort,
      int[] pool) {
    boolean matches(Cursor c) {
      return c.vrf == vrf
          && c.destination == called
          && c.protocol == protocol
          && (ports.isEmpty() || ports.stream().anyMatch(r -> r.contains(c.destinationPort)))
          && sources.contains(c.source);
    }
  }

  private final int node;
  private final Rule[] rules;
  private final Redirect[] redirects;

  /**
   * Compiles the rules of a node.
   *
   * @param filters compiles the filter of a name
   * @param addresses compiles a union of address sets
   */
  NatProgram(
      Topology topology,
      int nodeId,
      Function<String, FilterProgram> filters,
      Function<List<AddressSet>, AddressUnion> addresses) {
    node = nodeId;
    Node owner = topology.node(nodeId);
    List<Rule> compiled = new ArrayList<>();
    List<Redirect> sentOn = new ArrayList<>();
    for (NatRule rule : owner.nat()) {
      int vrf = topology.vrfId(nodeId, rule.vrf());
      switch (rule) {
        case NatRule.Static s -> {
          if (s.inside() instanceof Ipv4Address(int in)
              && s.outside() instanceof Ipv4Address(int out)) {
            int mask = Ipv4Address.mask(s.length());
            compiled.add(
                new Fixed(
                    vrf, in, out, mask, s.protocol(), s.insidePort(), s.outsidePort(), s.ports()));
          }
        }
        case NatRule.Dynamic d ->
            compiled.add(
                new Pooled(
                    vrf,
                    addresses.apply(d.sources()),
                    d.filter() == null ? null : filters.apply(d.filter()),
                    pool(owner, d),
                    !d.pool().isEmpty(),
                    d.protocols().stream().mapToInt(Integer::intValue).toArray()));
        case NatRule.Redirect r -> {
          int[] pool = ipv4(r.pool().stream());
          if (r.called() instanceof Ipv4Address(int called)
              && r.target() instanceof Ipv4Address(int target)
              && pool.length > 0) {
            sentOn.add(
                new Redirect(
                    vrf,
                    addresses.apply(r.sources()),
                    called,
                    r.protocol(),
                    r.ports(),
                    target,
                    r.targetPort(),
                    pool));
          }
        }
        case NatRule.AtInterface _ -> {
          // BoundaryNat
        }
      }
    }
    rules = compiled.toArray(Rule[]::new);
    redirects = sentOn.toArray(Redirect[]::new);
  }

  private static int[] pool(Node node, NatRule.Dynamic rule) {
    String out = rule.outInterface();
    Interface iface = out == null ? null : node.findInterface(out);
    return ipv4(
        rule.pool().isEmpty() && iface != null
            ? iface.addresses().stream().map(InterfaceAddress::address).limit(1)
            : rule.pool().stream());
  }

  private static int[] ipv4(Stream<IpAddress> addresses) {
    return addresses
        .filter(Ipv4Address.class::isInstance)
        .mapToInt(a -> ((Ipv4Address) a).bits())
        .toArray();
  }

  /** True if some flows are sent on. */
  boolean redirects() {
    return redirects.length > 0;
  }

  /**
   * A packet arrives by an interface with a side. What opens a flow goes on to its target in the
   * name of the node; what answers such a flow, or reports an error of it, back to the sender in
   * the name of what was called. Neither is translated again when it leaves.
   */
  Outcome redirect(Cursor c) {
    if (c.earlier != null) {
      return restored(c, c.earlier.redirection(node, c.destination));
    }
    for (Redirect rule : redirects) {
      if (rule.matches(c)) {
        int via = pooled(c.source, rule.pool);
        if (c.trail != null) {
          c.trail.redirect(
              new FlowState.Redirection(
                  node,
                  c.source,
                  c.sourcePort,
                  c.destination,
                  c.destinationPort,
                  via,
                  rule.target,
                  rule.targetPort));
        }
        c.source = via;
        c.destination = rule.target;
        c.destinationPort = rule.targetPort;
        c.fromInside = false;
        return Outcome.TRANSLATED;
      }
    }
    return Outcome.UNTOUCHED;
  }

  /** The node itself reports an error of a flow that it sent on. */
  void report(Cursor c) {
    FlowState.Redirection known =
        c.earlier == null ? null : c.earlier.redirection(node, c.destination);
    if (known != null && c.isIcmpError()) {
      c.destination = known.sender();
    }
  }

  private static Outcome restored(Cursor c, FlowState.@Nullable Redirection known) {
    if (known == null || c.source != known.target() && !c.isIcmpError()) {
      return Outcome.UNTOUCHED;
    }
    c.source = known.called();
    c.destination = known.sender();
    c.sourcePort = port(c, known.calledPort(), c.sourcePort);
    c.destinationPort = port(c, known.senderPort(), c.destinationPort);
    c.fromInside = false;
    return Outcome.TRANSLATED;
  }

  private static int pooled(int source, int[] pool) {
    return pool[Integer.remainderUnsigned(source, pool.length)];
  }

  /**
   * A packet leaves from the inside to the outside.
   *
   * @param vrf VRF of the inside interface by which it came
   */
  Outcome outbound(Cursor c, int vrf) {
    FlowState.Translation known = earlier(c, false);
    if (known != null) {
      c.source = known.outsideAddress();
      c.sourcePort = port(c, known.outsidePort(), c.sourcePort);
      return Outcome.TRANSLATED;
    }
    for (Rule rule : rules) {
      if (rule.vrf() == vrf) {
        Outcome outcome =
            switch (rule) {
              case Fixed fixed -> fixedOutbound(c, fixed);
              case Pooled pooled -> pooledOutbound(c, pooled);
            };
        if (outcome != Outcome.UNTOUCHED) {
          return outcome;
        }
      }
    }
    return Outcome.UNTOUCHED;
  }

  private Outcome fixedOutbound(Cursor c, Fixed rule) {
    if (!rule.matches(c, c.source, rule.inside, c.sourcePort, rule.insidePort)) {
      return Outcome.UNTOUCHED;
    }
    int before = c.source;
    int portBefore = c.sourcePort;
    c.source = rule.outside & rule.mask | c.source & ~rule.mask;
    if (rule.protocol != 0) {
      c.sourcePort += rule.outsidePort - rule.insidePort;
    }
    leave(c, rule.vrf, before, portBefore, c.source, c.sourcePort);
    return Outcome.TRANSLATED;
  }

  private Outcome pooledOutbound(Cursor c, Pooled rule) {
    boolean selected =
        rule.filter == null
            ? rule.sources.contains(c.source)
            : rule.filter.permits(rule.filter.decide(c));
    if (!selected) {
      return Outcome.UNTOUCHED;
    }
    if (rule.pool.length == 0 || !allows(rule.protocols, c.protocol)) {
      return Outcome.REFUSED;
    }
    int before = c.source;
    c.source = pooled(c.source, rule.pool);
    leave(c, rule.vrf, before, c.sourcePort, c.source, c.sourcePort);
    return Outcome.TRANSLATED;
  }

  private static boolean allows(int[] protocols, int protocol) {
    for (int candidate : protocols) {
      if (candidate == protocol) {
        return true;
      }
    }
    return protocols.length == 0;
  }

  /** A packet arrives from the outside; it goes on in the VRF of the rule that translates it. */
  Outcome inbound(Cursor c) {
    FlowState.Translation known = earlier(c, true);
    if (known != null) {
      c.destination = known.insideAddress();
      c.destinationPort = port(c, known.insidePort(), c.destinationPort);
      c.vrf = known.vrf();
      return Outcome.TRANSLATED;
    }
    for (Rule rule : rules) {
      if (rule instanceof Fixed fixed
          && fixed.vrf >= 0
          && fixed.matches(c, c.destination, fixed.outside, c.destinationPort, fixed.outsidePort)) {
        int before = c.destination;
        int portBefore = c.destinationPort;
        c.destination = fixed.inside & fixed.mask | c.destination & ~fixed.mask;
        if (fixed.protocol != 0) {
          c.destinationPort += fixed.insidePort - fixed.outsidePort;
        }
        c.vrf = fixed.vrf;
        leave(c, fixed.vrf, c.destination, c.destinationPort, before, portBefore);
        return Outcome.TRANSLATED;
      }
    }
    return isPoolAddress(c.destination) ? Outcome.NO_SESSION : Outcome.UNTOUCHED;
  }

  /** Nothing is opened from the outside through an address that many share (R219, R220). */
  private boolean isPoolAddress(int address) {
    for (Rule rule : rules) {
      if (rule instanceof Pooled pooled && pooled.ownsPool) {
        for (int candidate : pooled.pool) {
          if (candidate == address) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Only TCP and UDP carry ports; an ICMP error has none of its flow's. */
  private static int port(Cursor c, int translated, int current) {
    return c.protocol == PacketHeader.TCP || c.protocol == PacketHeader.UDP ? translated : current;
  }

  private FlowState.@Nullable Translation earlier(Cursor c, boolean fromOutside) {
    return c.earlier == null
        ? null
        : c.earlier.translation(node, fromOutside ? c.destination : c.source, fromOutside);
  }

  private void leave(Cursor c, int vrf, int inside, int insidePort, int outside, int outsidePort) {
    if (c.trail != null) {
      c.trail.translate(
          new FlowState.Translation(node, vrf, inside, insidePort, outside, outsidePort));
    }
  }
}
