package io.towpath.network;

import io.towpath.net.Finding;
import io.towpath.net.Unsupported;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A whole network: vendor-neutral, joined and checked. Immutable; every map is sorted by name, so
 * that iteration is deterministic.
 *
 * @param findings of all front ends and of joining, sorted
 * @param unsupported what was written and is not modelled, sorted
 */
public record Network(
    SortedMap<String, Node> nodes,
    SortedMap<String, Host> hosts,
    SortedMap<String, Segment> segments,
    SortedMap<String, Domain> domains,
    SortedMap<String, RouteLayer> layers,
    SortedMap<String, RouteExchange> exchanges,
    SortedMap<String, Filter> filters,
    SortedMap<String, Group> groups,
    LatencyTable latencies,
    List<Finding> findings,
    List<Unsupported> unsupported) {

  public Network {
    nodes = Collections.unmodifiableSortedMap(nodes);
    hosts = Collections.unmodifiableSortedMap(hosts);
    segments = Collections.unmodifiableSortedMap(segments);
    domains = Collections.unmodifiableSortedMap(domains);
    layers = Collections.unmodifiableSortedMap(layers);
    exchanges = Collections.unmodifiableSortedMap(exchanges);
    filters = Collections.unmodifiableSortedMap(filters);
    groups = Collections.unmodifiableSortedMap(groups);
    findings = findings.stream().sorted().toList();
    unsupported = unsupported.stream().sorted().toList();
  }

  /** A network of one fragment that needs no joining, for tests and generators. */
  public static Network of(Fragment fragment) {
    return new Network(
        byName(fragment.nodes(), Node::name),
        byName(fragment.hosts(), Host::name),
        byName(fragment.segments(), Segment::name),
        byName(fragment.domains(), Domain::name),
        byName(fragment.layers(), RouteLayer::name),
        byName(fragment.exchanges(), RouteExchange::name),
        byName(fragment.filters(), Filter::name),
        byName(fragment.groups(), Group::name),
        LatencyTable.EMPTY,
        fragment.findings(),
        fragment.unsupported());
  }

  /** The elements by name; of equal names the first stays. */
  static <T> SortedMap<String, T> byName(Collection<T> elements, Function<T, String> name) {
    TreeMap<String, T> map = new TreeMap<>();
    for (T element : elements) {
      map.putIfAbsent(name.apply(element), element);
    }
    return map;
  }
}
