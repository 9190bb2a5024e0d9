package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosInterface;
import io.towpath.devices.ios.IosInterfaceTypes;

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
      return Math.max(
          ofMembers(config, block.parent()), IosInterfaceTypes.bandwidthKbps("GigabitEthernet"));
    }
    return IosInterfaceTypes.bandwidthKbps(block.parent());
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
          sum += IosInterfaceTypes.bandwidthKbps(member.name());
        }
      }
    }
    return sum;
  }
}
