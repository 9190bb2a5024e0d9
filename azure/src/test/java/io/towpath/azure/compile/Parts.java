package io.towpath.azure.compile;

import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.network.Node;
import io.towpath.network.Route;
import io.towpath.network.RouteExchange;
import io.towpath.network.RouteLayer;
import io.towpath.network.Segment;
import io.towpath.network.Vrf;
import java.util.List;
import java.util.function.Function;

/** Elements of a compiled fragment by name; a missing one fails the test with the names there. */
record Parts(AzureFragment azure) {
  private static <T> T find(String kind, List<T> all, Function<T, String> name, String wanted) {
    return all.stream()
        .filter(one -> name.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no " + kind + " \"" + wanted + "\" among " + all.stream().map(name).toList()));
  }

  Node node(String name) {
    return find("node", azure.fragment().nodes(), Node::name, name);
  }

  Node fabric() {
    return node(ElementNames.FABRIC);
  }

  Vrf vrf(String node, String name) {
    return find("VRF", node(node).vrfs(), Vrf::name, name);
  }

  Vrf subnet(String name) {
    return vrf(ElementNames.FABRIC, name);
  }

  Interface iface(String node, String name) {
    return find("interface", node(node).interfaces(), Interface::name, name);
  }

  Interface port(String name) {
    return iface(ElementNames.FABRIC, name);
  }

  RouteLayer layer(String name) {
    return find("layer", azure.fragment().layers(), RouteLayer::name, name);
  }

  Filter filter(String name) {
    return find("filter", azure.fragment().filters(), Filter::name, name);
  }

  RouteExchange exchange(String name) {
    return find("exchange", azure.fragment().exchanges(), RouteExchange::name, name);
  }

  Segment segment(String name) {
    return find("segment", azure.fragment().segments(), Segment::name, name);
  }

  /** Routes as {@code PREFIX CLASS SHOWN}, for reading. */
  static List<String> summary(List<Route> routes) {
    return routes.stream()
        .map(
            route ->
                route.prefix()
                    + " "
                    + route.routeClass()
                    + " "
                    + (route.nextHop().shown() == null ? "-" : route.nextHop().shown().type()))
        .toList();
  }
}
