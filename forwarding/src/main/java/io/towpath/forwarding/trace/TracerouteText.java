package io.towpath.forwarding.trace;

import io.towpath.net.PacketHeader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A trace in the exact forms of Windows {@code tracert -d} and Linux {@code traceroute -n} (R214).
 */
public final class TracerouteText {
  private static final int MOST_HOPS = 30;
  private static final int LINUX_BYTES = 60;

  private TracerouteText() {}

  /** The output of Windows {@code tracert -d}. */
  public static String windows(Trace trace) {
    StringBuilder out = new StringBuilder();
    out.append("\nTracing route to ")
        .append(trace.to())
        .append(" over a maximum of ")
        .append(MOST_HOPS)
        .append(" hops\n\n");
    int ttl = 0;
    for (Trace.Hop hop : trace.hops()) {
      if (++ttl > MOST_HOPS) {
        break;
      }
      out.append(String.format(Locale.ROOT, "%3d", ttl));
      if (hop.address() == null) {
        out.append("     *        *        *     Request timed out.\n");
      } else {
        String probe = String.format(Locale.ROOT, "%6s ms", RoundTrip.windows(hop.rtt()));
        out.append(probe)
            .append(probe)
            .append(probe)
            .append("  ")
            .append(hop.address())
            .append('\n');
      }
    }
    if (!trace.answered()) {
      Trace.IcmpError error = trace.error();
      if (error != null && error.type() == PacketHeader.UNREACHABLE) {
        out.append(
            String.format(
                Locale.ROOT, "%3d  %s  reports: %s\n", ++ttl, error.from(), windowsText(error)));
      } else {
        while (ttl < MOST_HOPS) {
          out.append(
              String.format(
                  Locale.ROOT, "%3d     *        *        *     Request timed out.\n", ++ttl));
        }
      }
    }
    return out.append("\nTrace complete.\n").toString();
  }

  /** The output of Linux {@code traceroute -n}. */
  public static String linux(Trace trace) {
    StringBuilder out = new StringBuilder();
    out.append("traceroute to ")
        .append(trace.to())
        .append(" (")
        .append(trace.to())
        .append("), ")
        .append(MOST_HOPS)
        .append(" hops max, ")
        .append(LINUX_BYTES)
        .append(" byte packets\n");
    int ttl = 0;
    for (Trace.Hop hop : trace.hops()) {
      if (++ttl > MOST_HOPS) {
        break;
      }
      out.append(String.format(Locale.ROOT, "%2d  ", ttl));
      if (hop.address() == null) {
        out.append("* * *\n");
      } else {
        String probe = "  " + RoundTrip.linux(hop.rtt()) + " ms";
        out.append(hop.address()).append(probe).append(probe).append(probe).append('\n');
      }
    }
    if (!trace.answered()) {
      Trace.IcmpError error = trace.error();
      if (error != null && error.type() == PacketHeader.UNREACHABLE) {
        String probe = "  " + RoundTrip.linux(error.rtt()) + " ms" + linuxMark(error);
        out.append(String.format(Locale.ROOT, "%2d  %s", ++ttl, error.from()))
            .append(probe.repeat(3))
            .append('\n');
      } else {
        while (ttl < MOST_HOPS) {
          out.append(String.format(Locale.ROOT, "%2d  * * *\n", ++ttl));
        }
      }
    }
    return out.toString();
  }

  /** Windows' words for an ICMP error. */
  static String windowsText(Trace.@Nullable IcmpError error) {
    if (error == null) {
      return "Request timed out.";
    }
    if (error.type() == PacketHeader.TIME_EXCEEDED) {
      return "TTL expired in transit.";
    }
    return switch (error.code()) {
      case 1 -> "Destination host unreachable.";
      case 3 -> "Destination port unreachable.";
      default -> "Destination net unreachable.";
    };
  }

  private static String linuxMark(Trace.IcmpError error) {
    return switch (error.code()) {
      case 0 -> " !N";
      case 1 -> " !H";
      case 3 -> "";
      case 13 -> " !X";
      default -> " !" + error.code();
    };
  }
}
