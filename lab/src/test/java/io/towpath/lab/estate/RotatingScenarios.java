package io.towpath.lab.estate;

import io.towpath.lab.compare.Slice;
import io.towpath.lab.linux.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Scenarios of which a build compares one third with labs, the next build the next. Which it is
 * follows from the number of commits, so that whoever repeats a build of a commit has the same;
 * where git is absent, from the day of the year. {@code -Dtowpath.lab.scenarios=2/3} chooses a
 * part, {@code 1/1} all.
 *
 * @param scenarios folders, relative to {@code scenarios}
 * @param number of the turn
 */
record RotatingScenarios(List<String> scenarios, long number) {
  static final String PROPERTY = "towpath.lab.scenarios";
  private static final int PARTS = 3;

  /** Compared by every build, in a test of its own. */
  private static final String ALWAYS = "interop";

  /** Those of this repository, in the turn of this build. */
  static RotatingScenarios ofThisBuild() {
    Path root = Path.of("../scenarios");
    try (Stream<Path> below = Files.walk(root)) {
      List<String> found =
          below
              .filter(path -> path.endsWith("estate.yaml"))
              .map(path -> String.valueOf(root.relativize(path).getParent()))
              .filter(scenario -> !scenario.equals(ALWAYS))
              .sorted()
              .toList();
      long day = LocalDate.now().getDayOfYear();
      return new RotatingScenarios(found, commits().orElse(day));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> commits() {
    Command.Result result =
        Command.of("git", "rev-list", "--count", "HEAD").within(Duration.ofSeconds(20)).attempt();
    String text = result.out().strip();
    return result.exit() == 0 && text.matches("\\d+")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  /** The scenarios whose turn it is. */
  List<String> chosen() {
    String asked = System.getProperty(PROPERTY);
    Slice slice = asked == null ? Slice.turn(number, PARTS) : Slice.parse(asked);
    return slice.from(scenarios);
  }

  /** Of several failures of a scenario the one whose turn it is; none if it has none. */
  List<String> failure(List<String> failures) {
    // A scenario's own turn comes with every third number.
    return failures.isEmpty()
        ? List.of()
        : List.of(failures.get((int) Math.floorMod(number / PARTS, (long) failures.size())));
  }
}
