package io.towpath.routing.bgp;

import org.jspecify.annotations.Nullable;

/**
 * A row of an Adj-RIB-In.
 *
 * @param received before the import policy, as the peer sent it
 * @param accepted after the import policy, or null if it was not accepted
 * @param keptOut why it takes no part in the decision, or null if it does
 * @param detail more about that; empty if there is nothing to add
 */
public record ReceivedRoute(
    BgpRoute received,
    @Nullable BgpRoute accepted,
    @Nullable DecisionStep keptOut,
    String detail) {}
