package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.InterfaceStatement.Redundancy;
import io.towpath.devices.ios.Scope;
import io.towpath.net.Ipv4Address;
import java.util.List;

/** {@code vrrp N address-family ipv4} in interface mode: VRRP version 3. */
record VrrpMode(int group, List<InterfaceStatement> statements, Scope scope) implements Mode {

  @Override
  public Outcome accept(SourceLine line) {
    int number = line.number();
    return switch (line.keyword(0)) {
      case "address" -> {
        Ipv4Address address = line.address(1);
        yield line.negated() || address == null
            ? Outcome.UNSUPPORTED
            : add(
                new InterfaceStatement.GroupAddress(
                    number, Redundancy.VRRP, group, address, line.is(2, "secondary")));
      }
      case "priority" -> {
        int priority = line.number(1, 1, 254);
        yield priority < 0
            ? Outcome.UNSUPPORTED
            : add(new InterfaceStatement.GroupPriority(number, Redundancy.VRRP, group, priority));
      }
      case "preempt" ->
          add(new InterfaceStatement.GroupPreempt(number, Redundancy.VRRP, group, !line.negated()));
      case "timers" -> {
        int milliseconds = line.is(1, "advertise") ? line.number(2, 100, 40_950) : -1;
        yield milliseconds < 0
            ? Outcome.of(line.negated())
            // RFC 5798 §6.1: the master is down after three intervals.
            : add(
                new InterfaceStatement.GroupTimers(
                    number, Redundancy.VRRP, group, milliseconds, 3 * milliseconds));
      }
      case "description", "vrrpv2", "match-address", "vrrs", "init-to-master" -> Outcome.UNDERSTOOD;
      case "track", "shutdown" -> Outcome.of(line.negated());
      default -> Outcome.UNKNOWN;
    };
  }

  private Outcome add(InterfaceStatement statement) {
    statements.add(statement);
    return Outcome.UNDERSTOOD;
  }
}
