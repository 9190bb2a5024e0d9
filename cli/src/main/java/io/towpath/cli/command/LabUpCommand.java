package io.towpath.cli.command;

import io.towpath.cli.output.JsonText;
import io.towpath.cli.output.OutputFormat;
import io.towpath.lab.estate.EstateLab;
import io.towpath.lab.run.LabDirectory;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code towpath lab up}: start. */
@Command(
    name = "up",
    description = "Start the lab of an estate. It runs until towpath lab down.",
    footer = {
      "",
      "Examples: towpath lab up scenarios/interop",
      "          towpath lab up scenarios/interop --name second",
      "          towpath lab up scenarios/interop --bird ce1-primary,er1/primary",
      "",
      "Several labs run side by side, with the same addresses too, if their names differ."
    })
final class LabUpCommand extends EstateCommand {
  @Option(
      names = "--name",
      paramLabel = "LAB",
      description = "Name of the lab (default: that of the estate's folder).")
  @Nullable String name;

  @Mixin BirdOption bird = new BirdOption();

  @Override
  public Integer call() {
    String chosen = name == null ? LabDirectory.suggest(path) : name;
    LabProgress progress = new LabProgress(console().err());
    EstateLab lab =
        EstateLab.up(
            chosen,
            path,
            estate(),
            profile(profile),
            bird.of(estate().base().network(), console()).nodes(),
            step -> progress.show(step.toString()));
    progress.done();
    if (format == OutputFormat.json) {
      Map<String, @Nullable Object> json = JsonText.object();
      json.put("lab", chosen);
      json.put("spaces", lab.plan().spaces().size());
      json.put("daemons", lab.plan().daemons().size());
      json.put("tunnels", lab.plan().tunnels().size());
      json.put("directory", lab.client().directory().path().toString());
      console().out().print(JsonText.of(json));
      return ExitCode.ANSWERED;
    }
    console()
        .out()
        .println(
            "Lab \""
                + chosen
                + "\" runs: "
                + lab.plan().spaces().size()
                + " spaces, "
                + lab.plan().daemons().size()
                + " daemons, "
                + lab.plan().tunnels().size()
                + " tunnel ends.");
    return ExitCode.ANSWERED;
  }
}
