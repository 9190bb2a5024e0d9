package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.print.ConfigurationText.Block;
import io.towpath.devices.frr.print.ConfigurationText.Section;
import io.towpath.devices.frr.print.RouteMapPrinter.Entry;
import io.towpath.devices.frr.print.RouteMapPrinter.Line;
import io.towpath.devices.frr.print.RouteMapPrinter.OnMatch;
import io.towpath.devices.print.Reach;
import io.towpath.devices.print.RedistributedDefault;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
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
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A BGP speaker. Every knob in which FRR's default differs from that of another vendor, or from one
 * release to the next, is written out.
 */
final class BgpPrinter {
  private static final FrrDaemon BGPD = FrrDaemon.BGPD;

  private final Printing printing;
  private final RouteMapPrinter maps;
  private final BgpSpeaker speaker;
  private final NetworkNextHops nextHops;

  BgpPrinter(Printing printing, RouteMapPrinter maps, BgpSpeaker speaker) {
    this.printing = printing;
    this.maps = maps;
    this.speaker = speaker;
    nextHops = new NetworkNextHops(printing, maps, speaker);
  }

  static boolean hasInternalPeers(BgpSpeaker speaker) {
    return speaker.peers().stream().anyMatch(peer -> !speaker.isExternal(peer));
  }

  void print() {
    boolean inDefault = speaker.vrf().equals(Vrf.DEFAULT);
    Block block =
        printing.text.block(
            Section.BGP,
            "router bgp " + speaker.asn() + (inDefault ? "" : " vrf " + speaker.vrf()),
            "exit",
            BGPD);
    process(block);
    List<BgpPeer> peers =
        speaker.peers().stream()
            .filter(this::isPrintable)
            .sorted(Comparator.comparing(BgpPeer::address))
            .toList();
    NeighborPrinter neighbors = new NeighborPrinter(printing, maps, speaker, nextHops);
    peers.forEach(peer -> within(peer, () -> neighbors.session(peer, block)));
    block.line("!", BGPD);
    block.line("address-family ipv4 unicast", BGPD);
    networks(block);
    aggregates(block);
    redistributions(block);
    peers.forEach(peer -> within(peer, () -> neighbors.family(peer, block)));
    Options options = speaker.options();
    if (!speaker.multipathSelfPeers().isEmpty()) {
      // A lab knows of it prefix by prefix.
      printing.notes.within(
          Reach.NOTHING,
          () ->
              printing.notes.approximated(
                  speaker.origin(),
                  "next hop of several eBGP paths",
                  "IOS-XE sends the best of them to internal peers with its own address; FRR sends"
                      + " it as it came."));
    }
    block.line(" maximum-paths " + options.maximumPathsExternal(), BGPD);
    block.line(" maximum-paths ibgp " + options.maximumPathsInternal(), BGPD);
    block.line(
        " distance bgp "
            + options.externalDistance()
            + " "
            + options.internalDistance()
            + " "
            + options.localDistance(),
        BGPD);
    block.line("exit-address-family", BGPD);
  }

  /** Nothing of what is printed for a peer reaches further than its session. */
  private void within(BgpPeer peer, Runnable lines) {
    printing.notes.within(Reach.session(peer.address()), lines);
  }

  private final Set<IpAddress> printed = new HashSet<>();

  private boolean isPrintable(BgpPeer peer) {
    if (!(peer.address() instanceof Ipv4Address)) {
      printing.notes.absent(
          peer.origin(),
          "peer " + peer.address(),
          "IPv4 alone is printed.",
          Reach.session(peer.address()));
      return false;
    }
    if (!printed.add(peer.address())) {
      printing.notes.absent(
          peer.origin(),
          "a second peer " + peer.address(),
          "FRR knows peers by address.",
          Reach.session(peer.address()));
      return false;
    }
    return true;
  }

  private void process(Block block) {
    Options options = speaker.options();
    IpAddress id = RouterIdChoice.of(speaker.routerId(), printing.node, speaker.vrf());
    if (id != null) {
      block.line("bgp router-id " + id, BGPD);
    }
    block.line("bgp log-neighbor-changes", BGPD);
    block.line(flag(options.alwaysCompareMed(), "bgp always-compare-med"), BGPD);
    // RFC 8212 asks for policies on every eBGP session; the network has its own opinion.
    block.line("no bgp ebgp-requires-policy", BGPD);
    block.line("no bgp default ipv4-unicast", BGPD);
    block.line(flag(needsRoutes(), "bgp network import-check"), BGPD);
    block.line("bgp default local-preference " + options.defaultLocalPreference(), BGPD);
    if (options.clusterId() != null) {
      block.line("bgp cluster-id " + options.clusterId(), BGPD);
    }
    // Policies apply to reflected routes too.
    block.line("bgp route-reflector allow-outbound-policy", BGPD);
    // RFC 4271 §9.1.2.2 c: without it MED depends on the order of arrival.
    block.line("bgp deterministic-med", BGPD);
    block.line(
        options.multipathAsPath() == MultipathAsPath.SAME_LENGTH
            ? "bgp bestpath as-path multipath-relax"
            : "no bgp bestpath as-path multipath-relax",
        BGPD);
    block.line(flag(options.compareRouterId(), "bgp bestpath compare-routerid"), BGPD);
  }

  private static String flag(boolean on, String line) {
    return on ? line : "no " + line;
  }

  /** One switch for all: with it a network is announced while the table has its route. */
  private boolean needsRoutes() {
    List<NetworkStatement> networks = speaker.networks();
    boolean some = networks.stream().anyMatch(NetworkStatement::needsRoute);
    boolean all = networks.stream().allMatch(NetworkStatement::needsRoute);
    if (some && !all) {
      for (NetworkStatement network : networks) {
        if (network.needsRoute()) {
          printing.notes.approximated(
              network.origin(),
              "network " + network.prefix() + " while the table has the route",
              "FRR checks all networks of a speaker or none; this one is announced always.");
        }
      }
    }
    return all;
  }

  private void networks(Block block) {
    Map<Prefix, NetworkStatement> byPrefix = new TreeMap<>();
    for (NetworkStatement network : speaker.networks()) {
      if (RedistributedDefault.classes(network).isEmpty()
          && byPrefix.putIfAbsent(network.prefix(), network) != null
          && !byPrefix.get(network.prefix()).equals(network)) {
        printing.notes.absent(
            network.origin(),
            "a second network " + network.prefix(),
            "FRR has one statement for each prefix.",
            Reach.prefix(network.prefix()));
      }
    }
    for (NetworkStatement network : byPrefix.values()) {
      if (!(network.prefix().network() instanceof Ipv4Address)) {
        printing.notes.absent(
            network.origin(),
            "network " + network.prefix(),
            "IPv4 alone is printed.",
            Reach.NOTHING);
        continue;
      }
      printing.notes.within(
          Reach.prefix(network.prefix()),
          () -> {
            String map = nextHops.map(network);
            block.line(
                " network " + network.prefix() + (map == null ? "" : " route-map " + map), BGPD);
          });
    }
  }

  private void aggregates(Block block) {
    Map<Prefix, Aggregate> byPrefix = new TreeMap<>();
    speaker.aggregates().forEach(a -> byPrefix.putIfAbsent(a.prefix(), a));
    for (Aggregate aggregate : byPrefix.values()) {
      String line =
          " aggregate-address "
              + aggregate.prefix()
              + (aggregate.asSet() ? " as-set" : "")
              + (aggregate.summaryOnly() ? " summary-only" : "");
      RoutePolicy policy = aggregate.policy();
      RouteMapUse use = RouteMapUse.originated(null, speaker.asn());
      printing.notes.within(
          Reach.prefix(aggregate.prefix()),
          () ->
              block.line(
                  policy == null ? line : line + " route-map " + maps.map(policy, use), BGPD));
    }
  }

  private void redistributions(Block block) {
    Map<String, String> lines = new TreeMap<>();
    List<Redistribution> ospf = new ArrayList<>();
    for (Redistribution redistribution : speaker.redistributions()) {
      printing.notes.within(
          printing.taken(redistribution, speaker.vrf()),
          () -> {
            switch (redistribution.fromClass()) {
              case RouteClass.CONNECTED, RouteClass.STATIC -> redistribute(redistribution, lines);
              case RouteClass.OSPF,
                  RouteClass.OSPF_INTERNAL,
                  RouteClass.OSPF_EXTERNAL_1,
                  RouteClass.OSPF_EXTERNAL_2 ->
                  ospf.add(redistribution);
              default ->
                  printing.notes.absent(
                      redistribution.origin(),
                      "redistribution of \"" + redistribution.fromClass() + "\" into BGP",
                      "FRR has no routes of that name.");
            }
          });
    }
    if (!ospf.isEmpty()) {
      ospf(ospf, lines);
    }
    lines.values().forEach(line -> block.line(" " + line, BGPD));
  }

  /** OSPF routes of all kinds come together in FRR. */
  private void ospf(List<Redistribution> all, Map<String, String> lines) {
    Redistribution first = all.getFirst();
    Set<String> classes = new HashSet<>();
    for (Redistribution redistribution : all) {
      classes.add(redistribution.fromClass());
      boolean same =
          java.util.Objects.equals(redistribution.metric(), first.metric())
              && java.util.Objects.equals(redistribution.policy(), first.policy());
      if (!same) {
        printing.notes.absent(
            redistribution.origin(),
            "another metric or policy for " + redistribution.fromClass() + " routes",
            "FRR redistributes OSPF routes of all kinds by one line.");
      }
    }
    if (!classes.contains(RouteClass.OSPF) && classes.size() < 3) {
      printing.notes.approximated(
          first.origin(),
          "redistribution of " + String.join(", ", classes.stream().sorted().toList()) + " alone",
          "bgpd cannot tell kinds of OSPF routes apart; all are taken.");
    }
    redistribute(first, lines);
  }

  private void redistribute(Redistribution redistribution, Map<String, String> lines) {
    String source = RouteMapLines.policyClass(redistribution.fromClass());
    StringBuilder line = new StringBuilder("redistribute ").append(source);
    if (redistribution.metric() != null) {
      line.append(" metric ").append(redistribution.metric());
    }
    RoutePolicy policy = redistribution.policy();
    RouteMapUse use = RouteMapUse.originated(source, speaker.asn());
    List<Entry> denied = new ArrayList<>();
    if (mayBringDefault(source) && !defaultIsWanted(source)) {
      // IOS-XE leaves the default route behind unless a statement of its own asks for it.
      denied.add(denyDefault(redistribution.origin()));
    }
    if (source.equals(RouteClass.STATIC)) {
      denied.addAll(TablePrinter.denyOtherClasses(printing, speaker.vrf(), BGPD));
    }
    if (!denied.isEmpty()) {
      String wish = policy == null ? source + "-INTO-BGP" : policy.name();
      line.append(" route-map ").append(maps.map(wish, denied, policy, use));
    } else if (policy != null) {
      line.append(" route-map ").append(maps.map(policy, use));
    }
    if (lines.putIfAbsent(source, line.toString()) != null) {
      printing.notes.absent(
          redistribution.origin(),
          "a second redistribution of \"" + source + "\"",
          "FRR has one for each source.");
    }
  }

  private boolean mayBringDefault(String source) {
    return source.equals(RouteClass.OSPF)
        || source.equals(RouteClass.STATIC)
            && TablePrinter.hasStaticDefault(printing, speaker.vrf());
  }

  private boolean defaultIsWanted(String source) {
    return speaker.networks().stream()
        .anyMatch(network -> RedistributedDefault.classes(network).contains(source));
  }

  private Entry denyDefault(Origin origin) {
    PrefixList list =
        new PrefixList(
            "DEFAULT-ROUTE",
            List.of(new PrefixList.Entry(5, true, Prefix.DEFAULT_IPV4, 0, 0, origin)),
            origin);
    return new Entry(
        false,
        List.of(new Line("match ip address prefix-list " + maps.prefixList(list), BGPD)),
        null,
        OnMatch.EXIT);
  }
}
