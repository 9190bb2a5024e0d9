package io.towpath.network;

import io.towpath.net.IpAddress;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * The firewall of a machine itself, as a server system has it: what the machine opens passes with
 * its answers, what others open towards it needs an allowance (R203). What only passes through the
 * machine is not concerned.
 *
 * @param allowed what others may open, in the order written; empty = nothing
 */
public record GuestFirewall(List<Allowance> allowed, Origin origin) {
  public GuestFirewall {
    allowed = List.copyOf(allowed);
  }

  /**
   * Something that others may open.
   *
   * @param name as it was written, for explanations
   * @param protocol IP protocol
   * @param ports destination ports; empty = all
   */
  public record Allowance(String name, int protocol, List<Filter.PortRange> ports) {
    public Allowance {
      ports = List.copyOf(ports);
    }
  }

  /**
   * The filter for what arrives.
   *
   * @param own addresses of the machine
   */
  public Filter arriving(String machine, List<IpAddress> own) {
    List<AddressSet> itself =
        List.of(new AddressSet.Prefixes(own.stream().map(Prefix::host).toList()));
    List<Filter.Rule> rules = new ArrayList<>();
    for (Allowance allowance : allowed) {
      rules.add(
          rule(allowance.name(), true, List.of(allowance.protocol()), itself, allowance.ports()));
    }
    rules.add(rule("nothing else from outside", false, List.of(), itself, List.of()));
    return filter(machine + " (firewall, in)", rules);
  }

  /** The filter for what leaves: it permits, and remembers the flow for its answers. */
  public Filter leaving(String machine) {
    return filter(machine + " (firewall, out)", List.of());
  }

  private Filter filter(String name, List<Filter.Rule> rules) {
    return new Filter(name, Filter.Kind.GUEST_FIREWALL, true, rules, true, origin);
  }

  private Filter.Rule rule(
      String name,
      boolean permit,
      List<Integer> protocols,
      List<AddressSet> destinations,
      List<Filter.PortRange> ports) {
    return new Filter.Rule(
        name,
        permit,
        protocols,
        List.of(),
        destinations,
        List.of(),
        ports,
        null,
        null,
        false,
        origin);
  }
}
