package io.towpath.testkit.networks;

import java.util.ArrayList;
import java.util.List;

/**
 * A wide area network: hubs of one AS, linked to each other and in an iBGP full mesh over these
 * links, and spokes of one AS each with a link and an eBGP session to every hub. Each spoke
 * announces one connected /24 and further /24s from static routes to Null0.
 */
public final class HubAndSpoke {
  private static final long HUB_ASN = 65_001;
  private static final long FIRST_SPOKE_ASN = 4_200_000_000L;

  private final RouterTopology topology = new RouterTopology();

  private HubAndSpoke() {}

  /**
   * The network of that size.
   *
   * @param hubs at least 1
   * @param spokes at least 1
   * @param prefixesPerSpoke at least 1
   */
  public static Workload of(int hubs, int spokes, int prefixesPerSpoke) {
    if (hubs < 1 || spokes < 1 || prefixesPerSpoke < 1) {
      throw new IllegalArgumentException(
          "Hubs, spokes and prefixes are at least 1, not %d, %d and %d."
              .formatted(hubs, spokes, prefixesPerSpoke));
    }
    return new HubAndSpoke().build(hubs, spokes, prefixesPerSpoke);
  }

  private Workload build(int hubCount, int spokeCount, int prefixesPerSpoke) {
    List<RouterConfiguration> hubs = new ArrayList<>();
    for (int i = 0; i < hubCount; i++) {
      RouterConfiguration hub = addRouter("hub" + i, HUB_ASN);
      hubs.forEach(earlier -> peer(hub, earlier));
      hubs.add(hub);
    }
    for (int i = 0; i < spokeCount; i++) {
      RouterConfiguration spoke = addRouter("spoke" + i, FIRST_SPOKE_ASN + i);
      hubs.forEach(hub -> peer(spoke, hub));
      topology.addSite(spoke, prefixesPerSpoke);
    }
    return topology.workload("%d hubs and %d spokes".formatted(hubCount, spokeCount));
  }

  private RouterConfiguration addRouter(String name, long asn) {
    RouterConfiguration router = topology.addRouter(name, asn);
    router.bgp("bgp router-id " + router.routerId(), "bgp bestpath as-path multipath-relax");
    router.bgpIpv4("maximum-paths 8");
    router.policies(
        "ip prefix-list SITES seq 5 permit 10.0.0.0/7 le 24",
        "!",
        "route-map FROM-NEIGHBOR permit 10",
        " match ip address prefix-list SITES");
    return router;
  }

  private void peer(RouterConfiguration one, RouterConfiguration other) {
    RouterTopology.Ends ends = topology.connect(one, other);
    addNeighbor(ends.one(), ends.other());
    addNeighbor(ends.other(), ends.one());
    topology.countSession();
  }

  private static void addNeighbor(RouterTopology.End own, RouterTopology.End peer) {
    RouterConfiguration router = own.router();
    String neighbor = "neighbor " + peer.address();
    router.bgp(neighbor + " remote-as " + peer.router().asn());
    router.bgpIpv4(neighbor + " activate", neighbor + " route-map FROM-NEIGHBOR in");
    if (router.asn() == peer.router().asn()) {
      router.bgpIpv4(neighbor + " next-hop-self");
    }
  }
}
