package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.OspfProcess;
import io.towpath.devices.ios.Redistribution;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import org.jspecify.annotations.Nullable;

/** {@code router ospf N [vrf NAME]}. */
final class OspfMode implements Mode {

  private final OspfDraft process;
  private final Scope scope;

  private OspfMode(OspfDraft process, Scope scope) {
    this.process = process;
    this.scope = scope;
  }

  static Outcome open(Draft draft, SourceLine line) {
    int id = line.number(2, 1, 65535);
    boolean inVrf = line.is(3, "vrf") && line.count() > 4;
    if (id < 0 || line.count() > 3 && !inVrf) {
      return Outcome.UNSUPPORTED;
    }
    String vrf = inVrf ? line.name(4) : null;
    OspfDraft process =
        draft.ospf.computeIfAbsent(id, key -> new OspfDraft(key, line.number(), vrf));
    draft.open(new OspfMode(process, new Scope.OfVrf(vrf == null ? "default" : vrf)));
    return Outcome.UNDERSTOOD;
  }

  /** An area in decimal or dotted form at word {@code i}; -1 if it is none. */
  static long area(SourceLine line, int i) {
    long number = line.number(i);
    return number >= 0 && number <= 0xffff_ffffL ? number : line.bits(i);
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public Outcome accept(SourceLine line) {
    int number = line.number();
    return switch (line.keyword(0)) {
      case "router-id" -> {
        Ipv4Address id = line.address(1);
        yield add(line, id == null ? null : new OspfProcess.RouterId(number, id));
      }
      case "network" -> network(line);
      case "passive-interface" -> {
        String name = line.is(1, "default") ? null : InterfaceNames.at(line, 1);
        yield line.count() < 2
            ? Outcome.UNSUPPORTED
            : take(new OspfProcess.Passive(number, name, !line.negated()));
      }
      case "redistribute" -> {
        Redistribution what = line.negated() ? null : RedistributeLines.read(line);
        yield what == null ? Outcome.UNSUPPORTED : take(new OspfProcess.Redistribute(what));
      }
      case "default-information" -> defaultOriginate(line);
      case "auto-cost" -> {
        long mbps = line.number(2);
        yield add(
            line,
            line.is(1, "reference-bandwidth") && mbps > 0
                ? new OspfProcess.ReferenceBandwidth(number, mbps)
                : null);
      }
      case "distance" -> distance(line);
      case "maximum-paths" -> {
        int paths = line.number(1, 1, 64);
        yield add(line, paths < 0 ? null : new OspfProcess.MaximumPaths(number, paths));
      }
      case "default-metric" -> {
        long metric = line.number(1);
        yield add(line, metric < 0 ? null : new OspfProcess.DefaultMetric(number, metric));
      }
      case "shutdown" ->
          line.negated() ? Outcome.UNDERSTOOD : take(new OspfProcess.Shutdown(number));
      case "log-adjacency-changes",
          "log-adj-changes",
          "timers",
          "nsf",
          "capability",
          "bfd",
          "ispf",
          "snmp",
          "nsr",
          "max-lsa",
          "queue-depth",
          "limit",
          "ttl-security",
          "auto-summary",
          "compatible",
          "traffic-share",
          "microloop",
          "event-log",
          "discard-route",
          "description",
          "domain-id",
          "fast-reroute" ->
          Outcome.UNDERSTOOD;
      case "area",
          "neighbor",
          "distribute-list",
          "summary-address",
          "max-metric",
          "prefix-suppression",
          "mpls",
          "domain-tag",
          "local-rib-criteria",
          "table-map",
          "interface-id",
          "segment-routing",
          "ignore" ->
          Outcome.of(line.negated());
      default -> Outcome.UNKNOWN;
    };
  }

  private Outcome network(SourceLine line) {
    Ipv4Address address = line.address(1);
    long wildcard = line.bits(2);
    long area = line.is(3, "area") ? area(line, 4) : -1;
    return line.negated() || address == null || wildcard < 0 || area < 0
        ? Outcome.UNSUPPORTED
        : take(new OspfProcess.Network(line.number(), address, (int) wildcard, area));
  }

  private Outcome defaultOriginate(SourceLine line) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    if (!line.is(1, "originate")) {
      return Outcome.UNSUPPORTED;
    }
    boolean always = false;
    Long metric = null;
    int type = 2;
    String routeMap = null;
    for (int i = 2; i < line.count(); i++) {
      switch (line.keyword(i)) {
        case "always" -> always = true;
        case "metric" -> {
          long value = line.number(++i);
          if (value < 0) {
            return Outcome.UNSUPPORTED;
          }
          metric = value;
        }
        case "metric-type" -> type = line.number(++i, 1, 2);
        case "route-map" -> {
          int end = RedistributeLines.endOfName(line, i + 1);
          routeMap = line.name(i + 1, end);
          i = end - 1;
        }
        default -> {
          return Outcome.UNSUPPORTED;
        }
      }
    }
    return type < 0
        ? Outcome.UNSUPPORTED
        : take(new OspfProcess.DefaultOriginate(line.number(), always, metric, type, routeMap));
  }

  private Outcome distance(SourceLine line) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    if (!line.is(1, "ospf")) {
      int all = line.number(1, 1, 255);
      return all < 0 || line.count() > 2
          ? Outcome.UNSUPPORTED
          : take(new OspfProcess.Distance(line.number(), all, all, all));
    }
    Integer[] values = new Integer[3];
    for (int i = 2; i < line.count(); i += 2) {
      int value = line.number(i + 1, 1, 255);
      int slot =
          switch (line.keyword(i)) {
            case "intra-area" -> 0;
            case "inter-area" -> 1;
            case "external" -> 2;
            default -> -1;
          };
      if (value < 0 || slot < 0) {
        return Outcome.UNSUPPORTED;
      }
      values[slot] = value;
    }
    take(new OspfProcess.Distance(line.number(), values[0], values[1], values[2]));
    // One distance holds for all routes of a process.
    boolean same = values[0] != null && values[0].equals(values[1]) && values[0].equals(values[2]);
    return Outcome.of(same);
  }

  private Outcome add(SourceLine line, OspfProcess.@Nullable Statement statement) {
    return statement == null || line.negated() ? Outcome.of(line.negated()) : take(statement);
  }

  private Outcome take(OspfProcess.Statement statement) {
    process.statements.add(statement);
    return Outcome.UNDERSTOOD;
  }
}
