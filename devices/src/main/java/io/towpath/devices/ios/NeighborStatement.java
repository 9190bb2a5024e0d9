package io.towpath.devices.ios;

import org.jspecify.annotations.Nullable;

/**
 * A {@code neighbor} line, or a line of a peer template. Every record begins with its line number.
 */
public sealed interface NeighborStatement {

  /** Line number, 1-based. */
  int line();

  record RemoteAs(int line, long asn) implements NeighborStatement {}

  record LocalAs(int line, long asn, boolean noPrepend, boolean replaceAs)
      implements NeighborStatement {}

  /** {@code neighbor NAME peer-group}: declares a group. */
  record PeerGroup(int line) implements NeighborStatement {}

  /** {@code neighbor ADDRESS peer-group NAME}. */
  record MemberOf(int line, String group) implements NeighborStatement {}

  record InheritSession(int line, String template) implements NeighborStatement {}

  record InheritPolicy(int line, String template, int sequence) implements NeighborStatement {}

  record Activate(int line, boolean on) implements NeighborStatement {}

  record Description(int line, String text) implements NeighborStatement {}

  record Shutdown(int line, boolean on) implements NeighborStatement {}

  record UpdateSource(int line, String interfaceName) implements NeighborStatement {}

  record EbgpMultihop(int line, int hops) implements NeighborStatement {}

  record TtlSecurity(int line, int hops) implements NeighborStatement {}

  record DisableConnectedCheck(int line) implements NeighborStatement {}

  /** {@code password}; {@code encrypted} when type 7 or 6 stands before it. */
  record Password(int line, String text, boolean encrypted) implements NeighborStatement {
    /** Never prints the key. */
    @Override
    public String toString() {
      return "Password[line=" + line + "]";
    }
  }

  record Timers(int line, int keepaliveSeconds, int holdSeconds) implements NeighborStatement {}

  record FallOverBfd(int line) implements NeighborStatement {}

  record NextHopSelf(int line, boolean all) implements NeighborStatement {}

  record NextHopUnchanged(int line) implements NeighborStatement {}

  record RouteReflectorClient(int line) implements NeighborStatement {}

  record SendCommunity(int line, boolean standard, boolean extended) implements NeighborStatement {}

  record SoftReconfigurationInbound(int line) implements NeighborStatement {}

  record RemovePrivateAs(int line, boolean all, boolean replaceAs) implements NeighborStatement {}

  record AllowAsIn(int line, int times) implements NeighborStatement {}

  record AsOverride(int line) implements NeighborStatement {}

  /** {@code maximum-prefix}; {@code restartMinutes} 0 means that the session stays down. */
  record MaximumPrefix(int line, int limit, int threshold, boolean warningOnly, int restartMinutes)
      implements NeighborStatement {}

  record Weight(int line, int weight) implements NeighborStatement {}

  record DefaultOriginate(int line, @Nullable String routeMap) implements NeighborStatement {}

  record RouteMapPolicy(int line, String name, boolean in) implements NeighborStatement {}

  record PrefixListPolicy(int line, String name, boolean in) implements NeighborStatement {}

  record FilterList(int line, String name, boolean in) implements NeighborStatement {}

  record DistributeList(int line, String name, boolean in) implements NeighborStatement {}

  record AdvertisementInterval(int line, int seconds) implements NeighborStatement {}

  /** {@code transport connection-mode}: who opens the TCP connection. */
  record ConnectionMode(int line, boolean passive) implements NeighborStatement {}
}
