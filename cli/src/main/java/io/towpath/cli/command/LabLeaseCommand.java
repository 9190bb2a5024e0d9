package io.towpath.cli.command;

import io.towpath.lab.estate.LabLease;
import io.towpath.lab.run.LabDirectory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands have in common that need a lab for as long as they run. */
abstract class LabLeaseCommand extends EstateCommand {
  @Option(
      names = "--name",
      paramLabel = "LAB",
      description = "Name of the lab (default: that of the estate's folder).")
  @Nullable String name;

  @Mixin BirdOption bird = new BirdOption();

  @Option(
      names = "--fail",
      paramLabel = "FAILURE",
      description = "Only these failures, not all of the estate; may be repeated.")
  List<String> failures = List.of();

  @Option(names = "--keep", description = "Leave the lab running.")
  boolean keep;

  /** The failures that were asked for, or all of the estate. */
  List<String> chosenFailures() {
    return failures.isEmpty() ? List.copyOf(estate().file().failures().keySet()) : failures;
  }

  /** The lab of that name, or one that is started; the caller gives it back. */
  LabLease lease(LabProgress progress) {
    Set<String> birds = bird.of(estate().base().network(), console()).nodes();
    return LabLease.of(
        name == null ? LabDirectory.suggest(path) : name,
        path,
        estate(),
        profile(profile),
        birds,
        keep,
        step -> progress.show(step.toString()));
  }
}
