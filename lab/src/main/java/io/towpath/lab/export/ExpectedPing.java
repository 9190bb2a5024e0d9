package io.towpath.lab.export;

import io.towpath.forwarding.solver.Solution;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Tracer;
import io.towpath.forwarding.trace.Walker;
import io.towpath.net.IpAddress;
import io.towpath.net.PacketHeader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A ping from one machine to another.
 *
 * @param from name of the machine that sends
 * @param to name of the machine that shall answer
 * @param target address of {@code to}
 * @param outcome what is predicted
 */
public record ExpectedPing(String from, String to, IpAddress target, Outcome outcome) {
  /** What is predicted for a ping. */
  public enum Outcome {
    ANSWERS("answers"),
    SILENT("no answer"),
    /** Some of the equal ways lead there and others do not. */
    EITHER("either");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** All pairs of machines in their order; if there are more than {@code most}, every n-th. */
  static List<ExpectedPing> of(Solution solution, int most) {
    var topology = solution.topology();
    Tracer tracer = new Tracer(new Walker(solution), List.of());
    List<String> hosts = List.copyOf(topology.network().hosts().keySet());
    long step = Math.max(1, ((long) hosts.size() * (hosts.size() - 1) + most - 1) / most);
    List<ExpectedPing> pings = new ArrayList<>();
    long count = 0;
    for (String from : hosts) {
      for (String to : hosts) {
        if (from.equals(to) || count++ % step != 0) {
          continue;
        }
        int source = topology.hostId(from);
        IpAddress target = topology.host(topology.hostId(to)).address();
        PacketHeader probe = PacketHeader.echo(topology.host(source).address(), target);
        Set<Boolean> answered = new LinkedHashSet<>();
        for (Trace trace : tracer.paths(new Place.AtHost(source), probe, false)) {
          answered.add(trace.answered());
        }
        Outcome outcome =
            answered.size() > 1
                ? Outcome.EITHER
                : answered.contains(true) ? Outcome.ANSWERS : Outcome.SILENT;
        pings.add(new ExpectedPing(from, to, target, outcome));
      }
    }
    return pings;
  }
}
