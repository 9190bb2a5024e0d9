package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrLine;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import io.towpath.network.BgpSpeaker.Options;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lines of a {@code router bgp} block come to that are not about neighbors. */
final class FrrBgpLines {
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
  private boolean importCheck;
  private boolean requiresPolicy;
  private Timers timers;
  private final Map<Prefix, FrrLine> networks = new LinkedHashMap<>();
  private final Map<Prefix, FrrLine> aggregates = new LinkedHashMap<>();
  private final Map<String, FrrLine> redistributed = new LinkedHashMap<>();

  FrrBgpLines(boolean datacenter, boolean before74, @Nullable IpAddress defaultRouterId) {
    routerId = defaultRouterId;
    requiresPolicy = !datacenter && !before74;
    importCheck = !before74;
    timers =
        new Timers(
            Duration.ofSeconds(datacenter ? 9 : 180),
            Duration.ofSeconds(datacenter ? 3 : 60),
            Duration.ofSeconds(datacenter ? 10 : 120),
            null,
            0);
  }

  /** Knobs of the decision process. */
  Options options() {
    return new Options(
        externalPaths,
        internalPaths,
        relax ? MultipathAsPath.SAME_LENGTH : MultipathAsPath.SAME_NEIGHBOUR,
        false,
        alwaysCompareMed,
        compareRouterId,
        localPreference,
        clusterId,
        externalDistance,
        internalDistance,
        localDistance);
  }

  /** Router id, if there is one. */
  @Nullable IpAddress routerId() {
    return routerId;
  }

  /** What neighbors have that say nothing else. */
  FrrNeighbors.Defaults neighborDefaults() {
    return new FrrNeighbors.Defaults(ipv4ByDefault, requiresPolicy, timers);
  }

  /** True if a network statement waits for a route. */
  boolean checksImports() {
    return importCheck;
  }

  /** Lines of network statements, by prefix. */
  Map<Prefix, FrrLine> networks() {
    return networks;
  }

  /** Lines of aggregates, by prefix. */
  Map<Prefix, FrrLine> aggregates() {
    return aggregates;
  }

  /** Lines of redistribution, by source. */
  Collection<FrrLine> redistributed() {
    return redistributed.values();
  }

  /** A line of the process; false if it is not modelled. */
  boolean process(FrrLine line) {
    boolean on = !line.negated();
    switch (line.word(1)) {
      case "router-id" -> routerId = on ? line.address(2) : null;
      case "cluster-id" ->
          clusterId =
              !on
                  ? null
                  : line.isAddress(2)
                      ? line.address(2)
                      : new Ipv4Address((int) line.number(2, 1, 0xFFFF_FFFFL));
      case "always-compare-med" -> alwaysCompareMed = on;
      case "ebgp-requires-policy" -> requiresPolicy = on;
      case "network" -> importCheck = on;
      case "default" -> {
        switch (line.word(2)) {
          case "ipv4-unicast" -> ipv4ByDefault = on;
          case "local-preference" -> localPreference = on ? line.number(3, 0, 0xFFFF_FFFFL) : 100;
          default -> {
            return line.word(2).startsWith("show-");
          }
        }
      }
      case "bestpath" -> {
        switch (line.word(2) + " " + line.word(3)) {
          case "as-path multipath-relax" -> relax = on;
          case "compare-routerid " -> compareRouterId = on;
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

  /** A line of the address family; false if it is not modelled. */
  boolean family(FrrLine line) {
    boolean on = !line.negated();
    switch (line.word(0)) {
      case "network" -> {
        boolean mapped = line.count() == 4 && line.word(2).equals("route-map");
        put(networks, line.prefix(1), line);
        return line.count() == 2 || mapped;
      }
      case "aggregate-address" -> {
        put(aggregates, line.prefix(1), line);
        return !on || isKnownAggregate(line);
      }
      case "redistribute" -> {
        if (on) {
          redistributed.put(line.word(1), line);
        } else {
          redistributed.remove(line.word(1));
        }
      }
      case "maximum-paths" -> {
        boolean internal = line.word(1).equals("ibgp");
        int paths =
            on ? (int) line.number(internal ? 2 : 1, 1, FrrOspf.MOST_PATHS) : FrrOspf.MOST_PATHS;
        if (internal) {
          internalPaths = paths;
        } else {
          externalPaths = paths;
        }
        return line.count() == (internal ? 3 : 2);
      }
      case "distance" -> {
        externalDistance = (int) line.number(2, 1, 255);
        internalDistance = (int) line.number(3, 1, 255);
        localDistance = (int) line.number(4, 1, 255);
        return line.word(1).equals("bgp");
      }
      case "timers" -> {
        Timers before = timers;
        timers =
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
}
