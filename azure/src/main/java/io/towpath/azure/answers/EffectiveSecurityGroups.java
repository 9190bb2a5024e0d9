package io.towpath.azure.answers;

import io.towpath.azure.compile.AzureNames;
import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.AzureResources;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleDirection;
import io.towpath.azure.resource.RuleProtocol;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.forwarding.solver.Solution;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.Interface;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The security groups of a network interface, as {@code az network nic list-effective-nsg} lists
 * them (R244): each association with its rules, the default ones included.
 *
 * <p>What tags and groups stand for is read from the filters of the interface's port, with the
 * address sets as routing has filled them (R199), so that it is what packets meet.
 */
public final class EffectiveSecurityGroups {
  private static final String ANY_ADDRESS = "0.0.0.0/0";
  private static final String ANY_PROTOCOL = "All";

  private final Solution solution;
  private final AzureNames names;
  private final AzureResources resources;

  /** Reads a solution of the network to which names and resources belong. */
  public EffectiveSecurityGroups(Solution solution, AzureNames names, AzureResources resources) {
    this.solution = solution;
    this.names = names;
    this.resources = resources;
  }

  /**
   * The subnet's group, then the interface's own; empty if there are none.
   *
   * @param asked where the question was asked
   * @throws InvalidInputException if the machine does not run (R47)
   */
  public List<EffectiveSecurityGroup> of(AzureNames.NicName nic, Origin asked) {
    EffectiveRoutes.requireRunning(nic, "effective security rules", names, asked);
    NetworkSecurityGroup ofSubnet =
        names
            .subnet(nic.vrf().name())
            .flatMap(subnet -> resources.subnet(subnet.id()))
            .flatMap(resources::nsgOf)
            .orElse(null);
    NetworkSecurityGroup own =
        resources.networkInterface(nic.id()).flatMap(resources::nsgOf).orElse(null);
    Topology topology = solution.topology();
    Interface port = topology.iface(topology.interfaceId(nic.port()));
    // The port's view: what leaves the fabric there is inbound. R193: inbound the subnet's group is
    // first, outbound the interface's.
    List<String> inbound = port.filtersOut();
    List<String> outbound = port.filtersIn().reversed();
    List<EffectiveSecurityGroup> groups = new ArrayList<>();
    if (ofSubnet != null) {
      ResourceId subnet = names.subnet(nic.vrf().name()).orElseThrow().id();
      groups.add(group(ofSubnet, subnet, null, inbound.getFirst(), outbound.getFirst()));
    }
    if (own != null) {
      groups.add(group(own, null, nic.id(), inbound.getLast(), outbound.getLast()));
    }
    return List.copyOf(groups);
  }

  private EffectiveSecurityGroup group(
      NetworkSecurityGroup group,
      @Nullable ResourceId subnet,
      @Nullable ResourceId networkInterface,
      String inbound,
      String outbound) {
    List<EffectiveSecurityRule> rules = new ArrayList<>();
    group.rulesInOrder(RuleDirection.INBOUND).forEach(rule -> rules.add(rule(rule, inbound)));
    group.rulesInOrder(RuleDirection.OUTBOUND).forEach(rule -> rules.add(rule(rule, outbound)));
    return new EffectiveSecurityGroup(group.id(), subnet, networkInterface, rules);
  }

  private EffectiveSecurityRule rule(SecurityRule rule, String filter) {
    return new EffectiveSecurityRule(
        rule.label(),
        rule.protocol() == RuleProtocol.ANY ? ANY_PROTOCOL : rule.protocol().azureName(),
        ports(rule.sourcePorts()),
        ports(rule.destinationPorts()),
        rule.sources().stream().map(EffectiveSecurityGroups::text).toList(),
        rule.destinations().stream().map(EffectiveSecurityGroups::text).toList(),
        expanded(rule, rule.sources(), filter, Filter.Rule::sources),
        expanded(rule, rule.destinations(), filter, Filter.Rule::destinations),
        rule.access().azureName(),
        rule.priority(),
        rule.direction().azureName(),
        !compiled(rule, filter).isEmpty(),
        rule.origin());
  }

  /** Azure prints a single port as a range too. */
  private static List<String> ports(List<PortRange> ranges) {
    return ranges.stream().map(range -> range.first() + "-" + range.last()).toList();
  }

  private static String text(AddressMatch match) {
    return switch (match) {
      case AddressMatch.Any _ -> ANY_ADDRESS;
      case AddressMatch.Range(Prefix prefix) -> prefix.toString();
      case AddressMatch.Tag(String name) -> name;
      case AddressMatch.ApplicationGroup(ResourceId id) -> id.toString();
    };
  }

  /** The prefixes of the compiled rule, if its written form does not say them all. */
  private List<String> expanded(
      SecurityRule rule,
      List<AddressMatch> written,
      String filter,
      Function<Filter.Rule, List<AddressSet>> side) {
    if (written.stream().allMatch(EffectiveSecurityGroups::isLiteral)) {
      return List.of();
    }
    return compiled(rule, filter).stream()
        .flatMap(candidate -> side.apply(candidate).stream())
        .flatMap(set -> solution.plane().prefixes(set).stream())
        .map(Prefix::toString)
        .distinct()
        .toList();
  }

  /** What packets meet of a rule: nothing if none of its addresses is known. */
  private List<Filter.Rule> compiled(SecurityRule rule, String filter) {
    Filter compiled = solution.topology().network().filters().get(filter);
    return compiled == null
        ? List.of()
        : compiled.rules().stream()
            .filter(candidate -> candidate.name().equals(rule.label()))
            .toList();
  }

  private static boolean isLiteral(AddressMatch match) {
    return match instanceof AddressMatch.Any || match instanceof AddressMatch.Range;
  }
}
