package io.towpath.testkit.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * A ring of routers with chords, each of an AS of its own, with an eBGP session on every link and
 * one LAN with one host: many small spaces for a lab. Router {@code i} is linked to the next one
 * and to the one {@code chord} further, so that a hundred routers with chords of ten are at most
 * eleven hops apart; in a plain ring of that size a traceroute would give up.
 */
public final class RingEstate {
  private static final long FIRST_ASN = 4_200_000_000L;

  private final RouterTopology topology = new RouterTopology();

  private RingEstate() {}

  /**
   * The ring of that size: routers {@code r0}, {@code r1}, … with hosts {@code h0}, {@code h1}, ….
   *
   * @param routers at least 3
   * @param chord how far a chord reaches; more than 1 and less than half of the ring
   */
  public static Workload of(int routers, int chord) {
    if (routers < 3 || chord < 2 || 2 * chord >= routers) {
      throw new IllegalArgumentException(
          "A ring has 3 routers or more and chords of 2 to less than half of it, not %d and %d."
              .formatted(routers, chord));
    }
    return new RingEstate().build(routers, chord);
  }

  private Workload build(int count, int chord) {
    List<RouterConfiguration> routers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RouterConfiguration router = topology.addRouter("r" + i, FIRST_ASN + i);
      // Of many equal paths the oldest would win, and no prediction can know which that is.
      router.bgp("bgp router-id " + router.routerId(), "bgp bestpath compare-routerid");
      topology.addHost(router, "h" + i);
      routers.add(router);
    }
    for (int i = 0; i < count; i++) {
      peer(routers.get(i), routers.get((i + 1) % count));
      peer(routers.get(i), routers.get((i + chord) % count));
    }
    return topology.workload("Ring of %d routers with chords of %d".formatted(count, chord));
  }

  private void peer(RouterConfiguration one, RouterConfiguration other) {
    RouterTopology.Ends ends = topology.connect(one, other);
    addNeighbor(ends.one(), ends.other());
    addNeighbor(ends.other(), ends.one());
    topology.countSession();
  }

  private static void addNeighbor(RouterTopology.End own, RouterTopology.End peer) {
    String neighbor = "neighbor " + peer.address();
    own.router().bgp(neighbor + " remote-as " + peer.router().asn());
    own.router().bgpIpv4(neighbor + " activate");
  }
}
