package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrConfig;
import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.frr.SourceMark;
import io.towpath.devices.ios.Scope;
import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Install;
import io.towpath.network.Fragment;
import io.towpath.network.Node;
import io.towpath.network.NodeKind;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a parsed FRR configuration into a fragment with one router.
 *
 * <p>Stateless; any number of configurations may be converted at the same time. What is read has
 * FRR's defaults, so a configuration that another vendor's router would read in another way is read
 * as FRR 8.4 does.
 */
public final class FrrConversion {
  private final FrrReading reading;
  private final FrrLists lists;
  private final StaticRoutes statics;
  private final Map<String, FrrLine> protocolMaps = new LinkedHashMap<>();
  private @Nullable IpAddress routerId;
  private boolean forwards = true;

  private FrrConversion(FrrConfig config, String node) {
    reading = new FrrReading(config, node);
    lists = new FrrLists(reading);
    statics = new StaticRoutes(reading);
  }

  /**
   * Converts a configuration.
   *
   * @param node name of the router in the network
   * @param site name of its place for latencies; null if none is given
   */
  public static Fragment convert(FrrConfig config, String node, @Nullable String site) {
    return new FrrConversion(config, node).convert(site);
  }

  private Fragment convert(@Nullable String site) {
    FrrConfig config = reading.config;
    config.remarks().forEach(r -> reading.fragment.findings.add(r.on(config.file(), reading.node)));
    config
        .unsupportedLines()
        .forEach(line -> reading.fragment.unsupported.add(line.on(config.file(), reading.node)));
    config.lines().forEach(line -> reading.read(line, it -> global(it)));
    for (FrrBlock block : config.vrfs()) {
      String vrf = block.header().word(1);
      for (FrrLine line : block.lines()) {
        reading.read(line, new Scope.OfVrf(vrf), it -> ofVrf(it, vrf));
      }
    }
    long ownAsn = config.bgp().isEmpty() ? 0 : asn(config.bgp().getFirst());
    RouteMapPolicies policies =
        new RouteMapPolicies(reading, new RouteMapReading(reading, lists, ownAsn));
    FrrInterfaces interfaces = new FrrInterfaces(reading);
    List<BgpSpeaker> speakers = speakers(policies);
    FrrOspf ospf = new FrrOspf(reading, policies, interfaces, withInternalPeers(speakers));
    reading.fragment.nodes.add(
        Node.named(reading.node, NodeKind.ROUTER, Origin.line(config.file(), 1))
            .forwards(forwards)
            .vrfs(vrfs())
            .interfaces(interfaces.convert())
            .bgp(speakers)
            .ospf(ospf.convert())
            .sites(site == null ? List.of(reading.node) : List.of(reading.node, "site:" + site))
            .build());
    return reading.fragment.build();
  }

  private static long asn(FrrBlock block) {
    try {
      return block.header().asn(2);
    } catch (IllegalArgumentException _) {
      return 0;
    }
  }

  private static List<String> withInternalPeers(List<BgpSpeaker> speakers) {
    return speakers.stream()
        .filter(speaker -> speaker.peers().stream().anyMatch(peer -> !speaker.isExternal(peer)))
        .map(BgpSpeaker::vrf)
        .toList();
  }

  private boolean global(FrrLine line) {
    if (lists.accept(line)) {
      return true;
    }
    if (line.starts("ip") && ofVrf(line, Vrf.DEFAULT)) {
      return true;
    }
    switch (line.word(0)) {
      case "router" -> {
        // A router's id outside all processes; other blocks are none of ours.
        if (line.word(1).equals("id")) {
          routerId = line.address(2);
        }
        return line.word(1).equals("id");
      }
      case "router-id" -> {
        routerId = line.address(1);
        return true;
      }
      case "ip" -> {
        boolean forwarding = line.word(1).equals("forwarding");
        if (forwarding) {
          forwards = !line.negated();
        }
        return forwarding;
      }
      case "ipv6" -> {
        return line.word(1).equals("forwarding");
      }
      case "route-map" -> {
        return line.negated() || line.word(2).equals("optimization");
      }
      case "frr" -> {
        return line.word(1).equals("version")
            || line.starts("frr", "defaults", "traditional")
            || line.starts("frr", "defaults", "datacenter");
      }
      case "hostname",
          "domainname",
          "log",
          "service",
          "password",
          "enable",
          "debug",
          "username",
          "banner",
          "agentx",
          "zebra",
          "exec-timeout",
          "allow-external-route-update" -> {
        return true;
      }
      default -> {
        return line.negated();
      }
    }
  }

  private boolean ofVrf(FrrLine line, String vrf) {
    switch (line.word(1)) {
      case "route" -> {
        return statics.accept(line, vrf);
      }
      case "nht" -> {
        return true;
      }
      case "router-id" -> {
        routerId = line.address(2);
        return true;
      }
      case "protocol" -> {
        if (line.word(2).equals("bgp") && line.word(3).equals("route-map") && !line.negated()) {
          protocolMaps.put(vrf, line);
          return true;
        }
        return line.word(2).equals("ospf")
            && line.word(3).equals("route-map")
            && line.word(4).startsWith(SourceMark.OSPF_WITHOUT_DEFAULT);
      }
      default -> {
        return false;
      }
    }
  }

  private List<BgpSpeaker> speakers(RouteMapPolicies policies) {
    FrrBgp bgp = new FrrBgp(reading, lists, policies, statics, routerId);
    List<BgpSpeaker> speakers = new ArrayList<>();
    for (FrrBlock block : reading.config.bgp()) {
      reading.read(
          block.header(),
          header -> speakers.add(bgp.convert(block, install(FrrReading.vrf(block, 3), policies))));
    }
    return speakers;
  }

  /** What {@code ip protocol bgp route-map} lets into the table. */
  private Install install(String vrf, RouteMapPolicies policies) {
    FrrLine line = protocolMaps.get(vrf);
    if (line == null) {
      return Install.ALL;
    }
    List<RoutePolicy.Term> terms = policies.policy(line.word(4), line).terms();
    if (terms.stream().noneMatch(RoutePolicy.Term::permit)) {
      return Install.NONE;
    }
    boolean byNextHop =
        terms.size() == 1
            && terms.getFirst().matches().size() == 1
            && terms.getFirst().matches().getFirst() instanceof RoutePolicy.Match.NextHopIn;
    if (byNextHop && line.word(4).startsWith(SourceMark.INTO_TUNNELS)) {
      return Install.INTO_TUNNELS;
    }
    reading.unsupported(line, new Scope.OfVrf(vrf));
    return Install.ALL;
  }

  /** The global table, then every VRF that something names. */
  private List<Vrf> vrfs() {
    Map<String, Origin> named = new LinkedHashMap<>();
    named.put(Vrf.DEFAULT, Origin.line(reading.config.file(), 1));
    for (FrrBlock block : reading.config.vrfs()) {
      named.putIfAbsent(block.header().word(1), reading.origin(block.header()));
    }
    for (FrrBlock block : reading.config.interfaces()) {
      named.putIfAbsent(FrrReading.vrf(block, 2), reading.origin(block.header()));
    }
    for (FrrBlock block : reading.config.bgp()) {
      named.putIfAbsent(FrrReading.vrf(block, 3), reading.origin(block.header()));
    }
    for (FrrBlock block : reading.config.ospf()) {
      named.putIfAbsent(FrrReading.vrf(block, 2), reading.origin(block.header()));
    }
    Set<String> unnamed = new LinkedHashSet<>(statics.vrfs());
    unnamed.forEach(vrf -> named.putIfAbsent(vrf, Origin.line(reading.config.file(), 1)));
    return named.entrySet().stream()
        .map(entry -> Vrf.router(entry.getKey(), statics.of(entry.getKey()), entry.getValue()))
        .toList();
  }
}
