package io.towpath.cli.output;

import io.towpath.azure.answers.PathSegment;
import io.towpath.forwarding.trace.Trace;
import io.towpath.forwarding.trace.Walk;
import io.towpath.forwarding.trace.WalkStep;
import io.towpath.net.Origin;
import io.towpath.routing.Topology;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of a trace, stable from schema 1 on. */
public final class TraceJson {
  private TraceJson() {}

  /**
   * Puts the members of a trace into an object.
   *
   * @param to destination as asked for
   * @param paths every alternative
   * @param expected the name that should answer, or null
   * @param topology of the solution that the trace is of
   */
  public static void put(
      Map<String, @Nullable Object> json,
      Trace trace,
      Topology topology,
      String to,
      List<Trace> paths,
      @Nullable String expected) {
    json.put("from", trace.from());
    json.put("to", to);
    json.put("destination", trace.to().toString());
    json.put("verdict", trace.verdict().word());
    json.put("answered", trace.answered());
    if (expected == null || trace.answeredBy() == null || !expected.equals(trace.answeredBy())) {
      json.put("answeredBy", trace.answeredBy());
    }
    json.put("rttMillis", millis(trace.rtt()));
    json.put("hops", hops(trace));
    json.put("paths", paths.stream().map(TraceJson::path).toList());
    List<Map<String, @Nullable Object>> steps = new ArrayList<>();
    addSteps(steps, "there", trace.forward());
    addSteps(steps, "back", trace.back());
    json.put("steps", steps);
    List<Map<String, @Nullable Object>> segments = new ArrayList<>();
    addSegments(segments, "there", trace.forward(), topology);
    addSegments(segments, "back", trace.back(), topology);
    json.put("segments", segments);
  }

  private static List<Map<String, @Nullable Object>> hops(Trace trace) {
    List<Map<String, @Nullable Object>> hops = new ArrayList<>();
    for (Trace.Hop hop : trace.hops()) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("ttl", hop.ttl());
      json.put("address", hop.address() == null ? null : hop.address().toString());
      json.put("node", hop.node());
      json.put("rttMillis", millis(hop.rtt()));
      if (!hop.note().isEmpty()) {
        json.put("note", hop.note());
      }
      hops.add(json);
    }
    return hops;
  }

  private static Map<String, @Nullable Object> path(Trace trace) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", trace.verdict().word());
    json.put("answered", trace.answered());
    json.put("nodes", trace.forward().route());
    json.put("hops", hops(trace));
    return json;
  }

  private static void addSegments(
      List<Map<String, @Nullable Object>> segments,
      String direction,
      @Nullable Walk walk,
      Topology topology) {
    if (walk == null) {
      return;
    }
    for (PathSegment segment : PathSegment.of(walk, topology)) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("direction", direction);
      json.put("from", segment.from());
      json.put("to", segment.to());
      json.put("over", segment.medium().word());
      json.put("encrypted", segment.isEncrypted());
      json.put("through", segment.via());
      segments.add(json);
    }
  }

  private static void addSteps(
      List<Map<String, @Nullable Object>> steps, String direction, @Nullable Walk walk) {
    if (walk == null) {
      return;
    }
    for (WalkStep step : walk.steps()) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("direction", direction);
      json.put("node", step.node());
      json.put("kind", step.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      switch (step) {
        case WalkStep.Arrived s -> {
          json.put("interface", s.iface());
          json.put("vrf", s.vrf());
        }
        case WalkStep.Routed s -> {
          json.put("vrf", s.vrf());
          json.put("prefix", s.prefix().toString());
          json.put("routeClass", s.routeClass());
          json.put("nextHop", s.nextHop());
          json.put("why", s.why());
          json.put("rule", s.rule().isEmpty() ? null : s.rule());
          json.put("alternatives", s.alternatives());
        }
        case WalkStep.Filtered s -> {
          json.put("filter", s.filter());
          json.put("rule", s.rule());
          json.put("permitted", s.permitted());
          json.put("byState", s.byState());
        }
        case WalkStep.Translated s -> {
          json.put("before", s.before().source() + " -> " + s.before().destination());
          json.put("after", s.after().source() + " -> " + s.after().destination());
        }
        case WalkStep.Tunnelled s -> {
          json.put("interface", s.iface());
          json.put("toNode", s.toNode());
          json.put("toInterface", s.toIface());
          json.put("underlay", s.underlay());
        }
        case WalkStep.TtlSpent s -> {
          json.put("ttl", s.count());
          json.put("responder", s.responder());
        }
        case WalkStep.Refused s -> json.put("rule", s.rule().isEmpty() ? null : s.rule());
        case WalkStep.Ended s -> json.put("verdict", s.verdict().word());
      }
      json.put("text", step.text());
      json.put("source", step.origin().equals(Origin.NONE) ? null : step.origin().toString());
      steps.add(json);
    }
  }

  static @Nullable BigDecimal millis(@Nullable Duration duration) {
    return duration == null
        ? null
        : BigDecimal.valueOf(duration.toNanos(), 6).setScale(3, RoundingMode.HALF_UP);
  }
}
