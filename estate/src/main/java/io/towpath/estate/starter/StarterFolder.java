package io.towpath.estate.starter;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder that an estate is written to: new or empty. Not thread-safe. */
public final class StarterFolder {
  private final Path root;
  private final List<Path> written = new ArrayList<>();

  private StarterFolder(Path root) {
    this.root = root;
  }

  /**
   * Takes a folder, and makes it if need be.
   *
   * @throws InvalidInputException if there is something in it, which is never overwritten, or it
   *     cannot be made
   */
  public static StarterFolder at(Path root) {
    try {
      return empty(root);
    } catch (IOException e) {
      throw new InvalidInputException(
          Finding.error(
              "TP1236",
              Origin.NONE,
              "The folder \"" + root + "\" cannot be made: " + e,
              "Name a folder where you may write."));
    }
  }

  private static StarterFolder empty(Path root) throws IOException {
    if (Files.exists(root) && !isEmptyFolder(root)) {
      throw new InvalidInputException(
          Finding.error(
              "TP1230",
              Origin.NONE,
              "\"" + root + "\" exists and is no empty folder; nothing is overwritten.",
              "Name a new folder."));
    }
    Files.createDirectories(root);
    return new StarterFolder(root);
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Opens a file for writing; the caller closes it. */
  BufferedWriter open(String path) throws IOException {
    Path file = root.resolve(path);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    written.add(file);
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }

  /** Writes a file. */
  void write(String path, String text) throws IOException {
    try (BufferedWriter writer = open(path)) {
      writer.write(text);
    }
  }

  /** What was written, in that order. */
  public List<Path> written() {
    return List.copyOf(written);
  }
}
