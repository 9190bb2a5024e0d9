package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.InterfaceStatement.Redundancy;
import io.towpath.devices.ios.IosInterface;
import io.towpath.net.Ipv4Address;
import io.towpath.network.Group;
import io.towpath.network.InterfaceRef;
import io.towpath.network.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * HSRP and VRRP groups of this router. The network joins groups of one address on one broadcast
 * domain, and orders their members.
 */
final class RedundancyConversion {

  private static final int PRIORITY = 100;
  private static final int PRIORITY_OF_OWNER = 255;
  private static final Duration CONNECT_RETRY = Duration.ofSeconds(0);

  private final Conversion conversion;

  RedundancyConversion(Conversion conversion) {
    this.conversion = conversion;
  }

  /** One group for each virtual address, in the order of interfaces and group numbers. */
  List<Group> convert() {
    List<Group> groups = new ArrayList<>();
    for (IosInterface block : conversion.config.interfaces().values()) {
      Map<String, Virtual> byNumber = new TreeMap<>();
      for (InterfaceStatement statement : block.statements()) {
        read(statement, byNumber);
      }
      byNumber.forEach((name, virtual) -> add(block, name, virtual, groups));
    }
    return groups;
  }

  private static final class Virtual {
    private final List<InterfaceStatement.GroupAddress> addresses = new ArrayList<>();
    private int priority = PRIORITY;
    private int helloMilliseconds;
    private int holdMilliseconds;

    private Virtual(Redundancy protocol) {
      // RFC 2281: hello 3 s, hold 10 s; RFC 3768: advertisements each second, down after three.
      helloMilliseconds = protocol == Redundancy.HSRP ? 3_000 : 1_000;
      holdMilliseconds = protocol == Redundancy.HSRP ? 10_000 : 3_000;
    }
  }

  private static void read(InterfaceStatement statement, Map<String, Virtual> groups) {
    switch (statement) {
      case InterfaceStatement.GroupAddress address ->
          of(groups, address.protocol(), address.group()).addresses.add(address);
      case InterfaceStatement.GroupPriority(_, Redundancy protocol, int group, int priority) ->
          of(groups, protocol, group).priority = priority;
      case InterfaceStatement.GroupTimers(
              _,
              Redundancy protocol,
              int group,
              int hello,
              int hold) -> {
        Virtual virtual = of(groups, protocol, group);
        virtual.helloMilliseconds = hello;
        virtual.holdMilliseconds = hold;
      }
      default -> {
        // Preemption and tracking: who is active once all routers run follows from the priority.
      }
    }
  }

  private static Virtual of(Map<String, Virtual> groups, Redundancy protocol, int group) {
    String digits = Integer.toString(group);
    String word = protocol == Redundancy.HSRP ? "hsrp " : "vrrp ";
    return groups.computeIfAbsent(
        word + "0".repeat(Math.max(0, 4 - digits.length())) + digits, _ -> new Virtual(protocol));
  }

  private void add(IosInterface block, String name, Virtual virtual, List<Group> groups) {
    String number = name.substring(0, 5) + Integer.parseInt(name.substring(5));
    InterfaceRef at = new InterfaceRef(conversion.node, block.name());
    for (InterfaceStatement.GroupAddress line : virtual.addresses) {
      @Nullable Ipv4Address address = line.address();
      if (address == null) {
        // The address is learned from another router of the group, which has it written down.
        continue;
      }
      int priority = owns(block, address) ? PRIORITY_OF_OWNER : virtual.priority;
      groups.add(
          new Group(
              number + " " + address + " at " + at,
              address,
              null,
              List.of(new Group.Member(at, priority, new Group.Health.InterfaceUp())),
              Group.Choice.FIRST_HEALTHY,
              false,
              false,
              new Timers(
                  Duration.ofMillis(virtual.holdMilliseconds),
                  Duration.ofMillis(virtual.helloMilliseconds),
                  CONNECT_RETRY,
                  null,
                  0),
              conversion.origin(line.line())));
    }
  }

  /** RFC 3768 §5.3.4: the router whose own address is the virtual one has priority 255. */
  private static boolean owns(IosInterface block, Ipv4Address address) {
    return block.statements().stream()
        .anyMatch(
            s ->
                s instanceof InterfaceStatement.Address(_, Ipv4Address own, _, _)
                    && own.equals(address));
  }
}
