package io.towpath.lab.export;

import io.towpath.lab.LabException;
import io.towpath.lab.plan.Remark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of an exported lab, before they are written.
 *
 * @param texts by path within the directory; names without {@code /} that end in {@code .sh} can be
 *     executed
 * @param remarks what the lab lacks or does otherwise, sorted
 */
public record ExportedFiles(SortedMap<String, String> texts, List<Remark> remarks) {
  /** Lists what was written, so that a later export can take it away. */
  static final String LIST = ".files";

  public ExportedFiles {
    texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
    remarks = remarks.stream().sorted().distinct().toList();
  }

  /**
   * Writes them.
   *
   * @param force write into a directory that is not empty; files of an earlier export that are not
   *     written again are deleted, others stay
   * @throws LabException if the directory is not empty, or cannot be written
   */
  public void write(Path directory, boolean force) {
    try {
      if (!force && !isEmpty(directory)) {
        throw new LabException(
            "TP7050",
            "\"" + directory + "\" is not empty.",
            "Name another directory, or say --force to write into it.");
      }
      if (Files.exists(directory.resolve(".state"))) {
        throw new LabException(
            "TP7051",
            "The lab in \"" + directory + "\" runs, or ended without its down.sh.",
            "Run: sudo " + directory.resolve("down.sh"));
      }
      deleteEarlier(directory);
      for (var file : texts.entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        if (!file.getKey().contains("/") && file.getValue().startsWith("#!")) {
          permit(path, "rwxr-xr-x");
        } else if (file.getKey().endsWith("/swanctl.conf")) {
          permit(path, "rw-------"); // It has keys.
        }
      }
      Files.writeString(directory.resolve(LIST), lines(List.copyOf(texts.keySet())));
    } catch (IOException e) {
      throw new LabException(
          "TP7052", "The export cannot be written: " + e, "Name a directory that is yours.", e);
    }
  }

  private static void permit(Path file, String permissions) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> content = Files.list(directory)) {
      return content.findAny().isEmpty();
    }
  }

  private static void deleteEarlier(Path directory) throws IOException {
    Path list = directory.resolve(LIST);
    if (Files.isRegularFile(list)) {
      for (String line : Files.readAllLines(list)) {
        Path file = directory.resolve(line).normalize();
        if (file.startsWith(directory.normalize()) && Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Each line with its end; empty for none. */
  static String lines(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** Remarks as a list for people. */
  static String list(List<Remark> remarks) {
    return remarks.isEmpty()
        ? "Nothing.\n"
        : lines(
            remarks.stream()
                .sorted()
                .distinct()
                .map(remark -> "- " + remark.element() + ": " + remark.text())
                .toList());
  }

  /** A script that comes with Towpath. */
  static String resource(String name) {
    try (InputStream in = ExportedFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LabException("TP7052", name + " is missing from the class path", "");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("TP7052", name + ": " + e.getMessage(), "", e);
    }
  }
}
