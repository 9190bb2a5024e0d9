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
 * {@code redistribute} lines: one redistribution for each class of routes that a line takes. That
 * default routes and, into OSPF, iBGP routes stay out is the business of the protocols.
 */
final class RedistributionConversion {

  private final Conversion conversion;
  private final PolicyConversion policies;

  RedistributionConversion(Conversion conversion, PolicyConversion policies) {
    this.conversion = conversion;
    this.policies = policies;
  }

  /** Into OSPF: only classful networks without {@code subnets}. */
  List<io.towpath.network.Redistribution> intoOspf(
      Redistribution line, @Nullable Long defaultMetric) {
    RoutePolicy policy = routeMap(line);
    return convert(line, line.subnets() ? policy : classfulOnly(line, policy), defaultMetric);
  }

  /** Into BGP. */
  List<io.towpath.network.Redistribution> intoBgp(
      Redistribution line, @Nullable Long defaultMetric) {
    return convert(line, routeMap(line), defaultMetric);
  }

  /** Classes of the table that a line takes; of OSPF the internal routes unless it says more. */
  static List<String> classes(Redistribution line) {
    return switch (line.source()) {
      case CONNECTED -> List.of(RouteClass.CONNECTED);
      case STATIC -> List.of(RouteClass.STATIC);
      case BGP -> List.of(RouteClass.BGP);
      case OSPF -> {
        List<String> classes = new ArrayList<>();
        if (line.matches().isEmpty() || line.matches().contains(OspfRouteKind.INTERNAL)) {
          classes.add(RouteClass.OSPF_INTERNAL);
        }
        if (line.matches().contains(OspfRouteKind.EXTERNAL_1)) {
          classes.add(RouteClass.OSPF_EXTERNAL_1);
        }
        if (line.matches().contains(OspfRouteKind.EXTERNAL_2)) {
          classes.add(RouteClass.OSPF_EXTERNAL_2);
        }
        yield classes;
      }
    };
  }

  private List<io.towpath.network.Redistribution> convert(
      Redistribution line, @Nullable RoutePolicy policy, @Nullable Long defaultMetric) {
    List<io.towpath.network.Redistribution> taken = new ArrayList<>();
    for (String routeClass : classes(line)) {
      taken.add(
          new io.towpath.network.Redistribution(
              routeClass,
              line.source() == Source.OSPF ? Long.toString(line.process()) : null,
              line.metric() != null ? line.metric() : defaultMetric,
              line.metricType(),
              policy,
              conversion.origin(line.line())));
    }
    return taken;
  }

  private @Nullable RoutePolicy routeMap(Redistribution line) {
    String name = line.routeMap();
    return name == null ? null : policies.routeMap(name, line.line());
  }

  /** The policy after a term that denies everything but class A, B and C networks. */
  private RoutePolicy classfulOnly(Redistribution line, @Nullable RoutePolicy policy) {
    Origin origin = conversion.origin(line.line());
    List<Term> terms = new ArrayList<>();
    Match subnets = new Match.InPrefixList(List.of(notClassful(origin)));
    terms.add(new Term(1, false, List.of(subnets), List.of(), origin));
    if (policy == null) {
      terms.add(new Term(10, true, List.of(), List.of(), origin));
    } else {
      terms.addAll(policy.terms());
    }
    return new RoutePolicy(
        policy == null ? "redistribute without subnets" : policy.name(), terms, origin);
  }

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
}
