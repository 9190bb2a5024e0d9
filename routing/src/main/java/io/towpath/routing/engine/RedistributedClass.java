package io.towpath.routing.engine;

import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.routing.ospf.OspfRoute.Kind;
import io.towpath.routing.rib.RouteCandidate;

/** Which routes of a table a redistribution takes. */
final class RedistributedClass {
  private RedistributedClass() {}

  /** True if the route is of the class, and of the OSPF process, that is redistributed. */
  static boolean matches(Redistribution redistribution, RouteCandidate route) {
    String wanted = redistribution.fromClass();
    if (!route.routeClass().equals(RouteClass.OSPF)) {
      return wanted.equals(route.routeClass());
    }
    String process = redistribution.processId();
    for (Kind kind : Kind.values()) {
      boolean thisKind = route.source().endsWith(" " + kind.text());
      boolean thisProcess =
          process == null || route.source().equals(OwnRoutes.ospfSource(process, kind));
      if (thisKind && thisProcess) {
        return wanted.equals(RouteClass.OSPF) || wanted.equals(classOf(kind));
      }
    }
    return false;
  }

  private static String classOf(Kind kind) {
    return switch (kind) {
      case INTRA_AREA, INTER_AREA -> RouteClass.OSPF_INTERNAL;
      case EXTERNAL_1 -> RouteClass.OSPF_EXTERNAL_1;
      case EXTERNAL_2 -> RouteClass.OSPF_EXTERNAL_2;
    };
  }
}
