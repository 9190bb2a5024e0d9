package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrLine;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Aggregate;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.BgpSpeaker.Options;
import io.towpath.network.PrefixList;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code router bgp} block as a speaker, with FRR's own defaults. */
final class FrrBgp {
  private final FrrReading reading;
  private final FrrLists lists;
  private final RouteMapPolicies policies;
  private final StaticRoutes statics;
  private final @Nullable IpAddress routerId;

  FrrBgp(
      FrrReading reading,
      FrrLists lists,
      RouteMapPolicies policies,
      StaticRoutes statics,
      @Nullable IpAddress routerId) {
    this.reading = reading;
    this.lists = lists;
    this.policies = policies;
    this.statics = statics;
    this.routerId = routerId;
  }

  /** What the lines that are not about neighbors come to. */
  private static final class Draft {
    private @Nullable IpAddress routerId;
    private @Nullable IpAddress clusterId;
    private int externalPaths = FrrOspf.MOST_PATHS;
    private int internalPaths = FrrOspf.MOST_PATHS;
    private boolean relax;
    private boolean alwaysCompareMed;
    private boolean compareRouterId;
    private long localPreference = 100;
    private int externalDistance = 20;
    private int internalDistance = 200;
    private int localDistance = 200;
    private boolean ipv4ByDefault = true;
    private boolean importCheck = true;
    private boolean requiresPolicy;
    private Timers timers;
    private final Map<Prefix, FrrLine> networks = new LinkedHashMap<>();
    private final Map<Prefix, FrrLine> aggregates = new LinkedHashMap<>();
    private final Map<String, FrrLine> redistributed = new LinkedHashMap<>();

    private Draft(boolean datacenter) {
      requiresPolicy = !datacenter;
      timers =
          new Timers(
              Duration.ofSeconds(datacenter ? 9 : 180),
              Duration.ofSeconds(datacenter ? 3 : 60),
              Duration.ofSeconds(datacenter ? 10 : 120),
              null,
              0);
    }

    private Options options() {
      return new Options(
          externalPaths,
          internalPaths,
          relax ? MultipathAsPath.SAME_LENGTH : MultipathAsPath.SAME_NEIGHBOUR,
          alwaysCompareMed,
          compareRouterId,
          localPreference,
          clusterId,
          externalDistance,
          internalDistance,
          localDistance);
    }
  }

  /** The speaker of a block. */
  BgpSpeaker convert(FrrBlock block, BgpSpeaker.Install install) {
    long asn = block.header().asn(2);
    String vrf = FrrReading.vrf(block, 3);
    Draft draft = new Draft(reading.datacenter);
    draft.routerId = routerId;
    FrrNeighbors neighbors = new FrrNeighbors(reading, lists, policies, asn);
    for (FrrLine line : block.lines()) {
      accept(line, draft, neighbors);
    }
    for (FrrBlock family : block.blocks()) {
      boolean ipv4 =
          family.header().word(1).equals("ipv4")
              && (family.header().count() == 2 || family.header().word(2).equals("unicast"));
      if (ipv4) {
        family.lines().forEach(line -> accept(line, draft, neighbors));
      } else if (!family.lines().isEmpty()) {
        reading.unsupported(family.header());
      }
    }
    List<BgpPeer> peers =
        neighbors.convert(
            new FrrNeighbors.Defaults(draft.ipv4ByDefault, draft.requiresPolicy, draft.timers));
    List<Redistribution> redistributions = new ArrayList<>();
    List<NetworkStatement> networks = networks(draft);
    redistributions(vrf, draft, redistributions, networks, block.header());
    return new BgpSpeaker(
        vrf,
        asn,
        draft.routerId,
        draft.options(),
        networks,
        aggregates(draft),
        redistributions,
        peers,
        install,
        reading.origin(block.header()));
  }

  private void accept(FrrLine line, Draft draft, FrrNeighbors neighbors) {
    if (line.word(0).equals("neighbor")) {
      neighbors.add(line);
    } else {
      reading.read(line, it -> it.word(0).equals("bgp") ? process(it, draft) : family(it, draft));
    }
  }

  private static boolean process(FrrLine line, Draft draft) {
    boolean on = !line.negated();
    switch (line.word(1)) {
      case "router-id" -> draft.routerId = on ? line.address(2) : null;
      case "cluster-id" ->
          draft.clusterId =
              !on
                  ? null
                  : line.isAddress(2)
                      ? line.address(2)
                      : new Ipv4Address((int) line.number(2, 1, 0xFFFF_FFFFL));
      case "always-compare-med" -> draft.alwaysCompareMed = on;
      case "ebgp-requires-policy" -> draft.requiresPolicy = on;
      case "network" -> draft.importCheck = on;
      case "default" -> {
        switch (line.word(2)) {
          case "ipv4-unicast" -> draft.ipv4ByDefault = on;
          case "local-preference" ->
              draft.localPreference = on ? line.number(3, 0, 0xFFFF_FFFFL) : 100;
          default -> {
            return line.word(2).startsWith("show-");
          }
        }
      }
      case "bestpath" -> {
        switch (line.word(2) + " " + line.word(3)) {
          case "as-path multipath-relax" -> draft.relax = on;
          case "compare-routerid " -> draft.compareRouterId = on;
          default -> {
            // The others change decisions; taking one away restores what is modelled.
            return !on;
          }
        }
      }
      case "deterministic-med",
          "log-neighbor-changes",
          "fast-external-failover",
          "graceful-restart",
          "graceful-restart-disable",
          "graceful-shutdown",
          "suppress-duplicates",
          "suppress-fib-pending",
          "update-delay",
          "minimum-holdtime",
          "hard-administrative-reset",
          "client-to-client",
          "conditional-advertisement",
          "route-reflector",
          "long-lived-graceful-restart" -> {
        return !line.starts("bgp", "graceful-shutdown") && !line.starts("bgp", "client-to-client")
            || !on;
      }
      default -> {
        return !on;
      }
    }
    return true;
  }

  private static boolean family(FrrLine line, Draft draft) {
    boolean on = !line.negated();
    switch (line.word(0)) {
      case "network" -> {
        boolean mapped = line.count() == 4 && line.word(2).equals("route-map");
        put(draft.networks, line.prefix(1), line);
        return line.count() == 2 || mapped;
      }
      case "aggregate-address" -> {
        put(draft.aggregates, line.prefix(1), line);
        return !on || isKnownAggregate(line);
      }
      case "redistribute" -> {
        if (on) {
          draft.redistributed.put(line.word(1), line);
        } else {
          draft.redistributed.remove(line.word(1));
        }
      }
      case "maximum-paths" -> {
        boolean internal = line.word(1).equals("ibgp");
        int paths =
            on ? (int) line.number(internal ? 2 : 1, 1, FrrOspf.MOST_PATHS) : FrrOspf.MOST_PATHS;
        if (internal) {
          draft.internalPaths = paths;
        } else {
          draft.externalPaths = paths;
        }
        return line.count() == (internal ? 3 : 2);
      }
      case "distance" -> {
        draft.externalDistance = (int) line.number(2, 1, 255);
        draft.internalDistance = (int) line.number(3, 1, 255);
        draft.localDistance = (int) line.number(4, 1, 255);
        return line.word(1).equals("bgp");
      }
      case "timers" -> {
        Timers before = draft.timers;
        draft.timers =
            new Timers(
                Duration.ofSeconds(line.number(3, 0, 65_535)),
                Duration.ofSeconds(line.number(2, 0, 65_535)),
                before.connectRetry(),
                null,
                0);
      }
      case "auto-summary", "synchronization" -> {
        return !on;
      }
      case "read-quanta", "write-quanta", "coalesce-time", "update-delay" -> {
        // How fast.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void put(Map<Prefix, FrrLine> lines, Prefix prefix, FrrLine line) {
    if (line.negated()) {
      lines.remove(prefix);
    } else {
      lines.put(prefix, line);
    }
  }

  private static boolean isKnownAggregate(FrrLine line) {
    List<String> words = line.from(2);
    int map = words.indexOf("route-map");
    List<String> rest = new ArrayList<>(words);
    if (map >= 0 && map + 1 < rest.size()) {
      rest.remove(map + 1);
      rest.remove(map);
    }
    return List.of("as-set", "summary-only").containsAll(rest);
  }

  private List<NetworkStatement> networks(Draft draft) {
    List<NetworkStatement> networks = new ArrayList<>();
    draft.networks.forEach(
        (prefix, line) -> {
          boolean mapped = line.word(2).equals("route-map");
          networks.add(
              new NetworkStatement(
                  prefix,
                  mapped ? policies.policy(line.word(3), line) : null,
                  draft.importCheck,
                  reading.origin(line)));
        });
    return networks;
  }

  private List<Aggregate> aggregates(Draft draft) {
    List<Aggregate> aggregates = new ArrayList<>();
    draft.aggregates.forEach(
        (prefix, line) -> {
          int map = line.words().indexOf("route-map");
          aggregates.add(
              new Aggregate(
                  prefix,
                  line.has(2, "summary-only"),
                  line.has(2, "as-set"),
                  map < 0 ? null : policies.policy(line.word(map + 1), line),
                  reading.origin(line)));
        });
    return aggregates;
  }

  /** FRR takes a default route along where the network wants a statement of its own. */
  private void redistributions(
      String vrf,
      Draft draft,
      List<Redistribution> all,
      List<NetworkStatement> networks,
      FrrLine header) {
    RedistributedDefault bringDefault = new RedistributedDefault();
    for (FrrLine line : draft.redistributed.values()) {
      reading.read(
          line,
          it -> {
            String source =
                switch (it.word(1)) {
                  case "connected" -> RouteClass.CONNECTED;
                  case "static" -> RouteClass.STATIC;
                  case "ospf" -> RouteClass.OSPF;
                  default -> null;
                };
            RedistributeOptions options = RedistributeOptions.read(it, 2);
            if (source == null || options == null) {
              return false;
            }
            String map = options.routeMap();
            RoutePolicy policy = map == null ? null : policies.policy(map, it);
            if (mayBringDefault(source, vrf) && !deniesDefault(policy)) {
              bringDefault.add(source, policy);
            }
            all.add(
                new Redistribution(
                    source,
                    null,
                    options.metric(),
                    1,
                    RedistributeOptions.withoutMarks(withoutDefault(policy, source, vrf)),
                    reading.origin(it)));
            return true;
          });
    }
    if (!bringDefault.isEmpty()) {
      networks.add(bringDefault.statement(reading.origin(header)));
    }
  }

  private boolean mayBringDefault(String source, String vrf) {
    return source.equals(RouteClass.OSPF)
        || source.equals(RouteClass.STATIC)
            && statics.of(vrf).stream()
                .anyMatch(
                    route ->
                        route.prefix().equals(Prefix.DEFAULT_IPV4)
                            && route.routeClass().equals(RouteClass.STATIC));
  }

  private static boolean deniesDefault(@Nullable RoutePolicy policy) {
    if (policy == null) {
      return false;
    }
    for (Term term : policy.terms()) {
      boolean reached =
          term.matches().stream()
              .allMatch(
                  match ->
                      !(match instanceof Match.InPrefixList(List<PrefixList> some))
                          || some.stream().anyMatch(l -> l.permits(Prefix.DEFAULT_IPV4)));
      if (reached && !FrrOspf.isMark(term)) {
        return !term.permit();
      }
    }
    return true;
  }

  private @Nullable RoutePolicy withoutDefault(
      @Nullable RoutePolicy policy, String source, String vrf) {
    if (policy == null || !mayBringDefault(source, vrf) || !isDefaultOnly(policy)) {
      return policy;
    }
    List<Term> rest = policy.terms().subList(1, policy.terms().size());
    boolean permitsAll =
        rest.size() == 1
            && rest.getFirst().permit()
            && rest.getFirst().matches().isEmpty()
            && rest.getFirst().changes().isEmpty();
    return permitsAll ? null : new RoutePolicy(policy.name(), rest, policy.origin());
  }

  /** True if the first term denies the default route and nothing else. */
  private static boolean isDefaultOnly(RoutePolicy policy) {
    if (policy.terms().isEmpty()) {
      return false;
    }
    Term first = policy.terms().getFirst();
    return !first.permit()
        && first.matches().size() == 1
        && first.matches().getFirst() instanceof Match.InPrefixList(List<PrefixList> some)
        && some.size() == 1
        && some.getFirst().entries().size() == 1
        && some.getFirst().entries().getFirst().permit()
        && some.getFirst().entries().getFirst().prefix().equals(Prefix.DEFAULT_IPV4)
        && some.getFirst().entries().getFirst().maxLength() == 0;
  }
}
