package io.towpath.azure.answers;

import io.towpath.forwarding.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of connection troubleshoot (R246).
 *
 * @param status whether the destination answers
 * @param latency round trip; null if unknown or not answered
 * @param probesSent probes of the check, at most 100; 0 if nothing is known
 * @param probesFailed those without an answer
 * @param hops from the source to the destination
 * @param there how the packet ended
 * @param back how its answer ended; null if there is none
 */
public record Connectivity(
    Status status,
    @Nullable Duration latency,
    int probesSent,
    int probesFailed,
    List<ConnectivityHop> hops,
    Verdict there,
    @Nullable Verdict back) {
  public Connectivity {
    hops = List.copyOf(hops);
  }

  /** Whether the destination answers, in the words of the documentation and of the REST API. */
  public enum Status {
    REACHABLE("Reachable", "Connected"),
    UNREACHABLE("Unreachable", "Disconnected"),
    /** The packet leaves what the estate knows, or is not modelled. */
    UNKNOWN("Unknown", "Unknown");

    private final String documented;
    private final String rest;

    Status(String documented, String rest) {
      this.documented = documented;
      this.rest = rest;
    }

    /** As documentation and published answers have it. */
    public String documented() {
      return documented;
    }

    /** As the enumeration of the REST API has it. */
    public String rest() {
      return rest;
    }
  }
}
