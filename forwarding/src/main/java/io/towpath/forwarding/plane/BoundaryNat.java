package io.towpath.forwarding.plane;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.NatRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The translations at one interface ({@link NatRule.AtInterface}), in order. What leaves has its
 * source translated by the rules of the near side and its destination restored by those of the far
 * side; what arrives the other way round. One-to-one rules need no memory; of the others only the
 * answers to flows of their internal side are restored.
 */
final class BoundaryNat {

  private record Rule(
      boolean far, int internal, int mask, int external, int externalMask, boolean fixed) {}

  private final int node;
  private final int vrf;
  private final Rule[] rules;

  private BoundaryNat(int node, int vrf, List<Rule> rules) {
    this.node = node;
    this.vrf = vrf;
    this.rules = rules.toArray(Rule[]::new);
  }

  /**
   * The translations at an interface, or null if there are none.
   *
   * @param all translations of its node
   */
  static @Nullable BoundaryNat of(int node, int vrf, String iface, List<NatRule> all) {
    List<Rule> rules = new ArrayList<>();
    for (NatRule rule : all) {
      if (rule instanceof NatRule.AtInterface at
          && at.iface().equals(iface)
          && at.internal().network() instanceof Ipv4Address(int internal)
          && at.external().network() instanceof Ipv4Address(int external)) {
        rules.add(
            new Rule(
                at.far(),
                internal,
                mask(at.internal()),
                external,
                mask(at.external()),
                at.fixed()));
      }
    }
    return rules.isEmpty() ? null : new BoundaryNat(node, vrf, rules);
  }

  private static int mask(Prefix prefix) {
    return Ipv4Address.mask(prefix.length());
  }

  /**
   * Translates the source of a packet.
   *
   * @param far the packet comes from beyond the interface; otherwise it leaves by it
   */
  NatProgram.Outcome source(Cursor c, boolean far) {
    for (Rule rule : rules) {
      if (rule.far == far && (c.source & rule.mask) == rule.internal) {
        int before = c.source;
        c.source = rule.fixed ? rule.external | before & ~rule.mask : pooled(c, rule);
        if (!rule.fixed && c.trail != null) {
          c.trail.translate(
              new FlowState.Translation(node, vrf, before, c.sourcePort, c.source, c.sourcePort));
        }
        return NatProgram.Outcome.TRANSLATED;
      }
    }
    return NatProgram.Outcome.UNTOUCHED;
  }

  /** The address of the pool that a flow has, else one that its source chooses. */
  private int pooled(Cursor c, Rule rule) {
    FlowState.Translation known =
        c.earlier == null ? null : c.earlier.translation(node, c.source, false);
    int size = ~rule.externalMask + 1;
    return known != null
        ? known.outsideAddress()
        : rule.external | (size == 0 ? c.source : Integer.remainderUnsigned(c.source, size));
  }

  /**
   * Restores the destination of a packet.
   *
   * @param far the packet goes beyond the interface; otherwise it has arrived by it
   */
  NatProgram.Outcome destination(Cursor c, boolean far) {
    for (Rule rule : rules) {
      if (rule.far == far && (c.destination & rule.externalMask) == rule.external) {
        if (rule.fixed) {
          c.destination = rule.internal | c.destination & ~rule.mask;
          return NatProgram.Outcome.TRANSLATED;
        }
        FlowState.Translation known =
            c.earlier == null ? null : c.earlier.translation(node, c.destination, true);
        if (known == null) {
          return NatProgram.Outcome.NO_SESSION;
        }
        c.destination = known.insideAddress();
        return NatProgram.Outcome.TRANSLATED;
      }
    }
    return NatProgram.Outcome.UNTOUCHED;
  }
}
