package io.towpath.forwarding.trace;

import io.towpath.forwarding.Verdict;
import io.towpath.net.Finding;
import io.towpath.net.IpAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A traceroute: one path there, what each hop answers, and whether the destination's own answer
 * comes home.
 *
 * @param from name of the place where it begins
 * @param to destination address
 * @param verdict of the forward walk
 * @param answered true if the destination's answer comes home
 * @param answeredBy name of the node or host that is reached; null unless delivered
 * @param hops one for each unit of TTL up to 30, the destination last if its answer comes home
 * @param forward the way there
 * @param back the way of the answer; null unless delivered
 * @param error ICMP error that comes home instead of an answer; null if none
 * @param findings pins that cannot hold, and the like
 */
public record Trace(
    String from,
    IpAddress to,
    Verdict verdict,
    boolean answered,
    @Nullable String answeredBy,
    List<Hop> hops,
    Walk forward,
    @Nullable Walk back,
    @Nullable IcmpError error,
    List<Finding> findings) {

  public Trace {
    hops = List.copyOf(hops);
    findings = List.copyOf(findings);
  }

  /**
   * A hop.
   *
   * @param ttl TTL of the probe, from 1
   * @param address address that answers; null = silent
   * @param node name of the node that spends the TTL
   * @param rtt round trip; null = silent or unknown
   * @param note why it is silent; empty otherwise
   */
  public record Hop(
      int ttl, @Nullable IpAddress address, String node, @Nullable Duration rtt, String note) {}

  /**
   * An ICMP error that reaches the one who asked.
   *
   * @param from address of the node that sends it
   * @param node its name
   * @param type ICMP type: 3 unreachable, 11 time exceeded
   * @param code ICMP code
   * @param own the asker's own refusal: no packet leaves it
   * @param rtt from the packet to the error; null if unknown or its own
   */
  public record IcmpError(
      IpAddress from, String node, int type, int code, boolean own, @Nullable Duration rtt) {}

  /** Round trip to the destination; null if unknown or not answered. */
  public @Nullable Duration rtt() {
    return answered && back != null
        ? RoundTrip.of(forward.latencyNanos(), back.latencyNanos())
        : null;
  }
}
