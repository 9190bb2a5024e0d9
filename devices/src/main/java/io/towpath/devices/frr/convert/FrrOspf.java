package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.frr.SourceMark;
import io.towpath.net.IpAddress;
import io.towpath.net.Prefix;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.OspfProcess;
import io.towpath.network.OspfProcess.DefaultOriginate;
import io.towpath.network.OspfProcess.ForwardingAddress;
import io.towpath.network.OspfProcess.OspfInterface;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Source;
import io.towpath.network.RoutePolicy.Term;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OSPF processes, one for each VRF. */
final class FrrOspf {
  /** What FRR of Debian is built for, and takes without a line of its own. */
  static final int MOST_PATHS = 256;

  private static final int DISTANCE = 110;
  private static final long DEFAULT_METRIC = 20;
  private static final long REFERENCE_BANDWIDTH_MBPS = 100;

  private final FrrReading reading;
  private final RouteMapPolicies policies;
  private final FrrInterfaces interfaces;
  private final List<String> withInternalPeers;

  /**
   * A step.
   *
   * @param withInternalPeers VRFs whose BGP speaker has iBGP peers
   */
  FrrOspf(
      FrrReading reading,
      RouteMapPolicies policies,
      FrrInterfaces interfaces,
      List<String> withInternalPeers) {
    this.reading = reading;
    this.policies = policies;
    this.interfaces = interfaces;
    this.withInternalPeers = withInternalPeers;
  }

  private record Network(Prefix prefix, long area, FrrLine line) {}

  /** What the lines of a process come to. */
  private static final class Draft {
    private @Nullable IpAddress routerId;
    private final List<Network> networks = new ArrayList<>();
    private boolean passiveByDefault;
    private final Map<String, Boolean> passive = new HashMap<>();
    private final Map<String, FrrLine> redistributed = new LinkedHashMap<>();
    private @Nullable FrrLine defaultOriginate;
    private long referenceBandwidth = REFERENCE_BANDWIDTH_MBPS;
    private int distance = DISTANCE;
    private int maximumPaths = MOST_PATHS;
    private @Nullable Long defaultMetric;
  }

  List<OspfProcess> convert() {
    List<OspfProcess> processes = new ArrayList<>();
    for (FrrBlock block : reading.config.ospf()) {
      String vrf = FrrReading.vrf(block, 2);
      Draft draft = new Draft();
      for (FrrLine line : block.lines()) {
        reading.read(line, it -> accept(it, draft));
      }
      boolean instance = block.header().count() > 2 && !block.header().word(2).equals("vrf");
      processes.add(
          new OspfProcess(
              instance ? block.header().word(2) : "1",
              vrf,
              draft.routerId,
              members(vrf, draft),
              redistributions(vrf, draft),
              defaultOriginate(draft),
              draft.referenceBandwidth,
              draft.distance,
              draft.maximumPaths,
              ForwardingAddress.ON_ANY_SUBNET,
              reading.origin(block.header())));
    }
    return processes;
  }

  /** An area as a number or an address. */
  static long area(FrrLine line, int at) {
    return line.isAddress(at)
        ? Integer.toUnsignedLong(line.address(at).bits())
        : line.number(at, 0, 0xFFFF_FFFFL);
  }

  private static boolean accept(FrrLine line, Draft draft) {
    switch (line.word(0)) {
      case "ospf", "router-id" -> {
        boolean router = line.word(line.word(0).equals("ospf") ? 1 : 0).equals("router-id");
        if (router && !line.negated()) {
          draft.routerId = line.address(line.count() - 1);
        }
        return router || line.starts("ospf", "abr-type", "cisco");
      }
      case "network" -> {
        draft.networks.add(new Network(line.prefix(1), area(line, 3), line));
        return line.word(2).equals("area") && !line.negated();
      }
      case "passive-interface" -> {
        if (line.word(1).equals("default")) {
          draft.passiveByDefault = !line.negated();
        } else {
          draft.passive.put(line.word(1), !line.negated());
        }
        return line.count() == 2;
      }
      case "redistribute" -> {
        if (line.negated()) {
          return true;
        }
        draft.redistributed.put(line.word(1), line);
        return true;
      }
      case "default-information" -> {
        draft.defaultOriginate = line.negated() ? null : line;
        return line.word(1).equals("originate");
      }
      case "default-metric" -> draft.defaultMetric = line.number(1, 0, 16_777_214);
      case "distance" -> {
        draft.distance = (int) line.number(1, 1, 255);
        return line.count() == 2;
      }
      case "auto-cost" -> draft.referenceBandwidth = line.number(2, 1, 4_294_967);
      case "maximum-paths" -> draft.maximumPaths = (int) line.number(1, 1, MOST_PATHS);
      case "log-adjacency-changes", "timers", "refresh", "write-multiplier", "capability" -> {
        // How fast, and what is written to the log.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private List<OspfInterface> members(String vrf, Draft draft) {
    List<OspfInterface> members = new ArrayList<>();
    for (FrrInterfaces.Draft iface : interfaces.drafts()) {
      if (!iface.vrf.equals(vrf)) {
        continue;
      }
      if (iface.area != null && iface.areaLine != null) {
        members.add(member(iface, iface.area, iface.areaLine, draft));
        continue;
      }
      Network network = network(draft, iface.primary());
      if (network != null) {
        members.add(member(iface, network.area, network.line, draft));
      }
    }
    return members;
  }

  /** The most specific network that covers the subnet of the interface. */
  private static @Nullable Network network(Draft draft, @Nullable InterfaceAddress address) {
    Network best = null;
    for (Network network : draft.networks) {
      if (address != null
          && network.prefix.covers(address.subnet())
          && (best == null || network.prefix.length() > best.prefix.length())) {
        best = network;
      }
    }
    return best;
  }

  private OspfInterface member(FrrInterfaces.Draft iface, long area, FrrLine line, Draft draft) {
    boolean loopback = iface.name.equals("lo") || iface.name.startsWith("lo.");
    Timers timers =
        new Timers(
            Duration.ofSeconds(iface.dead > 0 ? iface.dead : 4L * iface.hello),
            Duration.ofSeconds(iface.hello),
            Timers.OSPF.connectRetry(),
            null,
            0);
    if (iface.bfd) {
      timers = timers.withBfd(Duration.ofMillis(iface.bfdMillis), iface.bfdMultiplier);
    }
    return new OspfInterface(
        iface.name,
        area,
        iface.cost,
        Boolean.TRUE.equals(iface.pointToPoint),
        loopback || iface.passive || draft.passive.getOrDefault(iface.name, draft.passiveByDefault),
        iface.priority,
        timers,
        reading.origin(line));
  }

  private List<Redistribution> redistributions(String vrf, Draft draft) {
    List<Redistribution> all = new ArrayList<>();
    for (FrrLine line : draft.redistributed.values()) {
      reading.read(
          line,
          it -> {
            Redistribution redistribution = redistribution(it, vrf, draft);
            return redistribution != null && all.add(redistribution);
          });
    }
    return all;
  }

  private @Nullable Redistribution redistribution(FrrLine line, String vrf, Draft draft) {
    String source =
        switch (line.word(1)) {
          case "connected" -> RouteClass.CONNECTED;
          case "static" -> RouteClass.STATIC;
          case "bgp" -> RouteClass.BGP;
          default -> null;
        };
    RedistributeOptions options = RedistributeOptions.read(line, 2);
    if (source == null || options == null) {
      return null;
    }
    RoutePolicy policy =
        options.routeMap() == null ? null : policies.policy(options.routeMap(), line);
    boolean bgp = source.equals(RouteClass.BGP);
    if (bgp && !deniesInternal(policy) && withInternalPeers.contains(vrf)) {
      // FRR takes iBGP routes along; the network knows eBGP routes into OSPF only.
      reading.unsupported(line);
    }
    Long metric = options.metric() != null ? options.metric() : draft.defaultMetric;
    return new Redistribution(
        source,
        null,
        metric != null ? metric : Long.valueOf(DEFAULT_METRIC),
        options.metricType(),
        RedistributeOptions.withoutMarks(policy),
        reading.origin(line));
  }

  private static boolean deniesInternal(@Nullable RoutePolicy policy) {
    return policy != null
        && !policy.terms().isEmpty()
        && !policy.terms().getFirst().permit()
        && policy.terms().getFirst().matches().equals(List.of(new Match.LearnedBy(Source.IBGP)));
  }

  private @Nullable DefaultOriginate defaultOriginate(Draft draft) {
    FrrLine line = draft.defaultOriginate;
    RedistributeOptions options = line == null ? null : RedistributeOptions.read(line, 2);
    if (line == null || options == null) {
      if (line != null) {
        reading.unsupported(line);
      }
      return null;
    }
    return new DefaultOriginate(
        options.always(),
        options.metric() != null ? options.metric() : options.always() ? 1 : 10,
        options.metricType(),
        options.routeMap() == null ? null : policies.policy(options.routeMap(), line),
        reading.origin(line));
  }

  /** Terms without those that only FRR needs. */
  static boolean isMark(Term term) {
    return !term.permit()
        && term.matches().size() == 1
        && (term.matches().getFirst().equals(new Match.LearnedBy(Source.IBGP))
            || term.matches().getFirst().equals(new Match.Tag(List.of(SourceMark.OTHER_CLASS))));
  }
}
