package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.InterfaceStatement.TunnelKind;
import io.towpath.devices.ios.IosCrypto;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.Scope;
import io.towpath.net.IpAddress;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Interface;
import io.towpath.network.LinkState;
import io.towpath.network.Timers;
import io.towpath.network.TunnelEnd;
import io.towpath.network.Vrf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tunnel interfaces: GRE and IPsec virtual tunnel interfaces. */
final class TunnelConversion {

  private final Conversion conversion;
  private final CryptoConversion crypto;
  private final List<TunnelEnd> ends = new ArrayList<>();

  TunnelConversion(Conversion conversion) {
    this.conversion = conversion;
    this.crypto = new CryptoConversion(conversion);
  }

  /** The tunnel ends, once all interfaces are converted. */
  List<TunnelEnd> ends() {
    return ends;
  }

  /** True for a tunnel interface of the configuration. */
  boolean isTunnel(String name) {
    return name.startsWith("Tunnel") && conversion.config.interfaces().containsKey(name);
  }

  /** What the tunnel lines of an interface say. */
  private static final class Lines {
    private @Nullable Ipv4Address source;
    private @Nullable String sourceInterface;
    private @Nullable Ipv4Address destination;
    private boolean dynamic;
    private TunnelKind kind = TunnelKind.GRE;
    private String underlay = Vrf.DEFAULT;
    private @Nullable String profile;
    private boolean shutdown;

    private void read(IosInterface block, Conversion conversion) {
      for (InterfaceStatement statement : block.statements()) {
        switch (statement) {
          case InterfaceStatement.TunnelSource(_, Ipv4Address address, String from) -> {
            source = address;
            sourceInterface = from;
          }
          case InterfaceStatement.TunnelDestination(_, Ipv4Address address) -> {
            destination = address;
            dynamic = address == null;
          }
          case InterfaceStatement.TunnelMode(_, TunnelKind mode) -> kind = mode;
          case InterfaceStatement.TunnelVrf(_, String vrf) -> underlay = conversion.vrfName(vrf);
          case InterfaceStatement.TunnelProtection(_, String name) -> profile = name;
          case InterfaceStatement.Shutdown(_, boolean on) -> shutdown = on;
          default -> {
            // The rest is not about the tunnel.
          }
        }
      }
    }
  }

  /**
   * Makes the tunnel end of a tunnel interface. A tunnel that cannot come up, whatever the other
   * end does, has none; its interface is down.
   */
  void convert(IosInterface block, Map<String, Interface> interfaces) {
    if (!isTunnel(block.name())) {
      return;
    }
    Lines lines = new Lines();
    lines.read(block, conversion);
    IpAddress local = local(lines, interfaces);
    String obstacle = obstacle(lines, local);
    if (obstacle != null || local == null) {
      Interface iface = interfaces.get(block.name());
      if (iface != null && iface.state() == LinkState.UP) {
        interfaces.put(block.name(), iface.withState(LinkState.CARRIER_DOWN));
        conversion.remark(
            IosKinds.INCOMPLETE_TUNNEL,
            block.line(),
            "The tunnel " + block.name() + " stays down: " + obstacle + ".",
            "Complete the tunnel, or shut it down.",
            new Scope.OfInterface(block.name()));
      }
      return;
    }
    ends.add(end(block, lines, local));
  }

  private @Nullable IpAddress local(Lines lines, Map<String, Interface> interfaces) {
    if (lines.source != null) {
      return lines.source;
    }
    Interface from = lines.sourceInterface == null ? null : interfaces.get(lines.sourceInterface);
    if (from != null && from.primaryAddress() == null && from.unnumbered() != null) {
      from = interfaces.get(from.unnumbered());
    }
    return from == null ? null : from.primaryAddress();
  }

  /** Why the tunnel cannot come up; null if nothing on this side stands in the way. */
  private @Nullable String obstacle(Lines lines, @Nullable IpAddress local) {
    if (lines.kind == TunnelKind.OTHER) {
      return "its mode is not modelled";
    }
    if (local == null) {
      return "it has no source address";
    }
    if (lines.destination == null && !lines.dynamic) {
      return "it has no destination";
    }
    if (lines.profile == null) {
      return lines.kind == TunnelKind.IPSEC_IPV4 ? "it has no IPsec profile" : null;
    }
    return crypto.obstacle(lines.profile);
  }

  private TunnelEnd end(IosInterface block, Lines lines, IpAddress local) {
    IosCrypto.IpsecProfile profile = crypto.profile(lines.profile);
    TunnelEnd.Kind kind =
        lines.kind == TunnelKind.IPSEC_IPV4
            ? TunnelEnd.Kind.IPSEC
            : profile == null ? TunnelEnd.Kind.GRE : TunnelEnd.Kind.GRE_IPSEC;
    return new TunnelEnd(
        block.name(),
        block.name(),
        kind,
        block.name(),
        lines.underlay,
        local,
        lines.destination,
        profile == null
            ? null
            : crypto.parameters(profile, lines.underlay, local, lines.destination),
        List.of(),
        lines.destination != null && (profile == null || !profile.responderOnly()),
        true,
        !lines.shutdown,
        profile == null ? Timers.DPD : crypto.timers(profile),
        conversion.origin(block.line()));
  }
}
