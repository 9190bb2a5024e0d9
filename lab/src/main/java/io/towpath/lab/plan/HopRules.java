package io.towpath.lab.plan;

import io.towpath.net.IpAddress;
import io.towpath.network.HopProfile;
import io.towpath.network.HopProfile.Responder;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.LinkKind;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hop profiles as nftables rules.
 *
 * <p>The kernel spends one TTL for each space that forwards a packet and answers with the address
 * of the ingress interface. Where a profile says otherwise, the TTL is rewritten before routing: n
 * responders spend n in all; the packet whose TTL ends at the i-th of them is dropped if that one
 * is silent, and else goes on with a TTL of 1, so that the kernel answers. Which link the packet
 * will leave by is asked of the routing table beforehand. TTLs above {@value #HIGHEST} stay as they
 * are: no traceroute counts that far.
 */
final class HopRules {
  private static final int HIGHEST = 62;
  private static final String UNREACHABLES_MARK = "0x75";

  private HopRules() {}

  static void addTo(LabDraft draft) {
    BuiltInterfaces built = BuiltInterfaces.of(draft.network());
    for (Node node : draft.network().nodes().values()) {
      if (LabNames.isOneSpace(node)) {
        List<Interface> all = new ArrayList<>();
        node.vrfs().forEach(vrf -> all.addAll(built.of(node, vrf.name())));
        addRules(draft, node, draft.space(draft.names().space(node, "")), all);
      } else {
        for (Vrf vrf : node.vrfs()) {
          String space = draft.names().space(node, vrf.name());
          if (draft.hasSpace(space)) {
            addRules(draft, node, draft.space(space), built.of(node, vrf.name()));
          }
        }
      }
    }
  }

  private static void addRules(
      LabDraft draft, Node node, LabDraft.SpaceDraft space, List<Interface> interfaces) {
    Map<LinkKind, List<String>> byKind = new EnumMap<>(LinkKind.class);
    for (Interface iface : interfaces) {
      String name = draft.names().iface(new InterfaceRef(node.name(), iface.name()));
      byKind.computeIfAbsent(iface.link(), key -> new ArrayList<>()).add(name);
    }
    String hops = rules(node.hops(), byKind);
    if (!hops.isEmpty() && node.forwards()) {
      space.ruleset("hops", hops);
    }
    if (node.kind() != NodeKind.FABRIC && node.kind() != NodeKind.INTERNET) {
      unreachables(draft, node, space, interfaces);
      AnswerAddresses.addTo(draft, node, space, interfaces);
    }
  }

  /** Ruleset for a profile and the interfaces of a space; empty if the kernel does the same. */
  static String rules(HopProfile profile, Map<LinkKind, List<String>> byKind) {
    Map<String, String> chains = new TreeMap<>();
    StringJoiner rules = new StringJoiner("\n");
    Map<IpAddress, Boolean> given = new LinkedHashMap<>();
    byKind.forEach(
        (in, names) -> {
          Map<List<Responder>, List<String>> outs = new LinkedHashMap<>();
          byKind.forEach(
              (out, outNames) ->
                  outs.computeIfAbsent(responders(profile, in, out), key -> new ArrayList<>())
                      .addAll(outNames));
          outs.forEach(
              (responders, outNames) -> {
                String change = change(responders, chains);
                if (!change.isEmpty()) {
                  String condition = outs.size() == 1 ? "" : " fib daddr oifname " + set(outNames);
                  rules.add("    iifname " + set(names) + condition + " " + change);
                }
                responders.forEach(
                    responder -> {
                      if (responder instanceof Responder.Given(IpAddress address)) {
                        given.put(address, true);
                      }
                    });
              });
        });
    if (rules.length() == 0 && given.isEmpty()) {
      return "";
    }
    return table("hops", rules.toString(), chains, answers(given));
  }

  private static List<Responder> responders(HopProfile profile, LinkKind in, LinkKind out) {
    for (HopProfile.Row row : profile.rows()) {
      if ((row.in() == null || row.in() == in) && (row.out() == null || row.out() == out)) {
        return row.responders();
      }
    }
    return List.of();
  }

  private static String change(List<Responder> responders, Map<String, String> chains) {
    int spent = responders.size();
    StringJoiner map = new StringJoiner(", ", "ip ttl vmap { ", " }").setEmptyValue("");
    for (int ttl = 1; ttl <= HIGHEST; ttl++) {
      // The kernel takes one off whatever the profile says.
      int becomes = ttl <= spent ? 1 : ttl - spent + 1;
      if (ttl <= spent && responders.get(ttl - 1) instanceof Responder.Silent) {
        map.add(ttl + " : drop");
      } else if (becomes != ttl) {
        chains.put("t" + becomes, "ip ttl set " + becomes);
        map.add(ttl + " : jump t" + becomes);
      }
    }
    return map.toString();
  }

  private static String answers(Map<IpAddress, Boolean> given) {
    if (given.isEmpty()) {
      return "";
    }
    IpAddress address = given.keySet().iterator().next();
    return """
      chain answers {
        type filter hook output priority mangle; policy accept;
        icmp type time-exceeded ip saddr set %s
      }
    """
        .formatted(address);
  }

  /** Ruleset that gives one TTL back to what comes in by an interface. */
  static String giveBack(String iface) {
    Map<String, String> chains = new TreeMap<>();
    String change = change(List.of(), chains);
    return table(
        "leak_" + iface.replaceAll("[^A-Za-z0-9]", "_"),
        "    iifname \"" + iface + "\" " + change,
        chains,
        "");
  }

  private static String table(
      String name, String rules, Map<String, String> chains, String further) {
    StringBuilder text = new StringBuilder("table ip " + name + " {\n");
    chains.forEach((chain, rule) -> text.append("  chain %s { %s; }\n".formatted(chain, rule)));
    text.append(
        """
          chain before {
            type filter hook prerouting priority -300; policy accept;
            fib daddr type { local, multicast, broadcast } return
        %s
          }
        """
            .formatted(rules));
    return text.append(further).append("}\n").toString();
  }

  private static String set(List<String> names) {
    return names.stream()
        .map(name -> '"' + name + '"')
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  /** Interfaces that send no ICMP unreachables: the answer has the mark of the packet. */
  private static void unreachables(
      LabDraft draft, Node node, LabDraft.SpaceDraft space, List<Interface> interfaces) {
    List<String> quiet =
        interfaces.stream()
            .filter(iface -> !iface.sendsUnreachables())
            .map(iface -> draft.names().iface(new InterfaceRef(node.name(), iface.name())))
            .toList();
    String ruleset = quietRules(quiet);
    if (ruleset != null) {
      space.sysctl("net.ipv4.fwmark_reflect", "1");
      space.ruleset("unreachables", ruleset);
    }
  }

  static @Nullable String quietRules(List<String> quiet) {
    if (quiet.isEmpty()) {
      return null;
    }
    return """
    table ip unreachables {
      chain before {
        type filter hook prerouting priority -290; policy accept;
        iifname %1$s meta mark set %2$s
      }
      chain answers {
        type filter hook output priority 0; policy accept;
        icmp type destination-unreachable meta mark %2$s drop
      }
    }
    """
        .formatted(set(quiet), UNREACHABLES_MARK);
  }
}
