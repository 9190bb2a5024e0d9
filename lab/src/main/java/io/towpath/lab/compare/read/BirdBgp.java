package io.towpath.lab.compare.read;

import io.towpath.net.Community;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpOrigin;
import io.towpath.network.RoutePolicy;
import io.towpath.routing.bgp.AsPath;
import io.towpath.routing.bgp.BgpRoute;
import io.towpath.routing.bgp.LocRibEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * BGP of a BIRD whose configuration {@code BirdPrinter} wrote: its table {@code bgp4} holds the
 * paths of all peers after their import filters, beside what the router itself originates.
 */
public final class BirdBgp {
  /** Command behind the routes of {@link #locRib}. */
  public static final String LOC_RIB = "show route table bgp4 all";

  /** Command behind the merged routes of {@link #locRib}; only with a protocol of that name. */
  public static final String MERGED =
      "show route export " + BirdProtocols.MULTIPATH + " table bgp4 all";

  private static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

  /** Preference of routes of the router itself, from which on the weight is 32768. */
  private static final int OWN = 32_769;

  /** Source of the default routes that go to single peers; it is in no router's table. */
  private static final String DEFAULT_ORIGINATE = "default_originate";

  private static final Pattern COMMUNITY = Pattern.compile("\\((\\d+),\\s*(\\d+)\\)");
  private static final Pattern SEGMENT = Pattern.compile("\\{([^}]*)}|\\d+");

  private BirdBgp() {}

  /**
   * Reads the paths of every prefix, in the order of BIRD. What the router originates and another
   * route of its prefix keeps out of use is left out: routers do not list that.
   *
   * @param routes of {@link #LOC_RIB}
   * @param merged of {@link #MERGED}, whose next hops are those of all paths that share the load;
   *     empty if none do
   * @param protocols of {@link BirdProtocols#COMMAND}
   * @param recursive of {@link BirdTable#recursive}
   */
  public static List<FrrBgp.Path> locRib(
      List<BirdRoutes.Route> routes,
      List<BirdRoutes.Route> merged,
      List<BirdProtocols.Protocol> protocols,
      Map<Prefix, IpAddress> recursive) {
    Map<String, BirdProtocols.Peer> peers = new HashMap<>();
    for (BirdProtocols.Protocol protocol : protocols) {
      if (protocol.peer() != null) {
        peers.put(protocol.name(), protocol.peer());
      }
    }
    Map<Prefix, Set<BirdRoutes.Hop>> shared = new HashMap<>();
    merged.forEach(route -> shared.put(route.prefix(), new HashSet<>(route.hops())));
    Map<Prefix, BirdRoutes.Route> best = new TreeMap<>();
    routes.stream()
        .filter(BirdRoutes.Route::best)
        .forEach(route -> best.putIfAbsent(route.prefix(), route));
    List<FrrBgp.Path> paths = new ArrayList<>();
    for (BirdRoutes.Route route : routes) {
      BirdProtocols.Peer peer = peers.get(route.protocol());
      boolean idle = peer == null && !route.best();
      if (!idle && !route.protocol().equals(DEFAULT_ORIGINATE)) {
        LocRibEntry.Standing standing =
            standing(
                route, best.get(route.prefix()), shared.getOrDefault(route.prefix(), Set.of()));
        paths.add(new FrrBgp.Path(path(route, peer, recursive), standing));
      }
    }
    return List.copyOf(paths);
  }

  private static LocRibEntry.Standing standing(
      BirdRoutes.Route route, BirdRoutes.@Nullable Route best, Collection<BirdRoutes.Hop> shared) {
    if (route.type().equals("BGP") && !route.reachable()) {
      return LocRibEntry.Standing.NOT_ELIGIBLE;
    }
    if (route.best()) {
      return LocRibEntry.Standing.BEST;
    }
    return best != null && isEqual(route, best) && shared.containsAll(route.hops())
        ? LocRibEntry.Standing.MULTIPATH
        : LocRibEntry.Standing.LOST;
  }

  /**
   * True if a path is like the best one in all that BIRD asks of paths that share the load. Next
   * hops alone do not tell, because several paths can have one gateway.
   */
  private static boolean isEqual(BirdRoutes.Route route, BirdRoutes.Route best) {
    return best.type().equals("BGP")
        && route.preference() == best.preference()
        && igpMetric(route).equals(igpMetric(best))
        && route.attribute("BGP.local_pref").equals(best.attribute("BGP.local_pref"))
        && route.attribute("BGP.origin").equals(best.attribute("BGP.origin"))
        && route.protocol().substring(0, 4).equals(best.protocol().substring(0, 4))
        && asPath(route).length() == asPath(best).length()
        && (neighbourAs(route) != neighbourAs(best) || med(route) == med(best));
  }

  /** RFC 4271 §9.1.2.2 c): an absent MED is the lowest. */
  private static long med(BirdRoutes.Route route) {
    String med = route.attribute("BGP.med");
    return med.isEmpty() ? 0 : Long.parseLong(med);
  }

  /** Of a next hop that is a neighbour on a link BIRD prints none. */
  private static String igpMetric(BirdRoutes.Route route) {
    return route.metric().isEmpty() ? "0" : route.metric();
  }

  /** The first ASN of a path; 0 if it begins with none. */
  private static long neighbourAs(BirdRoutes.Route route) {
    List<AsPath.Segment> segments = asPath(route).segments();
    return !segments.isEmpty() && segments.getFirst() instanceof AsPath.Sequence(List<Long> asns)
        ? asns.getFirst()
        : 0;
  }

  private static BgpRoute path(
      BirdRoutes.Route route, BirdProtocols.@Nullable Peer peer, Map<Prefix, IpAddress> recursive) {
    String localPreference = route.attribute("BGP.local_pref");
    String originator = route.attribute("BGP.originator_id");
    return new BgpRoute(
        route.prefix(),
        nextHop(route, peer, recursive),
        asPath(route),
        localPreference.isEmpty() ? 100 : Long.parseLong(localPreference),
        med(route),
        !route.attribute("BGP.med").isEmpty(),
        peer == null ? OWN - 1 : route.preference() - 1,
        origin(route.attribute("BGP.origin")),
        communities(route.attribute("BGP.community")),
        originator.isEmpty() ? null : IpAddress.parse(originator),
        clusters(route.attribute("BGP.cluster_list")),
        0,
        false,
        peer == null ? null : peer.address(),
        peer == null
            ? RoutePolicy.Source.ORIGINATED
            : peer.internal() ? RoutePolicy.Source.IBGP : RoutePolicy.Source.EBGP);
  }

  /**
   * Of routes of the router itself that of the route behind; they have no BGP next hop before they
   * are sent.
   */
  private static IpAddress nextHop(
      BirdRoutes.Route route, BirdProtocols.@Nullable Peer peer, Map<Prefix, IpAddress> recursive) {
    String text = route.attribute("BGP.next_hop");
    if (peer != null && !text.isEmpty()) {
      return IpAddress.parse(text.split(" ")[0]);
    }
    IpAddress written = recursive.get(route.prefix());
    if (written != null && route.type().equals("static")) {
      return written;
    }
    for (BirdRoutes.Hop hop : route.hops()) {
      if (hop.address() != null) {
        return hop.address();
      }
    }
    return UNSPECIFIED;
  }

  /** ASNs and, in braces, sets. */
  private static AsPath asPath(BirdRoutes.Route route) {
    List<AsPath.Segment> segments = new ArrayList<>();
    List<Long> sequence = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(route.attribute("BGP.as_path"));
    while (matcher.find()) {
      if (matcher.group(1) == null) {
        sequence.add(Long.parseLong(matcher.group()));
        continue;
      }
      if (!sequence.isEmpty()) {
        segments.add(new AsPath.Sequence(sequence));
        sequence = new ArrayList<>();
      }
      List<Long> set = new ArrayList<>();
      for (String asn : matcher.group(1).strip().split("\\s+")) {
        set.add(Long.parseLong(asn));
      }
      segments.add(new AsPath.Set(set));
    }
    if (!sequence.isEmpty()) {
      segments.add(new AsPath.Sequence(sequence));
    }
    return new AsPath(segments);
  }

  private static BgpOrigin origin(String word) {
    return switch (word) {
      case "IGP" -> BgpOrigin.IGP;
      case "EGP" -> BgpOrigin.EGP;
      default -> BgpOrigin.INCOMPLETE;
    };
  }

  private static List<Community> communities(String text) {
    List<Community> communities = new ArrayList<>();
    Matcher matcher = COMMUNITY.matcher(text);
    while (matcher.find()) {
      int high = Integer.parseInt(matcher.group(1));
      communities.add(new Community(high << 16 | Integer.parseInt(matcher.group(2))));
    }
    return communities.stream().sorted().toList();
  }

  private static List<IpAddress> clusters(String text) {
    List<IpAddress> clusters = new ArrayList<>();
    for (String id : text.split("\\s+")) {
      if (!id.isEmpty()) {
        clusters.add(IpAddress.parse(id));
      }
    }
    return clusters;
  }
}
