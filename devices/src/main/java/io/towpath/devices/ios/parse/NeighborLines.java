package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.NeighborStatement;
import org.jspecify.annotations.Nullable;

/** What follows {@code neighbor ADDRESS}, and the lines of peer templates. */
final class NeighborLines {

  private NeighborLines() {}

  /** True if a template may hold a line that begins with this word. */
  static boolean knows(String keyword) {
    return switch (keyword) {
      case "remote-as",
          "local-as",
          "inherit",
          "description",
          "shutdown",
          "update-source",
          "ebgp-multihop",
          "ttl-security",
          "disable-connected-check",
          "password",
          "timers",
          "fall-over",
          "next-hop-self",
          "next-hop-unchanged",
          "route-reflector-client",
          "send-community",
          "soft-reconfiguration",
          "remove-private-as",
          "allowas-in",
          "as-override",
          "maximum-prefix",
          "weight",
          "default-originate",
          "route-map",
          "prefix-list",
          "filter-list",
          "distribute-list",
          "advertisement-interval",
          "transport" ->
          true;
      default -> isHarmless(keyword) || isNotModelled(keyword);
    };
  }

  /** True if the statement has no consequence for which routes are exchanged. */
  static boolean isHarmless(String keyword) {
    return switch (keyword) {
      case "version",
          "log-neighbor-changes",
          "ha-mode",
          "slow-peer",
          "enforce-first-as",
          "dmzlink-bw" ->
          true;
      default -> false;
    };
  }

  private static boolean isNotModelled(String keyword) {
    return switch (keyword) {
      case "unsuppress-map",
          "advertise-map",
          "additional-paths",
          "advertise",
          "capability",
          "cluster-id",
          "dont-capability-negotiate",
          "send-label",
          "soo",
          "translate-update",
          "path-attribute",
          "suppress-signaling-protocol",
          "route-server-client",
          "internal-vpn-client",
          "validation" ->
          true;
      default -> false;
    };
  }

  /** Reads the statement that begins at word {@code at}; null if it is not modelled. */
  static @Nullable NeighborStatement read(SourceLine line, int at) {
    int number = line.number();
    String keyword = line.keyword(at);
    if (line.negated()) {
      return switch (keyword) {
        case "activate" -> new NeighborStatement.Activate(number, false);
        case "shutdown" -> new NeighborStatement.Shutdown(number, false);
        default -> null;
      };
    }
    return switch (keyword) {
      case "remote-as" -> {
        long asn = line.asn(at + 1);
        yield asn < 0 ? null : new NeighborStatement.RemoteAs(number, asn);
      }
      case "local-as" -> localAs(line, at);
      case "peer-group" ->
          line.count() == at + 1
              ? new NeighborStatement.PeerGroup(number)
              : new NeighborStatement.MemberOf(number, line.name(at + 1));
      case "inherit" -> inherit(line, at);
      case "activate" -> new NeighborStatement.Activate(number, true);
      case "description" -> new NeighborStatement.Description(number, line.rest(at + 1));
      case "shutdown" -> new NeighborStatement.Shutdown(number, true);
      case "update-source" ->
          new NeighborStatement.UpdateSource(number, InterfaceNames.at(line, at + 1));
      case "ebgp-multihop" -> {
        int hops = line.count() == at + 1 ? 255 : line.number(at + 1, 1, 255);
        yield hops < 0 ? null : new NeighborStatement.EbgpMultihop(number, hops);
      }
      case "ttl-security" -> {
        int hops = line.number(at + 2, 1, 254);
        yield hops < 0 ? null : new NeighborStatement.TtlSecurity(number, hops);
      }
      case "disable-connected-check" -> new NeighborStatement.DisableConnectedCheck(number);
      case "password" -> password(line, at);
      case "timers" -> {
        int keepalive = line.number(at + 1, 0, 65535);
        int hold = line.number(at + 2, 0, 65535);
        yield keepalive < 0 || hold < 0
            ? null
            : new NeighborStatement.Timers(number, keepalive, hold);
      }
      case "fall-over" -> line.is(at + 1, "bfd") ? new NeighborStatement.FallOverBfd(number) : null;
      case "next-hop-self" -> new NeighborStatement.NextHopSelf(number, line.is(at + 1, "all"));
      case "next-hop-unchanged" -> new NeighborStatement.NextHopUnchanged(number);
      case "route-reflector-client" -> new NeighborStatement.RouteReflectorClient(number);
      case "send-community" ->
          new NeighborStatement.SendCommunity(
              number,
              !line.is(at + 1, "extended"),
              line.count() > at + 1 && !line.is(at + 1, "standard"));
      case "soft-reconfiguration" -> new NeighborStatement.SoftReconfigurationInbound(number);
      case "remove-private-as" ->
          new NeighborStatement.RemovePrivateAs(
              number, line.is(at + 1, "all"), line.find(at + 1, "replace-as") > 0);
      case "allowas-in" -> {
        // Without a number, the own AS may stand three times in a path.
        int times = line.count() == at + 1 ? 3 : line.number(at + 1, 1, 10);
        yield times < 0 ? null : new NeighborStatement.AllowAsIn(number, times);
      }
      case "as-override" ->
          line.count() == at + 1 ? new NeighborStatement.AsOverride(number) : null;
      case "maximum-prefix" -> maximumPrefix(line, at);
      case "weight" -> {
        int weight = line.number(at + 1, 0, 65535);
        yield weight < 0 ? null : new NeighborStatement.Weight(number, weight);
      }
      case "default-originate" ->
          new NeighborStatement.DefaultOriginate(
              number, line.is(at + 1, "route-map") ? line.name(at + 2) : null);
      case "route-map", "prefix-list", "filter-list", "distribute-list" -> policy(line, at);
      case "advertisement-interval" -> {
        int seconds = line.number(at + 1, 0, 600);
        yield seconds < 0 ? null : new NeighborStatement.AdvertisementInterval(number, seconds);
      }
      case "transport" ->
          line.is(at + 1, "connection-mode")
              ? new NeighborStatement.ConnectionMode(number, line.is(at + 2, "passive"))
              : line.is(at + 1, "path-mtu-discovery") || line.is(at + 1, "multi-session")
                  ? new NeighborStatement.Description(number, line.rest(at))
                  : null;
      default -> null;
    };
  }

  private static @Nullable NeighborStatement localAs(SourceLine line, int at) {
    long asn = line.asn(at + 1);
    boolean noPrepend = false;
    boolean replaceAs = false;
    for (int i = at + 2; i < line.count(); i++) {
      switch (line.keyword(i)) {
        case "no-prepend" -> noPrepend = true;
        case "replace-as" -> replaceAs = true;
        default -> {
          return null;
        }
      }
    }
    // IOS-XE takes replace-as only after no-prepend.
    return asn < 0 || replaceAs && !noPrepend
        ? null
        : new NeighborStatement.LocalAs(line.number(), asn, noPrepend, replaceAs);
  }

  private static @Nullable NeighborStatement inherit(SourceLine line, int at) {
    if (line.count() < at + 3) {
      return null;
    }
    if (line.is(at + 1, "peer-session")) {
      return new NeighborStatement.InheritSession(line.number(), line.name(at + 2));
    }
    if (!line.is(at + 1, "peer-policy")) {
      return null;
    }
    int last = line.count() - 1;
    int sequence = last > at + 2 ? line.number(last, 1, 65535) : -1;
    return new NeighborStatement.InheritPolicy(
        line.number(), line.name(at + 2, sequence < 0 ? last + 1 : last), Math.max(sequence, 0));
  }

  private static @Nullable NeighborStatement password(SourceLine line, int at) {
    if (line.count() < at + 2) {
      return null;
    }
    boolean typed = line.count() > at + 2 && line.number(at + 1, 0, 8) >= 0;
    return new NeighborStatement.Password(
        line.number(), line.rest(typed ? at + 2 : at + 1), typed && !line.is(at + 1, "0"));
  }

  private static @Nullable NeighborStatement maximumPrefix(SourceLine line, int at) {
    int limit = line.number(at + 1, 1, Integer.MAX_VALUE);
    int threshold = line.number(at + 2, 1, 100);
    boolean warningOnly = line.find(at + 2, "warning-only") > 0;
    int restart = line.find(at + 2, "restart");
    int minutes = restart > 0 ? line.number(restart + 1, 1, 65535) : 0;
    return limit < 0 || minutes < 0
        ? null
        : new NeighborStatement.MaximumPrefix(
            line.number(), limit, threshold < 0 ? 75 : threshold, warningOnly, minutes);
  }

  private static @Nullable NeighborStatement policy(SourceLine line, int at) {
    // The direction is the last word, so the name may hold blanks.
    int last = line.count() - 1;
    boolean in = line.is(last, "in");
    if (last < at + 2 || !in && !line.is(last, "out")) {
      return null;
    }
    String name = line.name(at + 1, last);
    return switch (line.keyword(at)) {
      case "route-map" -> new NeighborStatement.RouteMapPolicy(line.number(), name, in);
      case "prefix-list" -> new NeighborStatement.PrefixListPolicy(line.number(), name, in);
      case "filter-list" -> new NeighborStatement.FilterList(line.number(), name, in);
      default -> new NeighborStatement.DistributeList(line.number(), name, in);
    };
  }
}
