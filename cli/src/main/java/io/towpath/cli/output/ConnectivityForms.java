package io.towpath.cli.output;

import io.towpath.azure.answers.Connectivity;
import io.towpath.azure.answers.ConnectivityHop;
import io.towpath.azure.answers.ConnectivityIssue;
import io.towpath.estate.answers.Table;
import io.towpath.forwarding.Verdict;
import io.towpath.forwarding.trace.Trace;
import io.towpath.net.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connection troubleshoot with ARM's names as JSON, as a grid and as a graph (R249). */
public final class ConnectivityForms {
  private ConnectivityForms() {}

  /** The members of the answer. */
  public static Map<String, @Nullable Object> json(Connectivity answer) {
    BigDecimal latency = TraceJson.millis(answer.latency());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("connectionStatus", answer.status().documented());
    json.put("restConnectionStatus", answer.status().rest());
    json.put("avgLatencyInMs", latency);
    json.put("minLatencyInMs", latency);
    json.put("maxLatencyInMs", latency);
    json.put("probesSent", answer.probesSent());
    json.put("probesFailed", answer.probesFailed());
    json.put("hops", answer.hops().stream().map(ConnectivityForms::hop).toList());
    json.put("verdict", answer.there().word());
    json.put("returnVerdict", answer.back() == null ? null : answer.back().word());
    return json;
  }

  private static Map<String, @Nullable Object> hop(ConnectivityHop hop) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", hop.type());
    json.put("id", hop.id().toString());
    json.put("address", hop.address());
    json.put("resourceId", hop.resourceId());
    json.put("nextHopIds", hop.nextHopIds().stream().map(UUID::toString).toList());
    json.put("previousHopIds", hop.previousHopIds().stream().map(UUID::toString).toList());
    json.put("issues", hop.issues().stream().map(ConnectivityForms::issue).toList());
    json.put("name", hop.name());
    return json;
  }

  private static Map<String, @Nullable Object> issue(ConnectivityIssue issue) {
    List<Map<String, @Nullable Object>> context = new ArrayList<>();
    issue
        .context()
        .forEach(
            (key, value) -> {
              Map<String, @Nullable Object> pair = new LinkedHashMap<>();
              pair.put("key", key);
              pair.put("value", value);
              context.add(pair);
            });
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("origin", issue.origin().azureName());
    json.put("severity", issue.severity());
    json.put("type", issue.type().azureName());
    json.put("context", context);
    json.put("cause", issue.cause());
    json.put("source", issue.source().equals(Origin.NONE) ? null : issue.source().toString());
    return json;
  }

  /** One line before grid and graph. */
  public static String summary(Connectivity answer) {
    if (answer.status() == Connectivity.Status.UNKNOWN) {
      return "Unknown: packets leave what is modelled\n\n";
    }
    BigDecimal latency = TraceJson.millis(answer.latency());
    return answer.status().documented()
        + (latency == null ? "" : ", " + latency.toPlainString() + " ms")
        + ", "
        + answer.probesFailed()
        + " of "
        + answer.probesSent()
        + " probes failed\n\n";
  }

  /**
   * The hops as a grid.
   *
   * @param traced hops of the trace, which know their round trips
   */
  public static Table grid(Connectivity answer, List<Trace.Hop> traced) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    List<ConnectivityHop> hops = answer.hops();
    for (int i = 0; i < hops.size(); i++) {
      ConnectivityHop hop = hops.get(i);
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("type", hop.type());
      row.put("name", hop.name());
      row.put("address", hop.address());
      row.put("status", status(answer, i));
      row.put("nextHop", i + 1 < hops.size() ? label(hops.get(i + 1)) : null);
      row.put("latencyInMs", latency(hop, traced));
      row.put("issue", hop.issues().stream().map(ConnectivityForms::text).toList());
      rows.add(row);
    }
    return new Table(
        List.of("type", "name", "address", "status", "nextHop", "latencyInMs", "issue"), rows);
  }

  /** An issue's severity, or whether packets get there, as far as that is known. */
  private static String status(Connectivity answer, int index) {
    List<ConnectivityHop> hops = answer.hops();
    if (!hops.get(index).issues().isEmpty()) {
      return hops.get(index).issues().getFirst().severity();
    }
    if (answer.there() == Verdict.DELIVERED) {
      return "ok";
    }
    // The destination of packets that leave the model is listed, and nobody knows of it.
    if (answer.status() == Connectivity.Status.UNKNOWN && index == hops.size() - 1) {
      return "unknown";
    }
    boolean beyond = hops.subList(0, index).stream().anyMatch(hop -> !hop.issues().isEmpty());
    return beyond ? "not reached" : "ok";
  }

  private static String label(ConnectivityHop hop) {
    String address = hop.address();
    return address == null ? hop.name() : address;
  }

  private static @Nullable String latency(ConnectivityHop hop, List<Trace.Hop> traced) {
    for (Trace.Hop one : traced) {
      BigDecimal millis = TraceJson.millis(one.rtt());
      if (one.node().equals(hop.name()) && millis != null) {
        return millis.toPlainString();
      }
    }
    return null;
  }

  private static String text(ConnectivityIssue issue) {
    String context = issue.context().isEmpty() ? "" : " " + issue.context();
    return issue.origin().azureName()
        + " "
        + issue.type().azureName()
        + context
        + ": "
        + issue.cause();
  }

  /** The hops from top to bottom, each with what stops packets there. */
  public static String graph(Connectivity answer) {
    StringBuilder out = new StringBuilder();
    for (ConnectivityHop hop : answer.hops()) {
      String address = hop.address();
      boolean named = address == null || address.equals(hop.name());
      out.append(out.isEmpty() ? "" : "   |\n   v\n")
          .append(hop.issues().isEmpty() ? "( ) " : "(x) ")
          .append(hop.name())
          .append(named ? "" : " " + address)
          .append("  ")
          .append(hop.type())
          .append('\n');
      hop.issues().forEach(issue -> out.append("   !  ").append(text(issue)).append('\n'));
    }
    return out.toString();
  }
}
