package io.towpath.analysis.whatif;

import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.network.Network;
import io.towpath.network.Node;
import java.util.List;

/**
 * A pair of hosts whose packets fare differently, or whose two directions part.
 *
 * @param before trace without the failure
 * @param after trace with it
 * @param linksBefore interfaces of the way there without the failure, in order, {@code
 *     NODE:INTERFACE}
 * @param linksAfter the same with it
 */
public record PairChange(
    String from,
    String to,
    Kind kind,
    Trace before,
    Trace after,
    List<String> linksBefore,
    List<String> linksAfter) {

  public PairChange {
    linksBefore = List.copyOf(linksBefore);
    linksAfter = List.copyOf(linksAfter);
  }

  /** What changed for the pair. */
  public enum Kind {
    /** Answered before, not any more. */
    LOST,
    /** Not answered before, answered now. */
    GAINED,
    /** Answered both times, over other nodes or interfaces or from another translated source. */
    CHANGED
  }

  /**
   * True if the answer comes home by the same routers in reverse. Gateways are left out: into a
   * VNet a packet passes one, out of it over ExpressRoute it does not (R208, R209), and that is no
   * asymmetry.
   */
  public static boolean isSymmetric(Trace trace, Network network) {
    Walk back = trace.back();
    return back != null
        && routers(trace.forward().route(), network)
            .reversed()
            .equals(routers(back.route(), network));
  }

  private static List<String> routers(List<String> route, Network network) {
    return route.stream()
        .filter(
            name -> {
              Node node = network.nodes().get(name);
              return node != null
                  && switch (node.kind()) {
                    case ROUTER, SERVER, EDGE_ROUTER, OUTSIDE -> true;
                    case GATEWAY, FABRIC, INTERNET_EDGE, INTERNET -> false;
                  };
            })
        .toList();
  }
}
