package io.towpath.cli.command;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Estates that a command is given: their files, their folders, or folders that hold some. */
final class EstatePaths {
  private static final String FILE = "estate.yaml";

  private EstatePaths() {}

  /** True for a file and for the folder of an estate; false for one that may hold some below. */
  static boolean isEstate(Path path) {
    return !Files.isDirectory(path) || Files.exists(path.resolve(FILE));
  }

  /**
   * The file of every estate, in the order of {@code paths}, those below a folder sorted.
   *
   * @throws InvalidInputException for a folder that holds none
   */
  static List<Path> files(List<Path> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (isEstate(path)) {
        files.add(Files.isDirectory(path) ? path.resolve(FILE) : path);
        continue;
      }
      try (Stream<Path> below = Files.walk(path)) {
        List<Path> found =
            below.filter(p -> p.endsWith(FILE)).filter(Files::isRegularFile).sorted().toList();
        if (found.isEmpty()) {
          throw new InvalidInputException(
              Finding.error(
                  "TP1101",
                  Origin.NONE,
                  "There is no estate.yaml below \"" + path + "\".",
                  "Name a folder that holds estates."));
        }
        files.addAll(found);
      }
    }
    return files;
  }
}
