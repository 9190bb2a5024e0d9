package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.Redistribution;
import io.towpath.devices.ios.Redistribution.OspfRouteKind;
import io.towpath.devices.ios.Redistribution.Source;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.PrefixList;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code redistribute} lines. What IOS-XE leaves out unasked is put before the terms of the route
 * map as terms that deny.
 */
final class RedistributionConversion {

  private final Conversion conversion;
  private final PolicyConversion policies;

  RedistributionConversion(Conversion conversion, PolicyConversion policies) {
    this.conversion = conversion;
    this.policies = policies;
  }

  /**
   * Into OSPF: never the default route; only eBGP routes of BGP unless {@code internal}; only
   * classful networks without {@code subnets}.
   */
  io.towpath.network.Redistribution intoOspf(
      Redistribution line, boolean internal, @Nullable Long defaultMetric) {
    Origin origin = conversion.origin(line.line());
    List<Term> denied = new ArrayList<>();
    denied.add(deny(1, new Match.InPrefixList(List.of(onlyDefault(origin))), origin));
    if (line.source() == Source.BGP && !internal) {
      denied.add(deny(2, new Match.LearnedBy(RoutePolicy.Source.IBGP), origin));
    }
    if (!line.subnets()) {
      denied.add(deny(3, new Match.InPrefixList(List.of(notClassful(origin))), origin));
    }
    denyExternal(line, denied, origin);
    return convert(line, denied, line.metric() != null ? line.metric() : defaultMetric);
  }

  /**
   * Into BGP: the default route only with {@code default-information originate}; only internal OSPF
   * routes unless external ones are named.
   */
  io.towpath.network.Redistribution intoBgp(
      Redistribution line, boolean withDefault, @Nullable Long defaultMetric) {
    Origin origin = conversion.origin(line.line());
    List<Term> denied = new ArrayList<>();
    if (!withDefault) {
      denied.add(deny(1, new Match.InPrefixList(List.of(onlyDefault(origin))), origin));
    }
    denyExternal(line, denied, origin);
    return convert(line, denied, line.metric() != null ? line.metric() : defaultMetric);
  }

  private void denyExternal(Redistribution line, List<Term> denied, Origin origin) {
    boolean external =
        line.matches().contains(OspfRouteKind.EXTERNAL_1)
            || line.matches().contains(OspfRouteKind.EXTERNAL_2);
    if (line.source() == Source.OSPF && !external) {
      denied.add(deny(4, new Match.FromClass(List.of(RouteClass.OSPF_EXTERNAL)), origin));
    }
  }

  private io.towpath.network.Redistribution convert(
      Redistribution line, List<Term> denied, @Nullable Long metric) {
    Origin origin = conversion.origin(line.line());
    return new io.towpath.network.Redistribution(
        routeClass(line.source()),
        line.source() == Source.OSPF ? Long.toString(line.process()) : null,
        metric,
        line.metricType(),
        withRouteMap(line, denied),
        origin);
  }

  private @Nullable RoutePolicy withRouteMap(Redistribution line, List<Term> denied) {
    Origin origin = conversion.origin(line.line());
    String name = line.routeMap();
    RoutePolicy map = name == null ? null : policies.routeMap(name, line.line());
    if (denied.isEmpty()) {
      return map;
    }
    List<Term> terms = new ArrayList<>(denied);
    if (map == null) {
      terms.add(new Term(10, true, List.of(), List.of(), origin));
    } else {
      terms.addAll(map.terms());
    }
    return new RoutePolicy(
        map == null ? "redistribute " + routeClass(line.source()) : map.name(), terms, origin);
  }

  private static Term deny(int sequence, Match match, Origin origin) {
    return new Term(sequence, false, List.of(match), List.of(), origin);
  }

  private static PrefixList onlyDefault(Origin origin) {
    return new PrefixList(
        "default route",
        List.of(new PrefixList.Entry(5, true, Prefix.DEFAULT_IPV4, 0, 0, origin)),
        origin);
  }

  /** Every prefix that is not a class A, B or C network. */
  private static PrefixList notClassful(Origin origin) {
    return new PrefixList(
        "subnets",
        List.of(
            new PrefixList.Entry(5, false, Prefix.parse("0.0.0.0/1"), 8, 8, origin),
            new PrefixList.Entry(10, false, Prefix.parse("128.0.0.0/2"), 16, 16, origin),
            new PrefixList.Entry(15, false, Prefix.parse("192.0.0.0/3"), 24, 24, origin),
            new PrefixList.Entry(20, true, Prefix.DEFAULT_IPV4, 0, 32, origin)),
        origin);
  }

  private static String routeClass(Source source) {
    return switch (source) {
      case CONNECTED -> RouteClass.CONNECTED;
      case STATIC -> RouteClass.STATIC;
      case OSPF -> RouteClass.OSPF;
      case BGP -> RouteClass.BGP;
    };
  }
}
