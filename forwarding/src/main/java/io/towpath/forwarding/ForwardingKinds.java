package io.towpath.forwarding;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings and remarks about a solution and about walks stand for. */
public final class ForwardingKinds {
  public static final FindingKind OSCILLATION =
      FindingKind.warning(
          "TP6001",
          "Sessions or tunnels that go up and down in turn",
          "A session or tunnel comes up, brings routes, and these lead its own packets elsewhere,"
              + " so it goes down, loses the routes and comes up again. A tunnel whose destination"
              + " is learned through the tunnel is the usual case. The tables show one of the"
              + " states.",
          "Look for a session or tunnel whose own routes lead its packets elsewhere.");

  public static final FindingKind CUT_PATHS =
      FindingKind.info(
          "TP6003",
          "More paths than are shown",
          "At every hop with equal routes the paths of a packet multiply. Those that are shown are"
              + " the first in a fixed order; the message says how many there are.",
          "Ask from a place nearer to the destination.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL = List.of(OSCILLATION, CUT_PATHS);

  private ForwardingKinds() {}
}
