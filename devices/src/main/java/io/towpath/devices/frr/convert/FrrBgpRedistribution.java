package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrLine;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.PrefixList;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redistribution into BGP. FRR takes a default route along where the network wants a statement of
 * its own.
 */
final class FrrBgpRedistribution {
  private final FrrReading reading;
  private final RouteMapPolicies policies;
  private final StaticRoutes statics;
  private final String vrf;

  FrrBgpRedistribution(
      FrrReading reading, RouteMapPolicies policies, StaticRoutes statics, String vrf) {
    this.reading = reading;
    this.policies = policies;
    this.statics = statics;
    this.vrf = vrf;
  }

  /**
   * Adds what the lines redistribute.
   *
   * @param all receives it
   * @param networks receives the statement for the default route, if that comes along
   */
  void convert(
      FrrBgpLines lines,
      List<Redistribution> all,
      List<NetworkStatement> networks,
      FrrLine header) {
    RedistributedDefault bringDefault = new RedistributedDefault();
    for (FrrLine line : lines.redistributed()) {
      reading.read(
          line,
          it -> {
            String source =
                switch (it.word(1)) {
                  case "connected" -> RouteClass.CONNECTED;
                  case "static" -> RouteClass.STATIC;
                  case "ospf" -> RouteClass.OSPF;
                  default -> null;
                };
            RedistributeOptions options = RedistributeOptions.read(it, 2);
            if (source == null || options == null) {
              return false;
            }
            String map = options.routeMap();
            RoutePolicy policy = map == null ? null : policies.policy(map, it);
            if (mayBringDefault(source) && !deniesDefault(policy)) {
              bringDefault.add(source, policy);
            }
            all.add(
                new Redistribution(
                    source,
                    null,
                    options.metric(),
                    1,
                    RedistributeOptions.withoutMarks(withoutDefault(policy, source)),
                    reading.origin(it)));
            return true;
          });
    }
    if (!bringDefault.isEmpty()) {
      networks.add(bringDefault.statement(reading.origin(header)));
    }
  }

  private boolean mayBringDefault(String source) {
    return source.equals(RouteClass.OSPF)
        || source.equals(RouteClass.STATIC)
            && statics.of(vrf).stream()
                .anyMatch(
                    route ->
                        route.prefix().equals(Prefix.DEFAULT_IPV4)
                            && route.routeClass().equals(RouteClass.STATIC));
  }

  private static boolean deniesDefault(@Nullable RoutePolicy policy) {
    if (policy == null) {
      return false;
    }
    for (Term term : policy.terms()) {
      boolean reached =
          term.matches().stream()
              .allMatch(
                  match ->
                      !(match instanceof Match.InPrefixList(List<PrefixList> some))
                          || some.stream().anyMatch(l -> l.permits(Prefix.DEFAULT_IPV4)));
      if (reached && !FrrOspf.isMark(term)) {
        return !term.permit();
      }
    }
    return true;
  }

  private @Nullable RoutePolicy withoutDefault(@Nullable RoutePolicy policy, String source) {
    if (policy == null || !mayBringDefault(source) || !isDefaultOnly(policy)) {
      return policy;
    }
    List<Term> rest = policy.terms().subList(1, policy.terms().size());
    boolean permitsAll =
        rest.size() == 1
            && rest.getFirst().permit()
            && rest.getFirst().matches().isEmpty()
            && rest.getFirst().changes().isEmpty();
    return permitsAll ? null : new RoutePolicy(policy.name(), rest, policy.origin());
  }

  /** True if the first term denies the default route and nothing else. */
  private static boolean isDefaultOnly(RoutePolicy policy) {
    if (policy.terms().isEmpty()) {
      return false;
    }
    Term first = policy.terms().getFirst();
    return !first.permit()
        && first.matches().size() == 1
        && first.matches().getFirst() instanceof Match.InPrefixList(List<PrefixList> some)
        && some.size() == 1
        && some.getFirst().entries().size() == 1
        && some.getFirst().entries().getFirst().permit()
        && some.getFirst().entries().getFirst().prefix().equals(Prefix.DEFAULT_IPV4)
        && some.getFirst().entries().getFirst().maxLength() == 0;
  }
}
