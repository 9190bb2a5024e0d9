package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Ipv6Address;
import org.jspecify.annotations.Nullable;

/** A line in interface mode. Every record begins with its line number. */
public sealed interface InterfaceStatement {

  /** Line number, 1-based. */
  int line();

  /** First-hop redundancy protocols. */
  enum Redundancy {
    HSRP,
    VRRP
  }

  /** Kinds of tunnel that {@code tunnel mode} names. */
  enum TunnelKind {
    GRE,
    IPSEC_IPV4,
    /** A mode that is not modelled; the line is unsupported as well. */
    OTHER
  }

  record Description(int line, String text) implements InterfaceStatement {}

  record Shutdown(int line, boolean on) implements InterfaceStatement {}

  record VrfForwarding(int line, String vrf) implements InterfaceStatement {}

  record Address(int line, Ipv4Address address, int length, boolean secondary)
      implements InterfaceStatement {}

  /** {@code ip address dhcp}. */
  record DhcpAddress(int line) implements InterfaceStatement {}

  record NoAddress(int line) implements InterfaceStatement {}

  record Unnumbered(int line, String of) implements InterfaceStatement {}

  record AddressIpv6(int line, Ipv6Address address, int length) implements InterfaceStatement {}

  /**
   * {@code encapsulation dot1Q}.
   *
   * @param outer VLAN on the wire
   * @param inner second tag (QinQ); 0 if there is one tag only
   * @param untagged the native VLAN: frames carry no tag
   */
  record Dot1q(int line, int outer, int inner, boolean untagged) implements InterfaceStatement {}

  record Mtu(int line, int bytes) implements InterfaceStatement {}

  record IpMtu(int line, int bytes) implements InterfaceStatement {}

  record Bandwidth(int line, long kbps) implements InterfaceStatement {}

  record AdjustMss(int line, int bytes) implements InterfaceStatement {}

  record OspfArea(int line, int process, long area) implements InterfaceStatement {}

  record OspfCost(int line, int cost) implements InterfaceStatement {}

  record OspfNetworkType(int line, String type) implements InterfaceStatement {}

  record OspfPriority(int line, int priority) implements InterfaceStatement {}

  record OspfHello(int line, int seconds) implements InterfaceStatement {}

  record OspfDead(int line, int seconds) implements InterfaceStatement {}

  record AccessGroup(int line, String list, boolean in) implements InterfaceStatement {}

  record Nat(int line, boolean inside) implements InterfaceStatement {}

  record Unreachables(int line, boolean sent) implements InterfaceStatement {}

  /**
   * Virtual address of a first-hop redundancy group.
   *
   * @param address null when it is learned from the active router
   */
  record GroupAddress(
      int line, Redundancy protocol, int group, @Nullable Ipv4Address address, boolean secondary)
      implements InterfaceStatement {}

  record GroupPriority(int line, Redundancy protocol, int group, int priority)
      implements InterfaceStatement {}

  record GroupPreempt(int line, Redundancy protocol, int group, boolean on)
      implements InterfaceStatement {}

  record GroupTimers(
      int line, Redundancy protocol, int group, int helloMilliseconds, int holdMilliseconds)
      implements InterfaceStatement {}

  /** {@code standby G track OBJECT decrement N}; {@code decrement} 0 means shutdown. */
  record GroupTrack(int line, Redundancy protocol, int group, int object, int decrement)
      implements InterfaceStatement {}

  record TunnelSource(int line, @Nullable Ipv4Address address, @Nullable String from)
      implements InterfaceStatement {}

  /** {@code tunnel destination}; a null address is {@code dynamic}. */
  record TunnelDestination(int line, @Nullable Ipv4Address address) implements InterfaceStatement {}

  record TunnelMode(int line, TunnelKind kind) implements InterfaceStatement {}

  record TunnelVrf(int line, String vrf) implements InterfaceStatement {}

  record TunnelProtection(int line, String profile) implements InterfaceStatement {}

  record TunnelKey(int line, long key) implements InterfaceStatement {}

  record SwitchportMode(int line, String mode) implements InterfaceStatement {}

  /** {@code switchport} (on) or {@code no switchport} (a routed port). */
  record Switchport(int line, boolean on) implements InterfaceStatement {}

  record AccessVlan(int line, int vlan) implements InterfaceStatement {}

  record NativeVlan(int line, int vlan) implements InterfaceStatement {}

  /** {@code switchport trunk allowed vlan}; ranges as written, {@code all}, {@code none}. */
  record AllowedVlans(int line, String ranges, boolean add) implements InterfaceStatement {}

  record ChannelGroup(int line, int number) implements InterfaceStatement {}

  record Bfd(int line, int transmitMilliseconds, int receiveMilliseconds, int multiplier)
      implements InterfaceStatement {}
}
