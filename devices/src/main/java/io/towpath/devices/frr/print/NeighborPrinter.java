package io.towpath.devices.frr.print;

import io.towpath.devices.frr.FrrDaemon;
import io.towpath.devices.frr.SourceMark;
import io.towpath.devices.frr.print.ConfigurationText.Block;
import io.towpath.devices.frr.print.RouteMapPrinter.Line;
import io.towpath.devices.print.Reach;
import io.towpath.net.AddressFamily;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.Family;
import io.towpath.network.BgpPeer.RemovePrivate;
import io.towpath.network.BgpPeer.Transport;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The peers of one speaker. */
final class NeighborPrinter {
  private static final FrrDaemon BGPD = FrrDaemon.BGPD;
  private static final int MOST_OWN_AS = 10;

  private final Printing printing;
  private final RouteMapPrinter maps;
  private final BgpSpeaker speaker;
  private final NetworkNextHops nextHops;
  private final boolean marksExternal;
  private final boolean marksInternal;

  NeighborPrinter(
      Printing printing, RouteMapPrinter maps, BgpSpeaker speaker, NetworkNextHops nextHops) {
    this.printing = printing;
    this.maps = maps;
    this.speaker = speaker;
    this.nextHops = nextHops;
    boolean asked =
        speaker.peers().stream()
            .flatMap(peer -> peer.families().stream())
            .flatMap(family -> family.exports().stream())
            .anyMatch(policy -> RouteMapLines.asksForSource(policy.terms()));
    marksExternal = asked;
    marksInternal = asked || OspfPrinter.takesBgp(printing.node, speaker);
  }

  /** The lines about the session. */
  void session(BgpPeer peer, Block block) {
    String neighbor = "neighbor " + peer.address();
    boolean external = speaker.isExternal(peer);
    Transport transport = peer.transport();
    block.line(neighbor + " remote-as " + peer.remoteAsn(), BGPD);
    if (peer.localAsn() != null) {
      localAs(peer, neighbor, external, block);
    }
    if (peer.label() != null) {
      block.line(neighbor + " description " + peer.label().replaceAll("\\s+", " "), BGPD);
    }
    if (transport.shutdown()) {
      block.line(neighbor + " shutdown", BGPD);
    }
    if (!transport.initiates()) {
      block.line(neighbor + " passive", BGPD);
    }
    key(peer, neighbor, block);
    if (external && transport.ttl() > 1) {
      block.line(neighbor + " ebgp-multihop " + transport.ttl(), BGPD);
    } else if (external && !transport.checkConnected()) {
      block.line(neighbor + " disable-connected-check", BGPD);
    }
    timers(transport.timers(), neighbor, block);
    if (transport.localAddress() != null) {
      block.line(neighbor + " update-source " + transport.localAddress(), BGPD);
    } else if (transport.updateSource() != null) {
      block.line(neighbor + " update-source " + transport.updateSource(), BGPD);
    }
  }

  private void localAs(BgpPeer peer, String neighbor, boolean external, Block block) {
    String mode =
        switch (peer.localAsMode()) {
          case PREPEND -> "";
          case NO_PREPEND -> " no-prepend";
          case REPLACE -> " no-prepend replace-as";
        };
    long asn = speaker.shownAsn(peer);
    if (asn == speaker.asn()) {
      printing.notes.absent(
          peer.origin(),
          "local-as " + asn + " for peer " + peer.address(),
          "FRR refuses the speaker's own ASN there; nothing changes without it.",
          Reach.NOTHING);
      return;
    }
    if (!external) {
      printing.notes.approximated(
          peer.origin(),
          "local-as " + asn + " makes peer " + peer.address() + " internal",
          "FRR does not put the presented ASN into paths between internal peers.");
    }
    block.line(neighbor + " local-as " + asn + mode, BGPD);
  }

  private void key(BgpPeer peer, String neighbor, Block block) {
    switch (peer.transport().key()) {
      case Secret.Absent() -> {}
      case Secret.Known(String text) -> block.line(neighbor + " password " + text, BGPD);
      case Secret.NotPrinted() ->
          printing.notes.absent(
              peer.origin(),
              "key of the session with " + peer.address(),
              "Its owner does not print it; the session is without a key here.");
    }
  }

  private void timers(Timers timers, String neighbor, Block block) {
    if (timers.bfdInterval() != null) {
      long millis = timers.bfdInterval().toMillis();
      block.line(
          neighbor + " bfd " + timers.bfdDetectMultiplier() + " " + millis + " " + millis, BGPD);
    }
    block.line(
        neighbor + " timers " + timers.keepalive().toSeconds() + " " + timers.hold().toSeconds(),
        BGPD);
    long retry = printing.options.quickStart() ? 1 : Math.max(1, timers.connectRetry().toSeconds());
    block.line(neighbor + " timers connect " + retry, BGPD);
    if (printing.options.quickStart()) {
      block.line(neighbor + " advertisement-interval 0", BGPD);
    }
  }

  /** The lines of the address family. */
  void family(BgpPeer peer, Block block) {
    for (Family family : peer.families()) {
      if (family.family() == AddressFamily.IPV4) {
        ipv4(peer, family, " neighbor " + peer.address(), block);
      } else {
        printing.notes.absent(
            peer.origin(),
            "IPv6 routes with peer " + peer.address(),
            "IPv4 alone is printed.",
            Reach.NOTHING);
      }
    }
  }

  private void ipv4(BgpPeer peer, Family family, String neighbor, Block block) {
    boolean external = speaker.isExternal(peer);
    block.line(neighbor + " activate", BGPD);
    if (family.reflectorClient()) {
      block.line(neighbor + " route-reflector-client", BGPD);
    }
    switch (family.nextHop()) {
      case DEFAULT -> {}
      case SELF -> block.line(neighbor + " next-hop-self", BGPD);
      case SELF_ALL -> block.line(neighbor + " next-hop-self force", BGPD);
      case UNCHANGED -> block.line(neighbor + " attribute-unchanged next-hop", BGPD);
    }
    asPath(peer, family, neighbor, external, block);
    if (family.weight() != 0) {
      block.line(neighbor + " weight " + family.weight(), BGPD);
    }
    // FRR sends communities unless told otherwise.
    block.line(
        family.sendCommunity()
            ? neighbor + " send-community"
            : " no" + neighbor + " send-community",
        BGPD);
    defaultOriginate(peer, family, neighbor, block);
    if (family.prefixLimit() > 0) {
      block.line(
          neighbor
              + " maximum-prefix "
              + family.prefixLimit()
              + (family.limitWarnsOnly() ? " warning-only" : ""),
          BGPD);
    }
    if (family.keepsReceived() || printing.options.keepReceived()) {
      block.line(neighbor + " soft-reconfiguration inbound", BGPD);
    }
    String in = imports(peer, family, external);
    if (in != null) {
      block.line(neighbor + " route-map " + in + " in", BGPD);
    }
    String out = exports(peer, family);
    if (out != null) {
      block.line(neighbor + " route-map " + out + " out", BGPD);
    }
  }

  private void asPath(BgpPeer peer, Family family, String neighbor, boolean external, Block block) {
    String remove =
        switch (family.removePrivate()) {
          case NO -> "";
          case IF_ALL_PRIVATE -> " remove-private-AS";
          case ALL -> " remove-private-AS all";
          case REPLACE_ALL -> " remove-private-AS all replace-AS";
        };
    if (!remove.isEmpty()) {
      block.line(neighbor + remove, BGPD);
    }
    if (family.removePrivate() == RemovePrivate.REPLACE_ALL && peer.localAsn() != null) {
      printing.notes.approximated(
          peer.origin(),
          "remove-private-AS all replace-AS towards " + peer.address(),
          "FRR puts the speaker's ASN where local-as is in use.");
    }
    boolean changesFirst = family.removePrivate() != RemovePrivate.NO || family.asOverride();
    if (external
        && changesFirst
        && family.exports().stream().anyMatch(RoutePolicy::dependsOnPath)) {
      printing.notes.approximated(
          peer.origin(),
          "policies on AS paths towards " + peer.address(),
          "FRR removes and overrides ASNs before the route map, the prediction after it.");
    }
    if (family.allowOwnAs() > 0) {
      if (family.allowOwnAs() > MOST_OWN_AS) {
        printing.notes.approximated(
            peer.origin(),
            "allowas-in " + family.allowOwnAs() + " from " + peer.address(),
            "FRR counts up to 10.");
      }
      block.line(neighbor + " allowas-in " + Math.min(family.allowOwnAs(), MOST_OWN_AS), BGPD);
    }
    for (BgpPeer.Translation translation : family.translations()) {
      printing.notes.absent(
          peer.origin(),
          translation.from() + " of peer " + peer.address() + " taken as " + translation.to(),
          "FRR cannot change the prefix of a route.");
    }
    if (family.asOverride()) {
      block.line(neighbor + " as-override", BGPD);
    }
  }

  private void defaultOriginate(BgpPeer peer, Family family, String neighbor, Block block) {
    if (!family.defaultOriginate()) {
      return;
    }
    RoutePolicy policy = family.defaultPolicy();
    if (policy == null) {
      block.line(neighbor + " default-originate", BGPD);
      return;
    }
    printing.notes.approximated(
        peer.origin(),
        "default-originate with route map " + policy.name() + " to " + peer.address(),
        "FRR sends the default while the map permits some route of its table.");
    String map = maps.map(policy, RouteMapUse.originated(null, speaker.asn()));
    block.line(neighbor + " default-originate route-map " + map, BGPD);
  }

  /** All import policies in their order, then the mark of where the route came from. */
  private @Nullable String imports(BgpPeer peer, Family family, boolean external) {
    RouteMapUse use = RouteMapUse.received(external, speaker.asn());
    List<String> chain = new ArrayList<>();
    family.imports().forEach(policy -> chain.add(maps.map(policy, use)));
    if (external ? marksExternal : marksInternal) {
      long mark = external ? SourceMark.EXTERNAL : SourceMark.INTERNAL;
      chain.add(
          maps.single(
              external ? "MARK-EXTERNAL" : "MARK-INTERNAL",
              true,
              List.of(new Line("set tag " + mark, BGPD)),
              use));
    }
    return chain.isEmpty() ? null : maps.chain("FROM-" + peer.address(), chain, use);
  }

  /** All export policies in their order. */
  private @Nullable String exports(BgpPeer peer, Family family) {
    RouteMapUse use = RouteMapUse.sent(speaker.asn());
    List<String> chain = new ArrayList<>();
    String own = nextHops.mapOfSelf(family, use);
    if (own != null) {
      chain.add(own);
    }
    family.exports().forEach(policy -> chain.add(maps.map(policy, use)));
    return chain.isEmpty() ? null : maps.chain("TO-" + peer.address(), chain, use);
  }
}
