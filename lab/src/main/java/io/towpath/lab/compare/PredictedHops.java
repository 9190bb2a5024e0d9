package io.towpath.lab.compare;

import io.towpath.forwarding.trace.Trace;
import io.towpath.lab.compare.read.PacketTools;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.List;

/** The hops of a predicted traceroute as {@link PacketTools#hopsOf} reads those of a real one. */
public final class PredictedHops {
  private PredictedHops() {}

  /** Addresses on one line, without silent hops at the end; {@code none} if there are none. */
  public static String of(Trace trace) {
    List<String> hops = new ArrayList<>();
    for (Trace.Hop hop : trace.hops()) {
      hops.add(hop.address() == null ? PacketTools.SILENT : hop.address().toString());
    }
    Trace.IcmpError error = trace.error();
    // A node's own refusal is an error of its socket: no packet leaves, and no hop is printed.
    if (error != null && error.type() == PacketHeader.UNREACHABLE && error.rtt() != null) {
      hops.add(error.from() + mark(error.code()));
    }
    while (!hops.isEmpty() && hops.getLast().equals(PacketTools.SILENT)) {
      hops.removeLast();
    }
    return text(hops);
  }

  /** Hops on one line. */
  public static String text(List<String> hops) {
    return hops.isEmpty() ? "none" : String.join(" ", hops);
  }

  /** What {@code traceroute} prints behind the address for an unreachable message. */
  private static String mark(int code) {
    return switch (code) {
      case 0 -> " !N";
      case 1 -> " !H";
      case 2 -> " !P";
      case 9, 10, 13 -> " !X";
      default -> " !" + code;
    };
  }
}
