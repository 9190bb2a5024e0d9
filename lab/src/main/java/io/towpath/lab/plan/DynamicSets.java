package io.towpath.lab.plan;

import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Host;
import io.towpath.network.Interface;
import io.towpath.network.NatRule;
import io.towpath.network.Network;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteLayer;
import io.towpath.network.Vrf;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The address sets that follow from routing, by the space whose ruleset uses them. A pure function
 * of the network, so that the plan and the agent agree.
 */
public final class DynamicSets {
  private record Coverage(VrfRef vrf, List<String> classes, List<Prefix> extra) {}

  private record Delivery(VrfRef vrf, String filter) {}

  private final Network network;
  private final LabNames names;
  private final Map<Coverage, DynamicSet.Covered> covered = new LinkedHashMap<>();
  private final Map<Delivery, DynamicSet.Delivered> delivered = new LinkedHashMap<>();
  private final Map<String, SequencedSet<DynamicSet>> bySpace = new LinkedHashMap<>();

  private DynamicSets(Network network, LabNames names) {
    this.network = network;
    this.names = names;
  }

  /** The sets that the rulesets of a lab use. */
  public static DynamicSets of(Network network, LabNames names) {
    DynamicSets sets = new DynamicSets(network, names);
    network.nodes().values().forEach(sets::addNode);
    for (Host host : network.hosts().values()) {
      String space = names.host(host.name());
      host.template().filtersIn().forEach(filter -> sets.addFilter(space, filter));
      host.template().filtersOut().forEach(filter -> sets.addFilter(space, filter));
    }
    return sets;
  }

  /** Sets of each space that has any, in the order of first use. */
  public Map<String, List<DynamicSet>> bySpace() {
    Map<String, List<DynamicSet>> result = new LinkedHashMap<>();
    bySpace.forEach((space, sets) -> result.put(space, List.copyOf(sets)));
    return result;
  }

  /** Sets of one space. */
  List<DynamicSet> of(String space) {
    SequencedSet<DynamicSet> sets = bySpace.get(space);
    return sets == null ? List.of() : List.copyOf(sets);
  }

  /** Name of the set of what a filter's derived set stands for. */
  String name(AddressSet.Derived derived) {
    return covered(derived.vrf(), derived.classes(), derived.extra()).name();
  }

  /** Set of the sources whose ICMP errors may leave at a port. */
  DynamicSet.Covered knownSources(VrfRef vrf, List<String> classes) {
    return covered(vrf, classes, List.of());
  }

  private DynamicSet.Covered covered(VrfRef vrf, List<String> classes, List<Prefix> extra) {
    return covered.computeIfAbsent(
        new Coverage(vrf, classes, extra),
        key -> new DynamicSet.Covered("covered" + (covered.size() + 1), vrf, classes, extra));
  }

  private void addNode(Node node) {
    for (Interface iface : node.interfaces()) {
      if (node.vrf(iface.vrf()) == null) {
        continue;
      }
      String space = names.space(node, iface.vrf());
      iface.filtersIn().forEach(filter -> addFilter(space, filter));
      iface.filtersOut().forEach(filter -> addFilter(space, filter));
      if (!iface.icmpErrorClasses().isEmpty()) {
        VrfRef vrf = new VrfRef(node.name(), iface.vrf());
        add(space, knownSources(vrf, iface.icmpErrorClasses()));
      }
    }
    for (NatRule rule : node.nat()) {
      if (rule instanceof NatRule.Dynamic dynamic && node.vrf(dynamic.vrf()) != null) {
        String space = names.space(node, dynamic.vrf());
        dynamic.sources().forEach(set -> addAddresses(space, set));
        addFilter(space, dynamic.filter());
      } else if (rule instanceof NatRule.Redirect redirect && node.vrf(redirect.vrf()) != null) {
        String space = names.space(node, redirect.vrf());
        redirect.sources().forEach(set -> addAddresses(space, set));
      }
    }
    if (FabricNumbers.isFabric(node)) {
      node.vrfs().forEach(vrf -> addDeliveries(node, vrf));
    }
  }

  private void addDeliveries(Node node, Vrf vrf) {
    if (FabricNumbers.ports(node, vrf.name()).isEmpty()) {
      return;
    }
    SequencedSet<String> filters = new LinkedHashSet<>();
    vrf.routes().forEach(route -> addFilterOf(route, filters));
    for (String name : vrf.layers()) {
      RouteLayer layer = network.layers().get(name);
      if (layer != null) {
        layer.routes().forEach(route -> addFilterOf(route, filters));
      }
      for (RouteExchange exchange : network.exchanges().values()) {
        if (exchange.layer().equals(name)
            && exchange.nextHop() instanceof RouteExchange.NextHopRule.Fixed(NextHop fixed)) {
          addFilterOf(fixed, filters);
        }
      }
    }
    String space = names.space(node, vrf.name());
    VrfRef ref = new VrfRef(node.name(), vrf.name());
    for (String filter : filters) {
      addFilter(space, filter);
      add(
          space,
          delivered.computeIfAbsent(
              new Delivery(ref, filter),
              key -> new DynamicSet.Delivered("delivered" + (delivered.size() + 1), ref, filter)));
    }
  }

  private static void addFilterOf(Route route, SequencedSet<String> filters) {
    addFilterOf(route.nextHop(), filters);
  }

  private static void addFilterOf(NextHop nextHop, SequencedSet<String> filters) {
    if (nextHop instanceof NextHop.Deliver(_, var filter, _) && filter != null) {
      filters.add(filter);
    }
  }

  private void addFilter(String space, @Nullable String name) {
    Filter filter = name == null ? null : network.filters().get(name);
    if (filter == null) {
      return;
    }
    for (Filter.Rule rule : filter.rules()) {
      List<AddressSet> all = new ArrayList<>(rule.sources());
      all.addAll(rule.destinations());
      all.forEach(set -> addAddresses(space, set));
    }
  }

  private void addAddresses(String space, AddressSet set) {
    switch (set) {
      case AddressSet.Derived(var vrf, var classes, var extra) ->
          add(space, covered(vrf, classes, extra));
      case AddressSet.Except(AddressSet excluded) -> addAddresses(space, excluded);
      case AddressSet.Any _, AddressSet.Prefixes _, AddressSet.Wildcard _ -> {}
    }
  }

  private void add(String space, DynamicSet set) {
    bySpace.computeIfAbsent(space, _ -> new LinkedHashSet<>()).add(set);
  }
}
