package io.towpath.forwarding.plane;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.AddressSet;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.NatRule;
import io.towpath.network.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The translations of one node, in order. Inside to outside is translated after routing, outside to
 * inside before it; answers follow the translation that their flow left behind.
 */
final class NatProgram {
  /** What became of a packet. */
  enum Outcome {
    UNTOUCHED,
    TRANSLATED,
    REFUSED,
    NO_SESSION
  }

  private interface Rule {}

  private record Fixed(
      int inside, int outside, int mask, int protocol, int insidePort, int outsidePort, int ports)
      implements Rule {
    boolean matchesPort(int port, int first) {
      return protocol == 0 || port >= first && port < first + ports;
    }
  }

  private record Pooled(
      FilterProgram.@Nullable Membership[] sources,
      @Nullable FilterProgram filter,
      int[] pool,
      int[] protocols)
      implements Rule {}

  private final int node;
  private final List<Rule> rules = new ArrayList<>();

  NatProgram(
      int nodeId,
      Node node,
      Function<String, FilterProgram> filters,
      Function<AddressSet.Derived, FilterProgram.Membership> derived) {
    this.node = nodeId;
    for (NatRule rule : node.nat()) {
      switch (rule) {
        case NatRule.Static s -> {
          if (s.inside() instanceof Ipv4Address(int in)
              && s.outside() instanceof Ipv4Address(int out)) {
            rules.add(
                new Fixed(
                    in,
                    out,
                    Ipv4Address.mask(s.length()),
                    s.protocol(),
                    s.insidePort(),
                    s.outsidePort(),
                    s.ports()));
          }
        }
        case NatRule.Dynamic d ->
            rules.add(
                new Pooled(
                    d.sources().stream()
                        .map(set -> FilterProgram.membership(set, derived))
                        .toArray(FilterProgram.Membership[]::new),
                    d.filter() == null ? null : filters.apply(d.filter()),
                    pool(node, d),
                    d.protocols().stream().mapToInt(Integer::intValue).toArray()));
      }
    }
  }

  private static int[] pool(Node node, NatRule.Dynamic rule) {
    List<IpAddress> addresses = new ArrayList<>(rule.pool());
    if (addresses.isEmpty() && rule.outInterface() != null) {
      var iface = node.findInterface(rule.outInterface());
      if (iface != null) {
        iface.addresses().stream().map(InterfaceAddress::address).limit(1).forEach(addresses::add);
      }
    }
    return addresses.stream()
        .filter(Ipv4Address.class::isInstance)
        .mapToInt(a -> ((Ipv4Address) a).bits())
        .toArray();
  }

  /** A packet leaves from the inside to the outside. */
  Outcome outbound(Cursor c) {
    FlowState.Translation known = earlier(c, false);
    if (known != null) {
      c.source = known.outsideAddress();
      c.sourcePort = port(c, known.outsidePort(), c.sourcePort);
      return Outcome.TRANSLATED;
    }
    for (Rule rule : rules) {
      Outcome outcome =
          switch (rule) {
            case Fixed fixed -> fixedOutbound(c, fixed);
            case Pooled pooled -> pooledOutbound(c, pooled);
            default -> Outcome.UNTOUCHED;
          };
      if (outcome != Outcome.UNTOUCHED) {
        return outcome;
      }
    }
    return Outcome.UNTOUCHED;
  }

  private Outcome fixedOutbound(Cursor c, Fixed rule) {
    if ((c.source & rule.mask) != (rule.inside & rule.mask)
        || rule.protocol != 0 && rule.protocol != c.protocol
        || !rule.matchesPort(c.sourcePort, rule.insidePort)) {
      return Outcome.UNTOUCHED;
    }
    int before = c.source;
    int portBefore = c.sourcePort;
    c.source = rule.outside & rule.mask | c.source & ~rule.mask;
    if (rule.protocol != 0) {
      c.sourcePort += rule.outsidePort - rule.insidePort;
    }
    leave(c, before, portBefore, c.source, c.sourcePort);
    return Outcome.TRANSLATED;
  }

  private Outcome pooledOutbound(Cursor c, Pooled rule) {
    if (!selects(rule, c)) {
      return Outcome.UNTOUCHED;
    }
    if (rule.pool.length == 0 || !allows(rule.protocols, c.protocol)) {
      return Outcome.REFUSED;
    }
    int before = c.source;
    c.source = rule.pool[Math.floorMod(c.source, rule.pool.length)];
    leave(c, before, c.sourcePort, c.source, c.sourcePort);
    return Outcome.TRANSLATED;
  }

  private static boolean selects(Pooled rule, Cursor c) {
    if (rule.filter != null) {
      return rule.filter.permits(rule.filter.decide(c));
    }
    for (FilterProgram.Membership set : rule.sources) {
      if (set != null && set.contains(c.source)) {
        return true;
      }
    }
    return false;
  }

  private static boolean allows(int[] protocols, int protocol) {
    for (int candidate : protocols) {
      if (candidate == protocol) {
        return true;
      }
    }
    return protocols.length == 0;
  }

  /** A packet arrives from the outside. */
  Outcome inbound(Cursor c) {
    FlowState.Translation known = earlier(c, true);
    if (known != null) {
      c.destination = known.insideAddress();
      c.destinationPort = port(c, known.insidePort(), c.destinationPort);
      return Outcome.TRANSLATED;
    }
    for (Rule rule : rules) {
      if (rule instanceof Fixed fixed
          && (c.destination & fixed.mask) == (fixed.outside & fixed.mask)
          && (fixed.protocol == 0 || fixed.protocol == c.protocol)
          && fixed.matchesPort(c.destinationPort, fixed.outsidePort)) {
        int before = c.destination;
        int portBefore = c.destinationPort;
        c.destination = fixed.inside & fixed.mask | c.destination & ~fixed.mask;
        if (fixed.protocol != 0) {
          c.destinationPort += fixed.insidePort - fixed.outsidePort;
        }
        leave(c, c.destination, c.destinationPort, before, portBefore);
        return Outcome.TRANSLATED;
      }
    }
    for (Rule rule : rules) {
      if (rule instanceof Pooled pooled) {
        for (int address : pooled.pool) {
          if (address == c.destination) {
            return Outcome.NO_SESSION;
          }
        }
      }
    }
    return Outcome.UNTOUCHED;
  }

  private static int port(Cursor c, int translated, int current) {
    return c.isIcmpError() ? current : translated;
  }

  private FlowState.@Nullable Translation earlier(Cursor c, boolean fromOutside) {
    if (c.earlier == null) {
      return null;
    }
    for (FlowState.Translation candidate : c.earlier.translations()) {
      if (candidate.node() == node
          && (fromOutside
              ? candidate.outsideAddress() == c.destination
              : candidate.insideAddress() == c.source)) {
        return candidate;
      }
    }
    return null;
  }

  private void leave(Cursor c, int inside, int insidePort, int outside, int outsidePort) {
    if (c.trail != null) {
      c.trail.translate(
          new FlowState.Translation(node, inside, insidePort, outside, outsidePort, c.protocol));
    }
  }
}
