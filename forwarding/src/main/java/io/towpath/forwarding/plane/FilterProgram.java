package io.towpath.forwarding.plane;

import io.towpath.net.Ipv4Address;
import io.towpath.net.PacketHeader;
import io.towpath.net.Prefix;
import io.towpath.network.AddressSet;
import io.towpath.network.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A filter compiled to primitive tests, in the order of its rules. Designed for up to 1,000 rules;
 * evaluation is linear and allocates nothing.
 */
final class FilterProgram {
  /** Result of {@link #decide} when no rule matches. */
  static final int DEFAULT = -1;

  /** Membership of an address in a set. */
  interface Membership {
    boolean contains(int address);
  }

  private record Test(
      boolean permit,
      int[] protocols,
      Membership[] sources,
      Membership[] destinations,
      int[] sourcePorts,
      int[] destinationPorts,
      int icmpType,
      int icmpCode,
      boolean established) {}

  private final Filter filter;
  private final Test[] tests;

  /**
   * Compiles a filter.
   *
   * @param derived resolves sets that follow from routing
   */
  FilterProgram(Filter filter, Function<AddressSet.Derived, Membership> derived) {
    this.filter = filter;
    List<Test> compiled = new ArrayList<>();
    for (Filter.Rule rule : filter.rules()) {
      compiled.add(
          new Test(
              rule.permit(),
              rule.protocols().stream().mapToInt(Integer::intValue).toArray(),
              memberships(rule.sources(), derived),
              memberships(rule.destinations(), derived),
              ranges(rule.sourcePorts()),
              ranges(rule.destinationPorts()),
              rule.icmpType() == null ? -1 : rule.icmpType(),
              rule.icmpCode() == null ? -1 : rule.icmpCode(),
              rule.established()));
    }
    tests = compiled.toArray(Test[]::new);
  }

  Filter filter() {
    return filter;
  }

  /** True if the rule at {@code index}, or the default, permits. */
  boolean permits(int index) {
    return index == DEFAULT ? filter.permitsByDefault() : tests[index].permit;
  }

  /** Index of the first rule that matches, or {@link #DEFAULT}. */
  int decide(Cursor c) {
    for (int i = 0; i < tests.length; i++) {
      if (matches(tests[i], c)) {
        return i;
      }
    }
    return DEFAULT;
  }

  private static boolean matches(Test test, Cursor c) {
    boolean hasPorts = c.protocol == PacketHeader.TCP || c.protocol == PacketHeader.UDP;
    boolean isIcmp = c.protocol == PacketHeader.ICMP;
    return anyEquals(test.protocols, c.protocol)
        && anyContains(test.sources, c.source)
        && anyContains(test.destinations, c.destination)
        // R196: ports say nothing about packets that have none; an ICMP rule ignores them.
        && (isIcmp && anyExplicit(test.protocols)
            || inRange(test.sourcePorts, c.sourcePort, hasPorts))
        && (isIcmp && anyExplicit(test.protocols)
            || inRange(test.destinationPorts, c.destinationPort, hasPorts))
        && (test.icmpType < 0 || isIcmp && c.sourcePort == test.icmpType)
        && (test.icmpCode < 0 || isIcmp && c.destinationPort == test.icmpCode)
        && (!test.established || c.protocol == PacketHeader.TCP && c.isAnswer);
  }

  private static boolean anyExplicit(int[] protocols) {
    for (int protocol : protocols) {
      if (protocol == PacketHeader.ICMP) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyEquals(int[] protocols, int protocol) {
    for (int candidate : protocols) {
      if (candidate == protocol) {
        return true;
      }
    }
    return protocols.length == 0;
  }

  private static boolean anyContains(Membership[] sets, int address) {
    for (Membership set : sets) {
      if (set.contains(address)) {
        return true;
      }
    }
    return sets.length == 0;
  }

  private static boolean inRange(int[] ranges, int port, boolean hasPorts) {
    if (ranges.length == 0) {
      return true;
    }
    if (!hasPorts) {
      return false;
    }
    for (int i = 0; i < ranges.length; i += 2) {
      if (port >= ranges[i] && port <= ranges[i + 1]) {
        return true;
      }
    }
    return false;
  }

  private static int[] ranges(List<Filter.PortRange> ranges) {
    int[] flat = new int[ranges.size() * 2];
    for (int i = 0; i < ranges.size(); i++) {
      flat[2 * i] = ranges.get(i).first();
      flat[2 * i + 1] = ranges.get(i).last();
    }
    // A range over every port is no condition, so that it holds for packets without ports too.
    return ranges.stream().anyMatch(r -> r.first() <= 0 && r.last() >= 65535) ? new int[0] : flat;
  }

  private static Membership[] memberships(
      List<AddressSet> sets, Function<AddressSet.Derived, Membership> derived) {
    return sets.stream().map(set -> membership(set, derived)).toArray(Membership[]::new);
  }

  /** Compiles one set of addresses. */
  static Membership membership(AddressSet set, Function<AddressSet.Derived, Membership> derived) {
    return switch (set) {
      case AddressSet.Any() -> address -> true;
      case AddressSet.Prefixes(List<Prefix> prefixes) -> ofPrefixes(prefixes);
      case AddressSet.Wildcard wildcard -> ofWildcard(wildcard);
      case AddressSet.Derived sought -> derived.apply(sought);
      case AddressSet.Except(AddressSet excluded) -> {
        Membership inner = membership(excluded, derived);
        yield address -> !inner.contains(address);
      }
    };
  }

  private static Membership ofWildcard(AddressSet.Wildcard wildcard) {
    if (wildcard.address() instanceof Ipv4Address(int bits)
        && wildcard.wildcard() instanceof Ipv4Address(int free)) {
      int wanted = bits & ~free;
      return address -> (address & ~free) == wanted;
    }
    return address -> false;
  }

  /** Compiles a union of prefixes; IPv6 prefixes hold no IPv4 address. */
  static Membership ofPrefixes(List<Prefix> prefixes) {
    int count = (int) prefixes.stream().filter(p -> p.network() instanceof Ipv4Address).count();
    int[] networks = new int[count];
    int[] masks = new int[count];
    int i = 0;
    for (Prefix prefix : prefixes) {
      if (prefix.network() instanceof Ipv4Address(int bits)) {
        networks[i] = bits;
        masks[i++] = Ipv4Address.mask(prefix.length());
      }
    }
    return address -> {
      for (int k = 0; k < networks.length; k++) {
        if ((address & masks[k]) == networks[k]) {
          return true;
        }
      }
      return false;
    };
  }
}
