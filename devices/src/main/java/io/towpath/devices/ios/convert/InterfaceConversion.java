package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosInterfaceTypes;
import io.towpath.devices.ios.IosKinds;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Origin;
import io.towpath.network.Interface;
import io.towpath.network.InterfaceAddress;
import io.towpath.network.LinkKind;
import io.towpath.network.LinkState;
import io.towpath.network.NatSide;
import io.towpath.network.SwitchPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Interfaces: physical ones, sub-interfaces, switched virtual interfaces, loopbacks, tunnels. */
final class InterfaceConversion {

  private final Conversion conversion;
  private final FilterConversion filters;
  private final TunnelConversion tunnels;
  private final boolean bridges;
  private final Map<String, Interface> converted = new LinkedHashMap<>();
  private final Set<Integer> bundles = new HashSet<>();

  InterfaceConversion(Conversion conversion, FilterConversion filters, TunnelConversion tunnels) {
    this.conversion = conversion;
    this.filters = filters;
    this.tunnels = tunnels;
    this.bridges = SwitchPorts.bridges(conversion.config);
  }

  /** All interfaces in the order of the file, and parents that only their sub-interfaces name. */
  List<Interface> convert() {
    for (IosInterface block : conversion.config.interfaces().values()) {
      if (block.isSubinterface()
          && !conversion.config.interfaces().containsKey(block.parent())
          && !converted.containsKey(block.parent())) {
        converted.put(block.parent(), parentOf(block));
      }
      converted.put(block.name(), convert(block));
    }
    for (IosInterface block : conversion.config.interfaces().values()) {
      tunnels.convert(block, converted);
    }
    return List.copyOf(converted.values());
  }

  /** The interface of that name, once all are converted; null if there is none. */
  @Nullable Interface named(String name) {
    return converted.get(name);
  }

  private Interface parentOf(IosInterface child) {
    return Interface.named(child.parent(), "default", conversion.origin(child.line()))
        .bandwidthKbps(IosInterfaceTypes.bandwidthKbps(child.parent()))
        .build();
  }

  private Interface convert(IosInterface block) {
    Origin origin = conversion.origin(block.line());
    Settings settings = fold(block);
    boolean tunnel = tunnels.isTunnel(block.name());
    Interface.Builder builder =
        Interface.named(block.name(), settings.vrf, origin)
            .addresses(settings.addresses())
            .dhcp(settings.dhcpLine > 0)
            .unnumbered(settings.unnumbered)
            .link(tunnel ? LinkKind.TUNNEL : LinkKind.WIRE)
            .state(settings.shutdown ? LinkState.ADMIN_DOWN : LinkState.UP)
            .mtu(settings.ipMtu > 0 ? settings.ipMtu : settings.mtu)
            .bandwidthKbps(settings.bandwidthKbps)
            .filtersIn(filters(settings.accessIn))
            .filtersOut(filters(settings.accessOut))
            .natSide(settings.natSide)
            .sendsUnreachables(settings.sendsUnreachables);
    if (block.isSubinterface()) {
      builder.parent(block.parent()).tags(settings.tags);
    }
    if (block.name().startsWith("Vlan")) {
      builder.bridgedVlan(SwitchPorts.vlanOf(block.name()));
    }
    SwitchPort port = bridges ? SwitchPorts.of(block) : null;
    return builder.switchPort(port).build();
  }

  private List<String> filters(@Nullable String list) {
    String filter = list == null ? null : filters.named(list);
    return filter == null ? List.of() : List.of(filter);
  }

  /** What the statements of an interface come to, later ones replacing earlier ones. */
  private static final class Settings {
    private String vrf = "default";
    private @Nullable InterfaceAddress primary;

    /** Line of {@code ip address dhcp} if that holds, else 0. */
    private int dhcpLine;

    // By address, so that a secondary address written twice counts once.
    private final Map<Ipv4Address, InterfaceAddress> secondaries = new TreeMap<>();
    private @Nullable String unnumbered;
    private List<Integer> tags = List.of();
    private boolean shutdown;
    private int mtu = 1500;
    private int ipMtu;
    private long bandwidthKbps;
    private @Nullable String accessIn;
    private @Nullable String accessOut;
    private NatSide natSide = NatSide.NONE;
    private boolean sendsUnreachables = true;
    private boolean encapsulated;

    private List<InterfaceAddress> addresses() {
      List<InterfaceAddress> all = new ArrayList<>();
      if (primary != null) {
        all.add(primary);
      }
      all.addAll(secondaries.values());
      return all;
    }
  }

  private Settings fold(IosInterface block) {
    Settings settings = new Settings();
    settings.bandwidthKbps = Bandwidths.of(conversion.config, block);
    for (InterfaceStatement statement : block.statements()) {
      apply(block, statement, settings);
    }
    boolean lacksTag = block.isSubinterface() && !settings.encapsulated;
    if (lacksTag && settings.primary != null && IosInterfaceTypes.isEthernet(block.name())) {
      conversion.remark(
          IosKinds.SUBINTERFACE_WITHOUT_TAG,
          block.line(),
          "The sub-interface "
              + block.name()
              + " has an address and no encapsulation; IOS-XE then refuses the address.",
          "Add \"encapsulation dot1Q\" with the VLAN.",
          new Scope.OfInterface(block.name()));
      settings.primary = null;
      settings.secondaries.clear();
    }
    return settings;
  }

  private void apply(IosInterface block, InterfaceStatement statement, Settings settings) {
    switch (statement) {
      case InterfaceStatement.Shutdown(_, boolean on) -> settings.shutdown = on;
      case InterfaceStatement.VrfForwarding(int line, String vrf) ->
          enterVrf(block, line, vrf, settings);
      case InterfaceStatement.Address(
              int line,
              Ipv4Address address,
              int length,
              boolean secondary) -> {
        if (secondary) {
          settings.secondaries.put(address, new InterfaceAddress(address, length, true));
        } else {
          settings.primary = InterfaceAddress.of(address, length);
          // A lease carries the line that asked for it.
          settings.dhcpLine = line == settings.dhcpLine ? line : 0;
        }
      }
      case InterfaceStatement.DhcpAddress(int line) -> {
        settings.primary = null;
        settings.dhcpLine = line;
      }
      case InterfaceStatement.NoAddress(_) -> {
        settings.primary = null;
        settings.dhcpLine = 0;
        settings.secondaries.clear();
      }
      case InterfaceStatement.Unnumbered(_, String of) ->
          settings.unnumbered = conversion.config.interfaces().containsKey(of) ? of : null;
      case InterfaceStatement.Dot1q(_, int outer, int inner, boolean untagged) -> {
        settings.encapsulated = true;
        settings.tags = untagged ? List.of() : inner > 0 ? List.of(outer, inner) : List.of(outer);
      }
      case InterfaceStatement.Mtu(_, int bytes) -> settings.mtu = bytes;
      case InterfaceStatement.IpMtu(_, int bytes) -> settings.ipMtu = bytes;
      case InterfaceStatement.Bandwidth(_, long kbps) -> settings.bandwidthKbps = kbps;
      case InterfaceStatement.AccessGroup(_, String list, boolean in) -> {
        if (in) {
          settings.accessIn = list;
        } else {
          settings.accessOut = list;
        }
      }
      case InterfaceStatement.Nat(_, boolean inside) ->
          settings.natSide = inside ? NatSide.INSIDE : NatSide.OUTSIDE;
      case InterfaceStatement.Unreachables(_, boolean sent) -> settings.sendsUnreachables = sent;
      case InterfaceStatement.AddressIpv6(_, var address, int length) ->
          conversion.remark(
              IosKinds.IPV6_ADDRESS,
              statement.line(),
              "The IPv6 address "
                  + address
                  + "/"
                  + length
                  + " is kept aside: IPv4 alone is routed.",
              "",
              new Scope.OfInterface(block.name()));
      case InterfaceStatement.ChannelGroup(int line, int group) -> {
        if (bundles.add(group)) {
          conversion.remark(
              IosKinds.PORT_CHANNEL,
              line,
              "Port-channel" + group + " is one link here; its members carry nothing themselves.",
              "",
              new Scope.OfInterface("Port-channel" + group));
        }
      }
      // Others read these: tunnels, OSPF, redundancy, bridging; or nothing follows from them.
      case InterfaceStatement.Description _,
          InterfaceStatement.AdjustMss _,
          InterfaceStatement.OspfArea _,
          InterfaceStatement.OspfCost _,
          InterfaceStatement.OspfNetworkType _,
          InterfaceStatement.OspfPriority _,
          InterfaceStatement.OspfHello _,
          InterfaceStatement.OspfDead _,
          InterfaceStatement.GroupAddress _,
          InterfaceStatement.GroupPriority _,
          InterfaceStatement.GroupPreempt _,
          InterfaceStatement.GroupTimers _,
          InterfaceStatement.GroupTrack _,
          InterfaceStatement.TunnelSource _,
          InterfaceStatement.TunnelDestination _,
          InterfaceStatement.TunnelMode _,
          InterfaceStatement.TunnelVrf _,
          InterfaceStatement.TunnelProtection _,
          InterfaceStatement.TunnelKey _,
          InterfaceStatement.SwitchportMode _,
          InterfaceStatement.Switchport _,
          InterfaceStatement.AccessVlan _,
          InterfaceStatement.NativeVlan _,
          InterfaceStatement.AllowedVlans _,
          InterfaceStatement.Bfd _ -> {}
    }
  }

  /** Entering a VRF takes the addresses away that the interface had in the VRF before. */
  private void enterVrf(IosInterface block, int line, String vrf, Settings settings) {
    if (!conversion.isDefined(vrf)) {
      return;
    }
    if (!settings.vrf.equals(vrf) && settings.primary != null) {
      conversion.remark(
          IosKinds.ADDRESS_BEFORE_VRF,
          line,
          "The address of "
              + block.name()
              + " stands before its VRF; IOS-XE removes it when the interface enters the VRF.",
          "Write the VRF before the address.",
          new Scope.OfInterface(block.name()));
      settings.primary = null;
      settings.secondaries.clear();
    }
    settings.vrf = vrf;
  }
}
