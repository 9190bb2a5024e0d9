package io.towpath.lab.plan;

import java.util.Locale;

/** A plan as a text for golden files, without the configurations of the routing daemons. */
final class PlanText {
  private PlanText() {}

  static String of(LabPlan plan) {
    StringBuilder text = new StringBuilder();
    for (Space space : plan.spaces()) {
      text.append("space ").append(space.name()).append(" \"").append(space.label()).append('"');
      text.append(space.stopped() ? " stopped\n" : "\n");
      space.bridges().forEach(bridge -> line(text, "bridge " + bridge));
      space.stubs().forEach(stub -> line(text, "stub " + stub));
      space.interfaces().forEach((name, what) -> line(text, name + " is " + what));
      space.sysctls().forEach((key, value) -> line(text, key + " = " + value));
      space.ip().forEach(ip -> line(text, "ip " + ip));
      space.rulesets().forEach(ruleset -> line(text, "ruleset " + ruleset.name()));
      for (Daemon daemon : plan.daemons()) {
        if (daemon.space().equals(space.name())) {
          line(text, "runs " + daemon.kind().name().toLowerCase(Locale.ROOT));
        }
      }
    }
    for (Wire wire : plan.wires()) {
      text.append("wire ").append(wire.segment()).append('\n');
      line(text, end(wire.a()));
      line(text, end(wire.b()));
      if (!wire.latency().isZero()) {
        line(text, "latency " + wire.latency());
      }
    }
    plan.remarks()
        .forEach(
            remark ->
                text.append(remark.kind())
                    .append(' ')
                    .append(remark.element())
                    .append(": ")
                    .append(remark.text())
                    .append('\n'));
    return text.toString();
  }

  private static String end(Wire.End end) {
    return end.space()
        + ":"
        + end.iface()
        + " "
        + end.mac()
        + (end.arp() ? "" : " noarp")
        + (end.bridge() == null ? "" : " in " + end.bridge());
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line).append('\n');
  }
}
