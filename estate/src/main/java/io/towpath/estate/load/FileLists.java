package io.towpath.estate.load;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Nearest;
import io.towpath.net.Origin;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Files that an estate names: one, a pattern, a folder. Results are sorted by name. */
final class FileLists {
  private FileLists() {}

  /**
   * The files that a pattern names; {@code *} and {@code ?} may stand in the last part.
   *
   * @throws InvalidInputException if there are none
   */
  static List<Path> matching(Path folder, String pattern, Origin origin) {
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      Path file = folder.resolve(pattern).normalize();
      if (!Files.isRegularFile(file)) {
        throw missing(file, pattern, origin);
      }
      return List.of(file);
    }
    int slash = pattern.lastIndexOf('/');
    Path parent = slash < 0 ? folder : folder.resolve(pattern.substring(0, slash)).normalize();
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(slash + 1));
    List<Path> files =
        list(parent, pattern, origin).stream()
            .filter(file -> matcher.matches(file.getFileName()))
            .toList();
    if (files.isEmpty()) {
      throw new InvalidInputException(
          Finding.error(
              "TP1103",
              origin,
              "The pattern \"" + pattern + "\" matches no file in " + parent + ".",
              "Correct the pattern, or put the files there."));
    }
    return files;
  }

  /**
   * The regular files of a folder, without hidden ones.
   *
   * @throws InvalidInputException if the folder does not exist
   */
  static List<Path> inFolder(Path folder, String name, Origin origin) {
    return list(folder.resolve(name).normalize(), name, origin);
  }

  private static List<Path> list(Path folder, String name, Origin origin) {
    if (!Files.isDirectory(folder)) {
      throw missing(folder, name, origin);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, origin, e);
    }
  }

  /** The bytes of a file. */
  static byte[] bytes(Path file, Origin origin) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, origin, e);
    } catch (OutOfMemoryError e) {
      throw new InvalidInputException(
          Finding.error(
              "TP1104", origin, "The file " + file + " is too large.", "Split or shorten it."));
    }
  }

  private static InvalidInputException unreadable(Path file, Origin origin, IOException cause) {
    InvalidInputException invalid =
        new InvalidInputException(
            Finding.error(
                "TP1104",
                origin,
                "The file " + file + " cannot be read: " + cause.getMessage() + ".",
                "Check that it exists and may be read."));
    invalid.initCause(cause);
    return invalid;
  }

  private static InvalidInputException missing(Path file, String name, Origin origin) {
    Path parent = file.getParent();
    List<String> known = List.of();
    if (parent != null && Files.isDirectory(parent)) {
      try (Stream<Path> files = Files.list(parent)) {
        known = files.map(f -> f.getFileName().toString()).sorted().toList();
      } catch (IOException e) {
        known = List.of();
      }
    }
    Path last = file.getFileName();
    String question = last == null ? "" : Nearest.question(last.toString(), known);
    return new InvalidInputException(
        Finding.error(
            "TP1102",
            origin,
            "\"" + name + "\" does not exist: there is no " + file + ".",
            question.isEmpty() ? "Correct the path; it is relative to estate.yaml." : question));
  }
}
