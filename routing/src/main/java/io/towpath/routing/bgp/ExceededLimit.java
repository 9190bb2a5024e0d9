package io.towpath.routing.bgp;

/**
 * A session end that accepts more prefixes than its limit. The caller takes the session down, which
 * latches.
 *
 * @param end end whose owner set the limit
 * @param limit prefixes allowed
 * @param accepted prefixes accepted after policy
 * @param warnsOnly the session stays up
 */
public record ExceededLimit(int end, int limit, int accepted, boolean warnsOnly) {}
