package io.towpath.azure.answers;

/**
 * A row of a gateway's learned or advertised routes; components have the names of ARM's members
 * (R98).
 *
 * @param localAddress address from which the instance speaks BGP
 * @param network prefix
 * @param nextHop empty for what the gateway itself originated
 * @param sourcePeer peer that sent it; the instance itself for what it originated; empty in
 *     advertised routes
 * @param origin {@code Network}, {@code EBgp} or {@code IBgp}; {@code Igp} in advertised routes
 * @param asPath ASNs joined by {@code -}, the latest first; empty if there are none
 * @param weight 32768, 32769 for ExpressRoute (R263), 0 in advertised routes
 * @param instance name of the instance's node
 * @param why what became of it in the instance's own decision
 */
public record GatewayRoute(
    String localAddress,
    String network,
    String nextHop,
    String sourcePeer,
    String origin,
    String asPath,
    long weight,
    String instance,
    String why) {}
