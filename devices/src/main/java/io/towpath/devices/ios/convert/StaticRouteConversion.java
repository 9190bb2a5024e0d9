package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosTrack;
import io.towpath.devices.ios.StaticRoute;
import io.towpath.net.Ipv4Address;
import io.towpath.network.NextHop;
import io.towpath.network.Route;
import io.towpath.network.RouteClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Static routes. Those that IOS-XE refuses (an undefined VRF, interface or track) are left out. */
final class StaticRouteConversion {

  private static final int NEVER_INSTALLED = 255;

  private final Conversion conversion;
  private final TunnelConversion tunnels;

  StaticRouteConversion(Conversion conversion, TunnelConversion tunnels) {
    this.conversion = conversion;
    this.tunnels = tunnels;
  }

  /** Routes by name of VRF, in the order of the file. */
  Map<String, List<Route>> convert() {
    Map<String, List<Route>> routes = new LinkedHashMap<>();
    for (StaticRoute line : conversion.config.staticRoutes()) {
      NextHop nextHop = nextHop(line);
      boolean tracked =
          line.track() == null || conversion.config.tracks().containsKey(line.track());
      if (nextHop != null
          && tracked
          && conversion.isDefined(line.vrf())
          && line.distance() < NEVER_INSTALLED) {
        routes
            .computeIfAbsent(conversion.vrfName(line.vrf()), _ -> new ArrayList<>())
            .add(
                new Route(
                    line.prefix(),
                    RouteClass.STATIC,
                    nextHop,
                    line.distance(),
                    0,
                    line.tag(),
                    line.name(),
                    requiredInterface(line),
                    conversion.origin(line.line())));
      }
    }
    return routes;
  }

  private @Nullable NextHop nextHop(StaticRoute line) {
    String out = line.interfaceName();
    Ipv4Address address = line.nextHop();
    if (out == null) {
      return address == null ? null : new NextHop.Via(address, null, null);
    }
    if (out.equals("Null0")) {
      // IOS-XE answers what falls to Null0 with ICMP unreachables.
      return new NextHop.Discard(false, null);
    }
    if (!conversion.config.interfaces().containsKey(out)) {
      return null;
    }
    if (tunnels.isTunnel(out)) {
      return new NextHop.IntoTunnel(out, null);
    }
    return address == null ? new NextHop.Attached(out, null) : new NextHop.Via(address, out, null);
  }

  private @Nullable String requiredInterface(StaticRoute line) {
    IosTrack track = line.track() == null ? null : conversion.config.tracks().get(line.track());
    return track != null && track.subject() instanceof IosTrack.OfInterface(String name, _)
        ? name
        : null;
  }
}
