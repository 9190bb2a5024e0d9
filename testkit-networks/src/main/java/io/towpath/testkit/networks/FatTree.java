package io.towpath.testkit.networks;

import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * A data centre as a fat tree of degree k, routed by eBGP on every link as in RFC 7938: (k/2)² core
 * routers of one AS, and k pods of k/2 aggregation routers (one AS per pod) and k/2 top-of-rack
 * routers (one AS each). Each top-of-rack router announces one connected /24 and further /24s from
 * static routes to Null0; every router announces its loopback. Paths are equal up to their AS
 * numbers, so all of them are used.
 */
public final class FatTree {
  private static final long CORE_ASN = 64_512;
  private static final long FIRST_POD_ASN = 64_513;
  private static final long FIRST_RACK_ASN = 4_200_000_000L;

  private final int degree;
  private final int prefixesPerRack;
  private final RouterTopology topology = new RouterTopology();

  private FatTree(int degree, int prefixesPerRack) {
    this.degree = degree;
    this.prefixesPerRack = prefixesPerRack;
  }

  /**
   * The fat tree of that degree.
   *
   * @param degree even, 2…64: pods, and links of each router
   * @param prefixesPerRack /24s of each top-of-rack router, at least 1
   */
  public static Workload of(int degree, int prefixesPerRack) {
    if (degree < 2 || degree > 64 || degree % 2 != 0 || prefixesPerRack < 1) {
      throw new IllegalArgumentException(
          "A fat tree has an even degree from 2 to 64 and a prefix or more per rack, not %d and %d."
              .formatted(degree, prefixesPerRack));
    }
    return new FatTree(degree, prefixesPerRack).build();
  }

  private Workload build() {
    int half = degree / 2;
    List<RouterConfiguration> cores = addRouters("core", half * half, CORE_ASN, 0);
    List<List<RouterConfiguration>> pods = new ArrayList<>();
    List<List<RouterConfiguration>> racks = new ArrayList<>();
    for (int pod = 0; pod < degree; pod++) {
      pods.add(addRouters("agg" + pod + "-", half, FIRST_POD_ASN + pod, 0));
      racks.add(addRouters("tor" + pod + "-", half, FIRST_RACK_ASN + (long) pod * half, 1));
    }
    racks.forEach(pod -> pod.forEach(this::addRackPolicy));
    for (int pod = 0; pod < degree; pod++) {
      for (int i = 0; i < half; i++) {
        RouterConfiguration aggregation = pods.get(pod).get(i);
        racks.get(pod).forEach(rack -> peer(rack, aggregation));
        cores.subList(i * half, (i + 1) * half).forEach(core -> peer(aggregation, core));
      }
    }
    racks.forEach(pod -> pod.forEach(rack -> topology.addSite(rack, prefixesPerRack)));
    return topology.workload("Fat tree of degree %d".formatted(degree));
  }

  /** Adds routers NAME0, NAME1, … whose ASNs rise by {@code asnStep}. */
  private List<RouterConfiguration> addRouters(String name, int count, long asn, int asnStep) {
    List<RouterConfiguration> routers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RouterConfiguration router = topology.addRouter(name + i, asn + (long) i * asnStep);
      router.addLoopback();
      router.bgp("bgp router-id " + router.routerId(), "bgp log-neighbor-changes");
      router.bgp("bgp bestpath as-path multipath-relax");
      router.bgpIpv4("maximum-paths 64");
      topology.originate(router, Prefix.host(router.routerId()));
      routers.add(router);
    }
    return routers;
  }

  private void peer(RouterConfiguration lower, RouterConfiguration upper) {
    RouterTopology.Ends ends = topology.connect(lower, upper);
    addNeighbor(ends.one(), ends.other());
    addNeighbor(ends.other(), ends.one());
    topology.countSession();
  }

  private static void addNeighbor(RouterTopology.End own, RouterTopology.End peer) {
    RouterConfiguration router = own.router();
    String neighbor = "neighbor " + peer.address();
    router.bgp(neighbor + " remote-as " + peer.router().asn());
    router.bgp(neighbor + " description " + peer.router().name());
    router.bgpIpv4(neighbor + " activate", neighbor + " send-community");
    if (router.asn() >= FIRST_RACK_ASN) {
      router.bgpIpv4(neighbor + " route-map FROM-FABRIC in", neighbor + " route-map TO-FABRIC out");
    }
  }

  private void addRackPolicy(RouterConfiguration rack) {
    rack.policies(
        "ip prefix-list DEFAULT seq 5 permit 0.0.0.0/0",
        "ip prefix-list FABRIC seq 5 permit 10.0.0.0/7 le 24",
        "ip prefix-list FABRIC seq 10 permit 192.168.0.0/16 ge 32",
        "!",
        "route-map FROM-FABRIC deny 5",
        " match ip address prefix-list DEFAULT",
        "route-map FROM-FABRIC permit 10",
        " match ip address prefix-list FABRIC",
        " set local-preference 120",
        "!",
        "route-map TO-FABRIC permit 10",
        " match ip address prefix-list FABRIC",
        " set community 65000:100 additive");
  }
}
