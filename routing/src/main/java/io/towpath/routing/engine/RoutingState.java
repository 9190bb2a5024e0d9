package io.towpath.routing.engine;

import io.towpath.net.Finding;
import io.towpath.routing.LiveSet;
import io.towpath.routing.Topology;
import io.towpath.routing.bgp.BgpState;
import io.towpath.routing.bgp.ExceededLimit;
import io.towpath.routing.fib.Fib;
import io.towpath.routing.live.SessionTable;
import io.towpath.routing.live.TunnelTable;
import io.towpath.routing.ospf.OspfState;
import io.towpath.routing.rib.Rib;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All tables of a network for one live set. Immutable and thread-safe; tables are built when they
 * are first read, and tables of equal content are one object.
 */
public final class RoutingState {
  private final EngineIndex index;
  private final LiveSet live;
  private final List<Round> rounds;
  private final List<Finding> problems;
  private final List<Unrest> unrests;
  private final Tables tables;

  RoutingState(
      EngineIndex index,
      LiveSet live,
      List<Round> rounds,
      List<Finding> problems,
      List<Unrest> unrests,
      @Nullable RoutingState previous) {
    this.index = index;
    this.live = live;
    this.rounds = rounds;
    this.problems = problems;
    this.unrests = unrests;
    tables = new Tables(index, live, rounds.getLast(), previous);
  }

  public Topology topology() {
    return index.topology;
  }

  public SessionTable sessions() {
    return index.sessions;
  }

  public TunnelTable tunnels() {
    return index.tunnels;
  }

  /** What was given as up. */
  public LiveSet live() {
    return live;
  }

  List<Round> rounds() {
    return rounds;
  }

  Tables tables() {
    return tables;
  }

  /** Routing table of a VRF. */
  public Rib rib(int vrf) {
    return tables.table(vrf);
  }

  /** Forwarding table of a VRF. */
  public Fib fib(int vrf) {
    return tables.table(vrf).fib();
  }

  /** Size of a VRF's main table: active next hops counted for each prefix. Makes no rows. */
  public long routeCount(int vrf) {
    return tables.table(vrf).routeCount();
  }

  /** BGP tables. Speakers have the ids of {@link SessionTable}; ends those of {@link #bgpEnd}. */
  public BgpState bgp() {
    return rounds.getLast().bgp();
  }

  /**
   * Id of a session end in {@link BgpState}, as one of the two ends of a pair.
   *
   * @param pair pair id
   * @param end id of one of the pair's session ends
   */
  public int bgpEnd(int pair, int end) {
    SessionTable.Pair ends = index.sessions.pair(pair);
    if (end != ends.a() && end != ends.b()) {
      throw new IllegalArgumentException("end " + end + " is not of pair " + pair);
    }
    return 2 * pair + (end == ends.a() ? 0 : 1);
  }

  /** Session end behind an end of {@link BgpState}. */
  public int sessionEnd(int bgpEnd) {
    return Problems.sessionEnd(index, bgpEnd);
  }

  public OspfState ospf() {
    return rounds.getLast().last().ospf();
  }

  /** Content of a shared layer; empty if there is no layer of that name. */
  public LayerState layer(String name) {
    return tables.layer(name).get();
  }

  /** Oscillation, several stable outcomes, and what is not modelled; sorted. */
  public List<Finding> problems() {
    return problems;
  }

  /** Prefixes for which BGP and other protocols have no one stable outcome together. */
  public List<Unrest> unrests() {
    return unrests;
  }

  /** True if the VRF's table has equal content in another state of the same engine. */
  public boolean sameTable(int vrf, RoutingState other) {
    return tables.shares(vrf, other.tables)
        || tables.table(vrf).routes().equals(other.tables.table(vrf).routes());
  }

  /** Fingerprint of the canonical text of all tables: SHA-256 in hexadecimal. */
  public String digest() {
    return TableDigest.of(index, this, tables.layerNames());
  }

  /**
   * A session end that received more prefixes than it allows.
   *
   * @param pair session pair
   * @param end end whose limit is exceeded
   */
  public record Exceeded(int pair, int end, int limit, int received) {}

  /** Session ends whose prefix limit is exceeded and tears the session down, by pair. */
  public List<Exceeded> exceededLimits() {
    return bgp().exceededLimits().stream()
        .filter(limit -> !limit.warnsOnly())
        .map(this::exceeded)
        .sorted(Comparator.comparingInt(Exceeded::pair).thenComparingInt(Exceeded::end))
        .toList();
  }

  private Exceeded exceeded(ExceededLimit limit) {
    return new Exceeded(limit.end() / 2, sessionEnd(limit.end()), limit.limit(), limit.accepted());
  }
}
