package io.towpath.devices.ios.print;

import io.towpath.network.OspfProcess;
import io.towpath.network.PrefixList;
import io.towpath.network.Redistribution;
import io.towpath.network.RouteClass;
import io.towpath.network.RoutePolicy;
import io.towpath.network.RoutePolicy.Match;
import io.towpath.network.RoutePolicy.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code redistribute} lines. The network has a redistribution for each kind of OSPF routes; kinds
 * that differ in nothing else stand in one line.
 */
final class RedistributionLines {
  private final IosPrinting printing;
  private final RouteMapPrinter maps;

  RedistributionLines(IosPrinting printing, RouteMapPrinter maps) {
    this.printing = printing;
    this.maps = maps;
  }

  /** What stands in one line: all but the kind of OSPF routes. */
  private record Line(
      String source, @Nullable Long metric, int metricType, @Nullable RoutePolicy policy) {}

  List<String> intoBgp(List<Redistribution> redistributions) {
    List<String> lines = new ArrayList<>();
    grouped(redistributions)
        .forEach(
            (line, kinds) -> {
              RoutePolicy policy = line.policy();
              lines.add(
                  start(line, kinds) + (policy == null ? "" : " route-map " + maps.map(policy)));
            });
    return lines;
  }

  List<String> intoOspf(List<Redistribution> redistributions) {
    List<String> lines = new ArrayList<>();
    grouped(redistributions)
        .forEach(
            (line, kinds) -> {
              RoutePolicy policy = line.policy();
              boolean classful = policy != null && isClassfulOnly(policy);
              RoutePolicy rest = classful ? withoutFirst(Objects.requireNonNull(policy)) : policy;
              lines.add(
                  start(line, kinds)
                      + (line.metricType() == 1 ? " metric-type 1" : "")
                      + (classful ? "" : " subnets")
                      + (rest == null ? "" : " route-map " + maps.map(rest)));
            });
    return lines;
  }

  private static String start(Line line, List<String> kinds) {
    // Internal routes alone are what the line takes if it says nothing.
    boolean said = !kinds.isEmpty() && !kinds.equals(List.of("internal"));
    return "redistribute "
        + line.source()
        + (said ? " match " + String.join(" ", kinds) : "")
        + (line.metric() == null ? "" : " metric " + line.metric());
  }

  private Map<Line, List<String>> grouped(List<Redistribution> redistributions) {
    Map<Line, List<String>> lines = new LinkedHashMap<>();
    for (Redistribution redistribution : redistributions) {
      String source = source(redistribution);
      if (source == null) {
        printing.notes.absent(
            redistribution.origin(),
            "redistribution of \"" + redistribution.fromClass() + "\"",
            "IOS-XE has no routes of that name.");
        continue;
      }
      Line line =
          new Line(
              source,
              redistribution.metric(),
              redistribution.metricType(),
              redistribution.policy());
      lines.computeIfAbsent(line, _ -> new ArrayList<>()).addAll(kinds(redistribution.fromClass()));
    }
    return lines;
  }

  private @Nullable String source(Redistribution redistribution) {
    return switch (redistribution.fromClass()) {
      case RouteClass.CONNECTED, RouteClass.STATIC -> redistribution.fromClass();
      case RouteClass.BGP ->
          printing.node.bgp().isEmpty() ? null : "bgp " + printing.node.bgp().getFirst().asn();
      case RouteClass.OSPF,
          RouteClass.OSPF_INTERNAL,
          RouteClass.OSPF_EXTERNAL_1,
          RouteClass.OSPF_EXTERNAL_2 ->
          ospf(redistribution.processId());
      default -> null;
    };
  }

  private @Nullable String ospf(@Nullable String process) {
    for (OspfProcess candidate : printing.node.ospf()) {
      if (process == null || candidate.id().equals(process)) {
        return "ospf " + OspfPrinter.number(printing, candidate);
      }
    }
    return process == null ? null : "ospf " + process;
  }

  private static List<String> kinds(String routeClass) {
    return switch (routeClass) {
      case RouteClass.OSPF -> List.of("internal", "external 1", "external 2");
      case RouteClass.OSPF_INTERNAL -> List.of("internal");
      case RouteClass.OSPF_EXTERNAL_1 -> List.of("external 1");
      case RouteClass.OSPF_EXTERNAL_2 -> List.of("external 2");
      default -> List.of();
    };
  }

  /** True if the first term denies all but class A, B and C networks: a line without subnets. */
  private static boolean isClassfulOnly(RoutePolicy policy) {
    if (policy.terms().isEmpty()) {
      return false;
    }
    Term first = policy.terms().getFirst();
    return !first.permit()
        && first.matches().size() == 1
        && first.matches().getFirst() instanceof Match.InPrefixList(List<PrefixList> lists)
        && lists.size() == 1
        && lists.getFirst().entries().stream()
            .map(
                e ->
                    (e.permit() ? "" : "not ")
                        + e.prefix()
                        + " "
                        + e.minLength()
                        + "-"
                        + e.maxLength())
            .toList()
            .equals(
                List.of(
                    "not 0.0.0.0/1 8-8",
                    "not 128.0.0.0/2 16-16",
                    "not 192.0.0.0/3 24-24",
                    "0.0.0.0/0 0-32"));
  }

  /** The policy behind its first term; null if that permits everything unchanged. */
  private static @Nullable RoutePolicy withoutFirst(RoutePolicy policy) {
    List<Term> rest = policy.terms().subList(1, policy.terms().size());
    boolean plain =
        rest.size() == 1
            && rest.getFirst().permit()
            && rest.getFirst().matches().isEmpty()
            && rest.getFirst().changes().isEmpty();
    return plain ? null : new RoutePolicy(policy.name(), rest, policy.origin());
  }
}
