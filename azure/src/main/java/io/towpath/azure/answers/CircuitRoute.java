package io.towpath.azure.answers;

/**
 * A row of a circuit's route table on one link; components have the names of ARM's members (R158).
 *
 * @param network prefix
 * @param nextHop customer router or gateway instance
 * @param locPrf empty: the edge routers show none
 * @param weight 0
 * @param path ASNs separated by blanks, as the edge router received them (R142, R266), and {@code
 *     ?} or {@code e} behind them if the origin is incomplete or EGP
 * @param device {@code circuit/primary} or {@code circuit/secondary}
 * @param best true if the edge router uses it
 * @param why what became of it in the edge router's decision
 */
public record CircuitRoute(
    String network,
    String nextHop,
    String locPrf,
    long weight,
    String path,
    String device,
    boolean best,
    String why) {}
