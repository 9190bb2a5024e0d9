package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.IosTrack;
import io.towpath.devices.ios.Scope;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Global configuration mode: the first words of every other block, and single lines. */
final class GlobalMode implements Mode {

  private final Draft draft;

  GlobalMode(Draft draft) {
    this.draft = draft;
  }

  @Override
  public Scope scope() {
    return new Scope.Router();
  }

  @Override
  public Outcome accept(SourceLine line) {
    return switch (line.keyword(0)) {
      case "hostname" -> {
        if (!line.negated() && line.count() == 2) {
          draft.hostname = line.word(1);
        }
        yield Outcome.of(line.negated() || line.count() == 2);
      }
      case "interface", "int" -> openInterface(line);
      case "ip" -> ip(line);
      case "ipv6" -> ipv6(line);
      case "vrf" -> line.is(1, "definition") ? openVrf(line) : Outcome.UNKNOWN;
      case "router" -> router(line);
      case "route-map" -> RouteMapMode.open(draft, line);
      case "access-list" -> AccessListMode.numbered(draft, line);
      case "crypto" -> CryptoLines.read(draft, line);
      case "track" -> track(line);
      case "key" -> line.is(1, "chain") ? keyChain(line) : Outcome.UNKNOWN;
      case "banner" -> banner(line);
      case "vlan" -> vlan(line);
      case "template",
          "object-group",
          "zone",
          "zone-pair",
          "parameter-map",
          "l2vpn",
          "bridge-domain",
          "segment-routing",
          "service-insertion",
          "nat64",
          "ap",
          "lisp",
          "mpls",
          "xconnect",
          "pseudowire-class",
          "l2",
          "eigrp",
          "bba-group",
          "vpdn-group",
          "vpdn",
          "service-chain" ->
          openBlock(line, Outcome.UNSUPPORTED, Set.of());
      default -> otherwise(line);
    };
  }

  private Outcome otherwise(SourceLine line) {
    Set<String> block = HarmlessBlocks.opened(line);
    if (block != null) {
      return openBlock(line, Outcome.UNDERSTOOD, block);
    }
    return HarmlessLines.global(line.keyword(0)) || isPrompt(line)
        ? Outcome.UNDERSTOOD
        : Outcome.UNKNOWN;
  }

  /**
   * A prompt with a command that shows something, as pasted: {@code router#show running-config}.
   */
  private static boolean isPrompt(SourceLine line) {
    String word = line.keyword(0);
    int hash = word.indexOf('#');
    String command =
        hash < 0 ? "" : hash + 1 < word.length() ? word.substring(hash + 1) : line.keyword(1);
    return hash > 0 && (command.startsWith("sh") || command.startsWith("ter") || command.isEmpty());
  }

  private Outcome openBlock(SourceLine line, Outcome outcome, Set<String> keywords) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    draft.open(new OpenBlockMode(line.indent(), outcome, keywords));
    return outcome;
  }

  private Outcome openInterface(SourceLine line) {
    if (line.negated() || line.count() < 2) {
      return Outcome.UNSUPPORTED;
    }
    int end = 1 + InterfaceNames.words(line, 1);
    String name = InterfaceNames.at(line, 1);
    // "interface Tunnel1 point-to-point" and the like name one interface; "range" names several.
    if (line.is(1, "range") || line.count() > end + 1) {
      draft.open(
          new RefusedMode(new InterfaceMode(draft, name, new ArrayList<>()), new Scope.Router()));
      return Outcome.UNSUPPORTED;
    }
    draft.interfaceLines.putIfAbsent(name, line.number());
    draft.open(
        new InterfaceMode(
            draft, name, draft.interfaces.computeIfAbsent(name, _ -> new ArrayList<>())));
    return Outcome.UNDERSTOOD;
  }

  private Outcome ip(SourceLine line) {
    return switch (line.keyword(1)) {
      case "route" -> StaticRouteLines.read(draft, line);
      case "vrf" -> line.is(2, "forwarding") ? Outcome.UNKNOWN : openVrf(line);
      case "prefix-list" -> PrefixListLines.read(draft, line);
      case "as-path" -> ListLines.asPath(draft, line);
      case "community-list" -> ListLines.community(draft, line);
      case "access-list" -> AccessListMode.open(draft, line);
      case "nat" -> NatLines.read(draft, line);
      case "routing" -> {
        draft.routing = !line.negated();
        yield Outcome.of(line.count() == 2);
      }
      // A router with "ip routing" does not use them.
      case "default-gateway" -> Outcome.of(draft.routing);
      case "dhcp" -> dhcp(line);
      case "sla" -> openBlock(line, Outcome.UNDERSTOOD, HarmlessBlocks.sla());
      // These change what is routed where.
      case "local",
          "policy",
          "default-network",
          "extcommunity-list",
          "wccp",
          "inspect",
          "ips",
          "explicit-path",
          "verify",
          "options",
          "mobile",
          "nhrp",
          "load-sharing" ->
          Outcome.of(line.negated() || line.is(2, "per-destination") || line.is(2, "pool"));
      default -> HarmlessLines.ip(line.keyword(1)) ? Outcome.UNDERSTOOD : Outcome.UNKNOWN;
    };
  }

  private Outcome dhcp(SourceLine line) {
    return line.is(2, "pool")
        ? openBlock(line, Outcome.UNDERSTOOD, HarmlessBlocks.dhcp())
        : Outcome.UNDERSTOOD;
  }

  private Outcome ipv6(SourceLine line) {
    return switch (line.keyword(1)) {
      case "unicast-routing",
          "cef",
          "multicast-routing",
          "source-route",
          "icmp",
          "nd",
          "mld",
          "pim",
          "host",
          "hop-limit",
          "dhcp",
          "general-prefix" ->
          Outcome.UNDERSTOOD;
      case "route", "prefix-list", "local", "nat" -> Outcome.of(line.negated());
      case "access-list", "router" -> openBlock(line, Outcome.UNSUPPORTED, Set.of());
      default -> Outcome.UNKNOWN;
    };
  }

  private Outcome openVrf(SourceLine line) {
    if (line.negated() || line.count() < 3) {
      return Outcome.UNSUPPORTED;
    }
    boolean definition = line.is(0, "vrf");
    VrfDraft vrf =
        draft.vrfs.computeIfAbsent(
            line.name(2), name -> new VrfDraft(name, line.number(), !definition));
    draft.open(new VrfMode(draft, vrf));
    return Outcome.UNDERSTOOD;
  }

  private Outcome router(SourceLine line) {
    if (line.negated()) {
      return Outcome.UNSUPPORTED;
    }
    return switch (line.keyword(1)) {
      case "ospf" -> OspfMode.open(draft, line);
      case "bgp" -> BgpMode.open(draft, line);
      default -> openBlock(line, Outcome.UNSUPPORTED, OTHER_ROUTING);
    };
  }

  private static final Set<String> OTHER_ROUTING =
      Set.of(
          "network",
          "redistribute",
          "passive-interface",
          "eigrp",
          "address-family",
          "af-interface",
          "topology",
          "neighbor",
          "version",
          "metric",
          "variance",
          "distribute-list",
          "default-information",
          "auto-summary",
          "distance",
          "timers",
          "router-id",
          "area",
          "offset-list",
          "summary-metric",
          "net",
          "is-type",
          "metric-style",
          "nsf",
          "maximum-paths",
          "default-metric",
          "traffic-share",
          "validate-update-source",
          "passive",
          "summary-address",
          "log-adjacency-changes",
          "hello-interval",
          "hold-time");

  private Outcome track(SourceLine line) {
    int number = line.number(1, 1, 1000);
    if (number < 0 || line.negated()) {
      return Outcome.UNSUPPORTED;
    }
    draft.open(new OpenBlockMode(line.indent(), Outcome.UNDERSTOOD, TRACK));
    if (line.is(2, "interface")) {
      int end = 3 + InterfaceNames.words(line, 3);
      boolean ipRouting = line.is(end, "ip") && line.is(end + 1, "routing");
      if (ipRouting || line.is(end, "line-protocol")) {
        draft.tracks.put(
            number,
            new IosTrack(
                number,
                line.number(),
                new IosTrack.OfInterface(InterfaceNames.at(line, 3), ipRouting)));
        return Outcome.UNDERSTOOD;
      }
    }
    draft.tracks.put(
        number, new IosTrack(number, line.number(), new IosTrack.Assumed(line.rest(2))));
    draft.remark(
        IosKinds.ASSUMED_TRACK,
        line.number(),
        "Track object " + number + " (" + line.rest(2) + ") is not computed; it is assumed up.",
        "",
        new Scope.Router());
    return Outcome.UNDERSTOOD;
  }

  private static final Set<String> TRACK =
      Set.of("delay", "object", "threshold", "default-state", "carrier-delay");

  private Outcome keyChain(SourceLine line) {
    return openBlock(
        line,
        Outcome.UNDERSTOOD,
        Set.of(
            "key",
            "key-string",
            "accept-lifetime",
            "send-lifetime",
            "cryptographic-algorithm",
            "description"));
  }

  private Outcome vlan(SourceLine line) {
    if (line.is(1, "internal") || line.is(1, "accounting") || line.is(1, "configuration")) {
      return Outcome.UNDERSTOOD;
    }
    if (line.is(1, "dot1q")) {
      // "vlan dot1q tag native" puts a tag on native VLANs.
      return Outcome.UNSUPPORTED;
    }
    VlanRanges.parse(line.word(1)).forEach(draft.vlans::add);
    return otherwise(line);
  }

  /** A banner ends at the next delimiter; one that never ends is a bad line and nothing more. */
  private Outcome banner(SourceLine line) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    int at =
        switch (line.keyword(1)) {
          case "motd", "login", "exec", "incoming", "prompt-timeout", "slip-ppp", "config-save" ->
              2;
          default -> 1;
        };
    String text = line.rest(at);
    String delimiter = delimiter(text);
    if (delimiter == null) {
      return Outcome.UNSUPPORTED;
    }
    boolean closed =
        text.indexOf(delimiter, delimiter.length()) >= 0 || draft.lines.skipPast(delimiter);
    return Outcome.of(closed);
  }

  private static @Nullable String delimiter(String text) {
    if (text.isEmpty()) {
      return null;
    }
    return text.startsWith("^C") ? "^C" : text.substring(0, 1);
  }
}
