package io.towpath.devices.ios.convert;

import io.towpath.devices.ios.IosAccessList;
import io.towpath.net.Ipv4Address;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Access lists as packet filters. Each list that is used becomes one filter of the network. */
final class FilterConversion {

  private final Conversion conversion;
  private final Set<String> converted = new LinkedHashSet<>();

  FilterConversion(Conversion conversion) {
    this.conversion = conversion;
  }

  /** Name of the filter for a list; null if the list is not defined or has no entry. */
  @Nullable String named(String list) {
    IosAccessList definition = conversion.config.policies().accessLists().get(list);
    // A list without entries permits every packet, as an undefined one does.
    if (definition == null || definition.entries().isEmpty()) {
      return null;
    }
    String name = conversion.node + " access-list " + list;
    if (converted.add(list)) {
      List<Filter.Rule> rules = definition.entries().stream().map(this::rule).toList();
      conversion.fragment.filters.add(
          new Filter(
              name, Filter.Kind.ACL, false, rules, false, conversion.origin(definition.line())));
    }
    return name;
  }

  private Filter.Rule rule(IosAccessList.Entry entry) {
    return new Filter.Rule(
        entry.sequence() + (entry.permit() ? " permit" : " deny"),
        entry.permit(),
        entry.protocol() == IosAccessList.ANY_PROTOCOL ? List.of() : List.of(entry.protocol()),
        List.of(addresses(entry.source())),
        List.of(addresses(entry.destination())),
        ports(entry.sourcePorts()),
        ports(entry.destinationPorts()),
        entry.icmpType() == IosAccessList.ANY_ICMP ? null : entry.icmpType(),
        entry.icmpCode() == IosAccessList.ANY_ICMP ? null : entry.icmpCode(),
        entry.established(),
        conversion.origin(entry.line()));
  }

  /** Addresses of an entry, in the simplest form that says the same. */
  static AddressSet addresses(IosAccessList.Addresses addresses) {
    if (addresses.wildcard() == -1) {
      return new AddressSet.Any();
    }
    return addresses.isPrefix()
        ? new AddressSet.Prefixes(List.of(new Prefix(addresses.address(), addresses.length())))
        : new AddressSet.Wildcard(addresses.address(), new Ipv4Address(addresses.wildcard()));
  }

  private static List<Filter.PortRange> ports(List<IosAccessList.PortRange> ranges) {
    List<Filter.PortRange> ports = new ArrayList<>();
    for (IosAccessList.PortRange range : ranges) {
      ports.add(new Filter.PortRange(range.first(), range.last()));
    }
    return ports;
  }
}
