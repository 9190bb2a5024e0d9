package io.towpath.forwarding.trace;

import io.towpath.net.Origin;

/**
 * Fixes which of several equal paths a pair takes.
 *
 * @param from name of the host or node where packets begin
 * @param to name of the host or node where they end
 * @param via name of a node that the path must come through
 */
public record Pin(String from, String to, String via, Origin origin) {}
