package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * An {@code ip route} line.
 *
 * @param line line number
 * @param vrf VRF that holds the route; null for the global table
 * @param prefix destination
 * @param interfaceName canonical name of the outgoing interface, {@code Null0} included; null if
 *     only a next hop is given
 * @param nextHop next hop; null if only an interface is given
 * @param global the next hop is looked up in the global table
 * @param distance administrative distance, 1 unless written
 * @param tag route tag, 0 unless written
 * @param track tracked object; null if none
 * @param permanent stays when the interface goes down
 * @param name text of {@code name}; null if none
 */
public record StaticRoute(
    int line,
    @Nullable String vrf,
    Prefix prefix,
    @Nullable String interfaceName,
    @Nullable Ipv4Address nextHop,
    boolean global,
    int distance,
    long tag,
    @Nullable Integer track,
    boolean permanent,
    @Nullable String name) {}
