package io.towpath.lab.plan;

import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.network.Host;
import io.towpath.network.HostTemplate;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceRef;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.Services;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done to packets at the edge of each node, as nftables: checks of addresses, filters,
 * translations, ICMP errors, guest firewalls.
 *
 * <p>The order is that of the walk: inwards the source check, the filters, then the translation of
 * the destination; outwards the translation of the source, the filters, then the destination check.
 */
final class PacketRules {
  private static final int ZONES = -300;
  private static final int SOURCE_CHECK = -160;
  private static final int FILTERS_IN = -150;
  private static final int PEERINGS = 10;
  private static final int ERRORS = 20;
  private static final int OWN_SOURCES = 30;
  private static final int FILTERS_OUT = 110;
  private static final int DESTINATION_CHECK = 160;

  private final LabDraft draft;
  private final DynamicSets sets;

  private PacketRules(LabDraft draft) {
    this.draft = draft;
    this.sets = DynamicSets.of(draft.network(), draft.names());
  }

  /** Adds rulesets to all spaces, which are there already. */
  static void addTo(LabDraft draft) {
    PacketRules rules = new PacketRules(draft);
    for (Node node : draft.network().nodes().values()) {
      if (LabNames.isOneSpace(node)) {
        rules.addNode(node, draft.names().space(node, ""), node.interfaces(), null);
      } else {
        for (Vrf vrf : node.vrfs()) {
          rules.addNode(
              node,
              draft.names().space(node, vrf.name()),
              FabricNumbers.ports(node, vrf.name()),
              vrf.name());
        }
      }
    }
    draft.network().hosts().values().forEach(rules::addHost);
  }

  private void addNode(Node node, String space, List<Interface> interfaces, @Nullable String vrf) {
    if (!draft.hasSpace(space)) {
      return;
    }
    NftFilters filters = new NftFilters(draft.network().filters(), sets);
    StringBuilder base = new StringBuilder();
    base.append(checks(node, interfaces));
    base.append(
        filters.baseChains(
            "in", "prerouting", "iifname", FILTERS_IN, places(node, interfaces, true)));
    if (FabricNumbers.isFabric(node)) {
      base.append(peerings(node, space, filters));
    }
    base.append(errors(node, interfaces));
    base.append(ownSources(node, interfaces));
    base.append(
        filters.baseChains(
            "out", "postrouting", "oifname", FILTERS_OUT, places(node, interfaces, false)));
    if (node.kind() == NodeKind.FABRIC) {
      base.append(quiet());
      if (filters.stateful()) {
        base.append(zones(node));
      }
    }
    base.append(services(node.services()));
    base.append(firewall(node, filters));
    addRuleset(space, base.toString(), filters);
    String nat = vrf == null ? "" : NftNat.of(draft, node, vrf, sets, filters);
    if (!nat.isEmpty()) {
      draft.space(space).ruleset("nat", nat);
    }
  }

  private void addHost(Host host) {
    String space = draft.names().host(host.name());
    if (!draft.hasSpace(space)) {
      return;
    }
    HostTemplate template = host.template();
    NftFilters filters = new NftFilters(draft.network().filters(), sets);
    String own = LabNames.hostInterface();
    String base =
        filters.baseChains("in", "input", "iifname", 0, Map.of(own, template.filtersIn()))
            + filters.baseChains("out", "output", "oifname", 0, Map.of(own, template.filtersOut()))
            + services(template.services());
    addRuleset(space, base, filters);
  }

  private void addRuleset(String space, String base, NftFilters filters) {
    List<DynamicSet> used = sets.of(space);
    if (base.isEmpty() && used.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("table " + DynamicSet.TABLE + " {\n");
    for (DynamicSet set : used) {
      text.append("  # ").append(describe(set)).append('\n');
      text.append("  set ").append(set.name());
      text.append(" { type ipv4_addr; flags interval; auto-merge; }\n");
    }
    text.append(filters.chains()).append(base).append("}\n");
    draft.space(space).ruleset("towpath", text.toString());
  }

  private static String describe(DynamicSet set) {
    return switch (set) {
      case DynamicSet.Covered(_, VrfRef vrf, var classes, _) ->
          "covered in " + vrf + " by " + String.join(", ", classes);
      case DynamicSet.Delivered(_, VrfRef vrf, String filter) ->
          "delivered by " + vrf + " through " + filter;
    };
  }

  private String name(Node node, Interface iface) {
    return draft.names().iface(new InterfaceRef(node.name(), iface.name()));
  }

  private Map<String, List<String>> places(Node node, List<Interface> interfaces, boolean inwards) {
    Map<String, List<String>> places = new TreeMap<>();
    for (Interface iface : interfaces) {
      List<String> filters = inwards ? iface.filtersIn() : iface.filtersOut();
      if (!filters.isEmpty()) {
        places.put(name(node, iface), filters);
      }
    }
    return places;
  }

  /** R53: a guest sends and receives by its own addresses only, unless it may forward. */
  private String checks(Node node, List<Interface> interfaces) {
    List<String> in = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (Interface iface : interfaces) {
      List<IpAddress> owned = ownedBy(iface);
      if (owned.isEmpty()) {
        continue;
      }
      String set = NftMatch.set(owned.stream());
      if (iface.checkSourceIn()) {
        in.add(
            "iifname \"%s\" ip saddr != %s counter drop %s"
                .formatted(name(node, iface), set, NftMatch.comment("source check (R53)")));
      }
      if (iface.checkDestinationOut()) {
        out.add(
            "oifname \"%s\" ip daddr != %s counter drop %s"
                .formatted(name(node, iface), set, NftMatch.comment("destination check (R53)")));
      }
    }
    return chain("sources", "prerouting", SOURCE_CHECK, in)
        + chain("destinations", "postrouting", DESTINATION_CHECK, out);
  }

  /** R57: who translates by port takes from each guest its own addresses only. */
  private String ownSources(Node node, List<Interface> interfaces) {
    List<String> translated =
        interfaces.stream().filter(Interface::ownSourcesOnly).map(i -> name(node, i)).toList();
    List<String> rules = new ArrayList<>();
    for (Interface iface : interfaces) {
      List<IpAddress> owned = ownedBy(iface);
      // What is checked on the way in has a source of its own already.
      if (!translated.isEmpty() && !owned.isEmpty() && !iface.checkSourceIn()) {
        rules.add(
            "iifname \"%s\" oifname %s ip saddr != %s counter drop %s"
                .formatted(
                    name(node, iface),
                    NftMatch.interfaces(translated),
                    NftMatch.set(owned.stream()),
                    NftMatch.comment("source of another (R57)")));
      }
    }
    return chain("translated", "forward", OWN_SOURCES, rules);
  }

  private static List<IpAddress> ownedBy(Interface iface) {
    return iface.owned().stream().filter(a -> a.family() == AddressFamily.IPV4).toList();
  }

  private static String chain(String name, String hook, int priority, List<String> rules) {
    if (rules.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("  chain " + name + " {\n");
    text.append("    type filter hook %s priority %d; policy accept;\n".formatted(hook, priority));
    rules.forEach(rule -> text.append("    ").append(rule).append('\n'));
    return text.append("  }\n").toString();
  }

  /** Filters of peerings: by the table of the port that a packet came in by, and where it goes. */
  private String peerings(Node node, String space, NftFilters filters) {
    List<String> rules = new ArrayList<>();
    for (DynamicSet set : sets.of(space)) {
      if (set instanceof DynamicSet.Delivered(String name, VrfRef vrf, String filter)
          && vrf.node().equals(node.name())) {
        List<String> ports =
            FabricNumbers.ports(node, vrf.name()).stream().map(p -> name(node, p)).toList();
        String chain = filters.chain(filter);
        if (chain != null) {
          rules.add(
              "iifname %s ip daddr @%s jump %s".formatted(NftMatch.interfaces(ports), name, chain));
        }
      }
    }
    return chain("peerings", "forward", PEERINGS, rules);
  }

  /** R211 a: an ICMP error that a gateway or edge brought leaves only if its source is known. */
  private String errors(Node node, List<Interface> interfaces) {
    Map<DynamicSet.Covered, List<String>> screened = new LinkedHashMap<>();
    List<String> all = new ArrayList<>();
    for (Interface iface : interfaces) {
      if (!iface.icmpErrorClasses().isEmpty()) {
        VrfRef vrf = new VrfRef(node.name(), iface.vrf());
        screened
            .computeIfAbsent(
                sets.knownSources(vrf, iface.icmpErrorClasses()), _ -> new ArrayList<>())
            .add(name(node, iface));
        all.add(name(node, iface));
      }
    }
    List<String> rules = new ArrayList<>();
    screened.forEach(
        (known, ports) ->
            rules.add(
                "iifname != %s oifname %s icmp type { destination-unreachable, time-exceeded } ip saddr != @%s counter drop %s"
                    .formatted(
                        NftMatch.interfaces(all),
                        NftMatch.interfaces(ports),
                        known.name(),
                        NftMatch.comment("ICMP error of a source without route (R211a)"))));
    return chain("errors", "forward", ERRORS, rules);
  }

  /** A fabric has no address and says nothing itself. */
  private static String quiet() {
    return "  chain own {\n    type filter hook output priority 0; policy drop;\n  }\n";
  }

  /**
   * One zone of connection tracking for each set of domains that reach each other: others may use
   * the same addresses.
   */
  private String zones(Node node) {
    Map<String, String> root = new TreeMap<>();
    for (Vrf vrf : node.vrfs()) {
      String first = null;
      for (String domain : domains(node, vrf)) {
        root.putIfAbsent(domain, domain);
        if (first == null) {
          first = domain;
        } else {
          join(root, first, domain);
        }
      }
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<String> entries = new ArrayList<>();
    for (Vrf vrf : node.vrfs()) {
      List<String> domains = domains(node, vrf);
      if (!domains.isEmpty()) {
        String zone = find(root, domains.getFirst());
        int number = numbers.computeIfAbsent(zone, _ -> numbers.size() + 1);
        for (Interface port : FabricNumbers.ports(node, vrf.name())) {
          entries.add("\"" + name(node, port) + "\" : " + number);
        }
      }
    }
    return numbers.size() < 2
        ? ""
        : chain(
            "zones",
            "prerouting",
            ZONES,
            List.of("ct zone set iifname map { " + String.join(", ", entries) + " }"));
  }

  private List<String> domains(Node node, Vrf vrf) {
    List<String> domains = new ArrayList<>();
    for (Interface port : FabricNumbers.ports(node, vrf.name())) {
      if (port.domain() != null) {
        domains.add(port.domain());
      }
    }
    List<Route> routes = new ArrayList<>(vrf.routes());
    for (String layer : vrf.layers()) {
      var content = draft.network().layers().get(layer);
      if (content != null) {
        routes.addAll(content.routes());
      }
    }
    for (Route route : routes) {
      switch (route.nextHop()) {
        case NextHop.Deliver(String domain, _, _) -> domains.add(domain);
        case NextHop.Port(String domain, _, _) -> domains.add(domain);
        case NextHop.Via _,
            NextHop.Attached _,
            NextHop.ToGroup _,
            NextHop.IntoTunnel _,
            NextHop.OtherVrf _,
            NextHop.Internet _,
            NextHop.Discard _ -> {}
      }
    }
    return domains;
  }

  private static String find(Map<String, String> root, String domain) {
    String at = domain;
    for (String up = root.getOrDefault(at, at); !up.equals(at); up = root.getOrDefault(at, at)) {
      at = up;
    }
    return at;
  }

  private static void join(Map<String, String> root, String a, String b) {
    root.put(find(root, b), find(root, a));
  }

  /** The node's own firewall: for what others send to it, not for what it sends to itself. */
  private static String firewall(Node node, NftFilters filters) {
    StringBuilder text = new StringBuilder();
    for (String name : node.firewall()) {
      String chain = filters.chain(name);
      if (chain != null) {
        text.append(
            chain("firewall_" + chain, "input", 0, List.of("iifname != \"lo\" jump " + chain)));
      }
    }
    return text.toString();
  }

  private static String services(Services services) {
    return services.answersEcho()
        ? ""
        : chain(
            "echo",
            "input",
            0,
            List.of("icmp type echo-request counter drop " + NftMatch.comment("answers no echo")));
  }
}
