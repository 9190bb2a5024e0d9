package io.towpath.estate.load;

import io.towpath.estate.file.EstateFile;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.Fragment;
import io.towpath.network.Interface;
import io.towpath.network.NatRule;
import io.towpath.network.NatSide;
import io.towpath.network.NextHop;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes of {@code nat}: two interfaces called {@code inside} and {@code outside}, and the mappings
 * between them. A packet that no mapping names is not translated.
 */
final class NatNodes {
  // ASSUMPTION(A-021): what is opened inside gets no port of its own outside. Windows may give it
  // one of the ports that it has, but the published steps need the mappings whoever opens (R225).

  private static final String INSIDE = "inside";
  private static final String OUTSIDE = "outside";

  private NatNodes() {}

  /** A fragment with one node for each entry. */
  static Fragment build(List<EstateFile.NatEntry> entries) {
    Fragment.Builder fragment = new Fragment.Builder();
    entries.forEach(entry -> fragment.nodes.add(node(entry)));
    return fragment.build();
  }

  private static Node node(EstateFile.NatEntry entry) {
    return Node.named(entry.name(), NodeKind.SERVER, entry.origin())
        .vrfs(List.of(Vrf.router(Vrf.DEFAULT, routes(entry), entry.origin())))
        .interfaces(
            List.of(
                Interface.named(INSIDE, Vrf.DEFAULT, entry.origin())
                    .unnumbered(OUTSIDE)
                    .natSide(NatSide.INSIDE)
                    .build(),
                Interface.named(OUTSIDE, Vrf.DEFAULT, entry.origin())
                    .addresses(entry.outside())
                    .natSide(NatSide.OUTSIDE)
                    .build()))
        .nat(entry.mappings().stream().map(NatNodes::rule).toList())
        .windows(true)
        .build();
  }

  private static List<Route> routes(EstateFile.NatEntry entry) {
    List<Route> routes = new ArrayList<>();
    for (Prefix range : entry.inside()) {
      routes.add(
          Route.of(range, RouteClass.STATIC, new NextHop.Attached(INSIDE, null), entry.origin()));
    }
    IpAddress gateway = entry.gateway();
    if (gateway != null) {
      routes.add(
          Route.of(
              Prefix.DEFAULT_IPV4,
              RouteClass.STATIC,
              new NextHop.Via(gateway, OUTSIDE, null),
              entry.origin()));
    }
    return routes;
  }

  private static NatRule rule(EstateFile.NatEntry.Mapping mapping) {
    IpAddress inside = mapping.inside().address();
    return new NatRule.Static(
        Vrf.DEFAULT,
        inside,
        mapping.outside().address(),
        inside.family().bits(),
        mapping.protocol(),
        mapping.inside().port(),
        mapping.outside().port(),
        1,
        mapping.origin());
  }
}
