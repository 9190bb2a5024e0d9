package io.towpath.forwarding.trace;

import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A ping in the exact forms of Windows and Linux (R213, R214). */
public final class PingText {
  private static final int PROBES = 4;
  private static final int WINDOWS_TTL = 128;
  private static final int LINUX_TTL = 64;

  private PingText() {}

  /** The output of Windows {@code ping}. */
  public static String windows(Trace trace, boolean targetIsWindows) {
    StringBuilder out = new StringBuilder();
    out.append("\nPinging ").append(trace.to()).append(" with 32 bytes of data:\n");
    Trace.IcmpError error = trace.error();
    String time = RoundTrip.windows(trace.rtt());
    String line;
    if (trace.answered()) {
      line =
          "Reply from "
              + trace.to()
              + ": bytes=32 time"
              + (time.startsWith("<") ? "" : "=")
              + time
              + "ms TTL="
              + ttl(trace, targetIsWindows);
    } else {
      line =
          error == null
              ? "Request timed out."
              : "Reply from " + error.from() + ": " + TracerouteText.windowsText(error);
    }
    out.append((line + "\n").repeat(PROBES));
    int received = trace.answered() || error != null ? PROBES : 0;
    out.append("\nPing statistics for ")
        .append(trace.to())
        .append(":\n    Packets: Sent = 4, Received = ")
        .append(received)
        .append(", Lost = ")
        .append(PROBES - received)
        .append(received == 0 ? " (100% loss),\n" : " (0% loss),\n");
    if (trace.answered()) {
      String rounded = wholeMillis(trace.rtt());
      out.append("Approximate round trip times in milli-seconds:\n    Minimum = ")
          .append(rounded)
          .append("ms, Maximum = ")
          .append(rounded)
          .append("ms, Average = ")
          .append(rounded)
          .append("ms\n");
    }
    return out.toString();
  }

  /** The output of Linux {@code ping -n -c 4}. */
  public static String linux(Trace trace, @Nullable IpAddress source, boolean targetIsWindows) {
    StringBuilder out = new StringBuilder();
    out.append("PING ")
        .append(trace.to())
        .append(" (")
        .append(trace.to())
        .append(") 56(84) bytes of data.\n");
    Trace.IcmpError error = trace.error();
    String time = RoundTrip.ping(trace.rtt());
    for (int sequence = 1; sequence <= PROBES; sequence++) {
      if (trace.answered()) {
        out.append("64 bytes from ")
            .append(trace.to())
            .append(": icmp_seq=" + sequence + " ttl=" + ttl(trace, targetIsWindows))
            .append(" time=")
            .append(time)
            .append(" ms\n");
      } else if (error != null) {
        out.append(
            "From " + error.from() + " icmp_seq=" + sequence + " " + linuxText(error) + "\n");
      }
    }
    out.append("\n--- ").append(trace.to()).append(" ping statistics ---\n");
    if (trace.answered()) {
      out.append("4 packets transmitted, 4 received, 0% packet loss, time 3004ms\n");
      String exact = RoundTrip.linux(trace.rtt());
      out.append("rtt min/avg/max/mdev = " + exact + "/" + exact + "/" + exact + "/0.000 ms\n");
    } else {
      out.append("4 packets transmitted, 0 received, ")
          .append(error == null ? "" : "+4 errors, ")
          .append("100% packet loss, time 3060ms\n\n");
    }
    return out.toString();
  }

  private static String linuxText(Trace.IcmpError error) {
    if (error.type() == PacketHeader.TIME_EXCEEDED) {
      return "Time to live exceeded";
    }
    return switch (error.code()) {
      case 0 -> "Destination Net Unreachable";
      case 3 -> "Destination Port Unreachable";
      case 13 -> "Packet filtered";
      default -> "Destination Host Unreachable";
    };
  }

  private static String wholeMillis(@Nullable Duration rtt) {
    return rtt == null ? "?" : Long.toString(RoundTrip.wholeMillis(rtt));
  }

  /** TTL with which the reply arrives. */
  public static int ttl(Trace trace, boolean targetIsWindows) {
    Walk back = trace.back();
    return (targetIsWindows ? WINDOWS_TTL : LINUX_TTL) - (back == null ? 0 : back.spent().size());
  }
}
