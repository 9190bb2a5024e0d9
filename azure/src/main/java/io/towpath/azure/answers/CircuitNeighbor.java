package io.towpath.azure.answers;

import java.util.List;

/**
 * A row of the route table summary of a circuit's link; components have the names of ARM's members
 * (R158).
 *
 * @param v BGP version
 * @param as ASN of the neighbour
 * @param statePfxRcd number of prefixes received if the session is established, else {@code Idle}
 *     (shut down) or {@code Active}
 * @param why causes; empty if established
 */
public record CircuitNeighbor(
    String neighbor, int v, long as, String statePfxRcd, List<String> why) {
  public CircuitNeighbor {
    why = List.copyOf(why);
  }
}
