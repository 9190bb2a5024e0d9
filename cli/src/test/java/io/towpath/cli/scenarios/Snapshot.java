package io.towpath.cli.scenarios;

import io.towpath.estate.answers.Answers;
import io.towpath.estate.answers.Table;
import io.towpath.estate.load.Estate;
import io.towpath.estate.names.FailureNames;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.Origin;
import io.towpath.network.Host;
import io.towpath.network.NodeKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every answer about an estate that a person could ask for, as text by question. */
final class Snapshot {
  private final Answers answers;
  private final Map<String, String> byQuestion = new TreeMap<>();

  private Snapshot(Answers answers) {
    this.answers = answers;
  }

  /** All answers about an estate with failures. */
  static Map<String, String> of(Estate estate, String... failures) {
    FailureNames names = new FailureNames(estate);
    return of(
        new Answers(estate, names.solve(List.of(failures).stream().map(names::parse).toList())));
  }

  /** All answers about a solved estate. */
  static Map<String, String> of(Answers answers) {
    Snapshot snapshot = new Snapshot(answers);
    snapshot.traces();
    snapshot.tables();
    return snapshot.byQuestion;
  }

  private List<String> hosts() {
    return answers.solution().topology().network().hosts().values().stream()
        .map(Host::name)
        .sorted()
        .toList();
  }

  private void traces() {
    for (String from : hosts()) {
      for (String to : hosts()) {
        if (!from.equals(to)) {
          Trace trace = answers.trace(from, to, Origin.NONE);
          byQuestion.put("trace " + from + " -> " + to, text(trace));
        }
      }
    }
  }

  private static String text(Trace trace) {
    return "%s, answered %s, %s, there %s, back %s"
        .formatted(
            trace.verdict(),
            trace.answered(),
            trace.hops(),
            trace.forward().route(),
            trace.back() == null ? "" : trace.back().route());
  }

  private void tables() {
    for (String host : hosts()) {
      if (!host.startsWith("loc")) {
        put("routes " + host, answers.routes(host, Origin.NONE));
      }
    }
    answers.solution().topology().network().nodes().values().stream()
        .filter(node -> node.kind() == NodeKind.ROUTER)
        .flatMap(node -> node.vrfs().stream().map(vrf -> node.name() + "/" + vrf.name()))
        .forEach(
            vrf -> {
              put("routes " + vrf, answers.routes(vrf, Origin.NONE));
              put("bgp " + vrf, answers.bgp(vrf, "learned", null, Origin.NONE));
            });
    for (String gateway : List.of("hub-vpngw", "branch-vpngw", "hub-ergw", "remote-ergw")) {
      put("bgp " + gateway, answers.bgp(gateway, "learned", null, Origin.NONE));
    }
    for (String circuit : List.of("er1", "er2")) {
      put("circuit " + circuit, answers.circuitRoutes(circuit, Origin.NONE));
    }
  }

  private void put(String question, Table table) {
    StringBuilder text = new StringBuilder();
    for (Map<String, ?> row : table.rows()) {
      text.append(row).append('\n');
    }
    byQuestion.put(question, text.toString());
  }
}
