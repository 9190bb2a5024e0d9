package io.towpath.network;

import io.towpath.net.Finding;
import io.towpath.net.Unsupported;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of a network as one front end yields it. Names must be unique over all fragments that are
 * joined.
 */
public record Fragment(
    List<Node> nodes,
    List<Host> hosts,
    List<Segment> segments,
    List<Domain> domains,
    List<RouteLayer> layers,
    List<RouteExchange> exchanges,
    List<Filter> filters,
    List<Group> groups,
    List<OpenEnd> openEnds,
    List<Finding> findings,
    List<Unsupported> unsupported) {

  public Fragment {
    nodes = List.copyOf(nodes);
    hosts = List.copyOf(hosts);
    segments = List.copyOf(segments);
    domains = List.copyOf(domains);
    layers = List.copyOf(layers);
    exchanges = List.copyOf(exchanges);
    filters = List.copyOf(filters);
    groups = List.copyOf(groups);
    openEnds = List.copyOf(openEnds);
    findings = List.copyOf(findings);
    unsupported = List.copyOf(unsupported);
  }

  /** A builder that starts from this fragment. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.add(this);
    return b;
  }

  /** Collects a fragment; not thread-safe. */
  public static final class Builder {
    public final List<Node> nodes = new ArrayList<>();
    public final List<Host> hosts = new ArrayList<>();
    public final List<Segment> segments = new ArrayList<>();
    public final List<Domain> domains = new ArrayList<>();
    public final List<RouteLayer> layers = new ArrayList<>();
    public final List<RouteExchange> exchanges = new ArrayList<>();
    public final List<Filter> filters = new ArrayList<>();
    public final List<Group> groups = new ArrayList<>();
    public final List<OpenEnd> openEnds = new ArrayList<>();
    public final List<Finding> findings = new ArrayList<>();
    public final List<Unsupported> unsupported = new ArrayList<>();

    /** Adds everything of a fragment. */
    public void add(Fragment other) {
      nodes.addAll(other.nodes);
      hosts.addAll(other.hosts);
      segments.addAll(other.segments);
      domains.addAll(other.domains);
      layers.addAll(other.layers);
      exchanges.addAll(other.exchanges);
      filters.addAll(other.filters);
      groups.addAll(other.groups);
      openEnds.addAll(other.openEnds);
      findings.addAll(other.findings);
      unsupported.addAll(other.unsupported);
    }

    /** The fragment collected so far. */
    public Fragment build() {
      return new Fragment(
          nodes,
          hosts,
          segments,
          domains,
          layers,
          exchanges,
          filters,
          groups,
          openEnds,
          findings,
          unsupported);
    }
  }
}
