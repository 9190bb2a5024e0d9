package io.towpath.cli.command;

import io.towpath.azure.Profile;
import io.towpath.estate.load.Estate;
import io.towpath.estate.load.EstateLoader;
import io.towpath.net.Origin;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands about one estate read, whatever they print. */
abstract class EstateInput implements Callable<Integer> {
  /** What was typed has no file. */
  static final Origin TYPED = Origin.NONE;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call()
  CommandSpec spec;

  @Parameters(index = "0", paramLabel = "ESTATE", description = "Folder with an estate.yaml.")
  @SuppressWarnings("NullAway.Init") // required, so set by picocli
  Path path;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "current or seed-era; overrides the estate.")
  @Nullable String profile;

  @Option(names = "--strict", description = "What is not modelled is an error: exit code 3.")
  boolean strict;

  private @Nullable Estate loaded;

  Estate estate() {
    Estate known = loaded;
    if (known == null) {
      known = EstateLoader.load(path, profile(profile));
      loaded = known;
    }
    return known;
  }

  static @Nullable Profile profile(@Nullable String word) {
    return switch (word) {
      case null -> null;
      case "current" -> Profile.CURRENT;
      case "seed-era" -> Profile.SEED_ERA;
      default ->
          throw new io.towpath.net.InvalidInputException(
              io.towpath.net.Finding.error(
                  "TP1220",
                  TYPED,
                  "\"" + word + "\" is no profile.",
                  "Use --profile current or --profile seed-era."));
    };
  }

  Console console() {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}
