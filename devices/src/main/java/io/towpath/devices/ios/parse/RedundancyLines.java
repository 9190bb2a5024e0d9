package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.InterfaceStatement;
import io.towpath.devices.ios.InterfaceStatement.Redundancy;
import java.util.List;

/** {@code standby …} (HSRP) and {@code vrrp …} in interface mode. */
final class RedundancyLines {

  private RedundancyLines() {}

  static Outcome standby(SourceLine line, List<InterfaceStatement> statements) {
    // Without a number the group is 0.
    int group = line.number(1, 0, 4095);
    return group < 0
        ? read(line, Redundancy.HSRP, 0, 1, statements)
        : read(line, Redundancy.HSRP, group, 2, statements);
  }

  static Outcome vrrp(SourceLine line, List<InterfaceStatement> statements) {
    int group = line.number(1, 1, 255);
    return group < 0 ? Outcome.UNKNOWN : read(line, Redundancy.VRRP, group, 2, statements);
  }

  private static Outcome read(
      SourceLine line,
      Redundancy protocol,
      int group,
      int at,
      List<InterfaceStatement> statements) {
    int number = line.number();
    switch (line.keyword(at)) {
      case "ip" -> {
        boolean secondary = line.is(at + 2, "secondary");
        if (line.negated() || line.count() > at + 1 && !line.isAddress(at + 1)) {
          return Outcome.UNSUPPORTED;
        }
        statements.add(
            new InterfaceStatement.GroupAddress(
                number, protocol, group, line.address(at + 1), secondary));
      }
      case "priority" -> {
        int priority = line.number(at + 1, 0, 255);
        if (priority < 0) {
          return Outcome.UNSUPPORTED;
        }
        statements.add(new InterfaceStatement.GroupPriority(number, protocol, group, priority));
      }
      case "preempt" ->
          statements.add(
              new InterfaceStatement.GroupPreempt(number, protocol, group, !line.negated()));
      case "timers" -> {
        return timers(line, protocol, group, at + 1, statements);
      }
      case "track" -> {
        return track(line, protocol, group, at + 1, statements);
      }
      // MD5 and text keys of both routers are taken to agree; version 1 and 2 choose alike.
      case "version",
          "name",
          "description",
          "authentication",
          "mac-address",
          "delay",
          "mac-refresh",
          "use-bia",
          "redirects",
          "follow",
          "bfd",
          "shutdown" -> {
        return Outcome.of(!line.is(at, "shutdown") && !line.is(at, "follow"));
      }
      default -> {
        return Outcome.UNSUPPORTED;
      }
    }
    return Outcome.UNDERSTOOD;
  }

  private static Outcome timers(
      SourceLine line,
      Redundancy protocol,
      int group,
      int at,
      List<InterfaceStatement> statements) {
    if (protocol == Redundancy.VRRP) {
      boolean milliseconds = line.is(at + 1, "msec");
      int advertise = line.number(milliseconds ? at + 2 : at + 1, 1, 999999);
      if (!line.is(at, "advertise") || advertise < 0) {
        return Outcome.of(line.is(at, "learn"));
      }
      int hello = milliseconds ? advertise : Math.multiplyExact(Math.min(advertise, 255), 1000);
      // RFC 3768: the master is gone after three advertisements.
      statements.add(
          new InterfaceStatement.GroupTimers(line.number(), protocol, group, hello, 3 * hello));
      return Outcome.UNDERSTOOD;
    }
    int next = at;
    int[] milliseconds = new int[2];
    for (int i = 0; i < 2; i++) {
      boolean fine = line.is(next, "msec");
      int value = line.number(fine ? next + 1 : next, 1, 99999);
      if (value < 0) {
        return Outcome.UNSUPPORTED;
      }
      milliseconds[i] = fine ? value : value * 1000;
      next += fine ? 2 : 1;
    }
    statements.add(
        new InterfaceStatement.GroupTimers(
            line.number(), protocol, group, milliseconds[0], milliseconds[1]));
    return Outcome.UNDERSTOOD;
  }

  private static Outcome track(
      SourceLine line,
      Redundancy protocol,
      int group,
      int at,
      List<InterfaceStatement> statements) {
    int object = line.number(at, 1, 1000);
    if (object < 0) {
      // The old form names an interface: standby 1 track GigabitEthernet0/0/1 20.
      return Outcome.UNSUPPORTED;
    }
    boolean decrements = line.is(at + 1, "decrement");
    int decrement = decrements ? line.number(at + 2, 1, 255) : 10;
    if (line.is(at + 1, "shutdown")) {
      decrement = 0;
    }
    if (decrement < 0) {
      return Outcome.UNSUPPORTED;
    }
    statements.add(
        new InterfaceStatement.GroupTrack(line.number(), protocol, group, object, decrement));
    // The priority is that of a router whose objects are all up.
    return Outcome.UNSUPPORTED;
  }
}
