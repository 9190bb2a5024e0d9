package io.towpath.testkit.networks;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.Fragment;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Network;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteLayer;
import io.towpath.network.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds small networks by hand.
 *
 * <pre>{@code
 * TopologyBuilder net = new TopologyBuilder();
 * net.connect("a", "b", "10.0.0.0/30");
 * net.router("a").bgp(65001).neighbour("10.0.0.2", 65002);
 * net.router("b").bgp(65002).neighbour("10.0.0.1", 65001).network("10.1.0.0/24");
 * Network network = net.build();
 * }</pre>
 *
 * <p>Places are written {@code router:interface}. Not thread-safe.
 */
public final class TopologyBuilder {
  private final Map<String, RouterBuilder> routers = new LinkedHashMap<>();
  private final Fragment.Builder fragment = new Fragment.Builder();

  /** A router, made when it is first named. */
  public RouterBuilder router(String name) {
    return routers.computeIfAbsent(name, RouterBuilder::new);
  }

  /**
   * Joins two routers by a cable of their own: interfaces {@code to-OTHER} with the first two
   * addresses of the subnet (both addresses of a /31).
   */
  public TopologyBuilder connect(String one, String other, String subnet) {
    return connect(one, "to-" + other, other, "to-" + one, subnet);
  }

  /** Joins two routers by a cable between interfaces of these names. */
  public TopologyBuilder connect(
      String one, String oneInterface, String other, String otherInterface, String subnet) {
    Prefix prefix = Prefix.parse(subnet);
    int first = prefix.length() >= 31 ? 0 : 1;
    router(one).iface(oneInterface, address(prefix, first));
    router(other).iface(otherInterface, address(prefix, first + 1));
    return link(one + ":" + oneInterface, other + ":" + otherInterface);
  }

  private static String address(Prefix subnet, int offset) {
    IpAddress address = subnet.network().plus(offset);
    return address + "/" + subnet.length();
  }

  /** A cable between two interfaces. */
  public TopologyBuilder link(String one, String other) {
    return segment(one + " – " + other, one, other);
  }

  /** A broadcast domain. */
  public TopologyBuilder segment(String name, String... members) {
    List<InterfaceRef> refs =
        new ArrayList<>(Arrays.stream(members).map(TopologyBuilder::place).toList());
    fragment.segments.add(new Segment(name, refs, null, Origin.NONE));
    return this;
  }

  /** The place {@code router:interface}. */
  public static InterfaceRef place(String text) {
    int colon = text.indexOf(':');
    return new InterfaceRef(text.substring(0, colon), text.substring(colon + 1));
  }

  /** A shared layer. */
  public TopologyBuilder layer(RouteLayer layer) {
    fragment.layers.add(layer);
    return this;
  }

  /** A route exchange. */
  public TopologyBuilder exchange(RouteExchange exchange) {
    fragment.exchanges.add(exchange);
    return this;
  }

  /** Everything else. */
  public Fragment.Builder fragment() {
    return fragment;
  }

  /** The network, joined without further checks. */
  public Network build() {
    Fragment.Builder whole = new Fragment.Builder();
    routers.values().forEach(router -> whole.nodes.add(router.build()));
    whole.nodes.addAll(fragment.nodes);
    whole.hosts.addAll(fragment.hosts);
    whole.segments.addAll(fragment.segments);
    whole.domains.addAll(fragment.domains);
    whole.layers.addAll(fragment.layers);
    whole.exchanges.addAll(fragment.exchanges);
    whole.filters.addAll(fragment.filters);
    whole.groups.addAll(fragment.groups);
    whole.findings.addAll(fragment.findings);
    whole.unsupported.addAll(fragment.unsupported);
    return Network.of(whole.build());
  }
}
