package io.towpath.cli.command;

import io.towpath.lab.LabException;
import io.towpath.lab.run.LabClient;
import io.towpath.lab.run.Labs;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code towpath lab down}: end. */
@Command(
    name = "down",
    description = "Take a lab down. Nothing of it is left.",
    footer = {
      "",
      "Examples: towpath lab down",
      "          towpath lab down second",
      "          towpath lab down scenarios/interop",
      "          towpath lab down --all      also what crashed labs have left"
    })
final class LabDownCommand extends RunningLabCommand {
  @Option(names = "--all", description = "Every lab of this user.")
  boolean all;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LAB",
      description = "Name of a lab, or its estate; not needed if only one runs.")
  @Nullable String which;

  @Override
  public Integer call() {
    if (all) {
      List<String> names = Labs.downAll();
      console()
          .out()
          .println(names.isEmpty() ? "No lab was there." : "Down: " + String.join(", ", names));
      return ExitCode.ANSWERED;
    }
    String wanted = which;
    if (wanted != null && name != null) {
      throw new LabException(
          "TP7034", "Both \"" + wanted + "\" and --name say which lab.", "Give one of them.");
    }
    LabClient lab =
        wanted != null ? Labs.meantBy(wanted) : name != null ? Labs.meantBy(name) : lab();
    lab.down();
    console().out().println("Down: " + lab.name());
    return ExitCode.ANSWERED;
  }
}
