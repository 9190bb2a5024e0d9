package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.forwarding.solver.Solution;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.live.SessionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of a gateway know and say: {@code getLearnedRoutes}, {@code
 * getAdvertisedRoutes} and {@code getBgpPeerStatus} (R98, R263).
 *
 * <p>Rows come instance by instance, of each first what it originated, then peer by peer in the
 * order of its connections, by prefix. A dormant standby has no rows.
 */
public final class GatewayTables {
  private final Solution solution;
  private final AzureNames.GatewayName gateway;

  /** Reads a gateway of a solved network. */
  public GatewayTables(Solution solution, AzureNames.GatewayName gateway) {
    this.solution = solution;
    this.gateway = gateway;
  }

  /**
   * What instances originate and have accepted.
   *
   * @param instance number of the instance, or null for all
   */
  public List<GatewayRoute> learned(@Nullable Integer instance) {
    List<GatewayRoute> rows = new ArrayList<>();
    for (AzureNames.Instance one : running(instance)) {
      SpeakerTables speaker = SpeakerTables.of(solution, one.bgp());
      String local = one.bgpAddress().toString();
      for (BgpRoute route : speaker.originated()) {
        rows.add(
            new GatewayRoute(
                local,
                route.prefix().toString(),
                "",
                local,
                "Network",
                "",
                route.weight(),
                one.node(),
                speaker.whyOriginated(route.prefix())));
      }
      addAccepted(rows, one, speaker, null);
    }
    return rows;
  }

  /**
   * What instances have accepted from their peers: {@link #learned} without what they originate.
   *
   * @param peer address, connection, node or gateway of the peer; null for all peers
   */
  public List<GatewayRoute> received(@Nullable Integer instance, @Nullable String peer) {
    List<GatewayRoute> rows = new ArrayList<>();
    for (AzureNames.Instance one : running(instance)) {
      addAccepted(rows, one, SpeakerTables.of(solution, one.bgp()), peer);
    }
    return rows;
  }

  private void addAccepted(
      List<GatewayRoute> rows,
      AzureNames.Instance one,
      SpeakerTables speaker,
      @Nullable String peer) {
    for (SessionTable.End end : speaker.ends()) {
      if (!isAskedFor(end, peer)) {
        continue;
      }
      for (BgpRoute route : speaker.accepted(end)) {
        rows.add(
            new GatewayRoute(
                one.bgpAddress().toString(),
                route.prefix().toString(),
                route.nextHop().toString(),
                end.peer().address().toString(),
                route.source() == RoutePolicy.Source.EBGP ? "EBgp" : "IBgp",
                path(route),
                route.weight(),
                one.node(),
                speaker.why(route.prefix(), end)));
      }
    }
  }

  private boolean isAskedFor(SessionTable.End end, @Nullable String peer) {
    return peer == null || peerNames(end).contains(peer.toLowerCase(Locale.ROOT));
  }

  /** True if the gateway has a session end towards a peer of that name. */
  public boolean isPeer(String peer) {
    return peerNames().contains(peer.toLowerCase(Locale.ROOT));
  }

  /**
   * What instances announce.
   *
   * @param instance number of the instance, or null for all
   * @param peer address, connection, node or gateway of the peer; null for all peers
   */
  public List<GatewayRoute> advertised(@Nullable Integer instance, @Nullable String peer) {
    List<GatewayRoute> rows = new ArrayList<>();
    for (AzureNames.Instance one : running(instance)) {
      SpeakerTables speaker = SpeakerTables.of(solution, one.bgp());
      for (SessionTable.End end : speaker.ends()) {
        if (!isAskedFor(end, peer)) {
          continue;
        }
        for (BgpRoute route : speaker.sent(end)) {
          rows.add(
              new GatewayRoute(
                  one.bgpAddress().toString(),
                  route.prefix().toString(),
                  route.nextHop().toString(),
                  "",
                  "Igp",
                  path(route),
                  0,
                  one.node(),
                  "announced to " + end.peer().address()));
        }
      }
    }
    return rows;
  }

  /**
   * State of every session. Of an active-standby gateway only the instance that serves has rows; an
   * active-active one lists both instances, stopped or not.
   */
  public List<BgpPeerStatus> peers() {
    List<BgpPeerStatus> rows = new ArrayList<>();
    for (AzureNames.Instance one : gateway.instances()) {
      SpeakerTables speaker = SpeakerTables.of(solution, one.bgp());
      if (!gateway.activeActive() && !speaker.runs()) {
        continue;
      }
      for (SessionTable.End end : speaker.ends()) {
        rows.add(
            new BgpPeerStatus(
                one.bgpAddress().toString(),
                end.peer().address().toString(),
                end.peer().remoteAsn(),
                state(speaker, end),
                speaker.accepted(end).size(),
                one.node(),
                speaker.whyDown(end)));
      }
    }
    return rows;
  }

  /** Names by which a peer of this gateway can be asked for, for error messages. */
  public List<String> peerNames() {
    return gateway.instances().stream()
        .flatMap(one -> SpeakerTables.of(solution, one.bgp()).ends().stream())
        .flatMap(end -> peerNames(end).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static String state(SpeakerTables speaker, SessionTable.End end) {
    if (!speaker.runs()) {
      return "Stopped";
    }
    if (speaker.isUp(end)) {
      return "Connected";
    }
    return end.peer().transport().shutdown() ? "Idle" : "Connecting";
  }

  private List<AzureNames.Instance> running(@Nullable Integer instance) {
    List<AzureNames.Instance> running = new ArrayList<>();
    for (int i = 0; i < gateway.instances().size(); i++) {
      AzureNames.Instance one = gateway.instances().get(i);
      if ((instance == null || instance == i) && SpeakerTables.of(solution, one.bgp()).runs()) {
        running.add(one);
      }
    }
    return running;
  }

  /** Address, label, and the nodes at the other end with and without instance; lower case. */
  private List<String> peerNames(SessionTable.End end) {
    List<String> names = new ArrayList<>();
    names.add(end.peer().address().toString());
    if (end.peer().label() != null) {
      names.add(end.peer().label().toLowerCase(Locale.ROOT));
    }
    SessionTable sessions = solution.routing().sessions();
    for (int pair : sessions.pairsOf(end.id())) {
      int other = sessions.pair(pair).other(end.id());
      String node =
          solution.topology().node(sessions.end(other).node()).name().toLowerCase(Locale.ROOT);
      names.add(node);
      if (node.indexOf('/') > 0) {
        names.add(node.substring(0, node.lastIndexOf('/')));
      }
    }
    return names;
  }

  /** R98: ASNs joined by hyphens. */
  private static String path(BgpRoute route) {
    return route.asPath().toString().replace(' ', '-');
  }
}
