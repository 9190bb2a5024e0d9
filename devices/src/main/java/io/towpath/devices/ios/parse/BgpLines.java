package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.BgpProcess;
import io.towpath.devices.ios.BgpProcess.Option;
import io.towpath.devices.ios.BgpProcess.PathKind;
import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.NeighborStatement;
import io.towpath.devices.ios.Redistribution;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import org.jspecify.annotations.Nullable;

/** The lines of BGP mode that may stand both outside and inside an address family. */
final class BgpLines {

  private final Draft draft;
  private final BgpDraft.SectionDraft section;

  BgpLines(Draft draft, BgpDraft.SectionDraft section) {
    this.draft = draft;
    this.section = section;
  }

  Outcome accept(SourceLine line) {
    return switch (line.keyword(0)) {
      case "neighbor" -> neighbor(line);
      case "network" -> network(line);
      case "bgp" -> bgp(line);
      case "redistribute" -> {
        Redistribution what = line.negated() ? null : RedistributeLines.read(line);
        yield add(line, what == null ? null : new BgpProcess.Redistribute(what));
      }
      case "aggregate-address" -> aggregate(line);
      case "default-information" ->
          add(
              line,
              line.is(1, "originate") && line.count() == 2
                  ? new BgpProcess.DefaultInformationOriginate(line.number())
                  : null);
      case "maximum-paths" -> maximumPaths(line);
      case "distance" -> distance(line);
      case "default-metric" -> {
        long metric = line.number(1);
        yield add(line, metric < 0 ? null : new BgpProcess.DefaultMetric(line.number(), metric));
      }
      case "timers" -> {
        int keepalive = line.number(2, 0, 65535);
        int hold = line.number(3, 0, 65535);
        yield add(
            line,
            line.is(1, "bgp") && keepalive >= 0 && hold >= 0
                ? new BgpProcess.Timers(line.number(), keepalive, hold)
                : null);
      }
      // "description" has no place here; IOS-XE refuses it and nothing follows from that.
      case "description", "scale", "snmp" -> Outcome.UNDERSTOOD;
      case "synchronization", "auto-summary", "table-map", "distribute-list" ->
          Outcome.of(line.negated());
      default -> Outcome.UNKNOWN;
    };
  }

  private Outcome neighbor(SourceLine line) {
    if (line.count() < 3) {
      return Outcome.UNSUPPORTED;
    }
    NeighborStatement statement = NeighborLines.read(line, 2);
    if (statement == null) {
      return Outcome.of(NeighborLines.isHarmless(line.keyword(2)));
    }
    section.neighbor(line.word(1)).add(statement);
    return Outcome.of(isModelled(statement));
  }

  private static boolean isModelled(NeighborStatement statement) {
    // The hops are taken as an allowance; the least TTL of received packets is not checked.
    return !(statement instanceof NeighborStatement.TtlSecurity);
  }

  private Outcome network(SourceLine line) {
    Ipv4Address address = line.address(1);
    if (line.negated() || address == null) {
      return Outcome.UNSUPPORTED;
    }
    int length = classfulLength(address);
    int at = 2;
    if (line.is(2, "mask")) {
      length = line.maskLength(3);
      at = 4;
    }
    boolean backdoor = false;
    String routeMap = null;
    Integer weight = null;
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "backdoor" -> {
          backdoor = true;
          at++;
        }
        case "route-map" -> {
          int end = line.is(line.count() - 1, "backdoor") ? line.count() - 1 : line.count();
          routeMap = line.name(at + 1, end);
          at = end;
        }
        case "weight" -> {
          int value = line.number(at + 1, 0, 65535);
          if (value < 0) {
            return Outcome.UNSUPPORTED;
          }
          weight = value;
          at += 2;
        }
        default -> {
          return Outcome.UNSUPPORTED;
        }
      }
    }
    if (length < 0) {
      return Outcome.UNSUPPORTED;
    }
    if (backdoor) {
      // A backdoor network is not originated; it lowers the standing of what others announce.
      return Outcome.UNSUPPORTED;
    }
    take(new BgpProcess.Network(line.number(), new Prefix(address, length), routeMap, weight));
    return Outcome.of(weight == null);
  }

  /** Without a mask, IOS-XE takes the classful network; 0.0.0.0 is the default route. */
  static int classfulLength(Ipv4Address address) {
    if (address.bits() == 0) {
      return 0;
    }
    int first = address.bits() >>> 24;
    return first < 128 ? 8 : first < 192 ? 16 : 24;
  }

  private Outcome bgp(SourceLine line) {
    int number = line.number();
    boolean on = !line.negated();
    return switch (line.keyword(1)) {
      case "router-id" -> routerId(line);
      case "cluster-id" -> {
        Ipv4Address id = line.address(2);
        if (id == null && line.number(2) > 0) {
          id = new Ipv4Address((int) line.number(2));
        }
        yield add(line, id == null ? null : new BgpProcess.ClusterId(number, id));
      }
      case "bestpath" -> bestpath(line);
      case "always-compare-med" ->
          take(new BgpProcess.Switch(number, Option.ALWAYS_COMPARE_MED, on));
      case "deterministic-med" -> take(new BgpProcess.Switch(number, Option.DETERMINISTIC_MED, on));
      // iBGP routes are never redistributed.
      case "redistribute-internal" -> Outcome.of(!on);
      // Reflection between clients is the default, and is always done.
      case "client-to-client" -> Outcome.of(on);
      case "default" -> {
        if (line.is(2, "ipv4-unicast")) {
          yield take(new BgpProcess.Switch(number, Option.DEFAULT_IPV4_UNICAST, on));
        }
        long value = line.number(3);
        yield line.is(2, "local-preference")
            ? add(line, value < 0 ? null : new BgpProcess.DefaultLocalPreference(number, value))
            : Outcome.of(line.is(2, "route-target"));
      }
      case "log-neighbor-changes",
          "fast-external-fallover",
          "graceful-restart",
          "update-delay",
          "nexthop",
          "scan-time",
          "soft-reconfig-backup",
          "asnotation",
          "enforce-first-as",
          "maxas-limit",
          "maxcommunity-limit",
          "transport",
          "nopeerup-delay",
          "refresh",
          "slow-peer",
          "aggregate-timer",
          "upgrade-cli",
          "rib-timer",
          "consistency-checker",
          "regexp" ->
          Outcome.UNDERSTOOD;
      case "confederation",
          "dampening",
          "listen",
          "inject-map",
          "additional-paths",
          "bmp",
          "rpki",
          "advertise-best-external",
          "suppress-inactive",
          "recursion",
          "sso",
          "mpls-local-label",
          "route-map",
          "dmzlink-bw",
          "rtc" ->
          Outcome.of(line.negated());
      default -> Outcome.UNSUPPORTED;
    };
  }

  private Outcome routerId(SourceLine line) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    Ipv4Address id = line.address(2);
    if (id == null) {
      if (line.is(2, "interface") && line.count() > 3) {
        return take(new BgpProcess.RouterIdOf(line.number(), InterfaceNames.at(line, 3)));
      }
      if (line.is(2, "interface") || line.is(2, "auto-assign")) {
        return Outcome.UNSUPPORTED;
      }
      draft.remark(
          IosKinds.INVALID_ROUTER_ID,
          line.number(),
          "\""
              + line.rest(2)
              + "\" is not a router-id; IOS-XE refuses the line and takes the highest loopback"
              + " address, else the highest interface address.",
          "Write the router-id as an IPv4 address.",
          new Scope.Router());
    }
    return take(new BgpProcess.RouterId(line.number(), id));
  }

  private Outcome bestpath(SourceLine line) {
    Option option =
        switch (line.keyword(2)) {
          case "as-path" ->
              line.is(3, "ignore")
                  ? Option.AS_PATH_IGNORE
                  : line.is(3, "multipath-relax") ? Option.MULTIPATH_RELAX : null;
          case "compare-routerid" -> Option.COMPARE_ROUTER_ID;
          case "med" -> line.is(3, "missing-as-worst") ? Option.MISSING_MED_WORST : null;
          default -> null;
        };
    if (option == null) {
      return Outcome.of(line.negated() || line.is(2, "cost-community") && line.is(3, "ignore"));
    }
    take(new BgpProcess.Switch(line.number(), option, !line.negated()));
    // The decision process knows neither of the two.
    return Outcome.of(
        line.negated() || option != Option.AS_PATH_IGNORE && option != Option.MISSING_MED_WORST);
  }

  private Outcome aggregate(SourceLine line) {
    Prefix prefix = line.maskedPrefix(1);
    if (line.negated() || prefix == null) {
      return Outcome.UNSUPPORTED;
    }
    boolean summaryOnly = false;
    boolean asSet = false;
    String attributeMap = null;
    for (int i = 3; i < line.count(); i++) {
      switch (line.keyword(i)) {
        case "summary-only" -> summaryOnly = true;
        case "as-set" -> asSet = true;
        case "attribute-map", "route-map" -> attributeMap = line.word(++i);
        default -> {
          return Outcome.UNSUPPORTED;
        }
      }
    }
    return take(new BgpProcess.Aggregate(line.number(), prefix, summaryOnly, asSet, attributeMap));
  }

  private Outcome maximumPaths(SourceLine line) {
    PathKind kind =
        line.is(1, "ibgp") ? PathKind.IBGP : line.is(1, "eibgp") ? PathKind.EIBGP : PathKind.EBGP;
    int at = kind == PathKind.EBGP ? 1 : 2;
    int paths = line.number(at, 1, 64);
    return add(
        line,
        paths < 0 || line.count() > at + 1
            ? null
            : new BgpProcess.MaximumPaths(line.number(), kind, paths));
  }

  private Outcome distance(SourceLine line) {
    int external = line.number(2, 1, 255);
    int internal = line.number(3, 1, 255);
    int local = line.number(4, 1, 255);
    return add(
        line,
        line.is(1, "bgp") && external > 0 && internal > 0 && local > 0
            ? new BgpProcess.Distance(line.number(), external, internal, local)
            : null);
  }

  /**
   * Takes the statement unless it is null; {@code no} of something that is not there is nothing.
   */
  private Outcome add(SourceLine line, BgpProcess.@Nullable Statement statement) {
    return statement == null || line.negated() ? Outcome.of(line.negated()) : take(statement);
  }

  private Outcome take(BgpProcess.Statement statement) {
    section.statements.add(statement);
    return Outcome.UNDERSTOOD;
  }
}
