package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.NeighborStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the statements about a neighbor come to. Statements are applied from the most general (peer
 * group, template) to the neighbor's own; a later one of a kind replaces an earlier one.
 */
final class NeighborSettings {

  int line;
  @Nullable Long remoteAs;
  NeighborStatement.@Nullable LocalAs localAs;
  @Nullable Boolean activated;
  boolean shutdown;
  @Nullable String updateSource;
  int multihop;
  int ttlSecurityHops;
  boolean disableConnectedCheck;
  NeighborStatement.@Nullable Password password;
  NeighborStatement.@Nullable Timers timers;
  boolean bfd;
  boolean passiveOpen;
  boolean nextHopSelf;
  boolean nextHopSelfAll;
  boolean nextHopUnchanged;
  boolean reflectorClient;
  boolean sendCommunity;
  boolean softReconfiguration;
  NeighborStatement.@Nullable RemovePrivateAs removePrivateAs;
  int allowAsIn;
  boolean asOverride;
  NeighborStatement.@Nullable MaximumPrefix maximumPrefix;
  int weight;
  NeighborStatement.@Nullable DefaultOriginate defaultOriginate;
  NeighborStatement.@Nullable RouteMapPolicy routeMapIn;
  NeighborStatement.@Nullable RouteMapPolicy routeMapOut;
  NeighborStatement.@Nullable PrefixListPolicy prefixListIn;
  NeighborStatement.@Nullable PrefixListPolicy prefixListOut;
  NeighborStatement.@Nullable FilterList filterListIn;
  NeighborStatement.@Nullable FilterList filterListOut;
  NeighborStatement.@Nullable DistributeList distributeListIn;
  NeighborStatement.@Nullable DistributeList distributeListOut;

  /** Applies statements in order. */
  void apply(List<NeighborStatement> statements) {
    statements.forEach(this::apply);
  }

  private void apply(NeighborStatement statement) {
    switch (statement) {
      case NeighborStatement.RemoteAs(_, long asn) -> remoteAs = asn;
      case NeighborStatement.LocalAs local -> localAs = local;
      case NeighborStatement.Activate(_, boolean on) -> activated = on;
      case NeighborStatement.Shutdown(_, boolean on) -> shutdown = on;
      case NeighborStatement.UpdateSource(_, String name) -> updateSource = name;
      case NeighborStatement.EbgpMultihop(_, int hops) -> multihop = hops;
      case NeighborStatement.TtlSecurity(_, int hops) -> ttlSecurityHops = hops;
      case NeighborStatement.DisableConnectedCheck(_) -> disableConnectedCheck = true;
      case NeighborStatement.Password key -> password = key;
      case NeighborStatement.Timers own -> timers = own;
      case NeighborStatement.FallOverBfd(_) -> bfd = true;
      case NeighborStatement.ConnectionMode(_, boolean passive) -> passiveOpen = passive;
      case NeighborStatement.NextHopSelf(_, boolean all) -> {
        nextHopSelf = true;
        nextHopSelfAll = all;
      }
      case NeighborStatement.NextHopUnchanged(_) -> nextHopUnchanged = true;
      case NeighborStatement.RouteReflectorClient(_) -> reflectorClient = true;
      case NeighborStatement.SendCommunity(_, boolean standard, _) -> sendCommunity |= standard;
      case NeighborStatement.SoftReconfigurationInbound(_) -> softReconfiguration = true;
      case NeighborStatement.RemovePrivateAs remove -> removePrivateAs = remove;
      case NeighborStatement.AllowAsIn(_, int times) -> allowAsIn = times;
      case NeighborStatement.AsOverride(_) -> asOverride = true;
      case NeighborStatement.MaximumPrefix limit -> maximumPrefix = limit;
      case NeighborStatement.Weight(_, int value) -> weight = value;
      case NeighborStatement.DefaultOriginate originate -> defaultOriginate = originate;
      case NeighborStatement.RouteMapPolicy policy -> {
        if (policy.in()) {
          routeMapIn = policy;
        } else {
          routeMapOut = policy;
        }
      }
      case NeighborStatement.PrefixListPolicy policy -> {
        if (policy.in()) {
          prefixListIn = policy;
        } else {
          prefixListOut = policy;
        }
      }
      case NeighborStatement.FilterList policy -> {
        if (policy.in()) {
          filterListIn = policy;
        } else {
          filterListOut = policy;
        }
      }
      case NeighborStatement.DistributeList policy -> {
        if (policy.in()) {
          distributeListIn = policy;
        } else {
          distributeListOut = policy;
        }
      }
      // Inheritance is resolved before; descriptions and the pace of updates change no route.
      case NeighborStatement.PeerGroup _,
          NeighborStatement.MemberOf _,
          NeighborStatement.InheritSession _,
          NeighborStatement.InheritPolicy _,
          NeighborStatement.Description _,
          NeighborStatement.AdvertisementInterval _ -> {}
    }
  }
}
