package io.towpath.azure.answers;

import java.util.List;

/**
 * A row of a gateway's BGP peers; components have the names of ARM's members (R98). What only time
 * tells, durations and counts of messages, is left out.
 *
 * @param localAddress address from which the instance speaks
 * @param neighbor address of the peer
 * @param state {@code Connected}, {@code Connecting}, {@code Idle} (shut down) or {@code Stopped}
 *     (the instance does not run)
 * @param routesReceived routes accepted from the peer
 * @param instance name of the instance's node
 * @param why causes; empty if connected
 */
public record BgpPeerStatus(
    String localAddress,
    String neighbor,
    long asn,
    String state,
    int routesReceived,
    String instance,
    List<String> why) {
  public BgpPeerStatus {
    why = List.copyOf(why);
  }
}
