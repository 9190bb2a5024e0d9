package io.towpath.cli.command;

import io.towpath.cli.output.OutputFormat;
import io.towpath.cli.output.TableText;
import io.towpath.estate.answers.Table;
import io.towpath.lab.run.Labs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code towpath lab status}: what runs. */
@Command(
    name = "status",
    description = "What of a lab runs, what failed, and how it is built here.",
    footer = {"", "Examples: towpath lab status", "          towpath lab status -o json"})
final class LabStatusCommand extends RunningLabCommand {
  @Override
  public Integer call() {
    if (name == null && Labs.running().isEmpty()) {
      console()
          .out()
          .print(format == OutputFormat.json ? "{\n  \"schema\" : 1\n}\n" : "No lab runs.\n");
      return ExitCode.ANSWERED;
    }
    JsonNode status = lab().status();
    switch (format) {
      case json -> console().out().println(status.toPrettyString());
      case tsv -> console().out().print(TableText.tabSeparated(spaces(status)));
      case table -> print(status);
    }
    return ExitCode.ANSWERED;
  }

  private void print(JsonNode status) {
    PrintWriter out = console().out();
    out.println(
        "Lab \""
            + status.path("lab").asString("")
            + "\" of "
            + status.path("source").asString("")
            + ", since "
            + status.path("started").asString("")
            + " ("
            + status.path("mode").asString("")
            + ")\n");
    out.print(TableText.aligned(spaces(status)));
    for (JsonNode failure : status.path("failures")) {
      out.println("Failed: " + failure.asString(""));
    }
    status
        .path("agent")
        .properties()
        .forEach(e -> out.println("Agent, " + e.getKey() + ": " + e.getValue().asString("")));
    for (JsonNode variant : status.path("variants")) {
      if (!variant.path("present").asBoolean(true)) {
        out.println(
            "Without "
                + variant.path("feature").asString("")
                + ": "
                + variant.path("used").asString(""));
      }
    }
    for (JsonNode remark : status.path("remarks")) {
      out.println(remark.path("element").asString("") + ": " + remark.path("text").asString(""));
    }
  }

  /** A row for each space. */
  static Table spaces(JsonNode status) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (JsonNode space : status.path("spaces")) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("node", space.path("label").asString(""));
      row.put("space", space.path("name").asString(""));
      row.put("state", state(space));
      row.put("daemons", daemons(space));
      rows.add(row);
    }
    return new Table(List.of("node", "space", "state", "daemons"), rows);
  }

  /** A standby that waits is as it should be; what a failure has stopped is not. */
  private static String state(JsonNode space) {
    return isRunning(space) ? "runs" : space.path("asleep").asBoolean(false) ? "asleep" : "stopped";
  }

  private static boolean isRunning(JsonNode space) {
    return space.path("running").asBoolean(false);
  }

  /** Where nothing should run, no daemon is dead. */
  private static String daemons(JsonNode space) {
    List<String> texts = new ArrayList<>();
    for (JsonNode daemon : space.path("daemons")) {
      boolean dead = isRunning(space) && !daemon.path("alive").asBoolean(false);
      texts.add(
          daemon.path("name").asString("")
              + (dead ? " DEAD: " + daemon.path("said").asString("") : ""));
    }
    return String.join(" ", texts);
  }
}
