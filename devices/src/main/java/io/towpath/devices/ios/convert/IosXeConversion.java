package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.IosVrf;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Origin;
import io.towpath.network.Fragment;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.Route;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a parsed IOS-XE configuration into a fragment with one router.
 *
 * <p>Stateless; any number of configurations may be converted at the same time. The fragment holds
 * the router, the access lists that it uses as filters, its first-hop redundancy groups (of which
 * it is the only member here), and the findings and unsupported lines of the configuration.
 */
public final class IosXeConversion {

  private IosXeConversion() {}

  /**
   * Converts a configuration.
   *
   * @param node name of the router in the network
   * @param site name of its place for latencies; null if none is given
   */
  public static Fragment convert(IosConfig config, String node, @Nullable String site) {
    Conversion conversion = new Conversion(config, node);
    conversion.fragment.findings.addAll(config.findings(node));
    conversion.fragment.unsupported.addAll(config.unsupported(node));
    routeLeaking(conversion);
    missingFamilies(conversion);

    FilterConversion filters = new FilterConversion(conversion);
    PolicyConversion policies = new PolicyConversion(conversion);
    TunnelConversion tunnels = new TunnelConversion(conversion);
    InterfaceConversion interfaces = new InterfaceConversion(conversion, filters, tunnels);
    conversion.fragment.nodes.add(
        Node.named(node, NodeKind.ROUTER, Origin.line(config.file(), 1))
            .forwards(config.routing())
            .vrfs(vrfs(conversion, new StaticRouteConversion(conversion, tunnels)))
            .interfaces(interfaces.convert())
            .bgp(new BgpConversion(conversion, policies, interfaces).convert())
            .ospf(new OspfConversion(conversion, policies, interfaces).convert())
            .tunnels(tunnels.ends())
            .nat(new NatConversion(conversion, filters).convert())
            .sites(site == null ? List.of(node) : List.of(node, "site:" + site))
            .build());
    conversion.fragment.groups.addAll(new RedundancyConversion(conversion).convert());
    return conversion.fragment.build();
  }

  private static List<Vrf> vrfs(Conversion conversion, StaticRouteConversion statics) {
    Map<String, List<Route>> routes = statics.convert();
    List<Vrf> vrfs = new ArrayList<>();
    vrfs.add(
        Vrf.router(
            Vrf.DEFAULT,
            routes.getOrDefault(Vrf.DEFAULT, List.of()),
            Origin.line(conversion.config.file(), 1)));
    for (IosVrf vrf : conversion.config.vrfs().values()) {
      vrfs.add(
          Vrf.router(
              vrf.name(),
              routes.getOrDefault(vrf.name(), List.of()),
              conversion.origin(vrf.line())));
    }
    return vrfs;
  }

  /** Importing what another VRF of the same router exports passes routes between the two. */
  private static void routeLeaking(Conversion conversion) {
    Map<String, Set<String>> exporting = new HashMap<>();
    for (IosVrf vrf : conversion.config.vrfs().values()) {
      for (IosVrf.RouteTarget target : vrf.exports()) {
        exporting.computeIfAbsent(target.value(), _ -> new HashSet<>(2)).add(vrf.name());
      }
    }
    for (IosVrf importing : conversion.config.vrfs().values()) {
      for (IosVrf.RouteTarget target : importing.imports()) {
        Set<String> exporters = exporting.getOrDefault(target.value(), Set.of());
        if (exporters.size() > (exporters.contains(importing.name()) ? 1 : 0)) {
          conversion.unsupported(
              target.line(),
              "route-target import " + target.value(),
              new Scope.OfVrf(importing.name()));
        }
      }
    }
  }

  /** A VRF definition routes IPv4 only with that address family. */
  private static void missingFamilies(Conversion conversion) {
    for (IosVrf vrf : conversion.config.vrfs().values()) {
      if (!vrf.ipv4() && hasAddresses(conversion, vrf.name())) {
        conversion.remark(
            IosKinds.VRF_WITHOUT_FAMILY,
            vrf.line(),
            "The VRF \""
                + vrf.name()
                + "\" has no \"address-family ipv4\"; IOS-XE takes no IPv4 address in it. It is"
                + " read as if it had the family.",
            "Add \"address-family ipv4\" to the definition.",
            new Scope.OfVrf(vrf.name()));
      }
    }
  }

  private static boolean hasAddresses(Conversion conversion, String vrf) {
    return conversion.config.interfaces().values().stream()
        .anyMatch(
            block ->
                inVrf(block.statements(), vrf)
                    && block.statements().stream()
                        .anyMatch(InterfaceStatement.Address.class::isInstance));
  }

  private static boolean inVrf(List<InterfaceStatement> statements, String vrf) {
    return statements.stream()
        .anyMatch(
            s -> s instanceof InterfaceStatement.VrfForwarding(_, String name) && name.equals(vrf));
  }
}
