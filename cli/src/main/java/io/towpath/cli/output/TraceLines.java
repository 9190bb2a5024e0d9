package io.towpath.cli.output;

import io.towpath.forwarding.trace.Trace;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Traces and pings as tab-separated lines without a header. */
public final class TraceLines {
  private TraceLines() {}

  /**
   * A line for each hop: TTL, address or {@code *}, node, round trip in milliseconds or nothing.
   */
  public static String hops(Trace trace) {
    StringBuilder out = new StringBuilder();
    for (Trace.Hop hop : trace.hops()) {
      out.append(hop.ttl())
          .append('\t')
          .append(hop.address() == null ? "*" : hop.address())
          .append('\t')
          .append(hop.node())
          .append('\t')
          .append(millis(TraceJson.millis(hop.rtt())))
          .append('\n');
    }
    return out.toString();
  }

  /**
   * One line: from, to, whether it is answered, round trip in milliseconds or nothing, verdict.
   *
   * @param to destination as asked for
   */
  public static String ping(Trace trace, String to) {
    return String.join(
            "\t",
            trace.from(),
            to,
            Boolean.toString(trace.answered()),
            millis(TraceJson.millis(trace.rtt())),
            trace.verdict().word())
        + "\n";
  }

  private static String millis(@Nullable BigDecimal millis) {
    return millis == null ? "" : millis.toPlainString();
  }
}
