package io.towpath.devices.frr.convert;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrLine;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Aggregate;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.Redistribution;
import java.util.ArrayList;
import java.util.List;
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

  /** The speaker of a block. */
  BgpSpeaker convert(FrrBlock block, BgpSpeaker.Install install) {
    long asn = block.header().asn(2);
    String vrf = FrrReading.vrf(block, 3);
    FrrBgpLines lines = new FrrBgpLines(reading.datacenter, reading.before74, routerId);
    FrrNeighbors neighbors = new FrrNeighbors(reading, lists, policies, asn);
    for (FrrLine line : block.lines()) {
      accept(line, lines, neighbors);
    }
    for (FrrBlock family : block.blocks()) {
      boolean ipv4 =
          family.header().word(1).equals("ipv4")
              && (family.header().count() == 2 || family.header().word(2).equals("unicast"));
      if (ipv4) {
        family.lines().forEach(line -> accept(line, lines, neighbors));
      } else if (!family.lines().isEmpty()) {
        reading.unsupported(family.header());
      }
    }
    List<BgpPeer> peers = neighbors.convert(lines.neighborDefaults());
    List<Redistribution> redistributions = new ArrayList<>();
    List<NetworkStatement> networks = networks(lines);
    new FrrBgpRedistribution(reading, policies, statics, vrf)
        .convert(lines, redistributions, networks, block.header());
    return new BgpSpeaker(
        vrf,
        asn,
        lines.routerId(),
        lines.options(),
        networks,
        aggregates(lines),
        redistributions,
        peers,
        install,
        reading.origin(block.header()));
  }

  private void accept(FrrLine line, FrrBgpLines lines, FrrNeighbors neighbors) {
    if (line.word(0).equals("neighbor")) {
      neighbors.add(line);
    } else {
      reading.read(line, it -> it.word(0).equals("bgp") ? lines.process(it) : lines.family(it));
    }
  }

  private List<NetworkStatement> networks(FrrBgpLines lines) {
    List<NetworkStatement> networks = new ArrayList<>();
    lines
        .networks()
        .forEach(
            (prefix, line) -> {
              boolean mapped = line.word(2).equals("route-map");
              networks.add(
                  new NetworkStatement(
                      prefix,
                      mapped ? policies.policy(line.word(3), line) : null,
                      lines.checksImports(),
                      false,
                      reading.origin(line)));
            });
    return networks;
  }

  private List<Aggregate> aggregates(FrrBgpLines lines) {
    List<Aggregate> aggregates = new ArrayList<>();
    lines
        .aggregates()
        .forEach(
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
}
