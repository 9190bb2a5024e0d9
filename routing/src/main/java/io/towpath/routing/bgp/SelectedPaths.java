package io.towpath.routing.bgp;

import io.towpath.network.RoutePolicy;
import java.util.Arrays;

/**
 * What a speaker selected for the prefixes of a class: the best path and those used beside it, as
 * its VRF's table needs it. Equal content is equal; immutable.
 */
public final class SelectedPaths {
  private final RoutePolicy.Source source;
  private final boolean aggregate;
  private final int distance;
  private final long metric;
  private final long tag;
  private final int[] nextHops;
  private final int[] ends;

  SelectedPaths(
      RoutePolicy.Source source,
      boolean aggregate,
      int distance,
      long metric,
      long tag,
      int[] nextHops,
      int[] ends) {
    this.source = source;
    this.aggregate = aggregate;
    this.distance = distance;
    this.metric = metric;
    this.tag = tag;
    this.nextHops = nextHops;
    this.ends = ends;
  }

  /** How the best path came. What is originated here needs no route, except an aggregate. */
  public RoutePolicy.Source source() {
    return source;
  }

  /** True for an aggregate of this speaker, which routers install as a discard route. */
  public boolean aggregate() {
    return aggregate;
  }

  /** Administrative distance. */
  public int distance() {
    return distance;
  }

  /** MED of the best path, which routers show as the metric. */
  public long metric() {
    return metric;
  }

  /** Tag of the best path. */
  public long tag() {
    return tag;
  }

  /** Number of paths; 1 without multipath. The first one is the best. */
  public int size() {
    return ends.length;
  }

  /** Next hop of a path as IPv4 bits; 0 if originated here. */
  public int nextHop(int path) {
    return nextHops[path];
  }

  /** End of the session that a path came over, −1 if originated here. */
  public int end(int path) {
    return ends[path];
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof SelectedPaths o
            && source == o.source
            && aggregate == o.aggregate
            && distance == o.distance
            && metric == o.metric
            && tag == o.tag
            && Arrays.equals(nextHops, o.nextHops)
            && Arrays.equals(ends, o.ends);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ends) + Arrays.hashCode(nextHops) + Long.hashCode(metric);
  }

  @Override
  public String toString() {
    return source
        + " distance "
        + distance
        + " metric "
        + metric
        + " ends "
        + Arrays.toString(ends);
  }
}
