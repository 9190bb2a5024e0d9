package io.towpath.lab.plan;

import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The translations of a node in one of its spaces, as nftables. Destinations are translated before
 * routing, sources after it; the first rule that matches is used; answers follow the connection.
 */
final class NftNat {
  private final LabDraft draft;
  private final Node node;
  private final DynamicSets sets;
  private final List<String> inside = new ArrayList<>();
  private final List<String> outside = new ArrayList<>();
  private final List<String> redirects = new ArrayList<>();
  private final List<String> renamed = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final StringBuilder selections = new StringBuilder();
  private int selectionCount;

  private NftNat(LabDraft draft, Node node, DynamicSets sets) {
    this.draft = draft;
    this.node = node;
    this.sets = sets;
  }

  /**
   * Ruleset of the translations in the space of a VRF; empty if there are none.
   *
   * @param filters chains of filters, for rules that select by one
   */
  static String of(LabDraft draft, Node node, String vrf, DynamicSets sets, NftFilters filters) {
    NftNat nat = new NftNat(draft, node, sets);
    for (Interface iface : node.interfaces()) {
      if (iface.vrf().equals(vrf)) {
        String name = draft.names().iface(new InterfaceRef(node.name(), iface.name()));
        switch (iface.natSide()) {
          case INSIDE -> nat.inside.add(name);
          case OUTSIDE -> nat.outside.add(name);
          case NONE -> {}
        }
      }
    }
    boolean outsideElsewhere =
        node.interfaces().stream()
            .anyMatch(i -> i.natSide() == NatSide.OUTSIDE && !i.vrf().equals(vrf));
    for (NatRule rule : node.nat()) {
      if (rule instanceof NatRule.AtInterface at) {
        if (at.vrf().equals(vrf)) {
          draft.remark(
              Remark.Kind.MISSING,
              node.name(),
              "The translation of "
                  + at.internal()
                  + " to "
                  + at.external()
                  + " at "
                  + at.iface()
                  + " is not built: behind two tunnels addresses may be equal, which one connection"
                  + " table cannot tell apart.");
        }
      } else if (rule instanceof NatRule.Redirect redirect) {
        if (rule.vrf().equals(vrf)) {
          nat.add(redirect);
        }
      } else if (rule.vrf().equals(vrf) && nat.outside.isEmpty() && outsideElsewhere) {
        draft.remark(
            Remark.Kind.MISSING,
            node.name(),
            "A translation from VRF "
                + vrf
                + " to an outside interface of another VRF is not"
                + " built: each VRF is a namespace of its own.");
      } else if (rule.vrf().equals(vrf) && !nat.outside.isEmpty()) {
        switch (rule) {
          case NatRule.Static fixed -> nat.add(fixed);
          case NatRule.Dynamic dynamic -> nat.add(dynamic, filters);
          case NatRule.Redirect _, NatRule.AtInterface _ -> {
            // seen to above
          }
        }
      }
    }
    return nat.text();
  }

  private void add(NatRule.Static rule) {
    if (!(rule.inside() instanceof Ipv4Address) || !(rule.outside() instanceof Ipv4Address)) {
      draft.remark(
          Remark.Kind.MISSING, node.name(), "A translation of IPv6 addresses is not built.");
      return;
    }
    boolean ports = rule.protocol() != 0;
    if (rule.length() < 32) {
      String in = rule.inside() + "/" + rule.length();
      String out = rule.outside() + "/" + rule.length();
      before.add(
          "ip daddr "
              + out
              + " counter dnat ip prefix to ip daddr map { %s : %s }".formatted(out, in));
      after.add(
          "ip saddr "
              + in
              + " counter snat ip prefix to ip saddr map { %s : %s }".formatted(in, out));
      return;
    }
    if (!ports) {
      before.add("ip daddr " + rule.outside() + " counter dnat to " + rule.inside());
      after.add("ip saddr " + rule.inside() + " counter snat to " + rule.outside());
      return;
    }
    for (int i = 0; i < (rule.insidePort() == rule.outsidePort() ? 1 : rule.ports()); i++) {
      boolean whole = rule.insidePort() == rule.outsidePort() && rule.ports() > 1;
      String in = ports(rule.insidePort() + i, whole ? rule.ports() : 1);
      String out = ports(rule.outsidePort() + i, whole ? rule.ports() : 1);
      String protocol = "meta l4proto " + rule.protocol() + " ";
      before.add(
          protocol
              + "ip daddr "
              + rule.outside()
              + " th dport "
              + out
              + " counter dnat to "
              + rule.inside()
              + (whole ? "" : ":" + in));
      after.add(
          protocol
              + "ip saddr "
              + rule.inside()
              + " th sport "
              + in
              + " counter snat to "
              + rule.outside()
              + (whole ? "" : ":" + out));
    }
  }

  /** What is sent on goes in the node's own name: both sides follow the connection back. */
  private void add(NatRule.Redirect rule) {
    String protocol = "meta l4proto " + rule.protocol();
    for (String source : NftMatch.addresses("saddr", rule.sources(), sets)) {
      redirects.add(
          NftMatch.join(
              protocol,
              source,
              "ip daddr " + rule.called(),
              NftMatch.ports("dport", rule.ports()),
              "counter dnat to " + rule.target() + ":" + rule.targetPort()));
    }
    String rename =
        "ct status dnat ct original ip daddr %s ip daddr %s counter snat to %s"
            .formatted(rule.called(), rule.target(), range(rule.pool()));
    if (!renamed.contains(rename)) {
      renamed.add(rename);
    }
  }

  private static String ports(int first, int count) {
    return count == 1 ? String.valueOf(first) : first + "-" + (first + count - 1);
  }

  private void add(NatRule.Dynamic rule, NftFilters filters) {
    if (rule.pool().isEmpty() && rule.outInterface() == null) {
      // Nothing to translate to: refused.
      for (String source : NftMatch.addresses("saddr", rule.sources(), sets)) {
        select(rule, filters, source, "counter drop");
      }
      return;
    }
    String target = target(rule);
    if (target.isEmpty()) {
      return;
    }
    List<String> statements = new ArrayList<>();
    if (!rule.protocols().isEmpty()) {
      // R219: what cannot be translated is refused.
      statements.add(
          "meta l4proto != " + NftMatch.set(rule.protocols().stream()) + " counter drop");
    }
    statements.add("counter " + target);
    for (String source : NftMatch.addresses("saddr", rule.sources(), sets)) {
      for (String statement : statements) {
        select(rule, filters, source, statement);
      }
    }
    rule.pool().forEach(address -> closed.add(address.toString()));
  }

  private void select(NatRule.Dynamic rule, NftFilters filters, String source, String statement) {
    if (rule.filter() == null) {
      after.add(NftMatch.join(source, statement));
      return;
    }
    Filter filter = draft.network().filters().get(rule.filter());
    if (filter == null) {
      return; // A list that does not exist selects nothing.
    }
    String chain = "select" + ++selectionCount;
    selections.append("  chain ").append(chain).append(" {\n");
    Filter stateless =
        new Filter(
            filter.name(),
            filter.kind(),
            false,
            filter.rules(),
            filter.permitsByDefault(),
            filter.origin());
    for (String line : filters.rules(stateless, statement.replace("counter ", ""), "return")) {
      selections.append("    ").append(line).append('\n');
    }
    selections.append("  }\n");
    after.add(NftMatch.join(source, "jump " + chain));
  }

  private String target(NatRule.Dynamic rule) {
    if (!rule.pool().isEmpty()) {
      return "snat to " + range(rule.pool());
    }
    String out = rule.outInterface();
    Interface iface = out == null ? null : node.findInterface(out);
    IpAddress address = iface == null ? null : iface.primaryAddress();
    if (address == null) {
      draft.remark(
          Remark.Kind.MISSING,
          node.name(),
          "A translation to "
              + (out == null ? "nothing" : out + ", which has no address,")
              + " is not built.");
      return "";
    }
    return "snat to " + address;
  }

  private static String range(List<IpAddress> pool) {
    IpAddress first = pool.getFirst();
    IpAddress last = pool.getLast();
    if (pool.size() == 1) {
      return first.toString();
    }
    boolean consecutive = first.plus(pool.size() - 1).equals(last);
    return consecutive
        ? first + "-" + last
        : "numgen inc mod " + pool.size() + " map { " + numbered(pool) + " }";
  }

  private static String numbered(List<IpAddress> pool) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < pool.size(); i++) {
      entries.add(i + " : " + pool.get(i));
    }
    return String.join(", ", entries);
  }

  private String text() {
    if (before.isEmpty() && after.isEmpty() && redirects.isEmpty()) {
      return "";
    }
    String in = NftMatch.interfaces(inside);
    String out = NftMatch.interfaces(outside);
    StringBuilder text = new StringBuilder("table ip towpath-nat {\n");
    text.append(selections);
    if (!before.isEmpty() || !redirects.isEmpty()) {
      text.append(
          "  chain before {\n    type nat hook prerouting priority dstnat; policy accept;\n");
      String sides = NftMatch.interfaces(Stream.concat(inside.stream(), outside.stream()).toList());
      redirects.forEach(rule -> text.append("    iifname " + sides + " " + rule + "\n"));
      before.forEach(rule -> text.append("    iifname " + out + " " + rule + "\n"));
      text.append("  }\n");
    }
    boolean leaving = !after.isEmpty() && !inside.isEmpty();
    if (leaving || !renamed.isEmpty()) {
      text.append(
          "  chain after {\n    type nat hook postrouting priority srcnat; policy accept;\n");
      renamed.forEach(rule -> text.append("    " + rule + "\n"));
      if (leaving) {
        after.forEach(
            rule -> text.append("    iifname " + in + " oifname " + out + " " + rule + "\n"));
      }
      text.append("  }\n");
    }
    if (!closed.isEmpty()) {
      // Nothing is opened from the outside through an address that many share (R219, R220).
      text.append(
          "  chain closed {\n    type filter hook prerouting priority -90; policy accept;\n");
      text.append(
          "    iifname %s ip daddr %s counter drop %s\n"
              .formatted(
                  out,
                  NftMatch.set(closed.stream().distinct()),
                  NftMatch.comment("no session at a translated address")));
      text.append("  }\n");
    }
    return text.append("}\n").toString();
  }
}
