package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.InterfaceStatement;
import java.util.List;

/** {@code switchport …} in interface mode. */
final class SwitchportLines {

  private SwitchportLines() {}

  static Outcome read(SourceLine line, List<InterfaceStatement> statements) {
    int number = line.number();
    if (line.count() == 1) {
      statements.add(new InterfaceStatement.Switchport(number, !line.negated()));
      return Outcome.UNDERSTOOD;
    }
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    return switch (line.keyword(1)) {
      case "mode" -> {
        statements.add(new InterfaceStatement.SwitchportMode(number, line.keyword(2)));
        yield Outcome.of(line.is(2, "access") || line.is(2, "trunk"));
      }
      case "access" -> {
        int vlan = line.number(3, 1, 4094);
        if (vlan > 0) {
          statements.add(new InterfaceStatement.AccessVlan(number, vlan));
        }
        yield Outcome.of(line.is(2, "vlan") && vlan > 0);
      }
      case "trunk" -> trunk(line, statements);
      // Negotiation, voice VLANs and port security do not change where data frames may go here.
      case "nonegotiate", "voice", "port-security", "block", "protected", "priority", "host" ->
          Outcome.UNDERSTOOD;
      default -> Outcome.UNSUPPORTED;
    };
  }

  private static Outcome trunk(SourceLine line, List<InterfaceStatement> statements) {
    switch (line.keyword(2)) {
      case "encapsulation" -> {
        return Outcome.of(line.is(3, "dot1q") || line.is(3, "negotiate"));
      }
      case "native" -> {
        int vlan = line.number(4, 1, 4094);
        if (vlan > 0) {
          statements.add(new InterfaceStatement.NativeVlan(line.number(), vlan));
        }
        return Outcome.of(vlan > 0 || line.is(4, "tag"));
      }
      case "allowed" -> {
        boolean add = line.is(4, "add");
        String ranges = line.rest(add ? 5 : 4);
        if (!line.is(3, "vlan") || !areRanges(ranges)) {
          return Outcome.UNSUPPORTED;
        }
        statements.add(new InterfaceStatement.AllowedVlans(line.number(), ranges, add));
        return Outcome.UNDERSTOOD;
      }
      case "pruning" -> {
        return Outcome.UNDERSTOOD;
      }
      default -> {
        return Outcome.UNSUPPORTED;
      }
    }
  }

  private static boolean areRanges(String text) {
    if (text.equals("all") || text.equals("none")) {
      return true;
    }
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      if (!isDigit && (c != ',' && c != '-' || !digit)) {
        return false;
      }
      digit = isDigit;
    }
    return digit;
  }
}
