package io.towpath.forwarding.trace;

import io.towpath.forwarding.plane.FlowState;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import org.jspecify.annotations.Nullable;

/**
 * A unit of TTL that a walk spent, with all that is needed to send the answer.
 *
 * @param node id of the node
 * @param vrf id of the VRF in which the packet was there
 * @param address address that answers, or null if nobody does
 * @param silence why nobody answers; empty with an address
 * @param latencyNanos one way so far, or −1
 * @param header header as the node saw it
 * @param flow what the packet had left behind by then
 */
record Spent(
    int node,
    int vrf,
    @Nullable IpAddress address,
    String silence,
    long latencyNanos,
    PacketHeader header,
    FlowState flow) {}
