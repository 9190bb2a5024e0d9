package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.IosNat;
import io.towpath.net.Ipv4Address;
import org.jspecify.annotations.Nullable;

/** {@code ip nat …} in global mode. */
final class NatLines {

  private NatLines() {}

  static Outcome read(Draft draft, SourceLine line) {
    return switch (line.keyword(2)) {
      // "ip nat inside" alone belongs to an interface.
      case "inside" ->
          line.count() == 3
              ? Outcome.UNKNOWN
              : line.is(3, "source") && !line.negated()
                  ? source(draft, line)
                  : Outcome.of(line.negated());
      case "outside" -> line.count() == 3 ? Outcome.UNKNOWN : Outcome.UNSUPPORTED;
      case "pool" -> pool(draft, line);
      case "translation", "settings", "log", "service", "switchover" -> Outcome.UNDERSTOOD;
      default -> Outcome.of(line.negated());
    };
  }

  private static Outcome source(Draft draft, SourceLine line) {
    return switch (line.keyword(4)) {
      case "static" -> translate(draft, line);
      case "list", "route-map" -> dynamic(draft, line);
      default -> Outcome.UNSUPPORTED;
    };
  }

  private static Outcome translate(Draft draft, SourceLine line) {
    int at = 5;
    int protocol = 0;
    boolean network = line.is(5, "network");
    if (line.is(5, "tcp") || line.is(5, "udp")) {
      protocol = line.is(5, "tcp") ? 6 : 17;
    }
    if (protocol != 0 || network) {
      at++;
    }
    Ipv4Address local = line.address(at++);
    int localPort = protocol == 0 ? 0 : port(line, at++);
    String globalInterface = null;
    Ipv4Address global = null;
    if (line.is(at, "interface")) {
      globalInterface = InterfaceNames.at(line, at + 1);
      at += 1 + InterfaceNames.words(line, at + 1);
    } else {
      global = line.address(at++);
    }
    int globalPort = protocol == 0 ? 0 : port(line, at++);
    int length = 32;
    if (network) {
      String mask = line.word(at);
      length = mask.startsWith("/") ? Numbers.decimal(mask.substring(1)) : line.maskLength(at);
      at++;
    }
    String vrf = null;
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "vrf" -> {
          int end = endOfVrf(line, at + 1);
          vrf = line.name(at + 1, end);
          at = end;
        }
        case "extendable", "no-payload", "no-alias", "match-in-vrf" -> at++;
        default -> {
          return Outcome.UNSUPPORTED;
        }
      }
    }
    if (local == null
        || global == null && globalInterface == null
        || localPort < 0
        || globalPort < 0
        || length < 0
        || length > 32) {
      return Outcome.UNSUPPORTED;
    }
    draft.natStatics.add(
        new IosNat.Static(
            line.number(),
            protocol,
            local,
            localPort,
            global,
            globalInterface,
            globalPort,
            length,
            vrf));
    return Outcome.UNDERSTOOD;
  }

  private static int port(SourceLine line, int i) {
    int port = line.number(i, 1, 65535);
    return port >= 0 ? port : WellKnown.port(line.keyword(i));
  }

  private static Outcome dynamic(Draft draft, SourceLine line) {
    int at = 5;
    while (at < line.count() && !line.is(at, "pool") && !line.is(at, "interface")) {
      at++;
    }
    String selector = line.name(5, at);
    if (at + 1 >= line.count() || selector.isEmpty()) {
      return Outcome.UNSUPPORTED;
    }
    boolean byPool = line.is(at, "pool");
    String target = byPool ? line.word(at + 1) : InterfaceNames.at(line, at + 1);
    at += 1 + (byPool ? 1 : InterfaceNames.words(line, at + 1));
    boolean overload = false;
    String vrf = null;
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "overload" -> {
          overload = true;
          at++;
        }
        case "vrf" -> {
          int end = endOfVrf(line, at + 1);
          vrf = line.name(at + 1, end);
          at = end;
        }
        case "match-in-vrf" -> at++;
        default -> {
          return Outcome.UNSUPPORTED;
        }
      }
    }
    boolean byList = line.is(4, "list");
    draft.natDynamics.add(
        new IosNat.Dynamic(
            line.number(),
            byList ? selector : null,
            byList ? null : selector,
            byPool ? target : null,
            byPool ? null : target,
            overload,
            vrf));
    return Outcome.UNDERSTOOD;
  }

  private static int endOfVrf(SourceLine line, int from) {
    int at = from;
    while (at < line.count()) {
      switch (line.keyword(at)) {
        case "overload", "extendable", "no-payload", "no-alias", "match-in-vrf" -> {
          return at;
        }
        default -> at++;
      }
    }
    return at;
  }

  private static Outcome pool(Draft draft, SourceLine line) {
    @Nullable Ipv4Address first = line.address(4);
    @Nullable Ipv4Address last = line.address(5);
    int length =
        line.is(6, "prefix-length")
            ? line.number(7, 0, 32)
            : line.is(6, "netmask") ? line.maskLength(7) : -1;
    if (line.negated() || first == null || last == null || length < 0) {
      return Outcome.UNSUPPORTED;
    }
    draft.natPools.put(
        line.word(3), new IosNat.Pool(line.word(3), line.number(), first, last, length));
    return Outcome.UNDERSTOOD;
  }
}
