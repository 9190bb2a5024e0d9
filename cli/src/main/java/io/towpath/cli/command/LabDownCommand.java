package io.towpath.cli.command;

import io.towpath.lab.run.LabClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code towpath lab down}: end. */
@Command(
    name = "down",
    description = "Take a lab down. Nothing of it is left.",
    footer = {
      "",
      "Examples: towpath lab down",
      "          towpath lab down --name second",
      "          towpath lab down --all      also what crashed labs have left"
    })
final class LabDownCommand extends RunningLabCommand {
  @Option(names = "--all", description = "Every lab of this user.")
  boolean all;

  @Override
  public Integer call() {
    if (all) {
      List<String> names = LabClient.downAll();
      console()
          .out()
          .println(names.isEmpty() ? "No lab was there." : "Down: " + String.join(", ", names));
      return ExitCode.ANSWERED;
    }
    LabClient lab = lab();
    lab.down();
    console().out().println("Down: " + lab.name());
    return ExitCode.ANSWERED;
  }
}
