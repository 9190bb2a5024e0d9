package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosInterface;

/** Bandwidths that IOS-XE gives interfaces which have no {@code bandwidth} line, in kbit/s. */
final class Bandwidths {

  private Bandwidths() {}

  /** Bandwidth of an interface, by its own line, that of its parent, its members, or its type. */
  static long of(IosConfig config, IosInterface block) {
    IosInterface parent = config.interfaces().get(block.parent());
    long written = written(block);
    if (written == 0 && block.isSubinterface() && parent != null) {
      written = written(parent);
    }
    if (written > 0) {
      return written;
    }
    if (block.parent().startsWith("Port-channel")) {
      return Math.max(ofMembers(config, block.parent()), ofType("GigabitEthernet"));
    }
    return ofType(block.parent());
  }

  private static long written(IosInterface block) {
    long kbps = 0;
    for (InterfaceStatement statement : block.statements()) {
      if (statement instanceof InterfaceStatement.Bandwidth(_, long value)) {
        kbps = value;
      }
    }
    return kbps;
  }

  private static long ofMembers(IosConfig config, String channel) {
    String number = channel.substring("Port-channel".length());
    long sum = 0;
    for (IosInterface member : config.interfaces().values()) {
      for (InterfaceStatement statement : member.statements()) {
        if (statement instanceof InterfaceStatement.ChannelGroup(_, int group)
            && number.equals(Integer.toString(group))) {
          sum += ofType(member.name());
        }
      }
    }
    return sum;
  }

  /** Bandwidth by the type that a name begins with. */
  static long ofType(String name) {
    int digit = 0;
    while (digit < name.length() && !Character.isDigit(name.charAt(digit))) {
      digit++;
    }
    return switch (name.substring(0, digit)) {
      case "Ethernet" -> 10_000;
      case "FastEthernet" -> 100_000;
      case "TwoGigabitEthernet" -> 2_500_000;
      case "FiveGigabitEthernet" -> 5_000_000;
      case "TenGigabitEthernet" -> 10_000_000;
      case "TwentyFiveGigE", "TwentyFiveGigabitEthernet" -> 25_000_000;
      case "FortyGigabitEthernet" -> 40_000_000;
      case "FiftyGigE" -> 50_000_000;
      case "HundredGigE", "HundredGigabitEthernet" -> 100_000_000;
      case "TwoHundredGigE" -> 200_000_000;
      case "FourHundredGigE" -> 400_000_000;
      case "Loopback" -> 8_000_000;
      case "Tunnel" -> 100;
      case "Serial" -> 1_544;
      default -> 1_000_000;
    };
  }

  /** True if frames of sub-interfaces of this one carry 802.1Q tags. */
  static boolean isEthernet(String name) {
    return name.contains("Ethernet") || name.contains("GigE") || name.startsWith("Port-channel");
  }
}
