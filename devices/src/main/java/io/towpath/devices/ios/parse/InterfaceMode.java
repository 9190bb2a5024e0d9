package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code interface NAME}. */
final class InterfaceMode implements Mode {

  private final Draft draft;
  private final String name;
  private final List<InterfaceStatement> statements;

  InterfaceMode(Draft draft, String name, List<InterfaceStatement> statements) {
    this.draft = draft;
    this.name = name;
    this.statements = statements;
  }

  @Override
  public Scope scope() {
    return new Scope.OfInterface(name);
  }

  @Override
  public Outcome accept(SourceLine line) {
    return switch (line.keyword(0)) {
      case "description" -> add(new InterfaceStatement.Description(line.number(), line.rest(1)));
      case "shutdown", "shut" ->
          add(new InterfaceStatement.Shutdown(line.number(), !line.negated()));
      case "ip" -> ip(line);
      case "ipv6" -> ipv6(line);
      case "vrf" -> line.is(1, "forwarding") ? forwarding(line, 2) : Outcome.UNKNOWN;
      case "encapsulation", "encap" -> encapsulation(line);
      case "mtu" -> mtu(line);
      case "bandwidth" -> bandwidth(line);
      case "tunnel" -> TunnelLines.read(line, statements);
      case "standby" -> RedundancyLines.standby(line, statements);
      case "vrrp" -> vrrp(line);
      case "switchport" -> SwitchportLines.read(line, statements);
      case "channel-group" -> {
        int group = line.number(1, 1, 65535);
        yield line.negated() || group < 0
            ? Outcome.of(line.negated())
            : add(new InterfaceStatement.ChannelGroup(line.number(), group));
      }
      case "bfd" -> bfd(line);
      // The global commands of the same name have more words than these.
      case "crypto" ->
          line.is(1, "map") && line.count() <= 3 || line.is(1, "ipsec") && line.is(2, "df-bit")
              ? Outcome.of(line.negated() || !line.is(1, "map"))
              : Outcome.UNKNOWN;
      case "mpls" -> line.is(1, "ip") ? Outcome.of(line.negated()) : Outcome.UNKNOWN;
      case "logging" -> line.is(1, "event") ? Outcome.UNDERSTOOD : Outcome.UNKNOWN;
      case "mac-address",
          "xconnect",
          "service",
          "bridge-group",
          "backup",
          "bridge-domain",
          "zone-member",
          "ethernet",
          "dialer",
          "ppp",
          "pppoe",
          "nhrp",
          "isis",
          "l2protocol-tunnel",
          "rewrite",
          "peer" ->
          Outcome.of(line.negated());
      default -> HarmlessLines.inInterface(line.keyword(0)) ? Outcome.UNDERSTOOD : Outcome.UNKNOWN;
    };
  }

  private Outcome ip(SourceLine line) {
    return switch (line.keyword(1)) {
      case "address", "add" -> address(line);
      case "unnumbered" ->
          add(new InterfaceStatement.Unnumbered(line.number(), InterfaceNames.at(line, 2)));
      case "vrf" -> line.is(2, "forwarding") ? forwarding(line, 3) : Outcome.UNKNOWN;
      case "ospf" -> OspfInterfaceLines.read(line, statements);
      case "mtu" -> {
        int bytes = line.number(2, 68, 18000);
        yield bytes < 0
            ? Outcome.of(line.negated())
            : add(new InterfaceStatement.IpMtu(line.number(), bytes));
      }
      case "tcp" -> {
        int bytes = line.number(3, 500, 65535);
        yield !line.is(2, "adjust-mss")
            ? Outcome.UNKNOWN
            : bytes < 0
                ? Outcome.of(line.negated())
                : add(new InterfaceStatement.AdjustMss(line.number(), bytes));
      }
      case "access-group" -> accessGroup(line);
      case "nat" -> {
        boolean inside = line.is(2, "inside");
        yield line.count() != 3 || !inside && !line.is(2, "outside")
            ? (line.is(2, "enable") ? Outcome.UNSUPPORTED : Outcome.UNKNOWN)
            : line.negated()
                ? Outcome.UNDERSTOOD
                : add(new InterfaceStatement.Nat(line.number(), inside));
      }
      case "unreachables" ->
          add(new InterfaceStatement.Unreachables(line.number(), !line.negated()));
      case "policy",
          "inspect",
          "nhrp",
          "split-horizon",
          "summary-address",
          "rip",
          "hello-interval",
          "hold-time",
          "authentication",
          "next-hop-self",
          "router" ->
          Outcome.of(line.negated());
      // Unicast reverse path checks drop packets.
      case "verify" -> Outcome.of(line.negated() || !line.is(2, "unicast"));
      default ->
          HarmlessLines.ipInInterface(line.keyword(1)) ? Outcome.UNDERSTOOD : Outcome.UNKNOWN;
    };
  }

  private Outcome address(SourceLine line) {
    if (line.negated()) {
      return line.count() == 2
          ? add(new InterfaceStatement.NoAddress(line.number()))
          : Outcome.UNSUPPORTED;
    }
    if (line.is(2, "dhcp") && line.count() == 3) {
      return add(new InterfaceStatement.DhcpAddress(line.number()));
    }
    Ipv4Address address = line.address(2);
    int length = line.maskLength(3);
    boolean secondary = line.is(4, "secondary");
    if (address == null || length < 0 || line.count() > (secondary ? 5 : 4)) {
      // negotiated, pool: the address is not in the configuration.
      return Outcome.UNSUPPORTED;
    }
    return add(new InterfaceStatement.Address(line.number(), address, length, secondary));
  }

  private Outcome forwarding(SourceLine line, int from) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    int downstream = line.find(from, "downstream");
    int to = downstream > from ? downstream : line.count();
    return to <= from
        ? Outcome.UNSUPPORTED
        : add(new InterfaceStatement.VrfForwarding(line.number(), line.name(from, to)));
  }

  private Outcome ipv6(SourceLine line) {
    if (line.negated()
        || line.is(1, "enable")
        || line.is(1, "nd")
        || line.is(1, "redirects")
        || line.is(1, "unreachables")
        || line.is(1, "mtu")
        || line.is(1, "tcp")) {
      return Outcome.UNDERSTOOD;
    }
    return switch (line.keyword(1)) {
      case "address" -> {
        String word = line.word(2);
        int slash = word.indexOf('/');
        int length = slash < 0 ? -1 : Numbers.decimal(word.substring(slash + 1));
        Ipv6Address address = length < 0 || length > 128 ? null : ipv6(word.substring(0, slash));
        yield address == null || line.count() > 3
            ? Outcome.UNSUPPORTED
            : add(new InterfaceStatement.AddressIpv6(line.number(), address, length));
      }
      case "ospf",
          "traffic-filter",
          "dhcp",
          "rip",
          "eigrp",
          "router",
          "verify",
          "unnumbered",
          "policy",
          "nat" ->
          Outcome.UNSUPPORTED;
      default -> Outcome.UNKNOWN;
    };
  }

  private static @Nullable Ipv6Address ipv6(String text) {
    try {
      return Ipv6Address.parse(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private Outcome vrrp(SourceLine line) {
    int group = line.number(1, 1, 255);
    if (group > 0 && line.is(2, "address-family") && line.count() == 4) {
      // VRRP version 3 has a block for each group; that of IPv6 is not modelled.
      boolean ipv4 = line.is(3, "ipv4");
      Mode block = new VrrpMode(group, ipv4 ? statements : new ArrayList<>(), scope());
      draft.open(ipv4 ? block : new RefusedMode(block, scope()));
      return Outcome.of(ipv4);
    }
    return RedundancyLines.vrrp(line, statements);
  }

  private Outcome encapsulation(SourceLine line) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    int outer = line.number(2, 1, 4094);
    if (!line.is(1, "dot1q") || outer < 0) {
      return Outcome.UNSUPPORTED;
    }
    if (line.is(3, "second-dot1q")) {
      int inner = line.number(4, 1, 4094);
      return inner < 0 || line.count() > 5
          ? Outcome.UNSUPPORTED
          : add(new InterfaceStatement.Dot1q(line.number(), outer, inner, false));
    }
    boolean untagged = line.is(3, "native");
    return line.count() > (untagged ? 4 : 3)
        ? Outcome.UNSUPPORTED
        : add(new InterfaceStatement.Dot1q(line.number(), outer, 0, untagged));
  }

  private Outcome mtu(SourceLine line) {
    int bytes = line.number(1, 64, 18000);
    return bytes < 0
        ? Outcome.of(line.negated())
        : add(new InterfaceStatement.Mtu(line.number(), bytes));
  }

  private Outcome bandwidth(SourceLine line) {
    long kbps = line.number(1);
    return kbps < 1
        ? Outcome.of(line.negated() || line.is(1, "receive") || line.is(1, "inherit"))
        : add(new InterfaceStatement.Bandwidth(line.number(), kbps));
  }

  private Outcome accessGroup(SourceLine line) {
    int last = line.count() - 1;
    boolean in = line.is(last, "in");
    if (last < 3 || !in && !line.is(last, "out")) {
      return Outcome.UNSUPPORTED;
    }
    return line.negated()
        ? Outcome.UNDERSTOOD
        : add(new InterfaceStatement.AccessGroup(line.number(), line.name(2, last), in));
  }

  private Outcome bfd(SourceLine line) {
    if (!line.is(1, "interval")) {
      // Echo mode, templates and jitter do not decide whether a neighbor is reachable.
      return Outcome.of(line.is(1, "echo") || line.is(1, "template") || line.is(1, "jitter"));
    }
    int transmit = line.number(2, 50, 9999);
    int receive = line.number(4, 1, 9999);
    int multiplier = line.number(6, 3, 50);
    return transmit < 0 || receive < 0 || multiplier < 0 || !line.is(3, "min_rx")
        ? Outcome.of(line.negated())
        : add(new InterfaceStatement.Bfd(line.number(), transmit, receive, multiplier));
  }

  private Outcome add(InterfaceStatement statement) {
    statements.add(statement);
    return Outcome.UNDERSTOOD;
  }
}
