package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.lab.run.LabClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code towpath lab restore}: end a failure. */
@Command(
    name = "restore",
    description = "End a failure in the running lab; others stay in force.",
    footer = {
      "",
      "Examples: towpath lab restore ce1-msee",
      "          towpath lab restore node:ce1-primary"
    })
final class LabRestoreCommand extends RunningLabCommand {
  @Parameters(
      index = "0",
      paramLabel = "FAILURE",
      description = "A name from the estate, or KIND:VALUE as after --fail.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  String failure;

  @Override
  public Integer call() {
    LabClient lab = lab();
    LabProgress progress = new LabProgress(console().err());
    JsonNode answer = lab.restore(failure, step -> progress.show(step.toString()));
    progress.done();
    List<String> actions = new ArrayList<>();
    answer.path("actions").forEach(action -> actions.add(action.asString("")));
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.put("changed", answer.path("changed").asBoolean(false));
      json.put("actions", actions);
      console().out().print(JsonText.of(json));
    } else {
      actions.forEach(action -> console().out().println(action));
      if (actions.isEmpty()) {
        console().out().println("Nothing changes.");
      }
    }
    return ExitCode.ANSWERED;
  }
}
