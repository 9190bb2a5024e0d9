package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies selected routes of one VRF into a shared layer.
 *
 * <p>Taken are the selected multipath members that the source would itself forward by, with their
 * BGP attributes; what the source originated itself is not taken. Of a BGP speaker these are the
 * members that its decision selected and whose next hop resolves; with {@link
 * BgpSpeaker.Install#INTO_TUNNELS} only those that resolve into a tunnel (not what another instance
 * passed on by iBGP), while {@link BgpSpeaker.Install#NONE} restricts nothing. A node that is down
 * or dormant offers nothing. If several exchanges bring the same prefix into one layer, the lowest
 * rank key wins and equal keys share the load, a next hop that several bring being used once; the
 * losers stay visible with that reason.
 *
 * @param name unique within the network
 * @param from VRF that offers
 * @param protocols route classes of the source that are taken, such as {@code bgp, static}
 * @param policy policy that must permit, or null
 * @param layer target layer
 * @param routeClass class in the target
 * @param rank ordered key, compared term by term
 * @param nextHop what the next hop becomes
 * @param shown what the target prints; null = the next hop address
 */
public record RouteExchange(
    String name,
    VrfRef from,
    List<String> protocols,
    @Nullable RoutePolicy policy,
    String layer,
    String routeClass,
    List<RankTerm> rank,
    NextHopRule nextHop,
    @Nullable ShownRule shown,
    Origin origin) {

  public RouteExchange {
    protocols = List.copyOf(protocols);
    rank = List.copyOf(rank);
  }

  /** One term of the rank key; lower is better. */
  public sealed interface RankTerm {
    /** A constant of this exchange, such as the kind of gateway. */
    record Constant(long value, String meaning) implements RankTerm {}

    /** Number of ASNs in the AS path (a set counts once); 0 for routes without one. */
    record AsPathLength() implements RankTerm {}

    /** Negated local preference: higher is better. */
    record LocalPreference() implements RankTerm {}

    /** Multi-exit discriminator. */
    record Med() implements RankTerm {}
  }

  /** What the next hop of an exchanged route becomes. */
  public sealed interface NextHopRule {
    /** BGP next hop, a neighbour on this interface of the target's node. */
    record Unchanged(String iface) implements NextHopRule {}

    /** The port that owns this address: the source itself is the next hop. */
    record SourcePort(String domain, IpAddress address) implements NextHopRule {}

    /** The port of this domain that owns the BGP next hop, whoever that is. */
    record OwnerPort(String domain) implements NextHopRule {}

    /** Always this one. */
    record Fixed(NextHop nextHop) implements NextHopRule {}
  }

  /**
   * What an exchanged route prints.
   *
   * @param type printed type
   * @param address fixed printed address; null = the route's own next hop address
   * @param countOnly only the number of entries is predicted (R264)
   */
  public record ShownRule(String type, @Nullable String address, boolean countOnly) {}
}
