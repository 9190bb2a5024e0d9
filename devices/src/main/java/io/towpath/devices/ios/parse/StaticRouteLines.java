package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.StaticRoute;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * {@code ip route [vrf NAME] PREFIX MASK [INTERFACE] [NEXT-HOP [global]] [DISTANCE] [tag N] [name
 * TEXT] [track N] [permanent]}.
 */
final class StaticRouteLines {

  private StaticRouteLines() {}

  static Outcome read(Draft draft, SourceLine line) {
    if (line.negated()) {
      return Outcome.UNSUPPORTED;
    }
    int at = 2;
    String vrf = null;
    if (line.is(2, "vrf")) {
      // The name ends where an address and a mask begin, so it may hold blanks.
      at = 4;
      while (at < line.count() && (!line.isAddress(at) || line.maskLength(at + 1) < 0)) {
        at++;
      }
      vrf = line.name(3, at);
    }
    Prefix prefix = line.maskedPrefix(at);
    if (prefix == null || at >= line.count()) {
      return Outcome.UNSUPPORTED;
    }
    StaticRoute route = readTarget(line, at + 2, vrf, prefix);
    if (route == null) {
      return Outcome.UNSUPPORTED;
    }
    if (route.global()) {
      // A next hop in another table than the route's own.
      return Outcome.UNSUPPORTED;
    }
    draft.staticRoutes.add(route);
    // A permanent route would stay when its interface goes down.
    return Outcome.of(!route.permanent());
  }

  private static @Nullable StaticRoute readTarget(
      SourceLine line, int from, @Nullable String vrf, Prefix prefix) {
    int at = from;
    String interfaceName = null;
    if (!line.isAddress(at)) {
      if (at >= line.count() || line.is(at, "dhcp") || line.is(at, "vrf")) {
        return null;
      }
      interfaceName = InterfaceNames.at(line, at);
      at += InterfaceNames.words(line, at);
    }
    Ipv4Address nextHop = line.address(at);
    at += nextHop == null ? 0 : 1;
    int distance = 1;
    long tag = 0;
    Integer track = null;
    boolean permanent = false;
    boolean global = false;
    String name = null;
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "global" -> global = true;
        case "permanent" -> permanent = true;
        case "tag" -> {
          tag = line.number(++at);
        }
        case "track" -> {
          int object = line.number(++at, 1, 1000);
          if (object < 0) {
            return null;
          }
          track = object;
        }
        case "name" -> name = line.word(++at);
        default -> distance = line.number(at, 1, 255);
      }
      if (distance < 0 || tag < 0) {
        return null;
      }
      at++;
    }
    return interfaceName == null && nextHop == null
        ? null
        : new StaticRoute(
            line.number(),
            vrf,
            prefix,
            interfaceName,
            nextHop,
            global,
            distance,
            tag,
            track,
            permanent,
            name);
  }
}
