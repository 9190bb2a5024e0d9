package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.InterfaceStatement.TunnelKind;
import io.towpath.net.Ipv4Address;
import java.util.List;

/** {@code tunnel …} in interface mode. */
final class TunnelLines {

  private TunnelLines() {}

  static Outcome read(SourceLine line, List<InterfaceStatement> statements) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    InterfaceStatement statement =
        switch (line.keyword(1)) {
          case "source" -> {
            Ipv4Address address = line.address(2);
            yield new InterfaceStatement.TunnelSource(
                line.number(), address, address == null ? InterfaceNames.at(line, 2) : null);
          }
          case "destination" ->
              line.isAddress(2) || line.is(2, "dynamic")
                  ? new InterfaceStatement.TunnelDestination(line.number(), line.address(2))
                  : null;
          case "vrf" ->
              line.count() > 2
                  ? new InterfaceStatement.TunnelVrf(line.number(), line.name(2))
                  : null;
          case "key" ->
              line.number(2) >= 0
                  ? new InterfaceStatement.TunnelKey(line.number(), line.number(2))
                  : null;
          case "mode" -> new InterfaceStatement.TunnelMode(line.number(), kind(line));
          case "protection" -> protection(line);
          default -> null;
        };
    if (statement != null) {
      statements.add(statement);
    }
    boolean modelled =
        statement != null
            // Two ends with different keys do not pair; the keys are not compared.
            && !(statement instanceof InterfaceStatement.TunnelKey)
            && !(statement instanceof InterfaceStatement.TunnelMode(_, TunnelKind kind)
                && kind == TunnelKind.OTHER);
    return Outcome.of(modelled || HARMLESS.contains(line.keyword(1)));
  }

  // Path MTU, TOS, TTL, bandwidth and checksums change no path here.
  private static final java.util.Set<String> HARMLESS =
      java.util.Set.of(
          "path-mtu-discovery",
          "tos",
          "ttl",
          "bandwidth",
          "checksum",
          "sequence-datagrams",
          "route-via",
          "udlr",
          "raw-udp");

  private static TunnelKind kind(SourceLine line) {
    if (line.is(2, "gre") && (line.count() == 3 || line.is(3, "ip"))) {
      return TunnelKind.GRE;
    }
    return line.is(2, "ipsec") && line.is(3, "ipv4") && line.count() == 4
        ? TunnelKind.IPSEC_IPV4
        : TunnelKind.OTHER;
  }

  private static InterfaceStatement.@org.jspecify.annotations.Nullable TunnelProtection protection(
      SourceLine line) {
    if (!line.is(2, "ipsec") || !line.is(3, "profile") || line.count() < 5) {
      return null;
    }
    int to = line.is(line.count() - 1, "shared") ? line.count() - 1 : line.count();
    return new InterfaceStatement.TunnelProtection(line.number(), line.name(4, to));
  }
}
