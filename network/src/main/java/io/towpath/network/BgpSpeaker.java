package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A BGP speaker: one AS in one VRF of a node. A router with several VRFs has a speaker in each.
 *
 * @param vrf VRF of its table
 * @param asn 1…2^32−1
 * @param routerId null = highest loopback address, else highest interface address
 * @param options knobs of the decision process
 * @param networks prefixes that it originates
 * @param aggregates aggregate addresses
 * @param redistributions other route classes that it takes in
 * @param peers its ends of sessions
 * @param install which best routes go to the VRF's table
 */
public record BgpSpeaker(
    String vrf,
    long asn,
    @Nullable IpAddress routerId,
    Options options,
    List<NetworkStatement> networks,
    List<Aggregate> aggregates,
    List<Redistribution> redistributions,
    List<BgpPeer> peers,
    Install install,
    Origin origin) {

  public BgpSpeaker {
    networks = List.copyOf(networks);
    aggregates = List.copyOf(aggregates);
    redistributions = List.copyOf(redistributions);
    peers = List.copyOf(peers);
  }

  /** The ASN that a peer is shown first. */
  public long shownAsn(BgpPeer peer) {
    Long local = peer.localAsn();
    return local == null ? asn : local;
  }

  /** True if a peer is of another AS than the one that is shown to it. */
  public boolean isExternal(BgpPeer peer) {
    return peer.remoteAsn() != shownAsn(peer);
  }

  /**
   * Internal peers that may get the own address as next hop although nothing is said about it: see
   * {@link Options#multipathSelf}. In the order of the peers.
   */
  public List<BgpPeer> multipathSelfPeers() {
    if (!options.multipathSelf() || options.maximumPathsExternal() <= 1) {
      return List.of();
    }
    return peers.stream()
        .filter(peer -> !isExternal(peer))
        .filter(
            peer ->
                peer.families().stream()
                    .anyMatch(family -> family.nextHop() == BgpPeer.NextHopMode.DEFAULT))
        .toList();
  }

  /**
   * Knobs of a speaker.
   *
   * @param maximumPathsExternal eBGP multipath, 1 = off
   * @param maximumPathsInternal iBGP multipath, 1 = off
   * @param multipathAsPath what the AS paths of multipath members must have in common
   * @param multipathSelf true = internal peers get the best of several eBGP paths that are used
   *     together with the own address as next hop, as IOS-XE sends it; false = as it came
   * @param alwaysCompareMed compare MED between different neighbour ASs too
   * @param compareRouterId false = among eBGP paths the oldest (lowest peer address) wins before
   *     the router id is looked at, as IOS-XE does by default
   * @param defaultLocalPreference 100 usually
   * @param clusterId cluster id for route reflection; null = router id
   * @param externalDistance administrative distance of eBGP routes
   * @param internalDistance of iBGP routes
   * @param localDistance of routes it originated itself (aggregates)
   */
  public record Options(
      int maximumPathsExternal,
      int maximumPathsInternal,
      MultipathAsPath multipathAsPath,
      boolean multipathSelf,
      boolean alwaysCompareMed,
      boolean compareRouterId,
      long defaultLocalPreference,
      @Nullable IpAddress clusterId,
      int externalDistance,
      int internalDistance,
      int localDistance) {

    /** Defaults of IOS-XE. */
    public static final Options IOS =
        new Options(1, 1, MultipathAsPath.SAME, true, false, false, 100, null, 20, 200, 200);

    /** A cloud gateway: multipath over up to 8 paths of equal length. */
    public static final Options GATEWAY =
        new Options(8, 8, MultipathAsPath.SAME_LENGTH, false, false, true, 100, null, 20, 200, 200);
  }

  /**
   * What the AS paths of multipath members must have in common beside their length. RFC 4271
   * §9.1.2.2 knows no multipath; implementations differ.
   */
  public enum MultipathAsPath {
    /** All of it, as IOS-XE wants. */
    SAME,
    /** FRR: the ASN of the neighbour for eBGP, all of it for iBGP. */
    SAME_NEIGHBOUR,
    /** Nothing: {@code bestpath as-path multipath-relax}. */
    SAME_LENGTH
  }

  /**
   * Originates a prefix.
   *
   * @param policy changes its attributes, or null
   * @param needsRoute only while the VRF has a route of exactly this prefix
   * @param takesOver the metric and the next hop are those of that route, as IOS-XE has it; else
   *     there is neither, as with FRR
   */
  public record NetworkStatement(
      Prefix prefix,
      @Nullable RoutePolicy policy,
      boolean needsRoute,
      boolean takesOver,
      Origin origin) {

    /** A statement as IOS-XE understands it: what needs a route takes over what the route says. */
    public NetworkStatement(
        Prefix prefix, @Nullable RoutePolicy policy, boolean needsRoute, Origin origin) {
      this(prefix, policy, needsRoute, needsRoute, origin);
    }
  }

  /** An aggregate, originated while the table holds a more specific route. */
  public record Aggregate(
      Prefix prefix,
      boolean summaryOnly,
      boolean asSet,
      @Nullable RoutePolicy policy,
      Origin origin) {}

  /** Which best routes reach the VRF's table. */
  public enum Install {
    ALL,
    /** Only those whose next hop resolves into a tunnel (cloud VPN gateways). */
    INTO_TUNNELS,
    NONE
  }
}
