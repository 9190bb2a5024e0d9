package io.towpath.devices.ios.parse;

import io.towpath.devices.ios.InterfaceStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ip ospf …} in interface mode. */
final class OspfInterfaceLines {

  private OspfInterfaceLines() {}

  static Outcome read(SourceLine line, List<InterfaceStatement> statements) {
    if (line.negated()) {
      return Outcome.UNDERSTOOD;
    }
    int number = line.number();
    @Nullable InterfaceStatement statement =
        switch (line.keyword(2)) {
          case "cost" -> {
            int cost = line.number(3, 1, 65535);
            yield cost < 0 ? null : new InterfaceStatement.OspfCost(number, cost);
          }
          case "network" -> new InterfaceStatement.OspfNetworkType(number, line.keyword(3));
          case "priority" -> {
            int priority = line.number(3, 0, 255);
            yield priority < 0 ? null : new InterfaceStatement.OspfPriority(number, priority);
          }
          case "hello-interval" -> {
            int seconds = line.number(3, 1, 65535);
            yield seconds < 0 ? null : new InterfaceStatement.OspfHello(number, seconds);
          }
          case "dead-interval" -> {
            int seconds = line.number(3, 1, 65535);
            yield seconds < 0 ? null : new InterfaceStatement.OspfDead(number, seconds);
          }
          default -> {
            int process = line.number(2, 1, 65535);
            long area = line.is(3, "area") ? OspfMode.area(line, 4) : -1;
            yield process < 0 || area < 0
                ? null
                : new InterfaceStatement.OspfArea(number, process, area);
          }
        };
    if (statement != null) {
      statements.add(statement);
      return Outcome.of(
          !(statement instanceof InterfaceStatement.OspfNetworkType(_, String type))
              || type.equals("point-to-point")
              || type.equals("broadcast"));
    }
    // mtu-ignore matters only where MTUs differ, which is not checked; retransmission never does.
    return Outcome.of(
        switch (line.keyword(2)) {
          case "mtu-ignore",
              "bfd",
              "retransmit-interval",
              "transmit-delay",
              "flood-reduction",
              "demand-circuit",
              "resync-timeout",
              "lls",
              "ttl-security" ->
              true;
          default -> false;
        });
  }
}
