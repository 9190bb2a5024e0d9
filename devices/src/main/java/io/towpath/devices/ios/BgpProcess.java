package io.towpath.devices.ios;

import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code router bgp} block.
 *
 * @param asn own AS number
 * @param line line of the header
 * @param process what stands outside address families
 * @param families address families in order; one VRF has at most one
 * @param sessionTemplates {@code template peer-session} by name
 * @param policyTemplates {@code template peer-policy} by name
 */
public record BgpProcess(
    long asn,
    int line,
    Section process,
    List<Family> families,
    Map<String, Template> sessionTemplates,
    Map<String, Template> policyTemplates) {

  public BgpProcess {
    families = List.copyOf(families);
    sessionTemplates = Collections.unmodifiableMap(new LinkedHashMap<>(sessionTemplates));
    policyTemplates = Collections.unmodifiableMap(new LinkedHashMap<>(policyTemplates));
  }

  /**
   * Statements of one level.
   *
   * @param statements those not about a neighbor, in order
   * @param neighbors those about a neighbor or peer group, by address or group name, in order
   */
  public record Section(
      List<Statement> statements, Map<String, List<NeighborStatement>> neighbors) {
    public Section {
      statements = List.copyOf(statements);
      neighbors = Collections.unmodifiableMap(new LinkedHashMap<>(neighbors));
    }
  }

  /**
   * {@code address-family ipv4 [unicast] [vrf NAME]}.
   *
   * @param line line of the header
   * @param vrf null for the global table
   * @param section what it says
   */
  public record Family(int line, @Nullable String vrf, Section section) {}

  /**
   * A peer-session or peer-policy template.
   *
   * @param name its name
   * @param line line of the header
   * @param statements what a neighbor inherits, in order
   */
  public record Template(String name, int line, List<NeighborStatement> statements) {
    public Template {
      statements = List.copyOf(statements);
    }
  }

  /** A line of BGP mode that is not about a neighbor. */
  public sealed interface Statement {
    /** Line number, 1-based. */
    int line();
  }

  /** {@code bgp router-id}; null where a placeholder stands. */
  public record RouterId(int line, @Nullable Ipv4Address id) implements Statement {}

  /** {@code bgp router-id interface}: the primary address of the interface. */
  public record RouterIdOf(int line, String interfaceName) implements Statement {}

  public record ClusterId(int line, Ipv4Address id) implements Statement {}

  /** Switches of the decision process. */
  public enum Option {
    AS_PATH_IGNORE,
    MULTIPATH_RELAX,
    COMPARE_ROUTER_ID,
    MISSING_MED_WORST,
    ALWAYS_COMPARE_MED,
    DETERMINISTIC_MED,
    DEFAULT_IPV4_UNICAST
  }

  public record Switch(int line, Option option, boolean on) implements Statement {}

  public record DefaultLocalPreference(int line, long value) implements Statement {}

  public record Network(
      int line, Prefix prefix, @Nullable String routeMap, @Nullable Integer weight)
      implements Statement {}

  public record Aggregate(
      int line, Prefix prefix, boolean summaryOnly, boolean asSet, @Nullable String attributeMap)
      implements Statement {}

  public record Redistribute(Redistribution what) implements Statement {
    @Override
    public int line() {
      return what.line();
    }
  }

  public record DefaultInformationOriginate(int line) implements Statement {}

  /** {@code maximum-paths}; which sessions it is about says {@code kind}. */
  public record MaximumPaths(int line, PathKind kind, int paths) implements Statement {}

  /** Which learned paths a multipath limit counts. */
  public enum PathKind {
    EBGP,
    IBGP,
    EIBGP
  }

  public record Distance(int line, int external, int internal, int local) implements Statement {}

  public record DefaultMetric(int line, long metric) implements Statement {}

  public record Timers(int line, int keepaliveSeconds, int holdSeconds) implements Statement {}
}
