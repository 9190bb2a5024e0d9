package io.towpath.azure.compile;

import io.towpath.azure.resource.AddressMatch;
import io.towpath.azure.resource.NetworkInterface;
import io.towpath.azure.resource.NetworkSecurityGroup;
import io.towpath.azure.resource.PlatformTag;
import io.towpath.azure.resource.PortRange;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.resource.RuleAccess;
import io.towpath.azure.resource.RuleDirection;
import io.towpath.azure.resource.RuleProtocol;
import io.towpath.azure.resource.SecurityRule;
import io.towpath.azure.resource.Subnet;
import io.towpath.net.Origin;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import io.towpath.network.VrfRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Network security groups as filters (R193–R200). A group becomes one filter for each direction and
 * subnet in which it works, because the tag VirtualNetwork is what the subnet's table covers.
 */
final class NsgFilters {
  /** Where the platform's probes, DNS and DHCP come from (R6, R199, R200). */
  static final Prefix PLATFORM = SystemRoutes.PLATFORM.getFirst();

  /** Never part of the Internet, whatever the tables say (R200). */
  private static final List<Prefix> NOT_PUBLIC =
      List.of(
          PLATFORM,
          Prefix.parse("10.0.0.0/8"),
          Prefix.parse("100.64.0.0/10"),
          Prefix.parse("127.0.0.0/8"),
          Prefix.parse("169.254.0.0/16"),
          Prefix.parse("172.16.0.0/12"),
          Prefix.parse("192.168.0.0/16"),
          Prefix.parse("224.0.0.0/4"));

  /** R6: what no rule of the customer's touches unless it names a tag of the platform. */
  private static final List<Filter.Rule> PLATFORM_RULES =
      List.of(
          permitted("platform addresses (R6)", SystemRoutes.PLATFORM, List.of()),
          permitted(
              "licensing of Windows (R6)",
              PlatformTag.LICENSING.prefixes(),
              List.of(
                  new Filter.PortRange(
                      PlatformTag.LICENSING.port(), PlatformTag.LICENSING.port()))));

  private final AzureContext context;
  private final FragmentParts parts;
  private final FrontEnds frontEnds;
  private final Map<Scope, List<String>> lists = new HashMap<>();
  private final Set<String> written = new HashSet<>();
  private final Map<ResourceId, AddressSet> groups = new HashMap<>();
  private final Map<String, AddressSet> tags = new HashMap<>();

  NsgFilters(AzureContext context, FragmentParts parts, FrontEnds frontEnds) {
    this.context = context;
    this.parts = parts;
    this.frontEnds = frontEnds;
  }

  /** Interfaces of one subnet with the same group of their own have the same filters. */
  private record Scope(
      RuleDirection direction,
      ResourceId subnet,
      @Nullable ResourceId groupOfInterface,
      boolean needsGroup) {}

  /** Filters towards the guest, in order: subnet, then NIC (R193). */
  List<String> towardsGuest(NetworkInterface nic, Subnet subnet) {
    return filters(RuleDirection.INBOUND, nic, subnet);
  }

  /** Filters from the guest, in order: NIC, then subnet (R193). */
  List<String> fromGuest(NetworkInterface nic, Subnet subnet) {
    return filters(RuleDirection.OUTBOUND, nic, subnet);
  }

  /** Filters towards a private endpoint, which has no group of its own (R275). */
  List<String> towardsEndpoint(Subnet subnet) {
    return context
        .resources()
        .nsgOf(subnet)
        .map(group -> filter(group, RuleDirection.INBOUND, subnet))
        .stream()
        .toList();
  }

  private List<String> filters(RuleDirection direction, NetworkInterface nic, Subnet subnet) {
    if (nic.networkSecurityGroup() != null) {
      String port = context.names().fabric() + ":" + context.names().nic(nic.id());
      parts.affected.add(nic.networkSecurityGroup(), port);
    }
    boolean needsGroup = frontEnds.needsSecurityGroup(nic);
    Scope scope = new Scope(direction, subnet.id(), nic.networkSecurityGroup(), needsGroup);
    List<String> known = lists.get(scope);
    if (known == null) {
      List<String> names = new ArrayList<>();
      context.resources().nsgOf(subnet).ifPresent(g -> names.add(filter(g, direction, subnet)));
      context.resources().nsgOf(nic).ifPresent(g -> names.add(filter(g, direction, subnet)));
      if (names.isEmpty() && needsGroup) {
        names.add(closed(direction, subnet));
      }
      known = List.copyOf(direction == RuleDirection.INBOUND ? names : names.reversed());
      lists.put(scope, known);
    }
    return known;
  }

  /**
   * R290: a standard public address lets nothing in without a security group. What comes from
   * inside does not come by it, and what the guest opens is answered.
   */
  private String closed(RuleDirection direction, Subnet subnet) {
    String name =
        context.names().subnet(subnet) + " without a security group, " + direction.azureName();
    if (written.add(name)) {
      boolean inbound = direction == RuleDirection.INBOUND;
      Filter.Rule inside =
          new Filter.Rule(
              "from inside",
              true,
              List.of(),
              List.of(
                  new AddressSet.Derived(
                      new VrfRef(context.names().fabric(), context.names().subnet(subnet)),
                      AzureRouteClass.INSIDE,
                      joined(NOT_PUBLIC, PeeringRoutes.keptOut(context, subnet, true)))),
              List.of(new AddressSet.Any()),
              List.of(),
              List.of(),
              null,
              null,
              false,
              Origin.NONE);
      parts.fragment.filters.add(
          new Filter(
              name,
              Filter.Kind.ACL,
              true,
              inbound ? List.of(inside) : List.of(),
              !inbound,
              subnet.origin()));
    }
    return name;
  }

  private String filter(NetworkSecurityGroup group, RuleDirection direction, Subnet subnet) {
    String name =
        context.names().securityGroup(group.id())
            + " "
            + direction.azureName()
            + " in "
            + context.names().subnet(subnet);
    if (written.add(name)) {
      List<Filter.Rule> rules = new ArrayList<>();
      List<SecurityRule> ordered = group.rulesInOrder(direction);
      if (direction == RuleDirection.OUTBOUND) {
        ordered.forEach(rule -> rules.addAll(platform(rule, subnet)));
        rules.addAll(PLATFORM_RULES);
      }
      for (SecurityRule rule : ordered) {
        rule(rule, subnet).forEach(rules::add);
      }
      parts.fragment.filters.add(
          new Filter(name, Filter.Kind.NETWORK_SECURITY_GROUP, true, rules, false, group.origin()));
    }
    return name;
  }

  /** R6: only rules that name a tag of the platform keep a guest from its host. */
  private List<Filter.Rule> platform(SecurityRule rule, Subnet subnet) {
    List<Filter.Rule> rules = new ArrayList<>();
    for (AddressMatch match : rule.destinations()) {
      Optional<PlatformTag> tag =
          match instanceof AddressMatch.Tag(String name)
              ? PlatformTag.named(name)
              : Optional.empty();
      List<AddressSet> sources = sets(rule.sources(), subnet);
      if (tag.isEmpty() || sources.isEmpty() || !concerns(rule, tag.get().port())) {
        continue;
      }
      int port = tag.get().port();
      rules.add(
          rule(
              rule,
              sources,
              List.of(new AddressSet.Prefixes(tag.get().prefixes())),
              port == 0
                  ? ports(rule.destinationPorts())
                  : List.of(new Filter.PortRange(port, port))));
    }
    return rules;
  }

  private static boolean concerns(SecurityRule rule, int port) {
    return port == 0
        || (rule.protocol() != RuleProtocol.ICMP
            && rule.destinationPorts().stream()
                .anyMatch(range -> range.first() <= port && port <= range.last()));
  }

  private static Filter.Rule permitted(
      String name, List<Prefix> platform, List<Filter.PortRange> ports) {
    return new Filter.Rule(
        name,
        true,
        List.of(),
        List.of(new AddressSet.Any()),
        List.of(new AddressSet.Prefixes(platform)),
        List.of(),
        ports,
        null,
        null,
        false,
        Origin.NONE);
  }

  /** The rule, as far as its addresses are known; nothing if none of them is. */
  private List<Filter.Rule> rule(SecurityRule rule, Subnet subnet) {
    List<AddressSet> sources = sets(rule.sources(), subnet);
    List<AddressSet> destinations = sets(rule.destinations(), subnet);
    if (sources.isEmpty() || destinations.isEmpty()) {
      return List.of();
    }
    return List.of(rule(rule, sources, destinations, ports(rule.destinationPorts())));
  }

  private static Filter.Rule rule(
      SecurityRule rule,
      List<AddressSet> sources,
      List<AddressSet> destinations,
      List<Filter.PortRange> destinationPorts) {
    // R196: ICMP has no ports, so a rule for it ignores them.
    boolean hasPorts = rule.protocol() != RuleProtocol.ICMP;
    return new Filter.Rule(
        rule.label(),
        rule.access() == RuleAccess.ALLOW,
        protocols(rule.protocol()),
        sources,
        destinations,
        hasPorts ? ports(rule.sourcePorts()) : List.of(),
        hasPorts ? destinationPorts : List.of(),
        null,
        null,
        false,
        rule.origin());
  }

  private static List<Integer> protocols(RuleProtocol protocol) {
    return switch (protocol) {
      case ANY -> List.of();
      case TCP -> List.of(PacketHeader.TCP);
      case UDP -> List.of(PacketHeader.UDP);
      case ICMP -> List.of(PacketHeader.ICMP);
      case ESP -> List.of(PacketHeader.ESP);
      case AH -> List.of(PacketHeader.AH);
    };
  }

  private static List<Filter.PortRange> ports(List<PortRange> ranges) {
    if (ranges.contains(PortRange.ANY)) {
      return List.of();
    }
    return ranges.stream().map(range -> new Filter.PortRange(range.first(), range.last())).toList();
  }

  private List<AddressSet> sets(List<AddressMatch> matches, Subnet subnet) {
    List<AddressSet> sets = new ArrayList<>();
    List<Prefix> prefixes = new ArrayList<>();
    for (AddressMatch match : matches) {
      switch (match) {
        case AddressMatch.Any _ -> sets.add(new AddressSet.Any());
        case AddressMatch.Range(Prefix prefix) -> prefixes.add(prefix);
        case AddressMatch.Tag(String tag) -> sets.addAll(tag(tag, subnet));
        case AddressMatch.ApplicationGroup(ResourceId id) -> sets.add(members(id));
      }
    }
    if (!prefixes.isEmpty()) {
      sets.add(new AddressSet.Prefixes(prefixes));
    }
    return sets;
  }

  /** R201: the addresses of a group's members; one set for all rules that name the group. */
  private AddressSet members(ResourceId group) {
    return groups.computeIfAbsent(
        group,
        id ->
            new AddressSet.Prefixes(
                Stream.concat(
                        context.resources().membersOf(id).stream()
                            .flatMap(
                                one ->
                                    context
                                        .addresses()
                                        .of(one.nic(), one.configuration())
                                        .stream()),
                        context.resources().endpointsIn(id).stream()
                            .flatMap(one -> PrivateEndpoints.addresses(context, one).stream()))
                    .map(Prefix::host)
                    .distinct()
                    .sorted()
                    .toList()));
  }

  private List<AddressSet> tag(String tag, Subnet subnet) {
    return switch (tag) {
      case AddressMatch.Tag.VIRTUAL_NETWORK -> List.of(known(subnet, List.of(PLATFORM)));
      case AddressMatch.Tag.INTERNET -> List.of(new AddressSet.Except(known(subnet, NOT_PUBLIC)));
      case AddressMatch.Tag.AZURE_LOAD_BALANCER ->
          List.of(new AddressSet.Prefixes(List.of(PLATFORM)));
      default -> listed(tag);
    };
  }

  /**
   * R200: the prefixes that Microsoft's list has for a tag; nothing if it lacks the tag, upon which
   * the reader has remarked. Tags of the platform match where {@link #platform} puts them only.
   */
  private List<AddressSet> listed(String tag) {
    return context
        .resources()
        .serviceTags()
        .find(tag)
        .map(
            found ->
                tags.computeIfAbsent(found.name(), _ -> new AddressSet.Prefixes(found.prefixes())))
        .stream()
        .toList();
  }

  private AddressSet known(Subnet subnet, List<Prefix> extra) {
    return new AddressSet.Derived(
        new VrfRef(context.names().fabric(), context.names().subnet(subnet)),
        AzureRouteClass.VIRTUAL_NETWORK_TAG,
        // ASSUMPTION(A-046): peers stay in the tag where the route table keeps their routes out.
        joined(extra, PeeringRoutes.keptOut(context, subnet, false)));
  }

  private static List<Prefix> joined(List<Prefix> some, List<Prefix> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
