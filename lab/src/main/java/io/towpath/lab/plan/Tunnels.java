package io.towpath.lab.plan;

import io.towpath.net.Ipv6Address;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Node;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.routing.Topology;
import io.towpath.routing.live.TunnelTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tunnel ends as IKE daemons: one cell, one wire and one configuration for each.
 *
 * <p>Every end offers exactly what it has (proposals, key, identities, version, selectors), so that
 * a disagreement fails between the daemons for the reason that the network model gives (R103,
 * R104). What an end does not print is taken from its peer, as the model assumes.
 */
public final class Tunnels {
  /*
   * The way of a packet. The cell has the end's own address L. In the underlay, rules in front of
   * the table "local" send UDP 500 and 4500 from the peer R to L to the cell by a device route; the
   * wire has the same hardware address at both ends, so nobody asks ARP. From the cell packets
   * leave with source L, which the underlay accepts although L is its own (accept_local), and are
   * forwarded like any others: NAT, filters and routes of the underlay apply. Ends that share L are
   * told apart by R; an end that takes any peer gets what no other end of L claims.
   *
   * Fragments carry no ports and would miss the rules: the inner MTU keeps ESP in one packet.
   */
  private static final int PREFERENCE_PEER = 10;
  private static final int PREFERENCE_ANYBODY = 11;
  private static final int PREFERENCE_LOCAL = 100;
  private static final int FIRST_TABLE = 2001;
  private static final int LARGEST_MTU = 1400;
  private static final int CELL_MTU = 1500;
  private static final String CELL_MAC = "02:00:00:00:05:00";
  private static final String CELL_INTERFACE = "underlay";
  private static final int FEWEST_RETRANSMISSIONS = 4;

  /** Drops every first message of a negotiation: its responder SPI is zero (RFC 7296 §3.1). */
  private static final String NO_ANSWERS =
      """
      table inet initiator {
       chain input {
        type filter hook input priority 0; policy accept;
        udp dport 500 @th,128,64 0 drop
        udp dport 4500 @th,64,32 0 @th,160,64 0 drop
       }
      }
      """;

  private final LabDraft draft;
  private final Topology topology;
  private final TunnelTable tunnels;
  private final TunnelKeys keys;
  private final SwanctlFile swanctl;
  private final Map<String, Integer> cellsAt = new TreeMap<>();
  private final TreeSet<String> claims = new TreeSet<>();
  private final TreeSet<String> names = new TreeSet<>();

  private Tunnels(LabDraft draft) {
    this.draft = draft;
    this.topology = draft.topology();
    this.tunnels = TunnelTable.of(topology);
    this.keys = new TunnelKeys(tunnels);
    this.swanctl = new SwanctlFile(tunnels, keys);
  }

  /** Adds every enabled tunnel end to a draft that has the spaces of all VRFs. */
  public static void addTo(LabDraft draft) {
    Tunnels all = new Tunnels(draft);
    for (int end = 0; end < all.tunnels.endCount(); end++) {
      all.add(all.tunnels.end(end));
    }
  }

  private void add(TunnelTable.End end) {
    TunnelEnd config = end.config();
    Node node = topology.node(end.node());
    String element = node.name() + "/" + config.name();
    Interface iface = node.findInterface(config.iface());
    if (!config.enabled() || iface == null || !iface.isEnabled()) {
      return; // Nothing answers: the peer's attempts stay without an answer, as in the network.
    }
    TunnelEnd.Crypto crypto = config.crypto();
    switch (config.kind()) {
      case IPSEC, GRE_IPSEC -> {
        if (crypto == null) {
          missing(element, "IPsec without IKE parameters");
        } else if (config.local() instanceof Ipv6Address) {
          missing(element, "tunnels over IPv6");
        } else if (!draft.hasSpace(draft.names().space(node, config.underlayVrf()))) {
          missing(element, "tunnels of an underlay without interfaces");
        } else if (!claims.add(claim(node, config))) {
          missing(element, "a second tunnel between the same two addresses");
        } else {
          build(end, node, iface, crypto, element);
        }
      }
      case GRE -> missing(element, "GRE, for which many kernels have no device");
      case VXLAN -> missing(element, "VXLAN, whose network identifier the network lacks");
      case POINT_TO_SITE -> missing(element, "point-to-site access, which needs outside clients");
    }
  }

  private String claim(Node node, TunnelEnd config) {
    String underlay = draft.names().space(node, config.underlayVrf());
    return underlay + " " + config.local() + " " + config.remote();
  }

  /** Cell, wire, rules of the underlay, configuration. */
  private void build(
      TunnelTable.End end, Node node, Interface iface, TunnelEnd.Crypto crypto, String element) {
    TunnelEnd config = end.config();
    String underlay = draft.names().space(node, config.underlayVrf());
    int place = cellsAt.merge(underlay, 1, Integer::sum);
    String cell = underlay + "~ike" + place;
    String port = "ike" + place;
    draft.addWire(
        new Wire(
            "IKE of " + element,
            new Wire.End(underlay, port, CELL_MAC, false, CELL_MTU, null),
            new Wire.End(cell, CELL_INTERFACE, CELL_MAC, false, CELL_MTU, null),
            Duration.ZERO));
    steer(underlay, port, FIRST_TABLE + place - 1, config);
    LabDraft.SpaceDraft space = draft.addSpace(cell, element + " (IKE)", node.name(), null);
    if (draft.space(underlay).isStopped()) {
      space.stop();
    }
    fill(space, config);
    String name = draft.names().iface(new InterfaceRef(node.name(), iface.name()));
    draft.addTunnel(
        new Tunnel(
            unique(node.name() + "." + config.name()),
            node.name(),
            config.name(),
            cell,
            underlay,
            draft.names().space(node, iface.vrf()),
            name,
            Math.min(iface.mtu(), LARGEST_MTU),
            addresses(iface, name),
            swanctl.text(end, crypto),
            config.initiates() && config.remote() != null,
            config.timers().connectRetry(),
            retransmissions(config.timers())));
    remark(end, element);
  }

  /** Hands the packets of a peer to the cell. */
  private void steer(String underlay, String port, int table, TunnelEnd config) {
    LabDraft.SpaceDraft space = draft.space(underlay);
    if (table == FIRST_TABLE) {
      space.ip("rule add pref " + PREFERENCE_LOCAL + " lookup local");
      space.ip("rule del pref 0");
    }
    space.sysctl("net.ipv4.ip_forward", "1");
    space.sysctl("net.ipv4.conf." + port + ".accept_local", "1");
    space.ip("route add " + config.local() + "/32 dev " + port + " table " + table);
    String from = config.remote() == null ? "" : " from " + config.remote();
    int preference = config.remote() == null ? PREFERENCE_ANYBODY : PREFERENCE_PEER;
    for (int udp : new int[] {500, 4500}) {
      space.ip(
          "rule add pref %d%s to %s ipproto udp dport %d lookup %d"
              .formatted(preference, from, config.local(), udp, table));
    }
    space.describe(port, "IKE daemon of " + config.name());
  }

  private static void fill(LabDraft.SpaceDraft cell, TunnelEnd config) {
    cell.ip("address add " + config.local() + "/32 dev " + CELL_INTERFACE);
    cell.ip("route add default dev " + CELL_INTERFACE);
    cell.describe(CELL_INTERFACE, "underlay");
    if (!config.responds()) {
      cell.ruleset("initiator", NO_ANSWERS);
    }
  }

  private static List<String> addresses(Interface iface, String name) {
    List<String> lines = new ArrayList<>();
    for (InterfaceAddress address : iface.addresses()) {
      lines.add("address replace " + address + " dev " + name);
    }
    return lines;
  }

  /** As many as fit between the first question and the time after which the peer is dead (R111). */
  private static int retransmissions(Timers timers) {
    long seconds = timers.hold().minus(timers.keepalive()).toSeconds();
    return (int) Math.max(FEWEST_RETRANSMISSIONS, seconds - 1);
  }

  private String unique(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9.-]+", "-");
    String name = plain;
    for (int n = 2; !names.add(name); n++) {
      name = plain + "~" + n;
    }
    return name;
  }

  private void remark(TunnelTable.End end, String element) {
    if (keys.isTorn(end.id())) {
      draft.remark(
          Remark.Kind.NOT_COMPARED,
          element,
          "Its key is not printed and its peers have different ones; the lab takes the first.");
    }
    if (keys.isAsymmetric(end.id())) {
      draft.remark(
          Remark.Kind.NOT_COMPARED,
          element,
          "It presents one key and expects another; the lab uses the presented one both ways.");
    }
    for (String proposal : swanctl.takeUnknown()) {
      draft.remark(
          Remark.Kind.NOT_COMPARED, element, "strongSwan has no word for " + proposal + ".");
    }
    draft.remark(
        Remark.Kind.VARIANT,
        element,
        end.config().kind() == TunnelEnd.Kind.GRE_IPSEC
            ? "GRE inside ESP is built as ESP in tunnel mode, in UDP 4500 also without NAT."
            : "ESP travels in UDP 4500 also without NAT, because the IKE daemon encrypts it.");
  }

  private void missing(String element, String what) {
    draft.remark(
        Remark.Kind.MISSING,
        element,
        "The lab does not build " + what + "; the tunnel stays down.");
  }
}
