package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrLine;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Term;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words behind {@code redistribute SOURCE} and {@code default-information originate}.
 *
 * @param metric as written, or null
 * @param metricType 1 or 2; FRR takes 2
 */
record RedistributeOptions(
    @Nullable Long metric, int metricType, @Nullable String routeMap, boolean always) {

  /** The options from a word on; null if one is unknown. */
  static @Nullable RedistributeOptions read(FrrLine line, int from) {
    Long metric = null;
    int type = 2;
    String map = null;
    boolean always = false;
    for (int i = from; i < line.count(); i++) {
      switch (line.word(i)) {
        case "metric" -> metric = line.number(++i, 0, 0xFFFF_FFFFL);
        case "metric-type" -> type = (int) line.number(++i, 1, 2);
        case "route-map" -> map = line.word(++i);
        case "always" -> always = true;
        default -> {
          return null;
        }
      }
    }
    return new RedistributeOptions(metric, type, map, always);
  }

  /**
   * A policy without the leading terms that keep out what the network would not redistribute
   * anyway; null if nothing but permission is left.
   */
  static @Nullable RoutePolicy withoutMarks(@Nullable RoutePolicy policy) {
    if (policy == null || policy.terms().isEmpty() || !FrrOspf.isMark(policy.terms().getFirst())) {
      return policy;
    }
    List<Term> terms = policy.terms().stream().dropWhile(FrrOspf::isMark).toList();
    boolean permitsAll =
        terms.size() == 1
            && terms.getFirst().permit()
            && terms.getFirst().matches().isEmpty()
            && terms.getFirst().changes().isEmpty();
    return permitsAll ? null : new RoutePolicy(policy.name(), terms, policy.origin());
  }
}
