package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code router ospf} block.
 *
 * @param id process number
 * @param line line of the header
 * @param vrf its VRF; null for the global table
 * @param statements what its lines say, in order
 */
public record OspfProcess(int id, int line, @Nullable String vrf, List<Statement> statements) {

  public OspfProcess {
    statements = List.copyOf(statements);
  }

  /** A line in OSPF mode. */
  public sealed interface Statement {
    /** Line number, 1-based. */
    int line();
  }

  public record RouterId(int line, Ipv4Address id) implements Statement {}

  /** {@code network A WILDCARD area N}; set wildcard bits do not count. */
  public record Network(int line, Ipv4Address address, int wildcard, long area)
      implements Statement {}

  /** {@code passive-interface}; a null interface is {@code default}. */
  public record Passive(int line, @Nullable String interfaceName, boolean on)
      implements Statement {}

  public record Redistribute(Redistribution what) implements Statement {
    @Override
    public int line() {
      return what.line();
    }
  }

  public record DefaultOriginate(
      int line, boolean always, @Nullable Long metric, int metricType, @Nullable String routeMap)
      implements Statement {}

  public record ReferenceBandwidth(int line, long mbps) implements Statement {}

  /** {@code distance} and {@code distance ospf}; a null value is unchanged. */
  public record Distance(
      int line,
      @Nullable Integer intraArea,
      @Nullable Integer interArea,
      @Nullable Integer external)
      implements Statement {}

  public record MaximumPaths(int line, int paths) implements Statement {}

  public record DefaultMetric(int line, long metric) implements Statement {}

  public record Shutdown(int line) implements Statement {}
}
