package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.Redistribution;
import io.towpath.devices.ios.Redistribution.OspfRouteKind;
import io.towpath.devices.ios.Redistribution.Source;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code redistribute …} in OSPF and BGP mode. */
final class RedistributeLines {

  private RedistributeLines() {}

  /** Reads the line; null if it is not modelled. */
  static @Nullable Redistribution read(SourceLine line) {
    Source source =
        switch (line.keyword(1)) {
          case "connected" -> Source.CONNECTED;
          case "static" -> Source.STATIC;
          case "ospf" -> Source.OSPF;
          case "bgp" -> Source.BGP;
          default -> null;
        };
    if (source == null) {
      return null;
    }
    int at = 2;
    long process = 0;
    if (source == Source.OSPF || source == Source.BGP) {
      process = line.asn(2);
      at = 3;
      if (process < 0) {
        return null;
      }
    }
    boolean subnets = false;
    Long metric = null;
    int type = 2;
    Long tag = null;
    String routeMap = null;
    Set<OspfRouteKind> matches = EnumSet.noneOf(OspfRouteKind.class);
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "subnets" -> {
          subnets = true;
          at++;
        }
        case "metric" -> {
          long value = line.number(at + 1);
          if (value < 0) {
            return null;
          }
          metric = value;
          at += 2;
        }
        case "metric-type" -> {
          type = line.number(at + 1, 1, 2);
          if (type < 0) {
            return null;
          }
          at += 2;
        }
        case "tag" -> {
          long value = line.number(at + 1);
          if (value < 0) {
            return null;
          }
          tag = value;
          at += 2;
        }
        case "route-map" -> {
          int end = endOfName(line, at + 1);
          if (end == at + 1) {
            return null;
          }
          routeMap = line.name(at + 1, end);
          at = end;
        }
        case "match" -> at = readMatches(line, at + 1, matches);
        // "redistribute ospf 1 vrf X" names the process once more.
        case "vrf" -> {
          if (source != Source.OSPF) {
            return null;
          }
          at = endOfName(line, at + 1);
        }
        default -> {
          return null;
        }
      }
    }
    return new Redistribution(
        line.number(), source, process, subnets, metric, type, tag, routeMap, matches);
  }

  /** Where a name that begins at word {@code from} ends: at the next option, or with the line. */
  static int endOfName(SourceLine line, int from) {
    int at = Math.min(from + 1, line.count());
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "subnets", "metric", "metric-type", "tag", "route-map", "match", "always" -> {
          return at;
        }
        default -> at++;
      }
    }
    return at;
  }

  private static int readMatches(SourceLine line, int from, Set<OspfRouteKind> matches) {
    int at = from;
    while (at < line.count()) {
      boolean nssa = line.is(at, "nssa-external");
      if (line.is(at, "internal")) {
        matches.add(OspfRouteKind.INTERNAL);
        at++;
      } else if (nssa || line.is(at, "external")) {
        int type = line.number(at + 1, 1, 2);
        if (type != 2) {
          matches.add(nssa ? OspfRouteKind.NSSA_EXTERNAL_1 : OspfRouteKind.EXTERNAL_1);
        }
        if (type != 1) {
          matches.add(nssa ? OspfRouteKind.NSSA_EXTERNAL_2 : OspfRouteKind.EXTERNAL_2);
        }
        at += type < 0 ? 1 : 2;
      } else {
        return at;
      }
    }
    return at;
  }
}
