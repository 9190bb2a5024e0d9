package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.routing.RoutingKinds;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.ExceededLimit;
import io.towpath.routing.bgp.OrderDependence;
import io.towpath.routing.bgp.Oscillation;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;

/** What is worth saying about a result: no stable state, several of them, limits exceeded. */
final class Problems {
  private static final int SHOWN = 5;

  private Problems() {}

  static List<Finding> of(EngineIndex index, BgpState bgp, List<Finding> others) {
    List<Finding> all = new ArrayList<>(others);
    all.addAll(index.bgp.findings());
    all.addAll(index.ospf.findings());
    for (Oscillation oscillation : bgp.oscillations()) {
      List<String> names = names(index, oscillation.speakers());
      all.add(
          RoutingKinds.BGP_OSCILLATION
              .at(
                  Origin.NONE,
                  "BGP finds no stable routes to "
                      + some(oscillation.prefixes())
                      + ": "
                      + String.join(", ", names)
                      + " change their minds again and again.")
              .affecting(names));
    }
    for (OrderDependence dependence : bgp.orderDependent()) {
      List<String> names = names(index, dependence.speakers());
      all.add(
          RoutingKinds.ORDER_DEPENDENCE
              .at(
                  Origin.NONE,
                  "BGP has several stable outcomes for "
                      + some(dependence.prefixes())
                      + ": what "
                      + String.join(", ", names)
                      + " use depends on the order of messages.")
              .affecting(names));
    }
    for (ExceededLimit exceeded : bgp.exceededLimits()) {
      if (exceeded.warnsOnly()) {
        all.add(limit(index, exceeded));
      }
    }
    return all.stream().sorted().toList();
  }

  private static Finding limit(EngineIndex index, ExceededLimit exceeded) {
    SessionTable.End end = index.sessions.end(sessionEnd(index, exceeded.end()));
    String vrf = index.topology.vrfRef(end.vrf()).toString();
    return RoutingKinds.PREFIX_LIMIT_WARNS
        .at(
            end.peer().origin(),
            vrf
                + " accepts "
                + exceeded.accepted()
                + " prefixes of "
                + end.peer().address()
                + ", more than the "
                + exceeded.limit()
                + " that it warns at.")
        .affecting(List.of(vrf));
  }

  /** Session end behind an end of BGP's topology. */
  static int sessionEnd(EngineIndex index, int bgpEnd) {
    SessionTable.Pair pair = index.sessions.pair(bgpEnd / 2);
    return bgpEnd % 2 == 0 ? pair.a() : pair.b();
  }

  private static List<String> names(EngineIndex index, List<Integer> speakers) {
    return speakers.stream()
        .map(s -> index.topology.vrfRef(index.sessions.speaker(s).vrf()).toString())
        .sorted()
        .toList();
  }

  private static String some(List<Prefix> prefixes) {
    String first = String.join(", ", prefixes.stream().limit(SHOWN).map(Prefix::toString).toList());
    return prefixes.size() > SHOWN ? first + " and " + (prefixes.size() - SHOWN) + " more" : first;
  }
}
