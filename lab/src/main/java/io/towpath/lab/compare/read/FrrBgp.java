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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tables of FRR's bgpd. */
public final class FrrBgp {
  /** Command behind {@link #sessions}. */
  public static final String SUMMARY = "show bgp ipv4 unicast summary json";

  /** Command behind {@link #locRib}. */
  public static final String LOC_RIB = "show bgp ipv4 unicast json detail";

  private static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

  private FrrBgp() {}

  /**
   * State of a speaker and its sessions.
   *
   * @param tableVersion grows with each change of a best path
   * @param queued messages that wait to be read or written, of all sessions
   */
  public record Summary(long tableVersion, long queued, SortedMap<IpAddress, Session> sessions) {
    public Summary {
      sessions = Collections.unmodifiableSortedMap(new TreeMap<>(sessions));
    }
  }

  /**
   * A session end.
   *
   * @param state FRR's word: {@code Established}, {@code Active}, {@code Idle (Admin)} …
   * @param received prefixes that the peer sends and that are accepted
   * @param sent prefixes that are sent
   */
  public record Session(long remoteAsn, String state, long received, long sent) {
    public boolean isEstablished() {
      return state.equals("Established");
    }
  }

  /**
   * A path in the Loc-RIB, or one that was not eligible for it.
   *
   * @param standing {@code NOT_ELIGIBLE} where FRR does not say {@code valid}
   */
  public record Path(BgpRoute route, LocRibEntry.Standing standing) {}

  /** Reads {@link #SUMMARY}; an instance without peers prints an empty object. */
  public static Summary sessions(JsonNode summary) {
    SortedMap<IpAddress, Session> sessions = new TreeMap<>();
    long queued = 0;
    for (Map.Entry<String, JsonNode> peer : summary.path("peers").properties()) {
      JsonNode p = peer.getValue();
      queued += p.path("inq").asLong(0) + p.path("outq").asLong(0);
      sessions.put(
          IpAddress.parse(peer.getKey()),
          new Session(
              p.path("remoteAs").asLong(0),
              p.path("state").asString(""),
              p.path("pfxRcd").asLong(0),
              p.path("pfxSnt").asLong(0)));
    }
    return new Summary(summary.path("tableVersion").asLong(0), queued, sessions);
  }

  /** Reads {@link #LOC_RIB}: every path of every prefix, in the order of FRR. */
  public static List<Path> locRib(JsonNode table) {
    List<Path> paths = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : table.path("routes").properties()) {
      Prefix prefix = Prefix.parseNetwork(row.getKey());
      for (JsonNode path : row.getValue()) {
        // The first element of a row is about the prefix, and has no path.
        if (path.has("aspath")) {
          paths.add(path(prefix, path));
        }
      }
    }
    return List.copyOf(paths);
  }

  private static Path path(Prefix prefix, JsonNode path) {
    JsonNode peer = path.path("peer");
    String type = peer.path("type").asString("");
    boolean own = type.isEmpty();
    BgpRoute route =
        new BgpRoute(
            prefix,
            nextHop(path, own),
            asPath(path.path("aspath")),
            path.path("locPrf").asLong(100),
            path.path("metric").asLong(0),
            path.has("metric"),
            path.path("weight").asInt(0),
            origin(path.path("origin").asString("")),
            communities(path.path("community").path("list")),
            path.has("originatorId")
                ? IpAddress.parse(path.path("originatorId").asString(""))
                : null,
            clusters(path.path("clusterList").path("list")),
            path.path("tag").asLong(0),
            path.path("aggregated").asBoolean(false) && own,
            own ? null : IpAddress.parse(peer.path("peerId").asString("")),
            source(type));
    return new Path(route, standing(path));
  }

  private static LocRibEntry.Standing standing(JsonNode path) {
    if (path.path("bestpath").path("overall").asBoolean(false)) {
      return LocRibEntry.Standing.BEST;
    }
    if (path.path("multipath").asBoolean(false)) {
      return LocRibEntry.Standing.MULTIPATH;
    }
    return path.path("valid").asBoolean(false)
        ? LocRibEntry.Standing.LOST
        : LocRibEntry.Standing.NOT_ELIGIBLE;
  }

  private static RoutePolicy.Source source(String type) {
    return switch (type) {
      case "external" -> RoutePolicy.Source.EBGP;
      case "internal" -> RoutePolicy.Source.IBGP;
      default -> RoutePolicy.Source.ORIGINATED;
    };
  }

  /** FRR shows {@code ::} for its aggregates, which have no next hop of their own. */
  private static IpAddress nextHop(JsonNode path, boolean own) {
    JsonNode hops = path.path("nexthops");
    String text = hops.isEmpty() ? "" : hops.get(0).path("ip").asString("");
    if (text.isEmpty() || own && text.equals("::")) {
      return UNSPECIFIED;
    }
    return IpAddress.parse(text);
  }

  private static AsPath asPath(JsonNode asPath) {
    List<AsPath.Segment> segments = new ArrayList<>();
    for (JsonNode segment : asPath.path("segments")) {
      List<Long> asns = new ArrayList<>();
      segment.path("list").forEach(asn -> asns.add(asn.asLong()));
      boolean set = segment.path("type").asString("").endsWith("-set");
      segments.add(set ? new AsPath.Set(asns) : new AsPath.Sequence(asns));
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

  private static List<Community> communities(@Nullable JsonNode list) {
    List<Community> communities = new ArrayList<>();
    if (list != null) {
      list.forEach(item -> communities.add(community(item.asString(""))));
    }
    return communities.stream().sorted().toList();
  }

  /** FRR's JSON has its own words for well-known communities (RFC 1997, RFC 8326, RFC 7999). */
  private static Community community(String word) {
    return switch (word) {
      case "internet" -> Community.INTERNET;
      case "noExport" -> Community.NO_EXPORT;
      case "noAdvertise" -> Community.NO_ADVERTISE;
      case "localAs" -> Community.LOCAL_AS;
      case "gracefulShutdown" -> new Community(0xFFFF0000);
      case "blackhole" -> new Community(0xFFFF029A);
      case "noPeer" -> new Community(0xFFFFFF04);
      default -> Community.parse(word);
    };
  }

  private static List<IpAddress> clusters(JsonNode list) {
    List<IpAddress> clusters = new ArrayList<>();
    list.forEach(id -> clusters.add(IpAddress.parse(id.asString(""))));
    return clusters;
  }
}
