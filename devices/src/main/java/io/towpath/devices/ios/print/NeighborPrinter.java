package io.towpath.devices.ios.print;

import io.towpath.devices.ios.print.IosText.Block;
import io.towpath.devices.print.Reach;
import io.towpath.net.AddressFamily;
import io.towpath.net.IpAddress;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.Family;
import io.towpath.network.BgpPeer.Transport;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import io.towpath.network.Vrf;
import org.jspecify.annotations.Nullable;

/** The neighbors of one speaker. */
final class NeighborPrinter {
  private final IosPrinting printing;
  private final RouteMapPrinter maps;
  private final BgpSpeaker speaker;

  NeighborPrinter(IosPrinting printing, RouteMapPrinter maps, BgpSpeaker speaker) {
    this.printing = printing;
    this.maps = maps;
    this.speaker = speaker;
  }

  /** The lines about the session. */
  void session(BgpPeer peer, Block block) {
    String neighbor = "neighbor " + peer.address();
    Transport transport = peer.transport();
    block.line(neighbor + " remote-as " + peer.remoteAsn());
    if (peer.localAsn() != null) {
      String mode =
          switch (peer.localAsMode()) {
            case PREPEND -> "";
            case NO_PREPEND -> " no-prepend";
            case REPLACE -> " no-prepend replace-as";
          };
      block.line(neighbor + " local-as " + peer.localAsn() + mode);
    }
    if (peer.label() != null) {
      block.line(neighbor + " description " + peer.label().replaceAll("\\s+", " "));
    }
    if (transport.shutdown()) {
      block.line(neighbor + " shutdown");
    }
    if (speaker.isExternal(peer) && transport.ttl() > 1) {
      block.line(neighbor + " ebgp-multihop " + transport.ttl());
    } else if (speaker.isExternal(peer) && !transport.checkConnected()) {
      block.line(neighbor + " disable-connected-check");
    }
    key(peer, neighbor, block);
    source(peer, neighbor, block);
    if (!transport.initiates()) {
      block.line(neighbor + " transport connection-mode passive");
    }
    timers(peer, neighbor, block);
  }

  private void key(BgpPeer peer, String neighbor, Block block) {
    switch (peer.transport().key()) {
      case Secret.Absent() -> {}
      case Secret.Known(String text) -> block.line(neighbor + " password " + text);
      case Secret.NotPrinted() ->
          printing.notes.absent(
              peer.origin(),
              "key of the session with " + peer.address(),
              "Its owner does not print it: add it with \"" + neighbor + " password\".");
    }
  }

  private void source(BgpPeer peer, String neighbor, Block block) {
    Transport transport = peer.transport();
    String iface = transport.updateSource();
    if (iface == null && transport.localAddress() != null) {
      iface = interfaceOf(transport.localAddress());
      if (iface == null) {
        printing.notes.absent(
            peer.origin(),
            "source " + transport.localAddress() + " of the session with " + peer.address(),
            "IOS-XE names the interface of the source, and none has this address.");
      }
    }
    if (iface != null) {
      block.line(neighbor + " update-source " + iface);
    }
  }

  private @Nullable String interfaceOf(IpAddress address) {
    return printing.node.interfaces().stream()
        .filter(i -> i.addresses().stream().anyMatch(a -> a.address().equals(address)))
        .map(Interface::name)
        .findFirst()
        .orElse(null);
  }

  private void timers(BgpPeer peer, String neighbor, Block block) {
    Timers timers = peer.transport().timers();
    if (!timers.keepalive().equals(Timers.BGP.keepalive())
        || !timers.hold().equals(Timers.BGP.hold())) {
      block.line(
          neighbor + " timers " + timers.keepalive().toSeconds() + " " + timers.hold().toSeconds());
    }
    if (timers.bfdInterval() == null) {
      return;
    }
    block.line(neighbor + " fall-over bfd");
    if (BfdIntervals.interfaceOf(printing.node, peer) == null) {
      printing.notes.absent(
          peer.origin(),
          "BFD with " + peer.address(),
          "Its interval stands at the interface of the neighbor, and none has its subnet.");
    }
  }

  /** The lines of the address family. */
  void family(BgpPeer peer, Block block) {
    String neighbor = "neighbor " + peer.address();
    Family family = peer.family(AddressFamily.IPV4);
    for (Family other : peer.families()) {
      if (other.family() != AddressFamily.IPV4) {
        printing.notes.absent(
            peer.origin(),
            "IPv6 routes with peer " + peer.address(),
            "IPv4 alone is printed.",
            Reach.NOTHING);
      }
    }
    if (family == null) {
      // In a VRF a neighbor is active unless it is told otherwise.
      if (!speaker.vrf().equals(Vrf.DEFAULT)) {
        block.line("no " + neighbor + " activate");
      }
      return;
    }
    block.line(neighbor + " activate");
    if (family.reflectorClient()) {
      block.line(neighbor + " route-reflector-client");
    }
    switch (family.nextHop()) {
      case DEFAULT -> {}
      case SELF -> block.line(neighbor + " next-hop-self");
      case SELF_ALL -> block.line(neighbor + " next-hop-self all");
      case UNCHANGED -> block.line(neighbor + " next-hop-unchanged");
    }
    switch (family.removePrivate()) {
      case NO -> {}
      case IF_ALL_PRIVATE -> block.line(neighbor + " remove-private-as");
      case ALL -> block.line(neighbor + " remove-private-as all");
      case REPLACE_ALL -> block.line(neighbor + " remove-private-as all replace-as");
    }
    if (family.allowOwnAs() > 0) {
      block.line(neighbor + " allowas-in " + family.allowOwnAs());
    }
    if (family.asOverride()) {
      block.line(neighbor + " as-override");
    }
    if (family.weight() != 0) {
      block.line(neighbor + " weight " + family.weight());
    }
    if (family.sendCommunity()) {
      block.line(neighbor + " send-community");
    }
    if (family.defaultOriginate()) {
      block.line(
          neighbor
              + " default-originate"
              + (family.defaultPolicy() == null
                  ? ""
                  : " route-map " + maps.map(family.defaultPolicy())));
    }
    if (family.keepsReceived()) {
      block.line(neighbor + " soft-reconfiguration inbound");
    }
    if (!family.translations().isEmpty()) {
      printing.notes.absent(
          peer.origin(),
          "prefixes translated between " + peer.address() + " and this router",
          "IOS-XE announces what it learned.");
    }
    new NeighborPolicies(printing, maps, peer).print(family, neighbor, block);
    if (family.prefixLimit() > 0) {
      block.line(
          neighbor
              + " maximum-prefix "
              + family.prefixLimit()
              + (family.limitWarnsOnly() ? " warning-only" : ""));
    }
  }
}
