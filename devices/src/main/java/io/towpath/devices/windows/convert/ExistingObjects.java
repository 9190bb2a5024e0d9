package io.towpath.devices.windows.convert;

import io.towpath.devices.windows.WindowsStatement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a script has made already: Windows makes nothing twice. */
final class ExistingObjects {
  // ASSUMPTION(A-038): no page says what Hyper-V does about a second switch of one name. If it kept
  // both, no later command could say which it means, so that is an error either way.

  private final WindowsReading reading;
  private final Map<String, Integer> lines = new HashMap<>();

  private ExistingObjects(WindowsReading reading) {
    this.reading = reading;
  }

  /** Refuses each command of a script that makes what is there. */
  static void check(WindowsReading reading) {
    ExistingObjects existing = new ExistingObjects(reading);
    reading.config.statements().forEach(existing::add);
  }

  private void add(WindowsStatement statement) {
    String made = made(statement);
    if (made == null) {
      return;
    }
    Integer before = lines.putIfAbsent(made.toLowerCase(Locale.ROOT), statement.line());
    if (before != null) {
      reading.refuse(
          "TP3210",
          statement.line(),
          "There is already a " + made + ", made in line " + before + "; Windows refuses another.",
          "Remove one of the two commands.");
    }
  }

  /** What a command makes, in words; null for one that may be repeated. */
  private static @Nullable String made(WindowsStatement statement) {
    return switch (statement) {
      case WindowsStatement.VirtualSwitch said -> "virtual switch \"" + said.name() + "\"";
      case WindowsStatement.Address said -> "use of the address " + said.address();
      case WindowsStatement.StaticRoute said ->
          "route to "
              + said.prefix()
              + (said.nextHop() == null ? "" : " by " + said.nextHop())
              + (said.iface() == null ? "" : " on \"" + said.iface() + "\"");
      case WindowsStatement.DhcpScope said -> "DHCP scope " + said.id();
      case WindowsStatement.DhcpReservation said -> "reservation of " + said.address();
      case WindowsStatement.NatInstance said -> "NAT \"" + said.name() + "\"";
      case WindowsStatement.NatInterface said ->
          "NAT of Routing and Remote Access on \"" + said.iface() + "\"";
      case WindowsStatement.NatStaticMapping said ->
          "mapping of protocol "
              + said.protocol()
              + ", port "
              + said.externalPort()
              + (said.external() == null ? "" : " of " + said.external())
              + (said.iface() == null
                  ? " in \"" + said.nat() + "\""
                  : " on \"" + said.iface() + "\"");
      case WindowsStatement.InterfaceSettings _,
          WindowsStatement.AdapterName _,
          WindowsStatement.ComputerName _,
          WindowsStatement.Features _,
          WindowsStatement.DhcpOptions _,
          WindowsStatement.DhcpExclusion _,
          WindowsStatement.NatExternalAddress _,
          WindowsStatement.FirewallRule _,
          WindowsStatement.FirewallState _,
          WindowsStatement.Routing _ ->
          null;
    };
  }
}
