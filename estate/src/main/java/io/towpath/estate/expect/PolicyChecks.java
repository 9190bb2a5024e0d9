package io.towpath.estate.expect;

import io.towpath.analysis.isolation.Isolation;
import io.towpath.analysis.isolation.TableReach;
import io.towpath.azure.access.AccessCheck;
import io.towpath.azure.answers.PathSegment;
import io.towpath.azure.resource.AzureResource;
import io.towpath.azure.resource.CircuitPeeringType;
import io.towpath.azure.resource.ExpressRouteCircuit;
import io.towpath.estate.answers.Answers;
import io.towpath.estate.file.Expectation.AccessExpectation;
import io.towpath.estate.file.Expectation.IsolationExpectation;
import io.towpath.estate.file.Expectation.PeeringsExpectation;
import io.towpath.estate.file.Expectation.Row;
import io.towpath.estate.file.Expectation.TraceExpectation;
import io.towpath.estate.load.Estate;
import io.towpath.forwarding.trace.Place;
import io.towpath.forwarding.trace.Walk;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.routing.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of an expectation about policy does not hold, one sentence each. */
final class PolicyChecks {
  /** Pairs of places that are not isolated: if there may be more, only some of them are shown. */
  private static final int PAIRS_SHOWN = 50;

  private PolicyChecks() {}

  static List<String> access(Estate estate, AccessExpectation wanted) {
    String scope = wanted.on().startsWith("/") ? wanted.on() : named(estate, wanted);
    AccessCheck.Decision decision = estate.access().ask(wanted.who(), wanted.action(), scope);
    return decision.allowed() == wanted.allowed()
        ? List.of()
        : List.of(
            "it is " + (decision.allowed() ? "allowed" : "denied") + ": " + decision.reason());
  }

  private static String named(Estate estate, AccessExpectation wanted) {
    List<AzureResource> all = resources(estate);
    List<AzureResource> found =
        all.stream().filter(one -> one.name().equalsIgnoreCase(wanted.on())).toList();
    if (found.size() == 1) {
      return found.getFirst().id().toString();
    }
    throw new InvalidInputException(
        Finding.error(
            "TP1235",
            wanted.origin(),
            found.isEmpty()
                ? "There is no resource \"" + wanted.on() + "\" to act on."
                : "\"" + wanted.on() + "\" names " + found.size() + " resources.",
            found.isEmpty()
                ? Nearest.question(wanted.on(), all.stream().map(AzureResource::name).toList())
                : "Write the whole id."));
  }

  private static List<AzureResource> resources(Estate estate) {
    return Stream.of(
            estate.resources().virtualNetworks(),
            estate.resources().expressRouteCircuits(),
            estate.resources().virtualNetworkGateways(),
            estate.resources().connections(),
            estate.resources().routeTables(),
            estate.resources().networkSecurityGroups(),
            estate.resources().virtualMachines())
        .<AzureResource>flatMap(map -> map.values().stream())
        .toList();
  }

  static List<String> peerings(Estate estate, PeeringsExpectation wanted) {
    Optional<ExpressRouteCircuit> circuit =
        estate.resources().expressRouteCircuits().values().stream()
            .filter(one -> one.name().equalsIgnoreCase(wanted.circuit()))
            .findFirst();
    if (circuit.isEmpty()) {
      return List.of("there is no circuit of that name");
    }
    TreeSet<String> found = new TreeSet<>();
    circuit.get().peerings().forEach(peering -> found.add(word(peering.type())));
    return found.equals(new TreeSet<>(wanted.domains()))
        ? List.of()
        : List.of("its routing domains are " + found + ", expected " + wanted.domains());
  }

  private static String word(CircuitPeeringType type) {
    return switch (type) {
      case AZURE_PRIVATE -> "private";
      case AZURE_PUBLIC -> "public";
      case MICROSOFT -> "microsoft";
    };
  }

  static List<String> isolation(Answers answers, IsolationExpectation wanted) {
    List<Place> places = new ArrayList<>();
    for (String name : wanted.places()) {
      places.add(answers.names().place(name, answers.solution(), wanted.origin()));
    }
    Isolation isolation = Isolation.of(answers.solution(), places);
    boolean few = isolation.candidateCount() <= PAIRS_SHOWN;
    List<Isolation.Pair> pairs =
        few ? isolation.candidates() : isolation.contacts().stream().limit(PAIRS_SHOWN).toList();
    Map<Integer, TableReach> reaches = new HashMap<>();
    List<String> mismatches = new ArrayList<>();
    for (Isolation.Pair pair : pairs) {
      TableReach a = reaches.computeIfAbsent(pair.first(), i -> reach(answers, places.get(i)));
      TableReach b = reaches.computeIfAbsent(pair.second(), i -> reach(answers, places.get(i)));
      String both =
          wanted.places().get(pair.first()) + " and " + wanted.places().get(pair.second());
      Optional<List<String>> way = a.sharedWith(b);
      if (way.isPresent()) {
        mismatches.add(
            "packets of "
                + both
                + " could meet in the table of "
                + way.get().getLast()
                + "; the way of the former: "
                + String.join(" → ", way.get()));
      } else if (a.sharesHostWith(b)) {
        mismatches.add("packets of " + both + " could come to the same host");
      }
    }
    if (!few) {
      int met = isolation.groups().stream().mapToInt(List::size).sum();
      mismatches.add(
          "in all, "
              + met
              + " of "
              + places.size()
              + " places are not isolated; shown are "
              + pairs.size()
              + " pairs");
    }
    return mismatches;
  }

  private static TableReach reach(Answers answers, Place place) {
    return TableReach.from(answers.solution(), place);
  }

  static List<String> segments(Walk walk, Topology topology, TraceExpectation wanted) {
    List<PathSegment> segments = PathSegment.of(walk, topology);
    List<String> mismatches = new ArrayList<>();
    for (Row row : wanted.segments()) {
      if (segments.stream().noneMatch(segment -> RowMatching.matches(row, row(segment)))) {
        mismatches.add(
            "no segment is "
                + row
                + "; there are "
                + String.join("; ", segments.stream().map(PathSegment::text).toList()));
      }
    }
    return mismatches;
  }

  private static Map<String, @Nullable Object> row(PathSegment segment) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("from", segment.from());
    row.put("to", segment.to());
    row.put("over", segment.medium().word());
    row.put("encrypted", segment.isEncrypted());
    row.put("through", segment.via());
    return row;
  }
}
