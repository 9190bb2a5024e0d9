package io.towpath.testkit.networks;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routers and the links between them while a generator builds them. Router ids (and loopback
 * addresses) are 192.168.0.0 and up in the order of making, links the /31 blocks of 172.16.0.0/12
 * and up. Not thread-safe.
 */
final class RouterTopology {
  private static final int ROUTER_IDS = Ipv4Address.parse("192.168.0.0").bits();
  private static final int LINKS = Ipv4Address.parse("172.16.0.0").bits();
  private static final int SITES = Ipv4Address.parse("10.0.0.0").bits();
  private static final int LINK_LENGTH = 31;
  private static final int SITE_LENGTH = 24;
  private static final String SITE_PORT = "GigabitEthernet9/0/0";
  private static final int HOST_OF_SITE = 10;

  private final Map<String, RouterConfiguration> routers = new LinkedHashMap<>();
  private final List<Workload.Link> links = new ArrayList<>();
  private final List<Workload.Host> hosts = new ArrayList<>();
  private int sitePrefixes;
  private int sessions;
  private int prefixes;

  /** Both ends of a new link. */
  record Ends(End one, End other) {}

  /** A router's end of a link. */
  record End(RouterConfiguration router, String port, Ipv4Address address) {}

  /** Adds a router. */
  RouterConfiguration addRouter(String name, long asn) {
    RouterConfiguration router =
        new RouterConfiguration(name, asn, new Ipv4Address(ROUTER_IDS + routers.size()));
    routers.put(name, router);
    return router;
  }

  /** Links two routers; {@code one} gets the even address. */
  Ends connect(RouterConfiguration one, RouterConfiguration other) {
    int block = LINKS + 2 * links.size();
    Ends ends =
        new Ends(
            new End(one, one.nextPort(), new Ipv4Address(block)),
            new End(other, other.nextPort(), new Ipv4Address(block + 1)));
    plug(ends.one(), other);
    plug(ends.other(), one);
    links.add(new Workload.Link(one.name(), ends.one().port(), other.name(), ends.other().port()));
    return ends;
  }

  private static void plug(End end, RouterConfiguration peer) {
    end.router().addInterface(end.port(), end.address(), LINK_LENGTH, "description " + peer.name());
  }

  /** Adds a host NAME on a router's site of one prefix, which the router announces. */
  void addHost(RouterConfiguration router, String name) {
    int network = SITES + (sitePrefixes << (RouterConfiguration.ADDRESS_BITS - SITE_LENGTH));
    addSite(router, 1);
    hosts.add(
        new Workload.Host(
            name,
            new Ipv4Address(network + HOST_OF_SITE),
            SITE_LENGTH,
            new Ipv4Address(network + 1),
            router.name() + ":" + SITE_PORT));
  }

  /**
   * Lets a router announce the next {@code count} /24s of 10.0.0.0 and up: the first is a connected
   * subnet, the others are static routes to Null0.
   */
  void addSite(RouterConfiguration router, int count) {
    for (int i = 0; i < count; i++) {
      int network = SITES + (sitePrefixes++ << (RouterConfiguration.ADDRESS_BITS - SITE_LENGTH));
      Prefix prefix = new Prefix(new Ipv4Address(network), SITE_LENGTH);
      originate(router, prefix);
      if (i == 0) {
        router.addInterface(SITE_PORT, new Ipv4Address(network + 1), SITE_LENGTH);
      } else {
        router.staticRoute(prefix, "Null0");
      }
    }
  }

  /** Lets a router announce a prefix by a network statement. */
  void originate(RouterConfiguration router, Prefix prefix) {
    router.originate(prefix);
    prefixes++;
  }

  /** Notes that two routers have been configured as BGP neighbours. */
  void countSession() {
    sessions++;
  }

  /** What was built. */
  Workload workload(String title) {
    Map<String, String> texts = new LinkedHashMap<>();
    routers.forEach((name, router) -> texts.put(name, router.text()));
    return new Workload(title, texts, links, hosts, sessions, prefixes);
  }
}
