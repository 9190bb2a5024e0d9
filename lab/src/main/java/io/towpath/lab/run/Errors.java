package io.towpath.lab.run;

import io.towpath.lab.LabException;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import io.towpath.net.Severity;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Errors on their way from the supervisor to whoever asked: findings stay findings. */
final class Errors {
  private static final String INTERNAL = "TP7099";

  private Errors() {}

  static ObjectNode toJson(Exception error) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    boolean invalid = error instanceof InvalidInputException;
    node.put("input", invalid);
    ArrayNode findings = node.putArray("findings");
    List<Finding> all =
        switch (error) {
          case InvalidInputException e -> e.findings();
          case LabException e -> List.of(e.finding());
          default -> List.of(Finding.error(INTERNAL, Origin.NONE, String.valueOf(error), ""));
        };
    for (Finding finding : all) {
      ObjectNode one = findings.addObject();
      one.put("code", finding.code()).put("severity", finding.severity().name());
      one.put("message", finding.message()).put("fix", finding.fix());
      Origin origin = finding.origin();
      if (origin.file() != null) {
        one.put("file", origin.file()).put("line", origin.line()).put("column", origin.column());
      }
      if (origin.resource() != null) {
        one.put("resource", origin.resource());
      }
      if (origin.member() != null) {
        one.put("member", origin.member());
      }
      if (finding.rule() != null) {
        one.put("rule", finding.rule());
      }
    }
    return node;
  }

  /** The exception that was sent, ready to be thrown again. */
  static RuntimeException fromJson(JsonNode node) {
    var findings = new ArrayList<Finding>();
    for (JsonNode one : node.path("findings")) {
      var origin =
          new Origin(
              one.path("file").asString(null),
              one.path("line").asInt(0),
              one.path("column").asInt(0),
              one.path("resource").asString(null),
              one.path("member").asString(null));
      findings.add(
          new Finding(
              one.path("code").asString(INTERNAL),
              Severity.valueOf(one.path("severity").asString("ERROR")),
              one.path("message").asString(""),
              one.path("fix").asString(""),
              origin,
              one.path("rule").asString(null),
              List.of()));
    }
    if (node.path("input").asBoolean(false)) {
      return new InvalidInputException(findings);
    }
    return findings.isEmpty()
        ? new LabException(INTERNAL, "the lab failed without a reason: " + node, "")
        : new LabException(findings.getFirst());
  }
}
