package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.ios.print.IosText.Section;
import io.towpath.devices.print.Reach;
import io.towpath.devices.print.RedistributedDefault;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.BgpSpeaker.Aggregate;
import io.towpath.network.BgpSpeaker.MultipathAsPath;
import io.towpath.network.BgpSpeaker.NetworkStatement;
import io.towpath.network.BgpSpeaker.Options;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Vrf;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The BGP process: one AS, an address family for each VRF. What concerns the whole process is that
 * of its first speaker.
 */
final class BgpPrinter {
  private final IosPrinting printing;
  private final RouteMapPrinter maps;

  BgpPrinter(IosPrinting printing, RouteMapPrinter maps) {
    this.printing = printing;
    this.maps = maps;
  }

  void print() {
    List<BgpSpeaker> speakers = printing.node.bgp();
    if (speakers.isEmpty()) {
      return;
    }
    BgpSpeaker first = speakers.getFirst();
    Block process = printing.text.block(Section.BGP, "router bgp " + first.asn());
    process(first, process);
    for (BgpSpeaker speaker : speakers) {
      if (speaker.asn() != first.asn()) {
        printing.notes.absent(
            speaker.origin(),
            "BGP of AS " + speaker.asn() + " in VRF " + speaker.vrf(),
            "IOS-XE runs one AS, here " + first.asn() + ".");
        continue;
      }
      if (!ofProcess(speaker.options()).equals(ofProcess(first.options()))) {
        printing.notes.approximated(
            speaker.origin(),
            "other rules of path selection in VRF " + speaker.vrf(),
            "IOS-XE has them once for all VRFs.");
      }
      speaker(speaker, process);
    }
  }

  /** Options that hold for the whole process. */
  private record OfProcess(
      MultipathAsPath multipath, boolean compareMed, boolean compareId, long localPreference) {}

  private static OfProcess ofProcess(Options options) {
    return new OfProcess(
        options.multipathAsPath(),
        options.alwaysCompareMed(),
        options.compareRouterId(),
        options.defaultLocalPreference());
  }

  private void process(BgpSpeaker speaker, Block block) {
    Options options = speaker.options();
    if (speaker.routerId() != null && speaker.vrf().equals(Vrf.DEFAULT)) {
      block.line("bgp router-id " + speaker.routerId());
    }
    if (options.clusterId() != null) {
      block.line("bgp cluster-id " + options.clusterId());
    }
    block.line("bgp log-neighbor-changes");
    if (options.alwaysCompareMed()) {
      block.line("bgp always-compare-med");
    }
    switch (options.multipathAsPath()) {
      case SAME -> {}
      case SAME_LENGTH -> block.line("bgp bestpath as-path multipath-relax");
      case SAME_NEIGHBOUR ->
          printing.notes.approximated(
              speaker.origin(),
              "equal paths of one neighbouring AS",
              "IOS-XE takes equal AS paths together, or all of one length.");
    }
    if (options.compareRouterId()) {
      block.line("bgp bestpath compare-routerid");
    }
    if (options.defaultLocalPreference() != Options.IOS.defaultLocalPreference()) {
      block.line("bgp default local-preference " + options.defaultLocalPreference());
    }
    block.line("no bgp default ipv4-unicast");
  }

  private void speaker(BgpSpeaker speaker, Block process) {
    boolean global = speaker.vrf().equals(Vrf.DEFAULT);
    if (speaker.install() != BgpSpeaker.Install.ALL) {
      printing.notes.absent(
          speaker.origin(),
          "BGP that does not fill the table of VRF " + speaker.vrf(),
          "IOS-XE installs what BGP selects.");
    }
    List<BgpPeer> peers = speaker.peers().stream().filter(this::isPrintable).toList();
    NeighborPrinter neighbors = new NeighborPrinter(printing, maps, speaker);
    if (global) {
      peers.forEach(peer -> within(peer, () -> neighbors.session(peer, process)));
      process.line("!");
    }
    Block family = process.block("address-family ipv4" + IosWords.inVrf("vrf", speaker.vrf()));
    if (!global && speaker.routerId() != null) {
      family.line("bgp router-id " + speaker.routerId());
    }
    networks(speaker, family);
    aggregates(speaker, family);
    new RedistributionLines(printing, maps)
        .intoBgp(speaker.redistributions())
        .forEach(family::line);
    for (BgpPeer peer : peers) {
      within(
          peer,
          () -> {
            if (!global) {
              neighbors.session(peer, family);
            }
            neighbors.family(peer, family);
          });
    }
    paths(speaker, family);
    process.line("exit-address-family");
  }

  private void within(BgpPeer peer, Runnable lines) {
    printing.notes.within(Reach.session(peer.address()), lines);
  }

  private boolean isPrintable(BgpPeer peer) {
    boolean ipv4 = peer.address() instanceof Ipv4Address;
    if (!ipv4) {
      printing.notes.absent(
          peer.origin(),
          "peer " + peer.address(),
          "IPv4 alone is printed.",
          Reach.session(peer.address()));
    }
    return ipv4;
  }

  private void paths(BgpSpeaker speaker, Block family) {
    Options options = speaker.options();
    if (!options.multipathSelf()
        && options.maximumPathsExternal() > 1
        && speaker.peers().stream().anyMatch(peer -> !speaker.isExternal(peer))) {
      printing.notes.approximated(
          speaker.origin(),
          "next hop of several eBGP paths",
          "IOS-XE sends the best of them to internal peers with its own address.");
    }
    if (options.maximumPathsExternal() != 1) {
      family.line("maximum-paths " + options.maximumPathsExternal());
    }
    if (options.maximumPathsInternal() != 1) {
      family.line("maximum-paths ibgp " + options.maximumPathsInternal());
    }
    if (options.externalDistance() != Options.IOS.externalDistance()
        || options.internalDistance() != Options.IOS.internalDistance()
        || options.localDistance() != Options.IOS.localDistance()) {
      family.line(
          "distance bgp "
              + options.externalDistance()
              + " "
              + options.internalDistance()
              + " "
              + options.localDistance());
    }
  }

  private void networks(BgpSpeaker speaker, Block family) {
    Set<Prefix> seen = new HashSet<>();
    boolean defaultInformation = false;
    for (NetworkStatement network : speaker.networks()) {
      if (!RedistributedDefault.classes(network).isEmpty()) {
        if (!defaultInformation) {
          family.line("default-information originate");
        }
        defaultInformation = true;
        continue;
      }
      if (!(network.prefix().network() instanceof Ipv4Address) || !seen.add(network.prefix())) {
        printing.notes.absent(
            network.origin(),
            "network " + network.prefix(),
            "IOS-XE has one statement for each prefix, and IPv4 alone is printed.",
            Reach.prefix(network.prefix()));
        continue;
      }
      if (!network.needsRoute()) {
        printing.notes.approximated(
            network.origin(),
            "network " + network.prefix() + " without a route",
            "IOS-XE announces a network while its table has the route.");
      }
      Prefix prefix = network.prefix();
      originate(
          "network " + prefix.network() + " mask " + IosWords.mask(prefix.length()),
          " route-map ",
          network.policy(),
          prefix,
          family);
    }
  }

  private void aggregates(BgpSpeaker speaker, Block family) {
    for (Aggregate aggregate : speaker.aggregates()) {
      originate(
          "aggregate-address "
              + IosWords.masked(aggregate.prefix())
              + (aggregate.asSet() ? " as-set" : "")
              + (aggregate.summaryOnly() ? " summary-only" : ""),
          " attribute-map ",
          aggregate.policy(),
          aggregate.prefix(),
          family);
    }
  }

  /** A line about one prefix, with its policy. */
  private void originate(
      String line, String word, @Nullable RoutePolicy policy, Prefix prefix, Block family) {
    printing.notes.within(
        Reach.prefix(prefix),
        () -> family.line(policy == null ? line : line + word + maps.map(policy)));
  }
}
