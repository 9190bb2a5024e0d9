package io.towpath.azure.resource;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A routing domain of a circuit: a pair of BGP sessions (R129, R130).
 *
 * @param state Enabled unless stated; Disabled stops both sessions (R161)
 * @param peerAsn the customer's ASN
 * @param primaryPrefix the /30 of the primary link
 * @param secondaryPrefix the /30 of the secondary link
 * @param vlanId the customer's tag, the same on both links (R131)
 * @param sharedKey MD5 key (R133); null if not printed, which is assumed to agree
 * @param publicPrefixesState Microsoft peering only (R135)
 * @param publicPrefixes Microsoft peering only: those that the customer says it will announce
 * @param routeFilter Microsoft peering only: what Microsoft announces (R135); null if it names none
 * @param globalReach connections to private peerings of other circuits (R155)
 */
public record CircuitPeering(
    ResourceId id,
    CircuitPeeringType type,
    CircuitPeeringState state,
    long peerAsn,
    Prefix primaryPrefix,
    Prefix secondaryPrefix,
    int vlanId,
    @Nullable String sharedKey,
    @Nullable AdvertisedPrefixesState publicPrefixesState,
    List<Prefix> publicPrefixes,
    @Nullable ResourceId routeFilter,
    List<GlobalReach> globalReach,
    Origin origin) {

  public CircuitPeering {
    publicPrefixes = List.copyOf(publicPrefixes);
    globalReach = List.copyOf(globalReach);
  }

  /** The ASN of the Microsoft edge, for all peerings (R132). */
  public static final long MICROSOFT_ASN = 12076;

  /** The name as spelled. */
  public String name() {
    return id.name();
  }

  /** The /30 of a link. */
  public Prefix prefix(CircuitLink link) {
    return switch (link) {
      case PRIMARY -> primaryPrefix;
      case SECONDARY -> secondaryPrefix;
    };
  }

  /** The address of the customer's router on a link: the first usable one (R130). */
  public IpAddress customerAddress(CircuitLink link) {
    return prefix(link).network().plus(1);
  }

  /** The address of the Microsoft edge on a link: the second usable one (R130). */
  public IpAddress microsoftAddress(CircuitLink link) {
    return prefix(link).network().plus(2);
  }

  /** The same with other connections. */
  public CircuitPeering withGlobalReach(List<GlobalReach> connections) {
    return new CircuitPeering(
        id,
        type,
        state,
        peerAsn,
        primaryPrefix,
        secondaryPrefix,
        vlanId,
        sharedKey,
        publicPrefixesState,
        publicPrefixes,
        routeFilter,
        connections,
        origin);
  }

  /** The same content without places. */
  public CircuitPeering unplaced() {
    return new CircuitPeering(
        id,
        type,
        state,
        peerAsn,
        primaryPrefix,
        secondaryPrefix,
        vlanId,
        sharedKey,
        publicPrefixesState,
        publicPrefixes,
        routeFilter,
        globalReach.stream().map(GlobalReach::unplaced).toList(),
        Origin.NONE);
  }
}
