package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosInterfaceTypes;
import io.towpath.devices.ios.parse.VlanRanges;
import io.towpath.network.SwitchPort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bridging: which ports carry which VLANs. */
final class SwitchPorts {

  private static final int DEFAULT_VLAN = 1;

  private SwitchPorts() {}

  /** True if the device is a switch: its ports bridge unless they say {@code no switchport}. */
  static boolean bridges(IosConfig config) {
    return config.interfaces().values().stream()
        .flatMap(block -> block.statements().stream())
        .anyMatch(SwitchPorts::isSwitching);
  }

  private static boolean isSwitching(InterfaceStatement statement) {
    return switch (statement) {
      case InterfaceStatement.Switchport _,
          InterfaceStatement.SwitchportMode _,
          InterfaceStatement.AccessVlan _,
          InterfaceStatement.NativeVlan _,
          InterfaceStatement.AllowedVlans _ ->
          true;
      default -> false;
    };
  }

  /** The VLAN of a switched virtual interface; 0 if the name has none. */
  static int vlanOf(String name) {
    List<Integer> vlans = VlanRanges.parse(name.substring("Vlan".length()));
    return vlans.size() == 1 ? vlans.getFirst() : 0;
  }

  /** Layer 2 role of an interface of a switch; null for a routed one. */
  static @Nullable SwitchPort of(IosInterface block) {
    boolean canBridge = !block.isSubinterface() && IosInterfaceTypes.isEthernet(block.name());
    boolean routed = !canBridge;
    String mode = "";
    int access = DEFAULT_VLAN;
    int nativeVlan = DEFAULT_VLAN;
    List<Integer> allowed = new ArrayList<>();
    boolean all = true;
    for (InterfaceStatement statement : block.statements()) {
      switch (statement) {
        case InterfaceStatement.Switchport(_, boolean on) -> routed = !on;
        // A port cannot have an address unless it is routed.
        case InterfaceStatement.Address _, InterfaceStatement.Unnumbered _ -> routed = true;
        // A member of a bundle carries what the bundle carries; the bundle is the port.
        case InterfaceStatement.ChannelGroup _ -> routed = true;
        case InterfaceStatement.SwitchportMode(_, String word) -> mode = word;
        case InterfaceStatement.AccessVlan(_, int vlan) -> access = vlan;
        case InterfaceStatement.NativeVlan(_, int vlan) -> nativeVlan = vlan;
        case InterfaceStatement.AllowedVlans(_, String ranges, boolean add) -> {
          if (!add) {
            allowed.clear();
          }
          all = ranges.equals("all");
          allowed.addAll(VlanRanges.parse(ranges));
        }
        default -> {
          // Nothing else is about bridging.
        }
      }
    }
    if (routed) {
      return null;
    }
    if (!mode.equals("trunk")) {
      return new SwitchPort(List.of(access), false, 0);
    }
    return all ? new SwitchPort(List.of(), true, nativeVlan) : trunk(allowed, nativeVlan);
  }

  private static SwitchPort trunk(List<Integer> allowed, int nativeVlan) {
    // An empty list would mean all VLANs; a trunk that allows none carries a VLAN that nobody has.
    List<Integer> vlans = allowed.isEmpty() ? List.of(NO_VLAN) : allowed;
    boolean carriesNative = allowed.contains(nativeVlan);
    List<Integer> tagged = vlans.stream().filter(vlan -> vlan != nativeVlan).distinct().toList();
    return new SwitchPort(
        tagged.isEmpty() ? List.of(NO_VLAN) : tagged, true, carriesNative ? nativeVlan : 0);
  }

  private static final int NO_VLAN = 4095;
}
