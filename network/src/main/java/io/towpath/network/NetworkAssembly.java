package io.towpath.network;

import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Joins fragments to a network: collects elements under unique names, plugs cables, builds the
 * Internet, and checks the result. The outcome does not depend on the order of fragments or cables.
 *
 * <p>Errors are findings of severity error in the result, so that one run reports all of them;
 * callers refuse to go on.
 */
public final class NetworkAssembly {
  private final SortedMap<String, Node> nodes = new TreeMap<>();
  private final SortedMap<String, Host> hosts = new TreeMap<>();
  private final List<Segment> segments = new ArrayList<>();
  private final SortedMap<String, Domain> domains = new TreeMap<>();
  private final SortedMap<String, RouteLayer> layers = new TreeMap<>();
  private final SortedMap<String, RouteExchange> exchanges = new TreeMap<>();
  private final SortedMap<String, Filter> filters = new TreeMap<>();
  private final SortedMap<String, Group> groups = new TreeMap<>();
  private final SortedMap<String, OpenEnd> openEnds = new TreeMap<>();
  private final List<OpenEnd> internetEnds = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Unsupported> unsupported = new ArrayList<>();
  private final Set<String> reported = new HashSet<>();

  private NetworkAssembly() {}

  /**
   * Joins fragments.
   *
   * @param cables connections between them
   * @param autoCables also join two interfaces whose point-to-point subnet exactly they share
   * @param latencies latencies between places
   */
  public static Network join(
      List<Fragment> fragments, List<Cable> cables, boolean autoCables, LatencyTable latencies) {
    NetworkAssembly assembly = new NetworkAssembly();
    fragments.forEach(assembly::collect);
    assembly.plug(cables, autoCables);
    Network network = assembly.build(latencies);
    List<Finding> all = new ArrayList<>(network.findings());
    all.addAll(NetworkValidation.check(network));
    return new Network(
        network.nodes(),
        network.hosts(),
        network.segments(),
        network.domains(),
        network.layers(),
        network.exchanges(),
        network.filters(),
        network.groups(),
        network.latencies(),
        all,
        network.unsupported());
  }

  private void collect(Fragment fragment) {
    add(nodes, fragment.nodes(), "node", Node::name, Node::origin);
    add(hosts, fragment.hosts(), "host", Host::name, Host::origin);
    for (Host host : fragment.hosts()) {
      Node twin = nodes.get(host.name());
      if (twin != null) {
        duplicate("name", host.name(), host.origin(), twin.origin());
      }
    }
    add(domains, fragment.domains(), "domain", Domain::name, d -> Origin.NONE);
    add(layers, fragment.layers(), "layer", RouteLayer::name, l -> Origin.NONE);
    add(exchanges, fragment.exchanges(), "exchange", RouteExchange::name, RouteExchange::origin);
    add(filters, fragment.filters(), "filter", Filter::name, Filter::origin);
    add(groups, fragment.groups(), "group", Group::name, Group::origin);
    segments.addAll(fragment.segments());
    for (OpenEnd end : fragment.openEnds()) {
      if (end.name().equals(InternetAttachment.INTERNET)) {
        internetEnds.add(end);
      } else {
        OpenEnd twin = openEnds.putIfAbsent(end.name(), end);
        if (twin != null) {
          duplicate("open end", end.name(), end.origin(), twin.origin());
        }
      }
    }
    fragment.nodes().forEach(this::reportUnservedAddresses);
    findings.addAll(fragment.findings());
    unsupported.addAll(fragment.unsupported());
  }

  /** Who joined the fragments has given its address to every interface that one is known for. */
  private void reportUnservedAddresses(Node node) {
    for (Interface iface : node.interfaces()) {
      if (iface.dhcp() && iface.addresses().isEmpty()) {
        unsupported.add(
            new Unsupported(
                iface.origin(),
                iface.name() + " takes its address by DHCP, and none is known for it",
                List.of(new InterfaceRef(node.name(), iface.name()).toString())));
      }
    }
  }

  private <T> void add(
      Map<String, T> target,
      List<T> elements,
      String kind,
      Function<T, String> name,
      Function<T, Origin> origin) {
    for (T element : elements) {
      T twin = target.putIfAbsent(name.apply(element), element);
      if (twin != null) {
        duplicate(kind, name.apply(element), origin.apply(element), origin.apply(twin));
      }
    }
  }

  private void duplicate(String kind, String name, Origin second, Origin first) {
    if (reported.add(kind + " " + name)) {
      findings.add(
          Finding.error(
              "TP4001",
              second,
              "The " + kind + " \"" + name + "\" exists twice; the first is at " + first + ".",
              "Give one of them another name."));
    }
  }

  private void plug(List<Cable> cables, boolean autoCables) {
    BroadcastDomains joined = new BroadcastDomains(nodes.values());
    Map<InterfaceRef, Cable> used = new HashMap<>();
    List<Map.Entry<InterfaceRef, Origin>> toInternet = new ArrayList<>();
    Set<String> pluggedEnds = new HashSet<>();
    for (Cable cable : cables) {
      plugOne(cable, joined, used, toInternet, pluggedEnds);
    }
    if (autoCables) {
      autoCables(joined, used.keySet());
    }
    findings.addAll(joined.findings());
    segments.addAll(joined.segments());
    InternetAttachment internet = new InternetAttachment(nodes);
    toInternet.forEach(end -> internet.attach(end.getKey(), end.getValue()));
    internetEnds.stream()
        .sorted((a, b) -> a.at().compareTo(b.at()))
        .forEach(end -> internet.attach(end.at(), end.origin()));
    internet.build(segments, domains, filters);
  }

  private void plugOne(
      Cable cable,
      BroadcastDomains joined,
      Map<InterfaceRef, Cable> used,
      List<Map.Entry<InterfaceRef, Origin>> toInternet,
      Set<String> pluggedEnds) {
    if (!exists(cable.from(), cable, joined) || !exists(cable.to(), cable, joined)) {
      return;
    }
    for (Cable.End end : List.of(cable.from(), cable.to())) {
      if (end instanceof Cable.End.Plug(InterfaceRef at)) {
        Cable other = used.putIfAbsent(at, cable);
        if (other != null) {
          findings.add(
              Finding.error(
                  "TP4006",
                  cable.origin(),
                  "The interface "
                      + at
                      + " has two cables; the other is at "
                      + other.origin()
                      + ".",
                  "Remove one of them."));
          return;
        }
      } else if (end instanceof Cable.End.Open(String name)
          && !name.equals(InternetAttachment.INTERNET)
          && !pluggedEnds.add(name)) {
        findings.add(
            Finding.error(
                "TP4006",
                cable.origin(),
                "The end \"" + name + "\" has two cables.",
                "Remove one of them."));
        return;
      }
    }
    switch (cable.from()) {
      case Cable.End.Plug(InterfaceRef a) -> {
        switch (cable.to()) {
          case Cable.End.Plug(InterfaceRef b) -> joined.connect(a, b, cable);
          case Cable.End.Open(String name) -> plugOpen(a, name, cable, joined, toInternet);
        }
      }
      case Cable.End.Open(String name) -> {
        switch (cable.to()) {
          case Cable.End.Plug(InterfaceRef b) -> plugOpen(b, name, cable, joined, toInternet);
          case Cable.End.Open(String other) ->
              findings.add(
                  Finding.error(
                      "TP4008",
                      cable.origin(),
                      "A cable cannot join \""
                          + name
                          + "\" to \""
                          + other
                          + "\": neither is a port of a device.",
                      "Put a device between them."));
        }
      }
    }
  }

  private void plugOpen(
      InterfaceRef plug,
      String name,
      Cable cable,
      BroadcastDomains joined,
      List<Map.Entry<InterfaceRef, Origin>> toInternet) {
    if (name.equals(InternetAttachment.INTERNET)) {
      toInternet.add(Map.entry(plug, cable.origin()));
      return;
    }
    OpenEnd end = openEnds.get(name);
    if (end != null) {
      joined.connectInnermost(plug, end, cable);
    }
  }

  private boolean exists(Cable.End end, Cable cable, BroadcastDomains joined) {
    return switch (end) {
      case Cable.End.Plug(InterfaceRef at) -> {
        Node node = nodes.get(at.node());
        if (node == null) {
          findings.add(
              Finding.error(
                  "TP4002",
                  cable.origin(),
                  "The cable names a device \"" + at.node() + "\" that does not exist.",
                  Nearest.question(at.node(), nodes.keySet())));
          yield false;
        }
        if (!joined.has(at)) {
          findings.add(
              Finding.error(
                  "TP4003",
                  cable.origin(),
                  "The device \"" + at.node() + "\" has no interface \"" + at.name() + "\".",
                  Nearest.question(
                      at.name(), node.interfaces().stream().map(Interface::name).toList())));
          yield false;
        }
        yield true;
      }
      case Cable.End.Open(String name) -> {
        if (name.equals(InternetAttachment.INTERNET) || openEnds.containsKey(name)) {
          yield true;
        }
        List<String> known = new ArrayList<>(openEnds.keySet());
        known.add(InternetAttachment.INTERNET);
        findings.add(
            Finding.error(
                "TP4004",
                cable.origin(),
                "The cable leads to \"" + name + "\", which does not exist.",
                Nearest.question(name, known)));
        yield false;
      }
    };
  }

  /** Joins pairs of interfaces that alone share a /30, /31, /126 or /127. */
  private void autoCables(BroadcastDomains joined, Set<InterfaceRef> used) {
    Set<InterfaceRef> taken = new HashSet<>(used);
    for (Segment segment : segments) {
      taken.addAll(segment.members());
    }
    Map<Prefix, List<InterfaceRef>> bySubnet = new LinkedHashMap<>();
    for (Node node : nodes.values()) {
      for (Interface iface : node.interfaces()) {
        InterfaceRef ref = new InterfaceRef(node.name(), iface.name());
        InterfaceRef parent =
            iface.parent() == null ? null : new InterfaceRef(node.name(), iface.parent());
        IpAddress address = iface.primaryAddress();
        if (address == null
            || iface.link() != LinkKind.WIRE
            || taken.contains(ref)
            || (parent != null && taken.contains(parent))) {
          continue;
        }
        Prefix subnet = iface.addresses().getFirst().subnet();
        if (isPointToPoint(subnet)) {
          bySubnet.computeIfAbsent(subnet, k -> new ArrayList<>(2)).add(ref);
        }
      }
    }
    bySubnet.forEach(
        (subnet, refs) -> {
          if (refs.size() == 2 && !refs.get(0).node().equals(refs.get(1).node())) {
            joined.connectDirectly(refs.get(0), refs.get(1));
          }
        });
  }

  private static boolean isPointToPoint(Prefix subnet) {
    int hostBits = subnet.family().bits() - subnet.length();
    return hostBits == 1 || hostBits == 2;
  }

  private Network build(LatencyTable latencies) {
    SortedMap<String, Segment> named = new TreeMap<>();
    for (Segment segment : segments) {
      @Nullable Segment twin = named.putIfAbsent(segment.name(), segment);
      if (twin != null) {
        duplicate("segment", segment.name(), segment.origin(), twin.origin());
      }
    }
    return new Network(
        nodes,
        hosts,
        named,
        domains,
        layers,
        exchanges,
        filters,
        new RedundancyGroups(named.values(), nodes).join(groups),
        latencies,
        findings,
        unsupported);
  }
}
