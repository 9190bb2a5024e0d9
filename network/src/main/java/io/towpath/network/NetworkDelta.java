package io.towpath.network;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A change of a network: what is added or replaced (by name), what is removed, and what fails.
 *
 * @param put elements added or replaced
 * @param removed names of elements removed, of any kind
 * @param failures what fails in the result
 */
public record NetworkDelta(Fragment put, Removed removed, List<Failure> failures) {

  /** Nothing changes. */
  public static final NetworkDelta NONE = failing(List.of());

  public NetworkDelta {
    failures = List.copyOf(failures);
  }

  /** Only failures. */
  public static NetworkDelta failing(List<Failure> failures) {
    return new NetworkDelta(new Fragment.Builder().build(), Removed.NOTHING, failures);
  }

  /** True if the elements of the network stay as they are. */
  public boolean isOnlyFailures() {
    return removed.equals(Removed.NOTHING) && put.equals(NONE.put);
  }

  /** Names of removed elements by kind. */
  public record Removed(
      List<String> nodes,
      List<String> hosts,
      List<String> segments,
      List<String> domains,
      List<String> layers,
      List<String> exchanges,
      List<String> filters,
      List<String> groups) {

    /** Nothing is removed. */
    public static final Removed NOTHING =
        new Removed(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** The network with elements put and removed; failures are left to the engines. */
  public Network applyTo(Network base) {
    return new Network(
        apply(base.nodes(), put.nodes(), Node::name, removed.nodes()),
        apply(base.hosts(), put.hosts(), Host::name, removed.hosts()),
        apply(base.segments(), put.segments(), Segment::name, removed.segments()),
        apply(base.domains(), put.domains(), Domain::name, removed.domains()),
        apply(base.layers(), put.layers(), RouteLayer::name, removed.layers()),
        apply(base.exchanges(), put.exchanges(), RouteExchange::name, removed.exchanges()),
        apply(base.filters(), put.filters(), Filter::name, removed.filters()),
        apply(base.groups(), put.groups(), Group::name, removed.groups()),
        base.latencies(),
        base.findings(),
        base.unsupported());
  }

  private static <T> SortedMap<String, T> apply(
      SortedMap<String, T> base,
      Collection<T> put,
      Function<T, String> name,
      Collection<String> gone) {
    if (put.isEmpty() && gone.isEmpty()) {
      return base;
    }
    TreeMap<String, T> result = new TreeMap<>(base);
    gone.forEach(result::remove);
    put.forEach(element -> result.put(name.apply(element), element));
    return result;
  }
}
