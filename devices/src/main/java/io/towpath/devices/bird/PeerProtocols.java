package io.towpath.devices.bird;

import io.towpath.devices.print.Reach;
import io.towpath.net.AddressFamily;
import io.towpath.net.Asn;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.BgpPeer;
import io.towpath.network.BgpPeer.Family;
import io.towpath.network.BgpPeer.LocalAsMode;
import io.towpath.network.BgpPeer.NextHopMode;
import io.towpath.network.BgpPeer.Transport;
import io.towpath.network.BgpSpeaker;
import io.towpath.network.Interface;
import io.towpath.network.RoutePolicy;
import io.towpath.network.Secret;
import io.towpath.network.Timers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The peers of a speaker: one protocol each, named {@code ext_ADDRESS} or {@code int_ADDRESS}. */
final class PeerProtocols {
  /** All private ASNs, as a set of BIRD. */
  static final String PRIVATE = ranges(0);

  private final Printing printing;
  private final PolicyFunctions policies;
  private final BgpSpeaker speaker;
  private final Set<IpAddress> printed = new HashSet<>();

  PeerProtocols(Printing printing, PolicyFunctions policies, BgpSpeaker speaker) {
    this.printing = printing;
    this.policies = policies;
    this.speaker = speaker;
  }

  void print() {
    boolean originates = false;
    for (BgpPeer peer : speaker.peers()) {
      if (!(peer.address() instanceof Ipv4Address)) {
        printing.notes.absent(
            peer.origin(),
            "peer " + peer.address(),
            "IPv4 alone is printed.",
            Reach.session(peer.address()));
      } else if (!printed.add(peer.address())) {
        printing.notes.absent(
            peer.origin(),
            "a second peer " + peer.address(),
            "Peers are known by address.",
            Reach.session(peer.address()));
      } else {
        printing.notes.within(Reach.session(peer.address()), () -> print(peer));
        Family family = peer.family(AddressFamily.IPV4);
        originates |= family != null && family.defaultOriginate();
      }
    }
    if (originates) {
      printing.protocols.add(
          """
          protocol static default_originate {
            ipv4 { table bgp4; import filter { preference = 0; accept; }; };
            route 0.0.0.0/0 blackhole;
          }
          """);
    }
  }

  static String protocolOf(IpAddress peer, boolean external) {
    return (external ? "ext_" : "int_") + peer.toString().replace('.', '_');
  }

  private void print(BgpPeer peer) {
    boolean external = speaker.isExternal(peer);
    List<String> body = new ArrayList<>();
    session(peer, external, body);
    for (Family family : peer.families()) {
      if (family.family() == AddressFamily.IPV4) {
        channel(peer, family, external, body);
      } else {
        printing.notes.absent(
            peer.origin(),
            "IPv6 routes with peer " + peer.address(),
            "IPv4 alone is printed.",
            Reach.NOTHING);
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("protocol bgp ").append(protocolOf(peer.address(), external)).append(" {\n");
    body.forEach(line -> text.append("  ").append(line).append('\n'));
    printing.protocols.add(text.append("}\n").toString());
  }

  private void session(BgpPeer peer, boolean external, List<String> body) {
    Transport transport = peer.transport();
    if (peer.label() != null) {
      body.add("description \"" + peer.label().replaceAll("[\"\\s]+", " ") + "\";");
    }
    long local = speaker.shownAsn(peer);
    IpAddress source = source(transport);
    body.add("local " + (source == null ? "" : source + " ") + "as " + local + ";");
    body.add("neighbor " + peer.address() + " as " + peer.remoteAsn() + ";");
    if (external) {
      body.add(
          transport.ttl() > 1 || !transport.checkConnected()
              ? "multihop " + Math.clamp(transport.ttl(), 1, 255) + ";"
              : "direct;");
    } else {
      body.add("multihop;");
    }
    if (speaker.routerId() != null) {
      body.add("router id " + speaker.routerId() + ";");
    }
    switch (transport.key()) {
      case Secret.Absent() -> {}
      case Secret.Known(String text) -> body.add("password \"" + text + "\";");
      case Secret.NotPrinted() ->
          printing.notes.absent(
              peer.origin(),
              "key of the session with " + peer.address(),
              "Its owner does not print it; the session is without a key here.");
    }
    if (transport.shutdown()) {
      body.add("disabled;");
    }
    if (!transport.initiates()) {
      body.add("passive;");
    }
    timers(transport.timers(), body);
    decision(body);
    Family family = peer.family(AddressFamily.IPV4);
    if (family != null && family.allowOwnAs() > 0) {
      body.add("allow local as " + family.allowOwnAs() + ";");
    }
    if (family != null && family.reflectorClient()) {
      body.add("rr client;");
      IpAddress cluster = speaker.options().clusterId();
      if (cluster != null) {
        body.add("rr cluster id " + cluster + ";");
      }
    }
    body.add("graceful restart off;");
    body.add("long lived graceful restart off;");
    if (printing.options.record() != null) {
      body.add("mrtdump all;");
    }
  }

  private @Nullable IpAddress source(Transport transport) {
    if (transport.localAddress() != null) {
      return transport.localAddress();
    }
    if (transport.updateSource() != null) {
      Interface iface = printing.node.findInterface(transport.updateSource());
      return iface == null ? null : iface.primaryAddress();
    }
    return null;
  }

  private void timers(Timers timers, List<String> body) {
    body.add("hold time " + timers.hold().toSeconds() + ";");
    body.add("keepalive time " + Math.max(1, timers.keepalive().toSeconds()) + ";");
    if (printing.options.quickStart()) {
      body.add("connect delay time 1;");
      body.add("connect retry time 1;");
      body.add("error wait time 1, 1;");
    } else {
      body.add("connect retry time " + Math.max(1, timers.connectRetry().toSeconds()) + ";");
    }
    if (timers.bfdInterval() != null) {
      long millis = timers.bfdInterval().toMillis();
      body.add(
          "bfd { min rx interval "
              + millis
              + " ms; min tx interval "
              + millis
              + " ms; multiplier "
              + timers.bfdDetectMultiplier()
              + "; };");
    }
  }

  private void decision(List<String> body) {
    BgpSpeaker.Options options = speaker.options();
    body.add("default bgp_local_pref " + options.defaultLocalPreference() + ";");
    body.add("med metric " + (options.alwaysCompareMed() ? "on" : "off") + ";");
    // RFC 4271 §9.1.2.2 c: without it MED depends on the order of arrival.
    body.add("deterministic med on;");
    body.add("prefer older " + (options.compareRouterId() ? "off" : "on") + ";");
  }

  private void channel(BgpPeer peer, Family family, boolean external, List<String> body) {
    body.add("ipv4 {");
    body.add("  table bgp4;");
    body.add("  igp table master4;");
    if (printing.options.keepTables() || family.keepsReceived()) {
      body.add("  import table on;");
    }
    // No export table, ever: routes in it are shared with those of bgp4, and a MED that the export
    // filter has set anew is lost where it has the value of before.
    if (family.prefixLimit() > 0) {
      body.add(
          "  import limit "
              + family.prefixLimit()
              + " action "
              + (family.limitWarnsOnly() ? "warn;" : "disable;"));
    }
    String hop =
        switch (family.nextHop()) {
          case DEFAULT -> "";
          // next-hop-self leaves reflected routes alone, unless told to take all.
          case SELF -> external ? "next hop self;" : "next hop self ebgp;";
          case SELF_ALL -> "next hop self;";
          case UNCHANGED -> "next hop keep;";
        };
    if (!hop.isEmpty()) {
      body.add("  " + hop);
    }
    body.add("  import filter {");
    imports(peer, family, external).forEach(line -> body.add("    " + line));
    body.add("  };");
    body.add("  export filter {");
    exports(peer, family, external).forEach(line -> body.add("    " + line));
    body.add("  };");
    body.add("};");
  }

  private List<String> imports(BgpPeer peer, Family family, boolean external) {
    List<String> body = new ArrayList<>();
    body.add("preference = " + Preferences.ofWeight(family.weight()) + ";");
    if (peer.localAsn() != null) {
      body.add("# the protocol looks for the presented ASN, this for the speaker's own");
      body.add(
          "if filter(bgp_path, [ "
              + speaker.asn()
              + " ]).len > "
              + family.allowOwnAs()
              + " then reject;");
      if (external && peer.localAsMode() == LocalAsMode.PREPEND) {
        body.add("bgp_path.prepend(" + peer.localAsn() + ");");
      }
    }
    for (RoutePolicy policy : family.imports()) {
      String function = policies.function(policy, PolicyUse.received(external));
      body.add("if ! " + function + "() then reject;");
    }
    body.add("accept;");
    return body;
  }

  private List<String> exports(BgpPeer peer, Family family, boolean external) {
    List<String> body = new ArrayList<>();
    IpAddress source = source(peer.transport());
    IpAddress own = source != null ? source : printing.ownAddressBeside(peer.address());
    String self = own == null ? "0.0.0.0" : own.toString();
    if (family.defaultOriginate()) {
      defaultOriginate(peer, family, external, self, body);
    }
    body.add("if proto = \"default_originate\" then reject;");
    body.add("if source = RTS_BGP && dest = RTD_UNREACHABLE then reject;");
    if (external) {
      // RFC 4271 §5.1.4: a learned MED is not passed on, not even one of the own AS that came by
      // iBGP. Of others BIRD sends the one that a filter sets, so it is set to what it is.
      body.add("if source = RTS_BGP then unset(bgp_med);");
      body.add("else if defined(bgp_med) then bgp_med = bgp_med;");
    } else if (family.nextHop() == NextHopMode.SELF && own != null) {
      body.add("if source != RTS_BGP then bgp_next_hop = " + self + ";");
    }
    for (RoutePolicy policy : family.exports()) {
      String function = policies.function(policy, PolicyUse.sent());
      body.add("if ! " + function + "(" + self + ") then reject;");
    }
    tail(peer, family, external, body);
    body.add("accept;");
    return body;
  }

  /** What happens after the policies: the path as the peer gets it, and communities. */
  private void tail(BgpPeer peer, Family family, boolean external, List<String> body) {
    for (BgpPeer.Translation translation : family.translations()) {
      printing.notes.absent(
          peer.origin(),
          translation.from() + " of peer " + peer.address() + " taken as " + translation.to(),
          "A filter of BIRD cannot change the prefix of a route.");
    }
    if (external) {
      removePrivate(peer, family, body);
      if (family.asOverride()) {
        body.add(policies.replace() + "(" + peer.remoteAsn() + ", " + speaker.asn() + ");");
      }
      if (peer.localAsn() != null && peer.localAsMode() != LocalAsMode.REPLACE) {
        body.add("bgp_path.prepend(" + speaker.asn() + ");");
      }
    }
    if (!family.sendCommunity()) {
      body.add("unset(bgp_community);");
    }
  }

  private void removePrivate(BgpPeer peer, Family family, List<String> body) {
    switch (family.removePrivate()) {
      case NO -> {}
      case IF_ALL_PRIVATE -> {
        body.add("if ! (bgp_path ~ [= * " + peer.remoteAsn() + " * =])");
        body.add("  && delete(bgp_path, PRIVATE).len = 0 then bgp_path = +empty+;");
      }
      case ALL -> body.add("bgp_path.delete(" + foreignPrivate(peer.remoteAsn()) + ");");
      case REPLACE_ALL -> {
        long by = speaker.shownAsn(peer);
        body.add(policies.replacePrivate() + "(" + by + ", " + peer.remoteAsn() + ");");
      }
    }
  }

  /** Private ASNs but the peer's, which has to see a loop. */
  private static String foreignPrivate(long peer) {
    return Asn.isPrivate(peer) ? ranges(peer) : "PRIVATE";
  }

  /** Private ASNs without one, as a set of BIRD. */
  private static String ranges(long without) {
    List<String> ranges = new ArrayList<>();
    for (Asn.Range range : Asn.PRIVATE) {
      boolean split = range.contains(without);
      long end = split ? without - 1 : range.last();
      if (range.first() <= end) {
        ranges.add(range.first() + ".." + end);
      }
      if (split && without < range.last()) {
        ranges.add((without + 1) + ".." + range.last());
      }
    }
    return "[ " + String.join(", ", ranges) + " ]";
  }

  /** The default route that this peer gets whatever the table holds, in place of any other. */
  private void defaultOriginate(
      BgpPeer peer, Family family, boolean external, String self, List<String> body) {
    printing.notes.approximated(
        peer.origin(),
        "default-originate to " + peer.address(),
        "BIRD sends the best default route in this form, so none while that one is the peer's"
            + " own.");
    body.add("if net = 0.0.0.0/0 then {");
    body.add("  bgp_path = +empty+;");
    body.add("  bgp_community = -empty-;");
    body.add("  bgp_origin = ORIGIN_IGP;");
    body.add("  unset(bgp_med);");
    body.add("  bgp_local_pref = " + speaker.options().defaultLocalPreference() + ";");
    if (!self.equals("0.0.0.0")) {
      body.add("  bgp_next_hop = " + self + ";");
    }
    if (family.defaultPolicy() != null) {
      String function =
          policies.function(family.defaultPolicy(), PolicyUse.originated("default-originate"));
      body.add("  if ! " + function + "() then reject;");
    }
    List<String> tail = new ArrayList<>();
    tail(peer, family, external, tail);
    tail.forEach(line -> body.add("  " + line));
    body.add("  accept;");
    body.add("}");
  }
}
