package io.towpath.network;

import io.towpath.net.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ordered list of rules; the first that matches decides.
 *
 * @param name unique within the network
 * @param kind word for explanations and verdicts
 * @param stateful answers of a permitted flow pass without a rule (R198)
 * @param rules in order of evaluation
 * @param permitsByDefault what happens when no rule matches
 */
public record Filter(
    String name,
    Kind kind,
    boolean stateful,
    List<Rule> rules,
    boolean permitsByDefault,
    Origin origin) {

  public Filter {
    rules = List.copyOf(rules);
  }

  /** What kind of filter it is: names the verdict of a drop. */
  public enum Kind {
    ACL,
    NETWORK_SECURITY_GROUP,
    PEERING,
    GUEST_FIREWALL
  }

  /**
   * A rule.
   *
   * @param name label, such as the name of an NSG rule or {@code 10 permit ip any any}
   * @param protocols IP protocol numbers; empty = all
   * @param sources empty = every address
   * @param destinations likewise
   * @param sourcePorts empty = all; only TCP and UDP packets can match otherwise
   * @param destinationPorts likewise
   * @param icmpType ICMP type that must match, or null
   * @param icmpCode ICMP code that must match, or null
   * @param established matches only TCP packets of a flow already open
   */
  public record Rule(
      String name,
      boolean permit,
      List<Integer> protocols,
      List<AddressSet> sources,
      List<AddressSet> destinations,
      List<PortRange> sourcePorts,
      List<PortRange> destinationPorts,
      @Nullable Integer icmpType,
      @Nullable Integer icmpCode,
      boolean established,
      Origin origin) {
    public Rule {
      protocols = List.copyOf(protocols);
      sources = List.copyOf(sources);
      destinations = List.copyOf(destinations);
      sourcePorts = List.copyOf(sourcePorts);
      destinationPorts = List.copyOf(destinationPorts);
    }
  }

  /** Ports {@code first…last}, both included. */
  public record PortRange(int first, int last) {
    /** True if the port lies in the range. */
    public boolean contains(int port) {
      return port >= first && port <= last;
    }
  }
}
