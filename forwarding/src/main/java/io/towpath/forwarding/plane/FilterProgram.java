package io.towpath.forwarding.plane;

import io.towpath.net.PacketHeader;
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

  /** No filters. */
  static final FilterProgram[] NONE = {};

  private record Test(
      boolean permit,
      int[] protocols,
      AddressUnion sources,
      AddressUnion destinations,
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
   * @param addresses compiles a union of address sets; of none it is nothing
   */
  FilterProgram(Filter filter, Function<List<AddressSet>, AddressUnion> addresses) {
    this.filter = filter;
    List<Test> compiled = new ArrayList<>();
    for (Filter.Rule rule : filter.rules()) {
      compiled.add(
          new Test(
              rule.permit(),
              rule.protocols().stream().mapToInt(Integer::intValue).toArray(),
              rule.sources().isEmpty() ? AddressUnion.ALL : addresses.apply(rule.sources()),
              rule.destinations().isEmpty()
                  ? AddressUnion.ALL
                  : addresses.apply(rule.destinations()),
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
    return matchesProtocol(test, c)
        && (!test.established || c.protocol == PacketHeader.TCP && c.isAnswer)
        && test.sources.contains(c.source)
        && test.destinations.contains(c.destination);
  }

  /** R196: ports say nothing about packets that have none; a rule for ICMP ignores them. */
  private static boolean matchesProtocol(Test test, Cursor c) {
    if (c.protocol == PacketHeader.ICMP) {
      boolean named = named(test.protocols, PacketHeader.ICMP);
      boolean noPorts = test.sourcePorts.length + test.destinationPorts.length == 0;
      return (named || test.protocols.length == 0 && noPorts)
          && (test.icmpType < 0 || c.sourcePort == test.icmpType)
          && (test.icmpCode < 0 || c.destinationPort == test.icmpCode);
    }
    boolean hasPorts = c.protocol == PacketHeader.TCP || c.protocol == PacketHeader.UDP;
    return (test.protocols.length == 0 || named(test.protocols, c.protocol))
        && test.icmpType < 0
        && test.icmpCode < 0
        && inRange(test.sourcePorts, c.sourcePort, hasPorts)
        && inRange(test.destinationPorts, c.destinationPort, hasPorts);
  }

  private static boolean named(int[] protocols, int protocol) {
    for (int candidate : protocols) {
      if (candidate == protocol) {
        return true;
      }
    }
    return false;
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
    // A range over every port is no condition, so that it holds for packets without ports too.
    if (ranges.stream().anyMatch(r -> r.first() <= 0 && r.last() >= 65535)) {
      return new int[0];
    }
    int[] flat = new int[ranges.size() * 2];
    for (int i = 0; i < ranges.size(); i++) {
      flat[2 * i] = ranges.get(i).first();
      flat[2 * i + 1] = ranges.get(i).last();
    }
    return flat;
  }
}
